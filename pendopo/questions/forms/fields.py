"""The form of questions, all of them or some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.questions.forms.repeated import ADD, GroupField, ResidentField
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.times import parse_time
from pendopo.ui.forms import DayField, DigitsField, WholeField

People = Sequence[tuple[str, str]]
SHORT, LONG = 120, 1_000
MOST_RADIOS = 7
HIGHEST_AMOUNT = 10**15


class TimeField(forms.CharField):
    """An hour of the day, typed as 09.30, 9:30 or 930."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "class": "w-s"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return parse_time(text) if text else ""
        except ValueError:
            raise ValidationError(_("Jam ini tidak dikenal. Tulis seperti 09.30."), code="time") from None


class LineField(forms.CharField):
    """A short text: spaces and line breaks inside become one space."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class AnswersForm(forms.Form):
    """Answers to questions. Pressing "add row" shows one more row and checks nothing yet."""

    questions: ClassVar[tuple[Field, ...]] = ()

    @property
    def wants_more(self) -> bool:
        """Whether the button for one more row was pressed."""
        return bool(self.is_bound and self.data.get(self.add_prefix(ADD)))

    def full_clean(self) -> None:
        if self.wants_more:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        return not self.wants_more and super().is_valid()


def build_form(
    fields: Iterable[Field], keys: Sequence[str] | None = None, *, people: People = ()
) -> type[AnswersForm]:
    """Make the form class of questions, or of some of them; `people` are those whom a resident may choose."""
    wanted = [one for one in fields if keys is None or one.key in keys]
    made = {one.key: form_field(one, people) for one in wanted}
    return type("AnswersForm", (AnswersForm,), {**made, "questions": tuple(wanted)})


def form_field(one: Field, people: People = ()) -> forms.Field:
    """Make the form field of one question."""
    shared: dict[str, Any] = {"label": one.label, "required": one.required}
    if one.hint:
        shared["help_text"] = one.hint
    if one.kind == "group":
        parts = {part.key: form_field(part) for part in one.fields}
        return GroupField(parts, rows=one.rows, least=one.least, **shared)
    if one.kind == "resident":
        return ResidentField(people=people, **shared)
    return _MAKERS[one.kind](one, shared)


def _text(one: Field, shared: dict[str, Any]) -> forms.Field:
    if one.digits:
        return DigitsField(length=one.digits, **shared)
    return LineField(max_length=one.max_length or SHORT, **shared)


def _long(one: Field, shared: dict[str, Any]) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=one.max_length or LONG, widget=area, **shared)


def _whole(one: Field, shared: dict[str, Any]) -> forms.Field:
    if one.unit and "help_text" not in shared:
        shared["help_text"] = _("Dalam %(unit)s.") % {"unit": one.unit}
    return WholeField(min_value=0, max_value=HIGHEST_AMOUNT, **shared)


def _day(one: Field, shared: dict[str, Any]) -> forms.Field:
    if one.when == "future":
        return ComingDayField(**shared)
    return DayField(latest=today if one.when == "past" else None, **shared)


class ComingDayField(DayField):
    """A day that has not passed yet."""

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and day < today():
            raise ValidationError(_("Tanggal ini sudah lewat. Periksa kembali."), code="past")
        return day


def _hour(_one: Field, shared: dict[str, Any]) -> forms.Field:
    return TimeField(max_length=20, **shared)


def _choice(one: Field, shared: dict[str, Any]) -> forms.Field:
    if len(one.choices) <= MOST_RADIOS:
        choices = one.choices if one.required else (("", _("Tidak diisi")), *one.choices)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    return forms.ChoiceField(choices=(("", _("Pilih")), *one.choices), **shared)


_MAKERS: Mapping[str, Callable[[Field, dict[str, Any]], forms.Field]] = {
    "text": _text,
    "longtext": _long,
    "number": _whole,
    "money": _whole,
    "date": _day,
    "time": _hour,
    "choice": _choice,
}


def answers_of(form: AnswersForm) -> dict[str, Any]:
    """Give what was answered as JSON holds it; a valid form's questions only."""
    return {
        one.key: _plain(form.cleaned_data[one.key]) for one in form.questions if one.key in form.cleaned_data
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: _plain(part) for name, part in row.items()} for row in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
