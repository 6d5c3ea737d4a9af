"""Reads for whoever hands a case in: what it is, what is asked, and his own cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.accounts.queries.residents import OpenedLine
from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, beside, public_case_kinds
from pendopo.cases.queries.pages import CasePage, page_of, step_words
from pendopo.cases.queries.standing import moves_for
from pendopo.kernel.actor import Actor
from pendopo.kernel.clock import today
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rules
from pendopo.people import queries as people
from pendopo.places import queries as places
from pendopo.ui.shell import Call

MOST_SHOWN, MOST_CALLS, MOST_HANDLED = 100, 5, 50
CALLS_FOR = timedelta(days=30)  # a letter that is done


@dataclass(frozen=True)
class FrontPage:
    """What a kind of case is: the steps with their days, and the resident's own running ones."""

    kind: CaseKind
    steps: list[tuple[str, int]]
    running: list[CasePage]


@dataclass(frozen=True)
class AskPage:
    """What is needed to ask: in which village, by whom, and what an earlier case had already said."""

    kind: CaseKind
    village: str
    person: Any = None
    again_of: UUID | None = None
    filled: Mapping[str, object] = field(default_factory=dict)

    @property
    def sort(self) -> str:
        """Which of the flow's sorts is asked once more."""
        return str(self.filled.get(self.kind.flow.split, ""))


def front_page(actor: Actor, kind: CaseKind) -> FrontPage:
    """Say what a kind of case is, and which of the resident's own still run."""
    states = [state for state in kind.flow.states if state.desk and state.days]
    village = _village_of(actor)
    days = public_rules([state.days for state in states], area=village)
    running = [page for page in own_cases(actor, kind) if page.is_open]
    return FrontPage(kind, [(state.words, int(days[state.days])) for state in states], running)


def ask_page(actor: Actor, kind: CaseKind, *, again: str = "") -> AskPage:
    """Gather what is needed to ask; `again` is the id of a case of one's own that is asked once more."""
    person = None if actor.resident_id is None else people.own_person(actor)
    if not again:
        return AskPage(kind, _village_of(actor), person)
    try:
        old = own_case(actor, kind, UUID(again)).row
    except ValueError:
        raise NotFound from None
    return AskPage(
        kind, old.area_code, person, old.pk, {one.key: getattr(old, one.key) for one in kind.flow.asks}
    )


def _village_of(actor: Actor) -> str:
    if actor.resident_id is not None:
        own = str(people.own_person(actor).village_code)
        places.public_lead_to_page_of(own)
        return own
    return places.public_page_village().code


def own_case(actor: Actor, kind: CaseKind, case_id: UUID) -> CasePage:
    """Return one of the resident's own cases; anybody else's is not found."""
    if actor.resident_id is None:
        raise NotFound
    rows = kind.handed_in.filter(pk=case_id, person_id__in=actor.own_rows)
    row = rows.select_related("person", "household").first()
    if row is None:
        raise NotFound
    return own_page(actor, kind, row)


def own_page(actor: Actor, kind: CaseKind, row: Case) -> CasePage:
    """Gather a case for its owner, with what he may do with it now."""
    return page_of(kind, row, moves=moves_for(actor, kind.flow, row), inside=True)


def own_cases(actor: Actor, kind: CaseKind) -> list[CasePage]:
    """Return the resident's own cases of one kind, the newest first."""
    if actor.resident_id is None:
        return []
    rows = kind.handed_in.filter(person_id__in=actor.own_rows).order_by("-asked_at")
    return [CasePage(kind, row, inside=True) for row in rows[:MOST_SHOWN]]


def own_calls(actor: Actor) -> list[Call]:
    """Return what the resident himself has to do or to fetch, the newest first: one question a kind."""
    return [call for kind in public_case_kinds() for call in _calls(actor, kind)]


def _calls(actor: Actor, kind: CaseKind) -> list[Call]:
    calling = {state.key: state for state in kind.flow.states if state.calls}
    answered = [key for key, state in calling.items() if state.answers]
    if not calling:
        return []
    rows = kind.model._default_manager.filter(person_id__in=actor.own_rows, state__in=calling)
    fresh = rows.exclude(state__in=answered, step_since__lt=today() - CALLS_FOR).order_by(
        "-step_since", "-id"
    )
    related = kind.matter.split("__")[:-1]
    found = fresh.select_related(*related)[:MOST_CALLS] if related else fresh[:MOST_CALLS]
    where = kind.flow.address("mine-one")
    return [
        Call(f"{row.matter or _(kind.flow.title)}: {_(calling[row.state].calls)}", where, row.pk)
        for row in found
    ]


def own_handled(actor: Actor) -> list[OpenedLine]:
    """Return which officers had a case of the resident's own before them: each step that one of them made."""
    return [line for kind in public_case_kinds() for line in _handled(actor, kind)]


def _handled(actor: Actor, kind: CaseKind) -> list[OpenedLine]:
    flow = kind.flow
    steps = beside(kind.model, "steps").filter(case__person_id__in=actor.own_rows, officer_id__isnull=False)
    made = steps.order_by("-at").values_list("by", "move", "at", "case__receipt")[:MOST_HANDLED]
    return [
        OpenedLine(by, f"{_(flow.title)} {receipt}: {step_words(flow, move)}", at)
        for by, move, at, receipt in made
    ]
