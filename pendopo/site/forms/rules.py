"""Forms about dated rules and days off."""

from datetime import date
from typing import TypeVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import is_working_day, today
from pendopo.site.queries import HolidaysPage, RulePage
from pendopo.ui.forms import DayField, PageForm, WholeField

MOST = 1_000_000
Shown = TypeVar("Shown", HolidaysPage, RulePage)


def _area_field(areas: list[tuple[str, str]]) -> forms.ChoiceField:
    """The area that something holds in; nothing to choose where the officer has one only."""
    if len(areas) == 1:
        return forms.ChoiceField(choices=areas, initial=areas[0][0], required=False, widget=forms.HiddenInput)
    return forms.ChoiceField(label=_("Berlaku di"), choices=areas, required=False)


class _ForAreaForm(PageForm[Shown]):
    def ask(self, page: Shown) -> None:
        self.fields["area"] = _area_field(page.areas)

    def clean_area(self) -> str:
        """An officer of one area sends none."""
        return str(self.cleaned_data["area"] or self.page.area)


class RuleForm(_ForAreaForm[RulePage]):
    """A new value of a rule from a day on."""

    legal_basis = forms.CharField(
        label=_("Dasar hukum"), max_length=300, help_text=_("Contoh: Perdes nomor 4 tahun 2026 pasal 7")
    )
    valid_from = DayField(label=_("Berlaku mulai"))

    def ask(self, page: RulePage) -> None:
        super().ask(page)
        self.fields["value"] = _value_field(page)
        self.order_fields(["value", "valid_from", "legal_basis", "area"])

    def clean_value(self) -> object:
        """Give the value the kind that the program expects."""
        value = self.cleaned_data["value"]
        if isinstance(self.page.model, bool):
            return value == "1"
        if isinstance(self.page.model, list):
            items = [part.strip() for part in value.split(",") if part.strip()]
            if self.page.choices and any(item not in self.page.choices for item in items):
                known = ", ".join(self.page.choices)
                raise forms.ValidationError(gettext("Pakai hanya kata ini: %(words)s.") % {"words": known})
            return items
        return value

    def clean_valid_from(self) -> date:
        """What was decided under the old value stays so: a new one never begins in the past."""
        day: date = self.cleaned_data["valid_from"]
        if day < today():
            raise forms.ValidationError(gettext("Hari itu sudah lewat. Pilih hari ini atau sesudahnya."))
        return day


def _value_field(page: RulePage) -> forms.Field:
    label = _("Nilai baru")
    if isinstance(page.model, bool):
        return forms.ChoiceField(label=label, choices=[("1", _("ya")), ("0", _("tidak"))])
    if isinstance(page.model, int):
        return WholeField(label=label, min_value=min(1, page.model), max_value=MOST)
    if isinstance(page.model, list):
        return forms.CharField(
            label=label, max_length=500, required=False, help_text=_("Pisahkan dengan koma.")
        )
    if page.choices:
        return forms.ChoiceField(label=label, choices=[(word, word) for word in page.choices])
    return forms.CharField(label=label, max_length=200)


class HolidayForm(_ForAreaForm[HolidaysPage]):
    """A day off that the national calendar does not know."""

    on = DayField(label=_("Tanggal"))
    name = forms.CharField(
        label=_("Nama hari libur"), max_length=120, help_text=_("Contoh: Cuti bersama Idulfitri")
    )
    legal_basis = forms.CharField(
        label=_("Dasar hukum"), max_length=300, help_text=_("Contoh: SKB tiga menteri tahun 2026")
    )

    def clean_on(self) -> date:
        """A day on which offices are closed anyway needs no row."""
        day: date = self.cleaned_data["on"]
        if not is_working_day(day):
            raise forms.ValidationError(gettext("Hari itu sudah libur nasional atau akhir pekan."))
        return day


class YearForm(forms.Form):
    """The year whose days off are shown."""

    tahun = WholeField(min_value=2000, max_value=2100, required=False)


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button itself is the answer."""
