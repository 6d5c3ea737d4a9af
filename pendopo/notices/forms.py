"""Where a resident wants messages sent."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.notices.rules.numbers import mobile_number

_NUMBER = _("Contoh: 0812 3456 7890. Pesannya hanya berkata ada kabar dari kantor, tanpa isi urusan.")


class AddressForm(forms.Form):
    """The resident's own addresses, of the ways that the site has; an empty one ends it."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        max_length=200,
        help_text=_("Kosongkan bila tidak ingin menerima surel."),
    )
    sms = forms.CharField(
        label=_("Nomor telepon untuk SMS"), required=False, max_length=20, help_text=_NUMBER
    )
    whatsapp = forms.CharField(label=_("Nomor WhatsApp"), required=False, max_length=20, help_text=_NUMBER)

    def __init__(self, ways: Collection[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [one for one in self.fields if one not in ways]:
            del self.fields[name]

    def clean_sms(self) -> str:
        return self._number("sms")

    def clean_whatsapp(self) -> str:
        return self._number("whatsapp")

    def _number(self, name: str) -> str:
        typed = str(self.cleaned_data[name]).strip()
        number = mobile_number(typed) if typed else ""
        if number is None:
            raise forms.ValidationError(_("Nomor telepon ini tidak dikenali. Contoh: 0812 3456 7890."))
        return number


class DecisionForm(forms.Form):
    """What a person has found out about a message of which no program knows whether it arrived."""

    decision = forms.ChoiceField(
        label=_("Apa yang terjadi?"),
        help_text=_("Tanyakan kepada penerimanya, atau lihat laporan penyedia saluran."),
        widget=forms.RadioSelect,
        choices=(
            ("arrived", _("Sudah sampai")),
            ("again", _("Belum sampai: kirim sekali lagi")),
            ("leave", _("Belum sampai: jangan kirim lagi")),
        ),
    )
