"""The form of questions, all of them or some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.questions.forms.repeated import ADD, GroupField, ResidentField
from pendopo.questions.rules.asked import asked, only_if
from pendopo.questions.rules.bounds import bounds_of, outside, said_bound
from pendopo.questions.rules.fields import Field, named
from pendopo.questions.rules.prefill import Known
from pendopo.questions.rules.times import parse_time
from pendopo.ui.forms import Cleaned, DayField, DigitsField, FieldWords, WholeField

People = Sequence[tuple[str, str]]
SHORT, LONG = 120, 1_000
MOST_RADIOS = 7
HIGHEST_AMOUNT = 10**15
# What a question says that was left empty, where its kind has an example; Django's fields say the rest.
EMPTY = {
    "number": _("Belum diisi. Tulis angkanya, contoh: 25."),
    "money": _("Belum diisi. Tulis jumlahnya, contoh: 1.500.000."),
    "date": _("Belum diisi. Tulis tanggalnya, contoh: 17-08-1945."),
    "time": _("Belum diisi. Tulis jamnya, contoh: 09.30."),
    "resident": _("Belum diisi. Tulis nama lengkapnya."),
}
# What an answer says that lies outside its bounds: below, above.
OUTSIDE = {
    "number": (_("Terlalu kecil. Paling sedikit %(bound)s."), _("Terlalu besar. Paling banyak %(bound)s.")),
    "date": (_("Terlalu awal. Paling awal %(bound)s."), _("Terlalu akhir. Paling akhir %(bound)s.")),
}
OUTSIDE |= {"money": OUTSIDE["number"], "time": OUTSIDE["date"]}
FROM_REGISTER = _("Diambil dari data penduduk. Ubah bila keliru.")
TOO_SHORT = _("Terlalu pendek: %(show_value)d huruf. Paling sedikit %(limit_value)d.")


class TimeField(forms.CharField):
    """An hour of the day, typed as 09.30, 9:30 or 930."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "class": "w-s"}

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        try:
            return parse_time(text) if text else ""
        except ValueError:
            raise ValidationError(_("Jam ini tidak dikenal. Tulis seperti 09.30."), code="time") from None


class LineField(forms.CharField):
    """A short text: spaces and line breaks inside become one space."""

    def to_python(self, value: object) -> str:
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

    def clean(self) -> Cleaned:
        """Drop what an earlier answer on the page does not call up, right or wrong: nobody had to answer it."""
        given = super().clean() or self.cleaned_data
        # A question that depends on another page stands on this one because it is asked.
        within = [one for one in self.questions if not one.asked_if or named(self.questions, one.asked_if)]
        called = asked(within, _held(self.questions, given))
        for one in within:
            if one not in called:
                given.pop(one.key, None)
                self.errors.pop(one.key, None)
        return given


def build_form(
    fields: Iterable[Field],
    keys: Sequence[str] | None = None,
    *,
    people: People = (),
    known: Known | None = None,
) -> type[AnswersForm]:
    """Make the form class of questions, or of some of them.

    `people` are those whom a resident may choose; `known` is what the register says (`rules/prefill.py`).
    """
    wanted = tuple(one for one in fields if keys is None or one.key in keys)
    made = {one.key: form_field(one, people) for one in wanted}
    for key, value in (known or {}).items():
        if key in made:
            made[key].initial = value
            _hint(made[key], FROM_REGISTER)
    depending = [(one, named(wanted, one.asked_if)) for one in wanted if one.asked_if]
    for one, other in depending:
        if other is not None:
            words, said = only_if(one, other)
            _hint(made[one.key], gettext(words) % said)
    attributes: dict[str, object] = {**made, "questions": wanted}
    if depending:
        attributes["use_required_attribute"] = False
    return type("AnswersForm", (AnswersForm,), attributes)


def _hint(made: forms.Field, words: str | Promise) -> None:
    made.help_text = f"{words} {made.help_text}".strip()


def form_field(one: Field, people: People = ()) -> forms.Field:
    """Make the form field of one question."""
    shared: FieldWords = {"label": one.label, "required": one.required}
    if one.hint:
        shared["help_text"] = one.hint
    if one.kind in EMPTY:
        shared["error_messages"] = {"required": EMPTY[one.kind]}
    elif one.min_length:
        shared["error_messages"] = {"min_length": TOO_SHORT}
    if one.lowest or one.highest:
        shared["validators"] = [_bounded(one)]
    if one.kind == "group":
        parts = {part.key: form_field(part) for part in one.fields}
        return GroupField(parts, rows=one.rows, least=one.least, **shared)
    if one.kind == "resident":
        return ResidentField(people=people, **shared)
    return _MAKERS[one.kind](one, shared)


def _bounded(one: Field) -> Callable[[object], None]:
    """Make the check of a question's bounds."""

    def check(value: object) -> None:
        answer = _plain(value)
        side = outside(one, answer) if isinstance(answer, int | str) and answer != "" else ""
        if side:
            at = side == "high"
            params = {"bound": said_bound(one, bounds_of(one)[at])}
            raise ValidationError(OUTSIDE[one.kind][at], code=side, params=params)

    return check


def _text(one: Field, shared: FieldWords) -> forms.Field:
    if one.digits:
        return DigitsField(length=one.digits, **shared)
    return LineField(max_length=one.max_length or SHORT, min_length=one.min_length or None, **shared)


def _long(one: Field, shared: FieldWords) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        max_length=one.max_length or LONG, widget=area, min_length=one.min_length or None, **shared
    )


def _whole(one: Field, shared: FieldWords) -> forms.Field:
    if one.unit and "help_text" not in shared:
        shared["help_text"] = _("Dalam %(unit)s.") % {"unit": one.unit}
    return WholeField(min_value=None if one.lowest else 0, max_value=HIGHEST_AMOUNT, **shared)


def _day(one: Field, shared: FieldWords) -> forms.Field:
    if one.when == "future":
        return ComingDayField(**shared)
    return DayField(latest=today if one.when == "past" else None, **shared)


class ComingDayField(DayField):
    """A day that has not passed yet."""

    def to_python(self, value: object) -> date | None:
        day = super().to_python(value)
        if day is not None and day < today():
            raise ValidationError(_("Tanggal ini sudah lewat. Periksa kembali."), code="past")
        return day


def _hour(_one: Field, shared: FieldWords) -> forms.Field:
    return TimeField(max_length=20, **shared)


def _choice(one: Field, shared: FieldWords) -> forms.Field:
    if len(one.choices) <= MOST_RADIOS:
        choices = one.choices if one.required else (("", _("Tidak diisi")), *one.choices)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    return forms.ChoiceField(choices=(("", _("Pilih")), *one.choices), **shared)


_MAKERS: Mapping[str, Callable[[Field, FieldWords], forms.Field]] = {
    "text": _text,
    "longtext": _long,
    "number": _whole,
    "money": _whole,
    "date": _day,
    "time": _hour,
    "choice": _choice,
}


def answers_of(form: AnswersForm) -> dict[str, object]:
    """Give what was answered as JSON holds it; a valid form's questions only."""
    return _held(form.questions, form.cleaned_data)


def _held(questions: Iterable[Field], given: Mapping[str, object]) -> dict[str, object]:
    return {one.key: _plain(given[one.key]) for one in questions if one.key in given}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [{name: _plain(part) for name, part in row.items()} for row in value]
    return value.isoformat() if isinstance(value, date) else value
