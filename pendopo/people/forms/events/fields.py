"""Kinds of questions that several event forms ask: a code, a member, a neighbourhood, a short text."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.clock import today
from pendopo.people.rules.codes import RELATION
from pendopo.people.rules.dates import age
from pendopo.people.rules.names import check_name, clean_name
from pendopo.people.rules.nik import clean_identity
from pendopo.people.rules.problems import Problem
from pendopo.people.rules.registering import FIELD_TABLES
from pendopo.ui.forms import DayField, DigitsField, Label

Choices = list[tuple[int | str, str]]
WHY = gettext_lazy("Alasan")
LETTERS = gettext_lazy("Nama tidak boleh berupa angka atau tanda saja. Tulis seperti di akta.")


class Described(Protocol):
    """Somebody who can be named in a list of choices: a person's row."""

    @property
    def pk(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def relation(self) -> int | None: ...
    @property
    def birth_date(self) -> date | None: ...


def _offered(labels: Callable[[], Iterable[tuple[int, str]]], empty: Label) -> Callable[[], Choices]:
    return lambda: [("", str(empty)), *((code, _(label)) for code, label in labels())]


def code(name: str, label: Label, *, required: bool = False, radio: bool = False) -> forms.TypedChoiceField:
    """A code of the register, offered with its words."""
    return listed(FIELD_TABLES[name].choices, label, required=required, radio=radio)


def listed(
    labels: Callable[[], Iterable[tuple[int, str]]],
    label: Label,
    *,
    required: bool = False,
    radio: bool = False,
    hint: Label = "",
) -> forms.TypedChoiceField:
    """A number with words."""
    offered = _offered(labels, gettext_lazy("Pilih"))
    return forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=int,
        empty_value=None,
        choices=(lambda: offered()[1:]) if radio else offered,
        widget=forms.RadioSelect if radio else forms.Select,
        help_text=hint,
    )


def relation(label: Label, *, required: bool = True, head: bool = True) -> forms.TypedChoiceField:
    """What somebody is to the head of the family."""
    return listed(
        lambda: (item for item in RELATION.choices() if head or item[0] != 1), label, required=required
    )


def text(label: Label, *, limit: int = 100, required: bool = False, hint: Label = "") -> forms.CharField:
    """A short text."""
    return forms.CharField(label=label, max_length=limit, required=required, help_text=hint)


def day(label: Label, *, required: bool = True, past: bool = True, hint: Label = "") -> DayField:
    """A day, by default one that is not in the future."""
    return DayField(label=label, required=required, latest=today if past else None, help_text=hint)


def reason(label: Label = WHY, *, hint: Label = "", required: bool = True) -> forms.CharField:
    """Why: it stands in the journal for ever."""
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Alasan belum diisi. Tulis alasannya, lalu simpan lagi.")},
    )


def number(label: Label, *, hint: Label = "", required: bool = False) -> DigitsField:
    """An identity number of 16 digits; empty means not yet."""
    return DigitsField(label=label, length=16, required=required, help_text=hint)


def described(person: Described) -> str:
    """Name a member so that two of the same name can be told apart."""
    parts = [_(RELATION.label(person.relation))] if person.relation else []
    if person.birth_date is not None:
        parts.append(_("%(age)d tahun") % {"age": age(person.birth_date, today())})
    return f"{person.name} ({', '.join(parts)})" if parts else str(person.name)


def somebody(
    persons: Sequence[Described],
    label: Label,
    *,
    required: bool = False,
    nobody: Label = "",
    hint: Label = "",
    radio: bool = True,
) -> forms.TypedChoiceField:
    """One of some persons; `nobody` is the words of the empty answer."""
    offered: Choices = [(str(person.pk), described(person)) for person in persons]
    if not required:
        offered = [*offered, ("", str(nobody))] if radio else [("", str(nobody)), *offered]
    return forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=UUID,
        empty_value=None,
        choices=offered,
        widget=forms.RadioSelect if radio else forms.Select,
        help_text=hint,
    )


def several(persons: Sequence[Described], label: Label, *, required: bool, hint: Label = "") -> forms.Field:
    """Any number of some persons."""
    return forms.TypedMultipleChoiceField(
        label=label,
        required=required,
        coerce=UUID,
        choices=[(str(person.pk), described(person)) for person in persons],
        widget=forms.CheckboxSelectMultiple,
        help_text=hint,
        error_messages={"required": gettext_lazy("Belum ada yang dipilih. Pilih sedikitnya satu anggota.")},
    )


def place(areas: Sequence[tuple[str, str]], label: Label, *, required: bool = True) -> forms.ChoiceField:
    """A neighbourhood of the village."""
    return forms.ChoiceField(label=label, required=required, choices=[("", _("Pilih")), *areas])


def checked_name(value: str) -> str:
    """Tidy a name and refuse what cannot be one; one word is legal."""
    name = clean_name(value)
    if any(problem.code in ("name_has_digits", "name_without_letters") for problem in check_name(name)):
        raise ValidationError(LETTERS, code="name")
    return name


def checked_identity(value: str) -> str:
    """Refuse a number that a spreadsheet has mangled or that is only a placeholder."""
    if value and isinstance(clean_identity(value), Problem | None):
        raise ValidationError(
            _("Nomor ini bukan nomor resmi. Periksa lagi, atau kosongkan."), code="identity"
        )
    return value
