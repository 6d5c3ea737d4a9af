"""The form of an office's hours: a line a day, as people write it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, Unpack

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pendopo.places.forms.base import EditForm
from pendopo.places.rules.access import FACTS
from pendopo.places.rules.hours import TROUBLE, BadHours, read_day
from pendopo.ui.forms import FormWords, Typed
from pendopo.ui.rules import weekday


class Hours(Protocol):
    """What an office said of its hours."""

    week: Mapping[str, str]
    lat: float | None
    lng: float | None
    note: str
    access: Sequence[str]


def typed(row: Hours) -> dict[str, object]:
    """Return what an office said of its hours, as the form shows it."""
    point = "" if row.lat is None else f"{row.lat}, {row.lng}"
    days: dict[str, object] = {f"day{day}": row.week.get(str(day), "") for day in range(7)}
    return {**days, "point": point, "note": row.note, "access": list(row.access)}


class DayField(forms.CharField):
    """The hours of one day."""

    def clean(self, value: object) -> str:
        """Refuse what cannot be read, on its own field."""
        text = str(super().clean(value))
        try:
            read_day(text)
        except BadHours as trouble:
            raise forms.ValidationError(gettext(TROUBLE[trouble.code])) from trouble
        return text


class HoursForm(EditForm):
    """When the office is open, and where it stands."""

    refusal_fields: ClassVar[Mapping[str, str]] = {"point_unreadable": "point", "point_elsewhere": "point"}

    def __init__(self, data: Typed = None, **more: Unpack[FormWords]) -> None:
        super().__init__(data, **more)
        for day in range(7):
            self.fields[f"day{day}"] = DayField(
                label=weekday(day, get_language()), max_length=80, required=False
            )
        self.fields["day0"].help_text = _("Misalnya 08.00-12.00, 13.00-15.30. Kosong berarti tutup.")
        self.fields["point"] = forms.CharField(
            label=_("Titik kantor di peta"),
            max_length=40,
            required=False,
            help_text=_("Lintang, bujur; misalnya -7.45123, 108.01234."),
        )
        self.fields["note"] = forms.CharField(
            label=_("Keterangan"),
            max_length=200,
            required=False,
            help_text=_("Misalnya: Jumat tutup saat salat, pintu landai di sisi kiri."),
        )
        self.fields["access"] = forms.MultipleChoiceField(
            label=_("Kemudahan yang benar-benar ada di kantor"),
            choices=[(key, gettext(words)) for key, words in FACTS.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Yang tidak dicentang tidak ditulis di situs."),
        )

    def days(self) -> dict[int, str]:
        """What was filled in for each day, as the operation takes it."""
        return {day: self.cleaned_data[f"day{day}"] for day in range(7)}
