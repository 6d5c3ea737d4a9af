"""The filter of the journal."""

import re
from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.reading import Wanted
from pendopo.ui.forms import DayField, PageForm

_IDENTITY = re.compile(r"\d{16}")


class JournalFilter(PageForm[list[tuple[str, str]]]):
    """What to look for in the journal; `page` is the operations there are, with their words."""

    mark_optional: ClassVar[bool] = False

    hari = DayField(label=_("Hari"), required=False)
    operasi = forms.ChoiceField(label=_("Tindakan"), required=False)
    pelaku = forms.CharField(
        label=_("Nama petugas atau sistem"), max_length=80, required=False, widget=forms.TextInput
    )
    subjek = forms.CharField(
        label=_("Kode wilayah atau nomor catatan"),
        max_length=60,
        required=False,
        help_text=_("Contoh: 32.06.13.2001. Jangan menulis NIK."),
    )
    ditolak = forms.BooleanField(label=_("Hanya yang ditolak"), required=False)
    sebelum = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def ask(self, page: list[tuple[str, str]]) -> None:
        chooser = self.fields["operasi"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", gettext("Semua")), *page]

    def clean_subjek(self) -> str:
        """An identity number has no place in an address, nor in the journal."""
        text = str(self.cleaned_data["subjek"]).strip()
        if _IDENTITY.search(text.replace(" ", "")):
            raise forms.ValidationError(gettext("Ini seperti NIK. Pakai nomor catatan dari berkas warga."))
        return text

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        given = self.cleaned_data
        return Wanted(
            day=given["hari"],
            operation=given["operasi"],
            actor=given["pelaku"].strip(),
            subject=given["subjek"],
            refused=given["ditolak"],
            before=given["sebelum"],
        )
