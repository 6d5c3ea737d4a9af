"""The form of a search across villages. Sent by POST: whom one looks for never stands in an address."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.people.forms.events import fields
from pendopo.people.queries.searching import Sought
from pendopo.people.rules.looking_across import PURPOSES
from pendopo.ui.forms import Cleaned


class AcrossForm(forms.Form):
    """Whom an officer looks for, and what for."""

    nik = fields.number(_("NIK"), hint=_("16 angka. Atau isi nama dan tanggal lahir."))
    name = fields.text(_("Nama"), limit=120)
    born = fields.day(_("Tanggal lahir"), required=False)
    purpose = forms.ChoiceField(
        label=_("Untuk keperluan apa?"),
        widget=forms.RadioSelect,
        choices=lambda: [(key, gettext(words)) for key, words in PURPOSES.items()],
    )
    said = fields.reason(
        _("Urusannya"), hint=_("Nomor perkara, surat, atau penjelasan. Desa dan warga itu membacanya.")
    )

    def clean(self) -> Cleaned:
        answers = super().clean() or self.cleaned_data
        if not self.errors and not answers.get("nik") and not (answers.get("name") and answers.get("born")):
            self.add_error("nik", _("Isi NIK lengkap, atau nama beserta tanggal lahirnya."))
        return answers

    def sought(self) -> Sought:
        """Whom to look for; a NIK says it all."""
        given = self.cleaned_data
        return Sought(given["nik"], given["name"], given["born"])
