"""The form of questions, all of them or some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.clock import today
from pendopo.press.glyphs import first_unknown
from pendopo.questions.forms.repeated import ADD, GroupField, ResidentField
from pendopo.questions.rules.asked import asked, only_if
from pendopo.questions.rules.bounds import Moment, bounds_of, outside, said_bound, seldom
from pendopo.questions.rules.fields import Field, named
from pendopo.questions.rules.fitting import is_a_name
from pendopo.questions.rules.prefill import Known
from pendopo.questions.rules.samples import example_of
from pendopo.questions.rules.times import parse_time
from pendopo.questions.rules.values import shown
from pendopo.ui.forms import Cleaned, DayField, DigitsField, FieldWords, WholeField

People = Sequence[tuple[str, str]]
SHORT, LONG = 120, 1_000
MOST_RADIOS = 7
MEANT_PART = "betul"
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
OUTSIDE |= {"money": OUTSIDE["number"], "time": OUTSIDE["date"], "text": OUTSIDE["date"]}
# What is no number at all: "banyak", "secukupnya", "2 atau 3".
NO_NUMBER = {
    "number": _("“%(typed)s” belum berupa angka. Tulis angkanya saja, contoh: %(example)s."),
    "money": _("“%(typed)s” belum berupa jumlah uang. Tulis seperti %(example)s, 750 ribu, atau 1,5 juta."),
}
LESS_THAN_NOTHING = _("Angka ini tidak bisa kurang dari nol. Tulis tanpa tanda minus, contoh: %(example)s.")
NO_NAME = _("Nama orang ditulis dengan huruf, tanpa angka. Contoh: Siti Rahayu.")
NO_SHAPE = _("Tanda “%(sign)s” tidak dapat dicetak pada surat. Tulis dengan huruf Latin.")
MEANT = _(
    "%(answer)s? Jarang ada jawaban seperti ini. Perbaiki, atau bila memang betul, centang di bawah ini."
)
YES_MEANT = _("Betul, %(answer)s")
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
        for one in called:
            if seldom(one, given.get(one.key)):
                self._ask_once_more(one, given[one.key])
        return given

    def _ask_once_more(self, one: Field, answer: object) -> None:
        """Ask whether an answer is meant that is seldom true; a tick below it, for this very answer, says so."""
        name, said = f"{one.key}--{MEANT_PART}", shown(one, answer)
        self.fields[name] = forms.ChoiceField(
            label=_("Sudah betul?"),
            choices=[(str(answer), YES_MEANT % {"answer": said})],
            widget=forms.RadioSelect,
            required=False,
        )
        if self.data.get(self.add_prefix(name)) != str(answer):
            self.add_error(one.key, ValidationError(MEANT, code="seldom", params={"answer": said}))


def build_form(
    fields: Iterable[Field],
    keys: Sequence[str] | None = None,
    *,
    people: People = (),
    known: Known | None = None,
    born: date | None = None,
) -> type[AnswersForm]:
    """Make the form class of questions, or of some of them.

    `people` are those whom a resident may choose; `known` is what the register says (`rules/prefill.py`),
    `born` when he was born who answers.
    """
    wanted = tuple(one for one in fields if keys is None or one.key in keys)
    made = {one.key: form_field(one, people, born) for one in wanted}
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


def form_field(one: Field, people: People = (), born: date | None = None) -> forms.Field:
    """Make the form field of one question."""
    shared: FieldWords = {"label": one.label, "required": one.required}
    if one.hint:
        shared["help_text"] = one.hint
    if one.kind in EMPTY:
        shared["error_messages"] = {"required": EMPTY[one.kind]}
    elif one.min_length:
        shared["error_messages"] = {"min_length": TOO_SHORT}
    if one.lowest or one.highest:
        shared["validators"] = [_bounded(one, born)]
    elif one.kind in ("text", "longtext"):
        shared["validators"] = [has_shape, _named] if one.person_name else [has_shape]
    if one.kind == "group":
        parts = {part.key: form_field(part, born=born) for part in one.fields}
        return GroupField(parts, rows=one.rows, least=one.least, **shared)
    if one.kind == "resident":
        return ResidentField(people=people, **shared)
    return _MAKERS[one.kind](one, shared)


def has_shape(value: object) -> None:
    """Name the first sign of a text that no letter can print, while it is being typed."""
    sign = first_unknown(str(value))
    if sign:
        raise ValidationError(NO_SHAPE, code="sign", params={"sign": sign})


def _named(value: object) -> None:
    if not is_a_name(str(value)):
        raise ValidationError(NO_NAME, code="name")


def _bounded(one: Field, born: date | None) -> Callable[[object], None]:
    """Make the check of a question's bounds."""

    def check(value: object) -> None:
        answer = _plain(value)
        at = Moment(today(), born)
        side = outside(one, answer, at) if isinstance(answer, int | str) and answer != "" else ""
        if side:
            high = side == "high"
            params = {"bound": said_bound(one, bounds_of(one, at)[high])}
            raise ValidationError(OUTSIDE[one.kind][high], code=side, params=params)

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
    return AmountField(one, **shared)


class AmountField(WholeField):
    """A number or an amount of money; what cannot be read is said in the words of its question."""

    def __init__(self, one: Field, **words: Unpack[FieldWords]) -> None:
        super().__init__(max_value=HIGHEST_AMOUNT, **words)
        self.kind, self.negative = one.kind, one.lowest.startswith("-")
        self.example = example_of(one) or ("25" if one.kind == "number" else "1.500.000")

    def to_python(self, value: object) -> int | None:
        said = {"typed": str(value).strip()[:40], "example": self.example}
        try:
            found = super().to_python(value)
        except ValidationError:
            raise ValidationError(NO_NUMBER[self.kind], code="invalid", params=said) from None
        if found is not None and found < 0 and not self.negative:
            raise ValidationError(LESS_THAN_NOTHING, code="negative", params=said)
        return found


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
