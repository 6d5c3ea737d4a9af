"""Which kinds of cases there are: what a domain hands over of each with `register_domain(...)`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.cases.models import Case
from pendopo.cases.rules.flow import OWNER, Flow
from pendopo.kernel.domains import parts_of
from pendopo.people.rules.codes import BASIC_STATUS
from pendopo.people.rules.references import RunningMatter

Check = Callable[[Case], str]
Says = Callable[[Case], list[tuple[str, str]]]


@dataclass(frozen=True, eq=False)
class CaseKind:
    """A flow with its table, its operations, and what may speak against a case.

    `matter` is the column, by way of others, that says what exactly is asked for; `numbers` are those by which a case
    is looked for besides its receipt.
    """

    flow: Flow
    model: type[Case]
    acts: Mapping[str, Callable[..., Any]]
    checks: tuple[Check, ...] = field(default=())
    matter: str = ""
    numbers: tuple[str, ...] = ()
    # What else is to be said of a case to whoever may read it: label and value.
    says: Says = lambda _case: []
    # Moves that the office makes on a page of their own, by the name of its address.
    pages: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""  # the address of the page that the office prints once the case has its answer
    reuses: bool = False  # a resident may hand in a paper of an earlier case again

    @property
    def handed_in(self) -> QuerySet[Case]:
        """Every case of the kind; what was only begun stands in no state of the flow, and is its owner's alone.

        Asked by the state, which the indexes of the lists hold: by the receipt each row would be fetched to be counted.
        """
        return self.model._default_manager.filter(state__in=[state.key for state in self.flow.states])


def public_case_kinds() -> list[CaseKind]:
    """Return every kind of case, in the order in which the domains stand."""
    return [kind for _domain, kind in parts_of(CaseKind)]


def public_kind(flow: Flow) -> CaseKind:
    """Return the kind that a flow belongs to."""
    return next(kind for kind in public_case_kinds() if kind.flow.name == flow.name)


def beside(row: Case | type[Case], name: str) -> Any:
    """Return the domain's own table that goes with a case: its steps, notes, follows or papers."""
    return row._meta.get_field(name).related_model._default_manager  # type: ignore[union-attr]


def markable(flow: Flow, row: Case) -> dict[str, str]:
    """Return in words what a desk may mark as wrong: the flow's questions, and what this one case asked besides."""
    asked = flow.asked_on(sort_of(flow, row))
    return {**{one.key: _(one.label) for one in asked}, **row.markable}


def sort_of(flow: Flow, row: Case) -> str:
    """Return which of the flow's sorts a case is."""
    return str(getattr(row, flow.split)) if flow.split else ""


def marks_in_words(flow: Flow, row: Case) -> list[str]:
    """Return what is marked as wrong and not put right yet, each in a line with why."""
    named, wrong = markable(flow, row), row.marks
    return [": ".join(filter(None, (named.get(key, key), why))) for key, why in wrong.items()]


def public_names_paper(model: type[Case], digest: str) -> bool:
    """Say whether a paper of this kind of case names a file."""
    return bool(beside(model, "papers").filter(digest=digest, removed_at__isnull=True).exists())


def contradictions(flow: Flow, row: Case) -> list[str]:
    """Return in words what the register says against a case now, asked anew at every look and every move."""
    kind = next((kind for kind in public_case_kinds() if kind.flow.name == flow.name), None)
    checks = (owner_is_here, household_stands, *(kind.checks if kind else ()))
    return [said for said in (check(row) for check in checks) if said]


def owner_is_here(row: Case) -> str:
    """Say whether the owner has died, moved away or was merged into another record since."""
    person = row.person
    if person is None or person.is_living:
        return ""
    return _("%(name)s tidak lagi tercatat sebagai warga aktif: %(status)s.") % {
        "name": person.name,
        "status": BASIC_STATUS.label(person.basic_status),
    }


def household_stands(row: Case) -> str:
    """Say whether the household has been dissolved since."""
    if row.household is None or row.household.dissolved_on is None:
        return ""
    return _("Kartu keluarga pemohon sudah tidak berlaku.")


def public_running(kind: CaseKind, person_id: UUID) -> list[RunningMatter]:
    """Name a resident's cases of one kind that are not done yet: the receipt and the step, nothing of what they say."""
    flow = kind.flow
    done = {state.key for state in flow.states if state.answers} - {
        key for move in flow.moves if move.by != OWNER for key in move.source
    }
    words = {one.key: _(one.words) for one in flow.states if not one.ended and one.key not in done}
    rows = kind.model._default_manager.filter(person_id=person_id, state__in=list(words))
    return [
        RunningMatter(row.receipt, _(flow.title), words[row.state], row.asked_on)
        for row in rows.order_by("asked_at")
    ]


def public_cases_of(kind: CaseKind, person_id: UUID) -> list[UUID]:
    """Return the ids of a resident's cases of one kind, without saying anything of them."""
    return list(kind.model._default_manager.filter(person_id=person_id).values_list("pk", flat=True))
