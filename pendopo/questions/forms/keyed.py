"""What stands on paper and is keyed in later: the day of the paper, and which form it is."""

from datetime import date
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.ui.forms import Cleaned, DayField, FormWords, Typed


class OnPaperForm(forms.Form):
    """Asks for the day of a paper and the code of its form; both stay empty where nobody wrote on paper."""

    on_paper = DayField(
        label=_("Diterima di kertas pada"),
        required=False,
        latest=today,
        help_text=_("Isi hanya bila permohonan tertulis dimasukkan belakangan. Contoh: 17-08-2026."),
    )
    form_code = forms.CharField(
        label=_("Kode formulir kertas"),
        required=False,
        max_length=80,
        help_text=_("Tertulis di bawah judulnya."),
    )

    def __init__(self, data: Typed = None, *, expected: str, **more: Unpack[FormWords]) -> None:
        """`expected`: the code of the set of questions that stands on the page."""
        super().__init__(data, **more)
        self.expected = expected

    def clean_form_code(self) -> str:
        """Refuse the answers to questions that were others."""
        typed = "".join(self.cleaned_data["form_code"].split()).lower()
        if typed and typed != self.expected.lower():
            message = _(
                "Kertas ini versi lain. Yang berlaku %(code)s: tanyakan yang berbeda, lalu kosongkan kode ini."
            )
            raise ValidationError(message, code="version", params={"code": self.expected})
        return typed

    def clean(self) -> Cleaned:
        given = super().clean() or self.cleaned_data
        if given.get("form_code") and not given.get("on_paper") and "on_paper" not in self.errors:
            self.add_error(
                "on_paper", _("Belum diisi. Tulis tanggal kertas ini diterima, contoh: 17-08-2026.")
            )
        return given

    @property
    def day(self) -> date | None:
        """The day of the paper, if there is one."""
        found: date | None = self.cleaned_data.get("on_paper")
        return found
