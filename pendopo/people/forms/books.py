"""Which month of a book."""

from datetime import date
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock

MONTHS = (
    *((1, _("Januari")), (2, _("Februari")), (3, _("Maret")), (4, _("April")), (5, _("Mei")), (6, _("Juni"))),
    *((7, _("Juli")), (8, _("Agustus")), (9, _("September")), (10, _("Oktober")), (11, _("November"))),
    (12, _("Desember")),
)
YEARS_SHOWN = 20


class MonthForm(forms.Form):
    """A month of a year; without a choice it is the running month."""

    mark_optional: ClassVar[bool] = False

    bulan = forms.TypedChoiceField(label=_("Bulan"), choices=MONTHS, coerce=int)
    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        today = clock.today()
        years = [(year, str(year)) for year in range(today.year, today.year - YEARS_SHOWN, -1)]
        self.fields["tahun"].choices = years  # type: ignore[attr-defined]
        self.initial = {"bulan": today.month, "tahun": today.year}

    def clean(self) -> None:
        """A month that has not begun has no book."""
        year, month = self.cleaned_data.get("tahun"), self.cleaned_data.get("bulan")
        if year and month and date(year, month, 1) > clock.today():
            self.add_error("bulan", _("Bulan ini belum mulai. Pilih bulan lain."))

    @property
    def chosen(self) -> tuple[int, int]:
        """Year and month; the running month when nothing usable was chosen."""
        if self.is_valid():
            return self.cleaned_data["tahun"], self.cleaned_data["bulan"]
        today = clock.today()
        return today.year, today.month
