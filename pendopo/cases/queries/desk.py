"""Reads of the office: the list, one case with everything for its next step, and what waits for an officer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.queries.recusal import recusal_in_words
from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, beside, contradictions
from pendopo.cases.queries.pages import CasePage, page_of
from pendopo.cases.queries.standing import made_by, moves_for
from pendopo.cases.rules.flow import Flow
from pendopo.cases.rules.moves import judged_in, reach
from pendopo.cases.rules.pictures import MOST_COMPARED, used_with
from pendopo.documents.rules import read_number
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, tier_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.people import queries as people
from pendopo.people.queries.persons import Wanted
from pendopo.people.queries.scope import in_areas
from pendopo.places.queries import village_for

PAGE = 25
ALL = "semua"


@dataclass(frozen=True)
class DeskList:
    """A page of cases, and how many stand where."""

    page: Page[Case]
    counts: dict[str, int]
    shown: str
    may_record: bool


def _seen(actor: Actor, kind: CaseKind) -> QuerySet[Case]:
    """The cases in an officer's areas; what was not handed in yet is no office's."""
    with_matter = ["person", *([kind.matter.rpartition("__")[0]] if "__" in kind.matter else [])]
    return kind.handed_in.filter(_here(actor, kind.flow.read)).select_related(*with_matter)


def _lean(kind: CaseKind, rows: QuerySet[Case]) -> QuerySet[Case]:
    """Rows with what a line of a list says of them: a resident has fifty columns, and it names one."""
    named = [kind.matter] if kind.matter else []
    # mypy's plugin stops at an abstract table.
    lean = cast(Any, rows).only("receipt", "state", "asked_on", "due", "named_sealed", "person__name", *named)
    return cast(QuerySet[Case], lean)


def desk_list(
    actor: Actor, kind: CaseKind, *, shown: str = "", number: str = "1", text: str = ""
) -> DeskList:
    """List the cases in the actor's areas, the nearest deadline first."""
    rows, flow = _seen(actor, kind), kind.flow
    counts = dict(rows.order_by().values_list("state").annotate(many=Count("*")))
    if text.strip():
        other = (Q(**{f"{name}__iexact": text.strip()}) for name in kind.numbers)
        rows, shown = rows.filter(reduce(or_, other, Q(receipt=read_number(flow.mark, text)))), ALL
    elif shown in {state.key for state in flow.states}:
        rows = rows.filter(state=shown)
    elif shown != ALL:
        rows, shown = rows.filter(state__in=_keys(flow, "")), ""
    pages = Paginator(_lean(kind, rows).order_by("due", "id"), PAGE)
    if not text.strip():  # the tabs have counted them already
        pages.count = sum(counts.get(key, 0) for key in _keys(flow, shown))
    page = pages.get_page(number)
    return DeskList(page, counts, shown, flow.record in actor.permissions)


@dataclass(frozen=True)
class DeskFile:
    """The cases of one tab in the officer's village, for a file."""

    area: str
    rows: list[Case]


def desk_file(actor: Actor, kind: CaseKind, *, shown: str = "") -> DeskFile:
    """Return every case of one tab in the officer's village, in the order of the list."""
    area = village_for(actor, kind.flow.read).code
    keys = _keys(kind.flow, shown if shown in {ALL, *_keys(kind.flow, ALL)} else "")
    return DeskFile(
        area, list(_seen(actor, kind).filter(area_code=area, state__in=keys).order_by("due", "id"))
    )


def _keys(flow: Flow, shown: str) -> Collection[str]:
    """The states of one tab: one of them, all of them, or those in which somebody has still to do something."""
    if shown == ALL:
        return [state.key for state in flow.states]
    return [shown] if shown else flow.running


def _here(actor: Actor, permission: str) -> Q:
    """The condition that a case lies where the actor holds a permission.

    A case lies in a village as a whole: for whoever works in villages alone equality says the same as the range, and
    lets the index by deadline give the first page without sorting all.
    """
    areas = actor.areas(permission)
    if areas and all(tier_of(area) is Tier.VILLAGE for area in areas):
        return Q(area_code__in=areas)
    return in_areas(actor, permission)


def desk_case(actor: Actor, kind: CaseKind, case_id: UUID) -> CasePage:
    """Gather one case for the office with what this officer may do now, or raise NotFound."""
    row = _seen(actor, kind).filter(pk=case_id).first()
    if row is None:
        raise NotFound
    return desk_page(actor, kind, row)


def desk_page(actor: Actor, kind: CaseKind, row: Case) -> CasePage:
    """Gather a case that this officer may read, with what he may do with it now."""
    flow = kind.flow
    moves = moves_for(actor, flow, row)
    deciding = [move for move in moves if move.recuse]
    asked = flow.state(row.state).desk[0].permission if deciding and deciding[0].held else ""
    problem = (
        recusal_in_words(actor, asked or deciding[0].by, row.area_code, row.concerned) if deciding else ""
    )
    if made_by(flow, actor, row):
        problem = _("Anda yang mengambil keputusan ini. Keberatannya diputus petugas lain.")
    return page_of(
        kind,
        row,
        moves=tuple(move for move in moves if not (problem and move.recuse)),
        inside=True,
        problem=problem,
        against=contradictions(flow, row),
        reused=_used_before(kind, row),
        notes=list(beside(row, "notes").filter(case=row).order_by("-at")),
        may_carry=actor.may(flow.record, row.area_code),
    )


def _used_before(kind: CaseKind, row: Case) -> list[str]:
    """The receipts of the village's other cases that came with one of this case's papers, however it was saved."""
    papers = beside(row, "papers").filter(removed_at__isnull=True)
    own = list(papers.filter(case=row).values_list("digest", "gist"))
    others = papers.filter(case__area_code=row.area_code).exclude(case=row).order_by("-added_at")
    if kind.reuses and row.person_id is not None:
        others = others.exclude(case__person_id=row.person_id)
    looked = others.values_list("digest", "gist", "case__receipt")[:MOST_COMPARED] if own else ()
    return used_with(own, looked)


@dataclass(frozen=True)
class RecordPage:
    """What the counter needs to write a case down: the village, whom it looked for, and the resident it chose."""

    kind: CaseKind
    village: str
    found: list[tuple[str, str]]
    person: Any = None


def record_page(actor: Actor, kind: CaseKind, *, text: str = "", person: str = "") -> RecordPage:
    """Gather the residents who fit a name or NIK that was typed, and the one who was chosen among them."""
    village = village_for(actor, kind.flow.record).code
    listing = people.persons_visible_to(actor, Wanted(text=text)).persons if text.strip() else []
    found = [
        (str(one.pk), f"{one.name}, {one.birth_date:%d-%m-%Y}" if one.birth_date else one.name)
        for one in listing
    ]
    if not person:
        return RecordPage(kind, village, found)
    try:
        chosen = people.person_visible_to(actor, UUID(person), kind.flow.record)
    except ValueError:
        raise NotFound from None
    return RecordPage(kind, village, found or [(person, chosen.name)], chosen)


def held_by(actor: Actor, kind: CaseKind, today: date) -> Q:
    """Return the condition that a case is this officer's now: his own step, or one that silence has moved up to him.

    It says of all rows what `moves.desks_now` says of one, from the same table of levels.
    """
    found = Q(pk__in=[])
    for state, permission, level in reach(kind.flow):
        up = Q(level__gte=level) | Q(level=level - 1, step_due__lt=today) if level else Q()
        found |= Q(up, _here(actor, permission), _not_judged_by(actor, kind, state), state=state)
    return found


def _not_judged_by(actor: Actor, kind: CaseKind, state: str) -> Q:
    """Whoever has decided what is objected to is not asked whether he was right."""
    names = [name for key in judged_in(kind.flow, state) for name in kind.flow.named(key)]
    if not names:
        return Q()
    own = beside(kind.model, "steps").filter(officer_id=actor.id, move__in=names)
    return ~Q(pk__in=own.values("case_id"))


def cases_waiting(actor: Actor, kind: CaseKind) -> Waiting:
    """List what this officer can move on now; whose desk it is is asked before anything is cut."""
    today = clock.today()
    return in_rows(
        _lean(kind, _seen(actor, kind).filter(held_by(actor, kind, today))),
        lambda row, mark: _item(kind, row, mark, today),
        due=Least(Coalesce("step_due", "due"), F("due")),
        since="step_since",
    )


def _item(kind: CaseKind, row: Case, mark: Mark, today: date) -> WorkItem:
    words = _(kind.flow.state(row.state).words)
    late = mark.due is not None and mark.due < today
    return WorkItem(
        due=mark.due,
        title=row.matter or _(kind.flow.title),
        subject=row.owner_name,
        since=mark.since,
        url=reverse(kind.flow.address("case"), args=[row.pk]),
        detail=_("%(state)s, lewat batas waktu") % {"state": words} if late else words,
    )
