"""A form in several pages without JavaScript and without a session: each page carries the answers before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel import clock
from pendopo.kernel.errors import Refusal
from pendopo.people.forms.events.fields import reason
from pendopo.people.rules.messages import sentence
from pendopo.people.rules.names import check_name
from pendopo.people.rules.nik import check_nik
from pendopo.ui import drafts
from pendopo.ui.forms import Cleaned
from pendopo.ui.rules import date_long

CHECK = "periksa"
# Where a refusal of the operation is shown: the first of these fields that some page has.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "nik_taken": ("nik",),
    "bad_nik": ("nik",),
    "kk_taken": ("kk_number",),
    "bad_kk": ("kk_number",),
    "head_taken": ("relation", "head"),
    "head_needed": ("head", "old_head", "relation"),
    "relation_missing": ("relation",),
    "mother_not_woman": ("mother",),
    "mother_too_young": ("mother",),
    "mother_unknown": ("mother_name",),
    "name_missing": ("name",),
    "sex_missing": ("sex",),
    "birth_date_missing": ("birth_date",),
    "birth_after_events": ("birth_date",),
    "date_future": ("on", "birth_date"),
    "before_birth": ("on",),
    "before_last_event": ("on",),
    "unknown_area": ("area",),
    "other_village": ("area",),
    "inside_village": ("move_class",),
    "nobody_chosen": ("chosen",),
    "everybody_chosen": ("chosen",),
    "not_a_member": ("head", "successor", "chosen"),
}
WANT_REASON: Final = frozenset({"late_needs_reason", "likely_duplicate", "reason_missing"})


@dataclass(frozen=True)
class Step:
    """One page: its key in field names, its title, and how its form is made."""

    key: str
    title: str | Promise
    form: Callable[..., forms.Form]
    initial: Mapping[str, object] = field(default_factory=dict)


class ReasonForm(forms.Form):
    """The question on the last page when something needs a reason."""

    reason = reason()


class Wizard:
    """Knows which page comes next, what was answered so far, and when everything is ready to be saved."""

    def __init__(self, data: QueryDict | None, steps: Sequence[Step]) -> None:
        self.data = data if data is not None else _begun(steps)
        self.steps = list(steps)
        self.forms = {step.key: self._form(step) for step in self.steps}
        self.wants_reason = False
        self.reason_form = ReasonForm(data if self._said == "simpan" else None, prefix=CHECK)
        self.place = self._find_place()

    def _form(self, step: Step) -> forms.Form:
        answered = self.data is not None and f"{step.key}-ada" in self.data
        return step.form(self.data if answered else None, prefix=step.key, initial=dict(step.initial))

    @property
    def _said(self) -> str:
        return self.data.get("ke", "lanjut") if self.data is not None else ""

    def _find_place(self) -> int:
        if self.data is None:
            return 0
        keys = [step.key for step in self.steps]
        shown = str(self.data.get("langkah", ""))
        here = keys.index(shown) if shown in keys else len(keys)
        if self._said in keys:
            return keys.index(self._said)
        if self._said == "kembali":
            return max(0, here - 1)
        for place, step in enumerate(self.steps[: here + 1]):
            if not (self.forms[step.key].is_bound and self.forms[step.key].is_valid()):
                return place
        return min(here + 1, len(keys))

    @property
    def at_check(self) -> bool:
        """Whether every page is answered and the answers are shown for a last look."""
        return self.place == len(self.steps)

    @property
    def ready(self) -> bool:
        """Whether the officer has seen the answers and pressed save."""
        return (
            self.at_check and self._said == "simpan" and self.data is not None and "langkah" not in self.data
        )

    def may_save(self, *, wants_reason: bool) -> bool:
        """Whether to save now; asks for a reason first when something needs one."""
        self.wants_reason = wants_reason
        return self.ready and (not wants_reason or self.reason_form.is_valid())

    @property
    def reason(self) -> str:
        """The reason given on the last page, or nothing."""
        return self.reason_form.data.get(f"{CHECK}-reason", "").strip() if self.reason_form.is_bound else ""

    @property
    def step(self) -> Step:
        """The page that is shown."""
        return self.steps[self.place]

    @property
    def form(self) -> forms.Form:
        """The form that is shown; on the last page the reason, if one is wanted."""
        if not self.at_check:
            return self.forms[self.step.key]
        return self.reason_form if self.wants_reason else forms.Form()

    @property
    def number(self) -> int:
        """The page's number for people."""
        return self.place + 1

    def answers(self, key: str) -> Cleaned:
        """What was answered on one page."""
        form = self.forms[key]
        return dict(form.cleaned_data) if form.is_bound and form.is_valid() else {}

    def hidden(self) -> list[tuple[str, str]]:
        """The answers of the other pages, to be carried along."""
        if self.data is None:
            return []
        shown = None if self.at_check else f"{self.step.key}-"
        keys = tuple(f"{step.key}-" for step in self.steps)
        return [
            (name, str(value))
            for name, values in self.data.lists()
            if name.startswith(keys) and not (shown and name.startswith(shown))
            for value in values
        ]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where the answer can be changed."""
        code, message = refusal.code, str(refusal)
        if code in WANT_REASON:
            self.wants_reason = True
            self.reason_form.full_clean()
            self.reason_form.errors.clear()
            self.reason_form.add_error("reason", message)
            return
        for name in FIELDS.get(code, ()):
            for place, step in enumerate(self.steps):
                if name in self.forms[step.key].fields:
                    self.place = place
                    self.forms[step.key].add_error(name, message)
                    return
        self.place = len(self.steps) - 1
        self.form.add_error(None, message)

    def notes(self) -> list[str]:
        """What does not fit together in the answers: warnings with their reasons, nothing that refuses."""
        return [note for step in self.steps for note in doubts(**self.answers(step.key))]

    def summary(self) -> list[dict[str, object]]:
        """The answers page by page, in words."""
        return [
            {"key": step.key, "title": step.title, "rows": list(_rows(self.forms[step.key]))}
            for step in self.steps
        ]


def _begun(steps: Sequence[Step]) -> QueryDict | None:
    """What was answered before the session ended; nothing of it asks to be saved."""
    given = drafts.typed()
    if given is None or not any(f"{step.key}-ada" in given for step in steps):
        return None
    given.pop("ke", None)
    return given


def doubts(
    *,
    name: str = "",
    nik: str | None = None,
    birth_date: date | None = None,
    sex: int | None = None,
    **_others: object,
) -> list[str]:
    """Say in words what a person should look at in a name and a NIK (domain handbook, section 2); nothing refuses."""
    problems = check_name(name) if name else []
    if nik:
        problems += check_nik(nik, birth_date=birth_date, sex=sex, today=clock.today())
    return [sentence(problem, _) for problem in problems]


def _rows(form: forms.Form) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name) if form.is_bound and form.is_valid() else None
        if value not in (None, "", [], False):
            rows.append({"label": bound.label, "value": in_words(bound.field, value)})
    return rows


def in_words(asked: forms.Field, value: object) -> str:
    """Write an answer as a person would."""
    if isinstance(value, list):
        return ", ".join(in_words(asked, item) for item in value)
    if isinstance(value, date):
        return date_long(value)
    if value is True:
        return _("Ya")
    choices = getattr(asked, "choices", None)
    if choices is not None:
        wanted = str(value) if isinstance(value, UUID | int) else value
        return str(next((label for code, label in choices if str(code) == wanted), value))
    return str(value)


def late_words(days: int, limit: int) -> str:
    """Say how late a report is, and what to do."""
    said = ngettext(
        "Laporan ini terlambat %(days)d hari dari batas %(limit)d hari.",
        "Laporan ini terlambat %(days)d hari dari batas %(limit)d hari.",
        days,
    )
    return f"{said % {'days': days, 'limit': limit}} {_('Tulis alasannya di bawah.')}"
