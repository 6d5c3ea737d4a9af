"""Reads of reports: what the register says about one, whom it may concern, and what somebody reported himself."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pendopo.cases.models import Case
from pendopo.cases.queries.desk import desk_case
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.pages import CasePage
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains, village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Waiting, WorkItem, few
from pendopo.people.queries.events import (
    FamilyPage,
    PersonPage,
    RegisterPage,
    Who,
    family_desk,
    person_desk,
    register_desk,
)
from pendopo.people.queries.persons import Resident, Wanted, persons_visible_to
from pendopo.people.rules.codes import BASIC_STATUS
from pendopo.people.rules.names import fold
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.places.queries import village_for
from pendopo.vital.models import VitalReport
from pendopo.vital.rules import ARRIVAL, BIRTH, FLOW, LIMITS, REPORT, SAME_CHILD, WRONG, same_birth

MOST = 30


def public_earlier_report(row: VitalReport) -> VitalReport | None:
    """Return an earlier report of the same child: same mother, two days apart at most, and neither given up."""
    if row.event != BIRTH or row.on is None or row.mother is None:
        return None
    around = (row.on - SAME_CHILD, row.on + SAME_CHILD)
    rows = VitalReport.objects.filter(area_code=row.area_code, event=BIRTH, on__range=around, pk__lt=row.pk)
    told = rows.filter(state__in=("reported", "asked", "returned", "entered")).order_by("pk")
    mine = (str(row.mother), row.on)
    return next((one for one in told if same_birth((str(one.mother or ""), one.on), mine)), None)


def public_same_child(case: Case) -> str:
    """Say that a child was reported before, until an officer has joined the two or said that they are twins."""
    row = cast(VitalReport, case)
    if row.state != "reported":
        return ""
    first = public_earlier_report(row)
    if first is None or row.steps.filter(move="twins").exists():
        return ""
    said = _("Tampaknya anak yang sama sudah dilaporkan: %(receipt)s. Gabungkan, atau nyatakan kembar.")
    return said % {"receipt": first.receipt}


def public_day_has_come(case: Case) -> str:
    """Say that a report is about a day that has not come yet."""
    on = cast(VitalReport, case).on
    return _("Tanggal kejadian belum tiba. Periksa tahunnya.") if on and on > clock.today() else ""


def public_says(case: Case) -> list[tuple[str, str]]:
    """Say by when the law wants an event reported, and whether it was; and what became of the report it joined."""
    row, found = cast(VitalReport, case), []
    if row.on is not None and row.event in LIMITS:
        days = int(public_rule(LIMITS[row.event], on=row.on, area=row.area_code))
        last = row.on + timedelta(days=days)
        late = (row.asked_on - last).days
        words = _("%(day)s, %(days)s hari sejak kejadian") % {"day": date_format(last, "j F Y"), "days": days}
        late_words = _("%(words)s. Terlambat %(late)s hari, tetap diterima.") % {"words": words, "late": late}
        found.append((_("Batas lapor menurut undang-undang"), late_words if late > 0 else words))
    first = VitalReport.objects.filter(pk=row.first).first() if row.first else None
    if first is not None:
        found.append((_("Laporan pertama"), _(FLOW.state(first.state).words)))
    return found


@dataclass(frozen=True)
class Candidate:
    """Somebody of the register whom a report may be about; `gone`: why he does not live here."""

    id: UUID
    name: str
    born: date | None
    gone: str


@dataclass(frozen=True)
class EnterPage:
    """A report at the desk with the part of the register that it changes, or those among whom to choose first."""

    case: CasePage
    found: list[Candidate]
    text: str = ""
    person: PersonPage | None = None
    family: FamilyPage | None = None
    register: RegisterPage | None = None

    @property
    def row(self) -> VitalReport:
        """The report."""
        return cast(VitalReport, self.case.row)

    @property
    def is_arrival(self) -> bool:
        """Whether somebody is said to have come, who is in the register only if something is wrong."""
        return self.row.event == ARRIVAL

    @property
    def chosen(self) -> bool:
        """Whether it is clear what of the register changes."""
        return bool(self.person or self.family or self.register)

    def may(self, move: str) -> bool:
        """Whether this officer may make a move now."""
        return any(one.key == move for one in self.case.moves)


def enter_page(
    actor: Actor,
    case_id: UUID,
    *,
    chosen: str = "",
    text: str | None = None,
    manner: str = "",
    who: Who | None = None,
) -> EnterPage:
    """Gather what a report changes; whom it means is chosen, or clear when one resident alone has the name."""
    case = desk_case(actor, public_kind(FLOW), case_id)
    row = cast(VitalReport, case.row)
    names = [text] if text is not None else _names(row)
    found = _candidates(actor, names)
    person_id = _chosen(row, chosen, found, names) if text is None else None
    bare = EnterPage(case, found, text or "")
    if row.event == ARRIVAL and not (manner or person_id):
        return bare
    who = who or (
        str(row.child or row.who or ""),
        row.on if row.event == BIRTH else None,
        str(row.mother or ""),
    )
    if row.event == ARRIVAL and manner:
        return replace(bare, register=register_desk(actor, RECORD, who=who))
    if person_id is None:
        return bare
    page = person_desk(actor, person_id, CORRECT if row.event == WRONG else RECORD)
    if page.person.village_code != row.area_code:
        raise NotFound
    if row.event != BIRTH:
        return replace(bare, person=page)
    if page.person.family_id is None:
        return bare
    home = family_desk(actor, page.person.family_id, RECORD, who=who)
    return replace(bare, person=page, family=home)


def _names(row: VitalReport) -> list[str]:
    if row.event == WRONG:
        return [row.owner_name]
    return [str(one) for one in (row.who, row.mother, row.father) if one]


def _candidates(actor: Actor, names: list[str]) -> list[Candidate]:
    found = [
        one for name in names for one in persons_visible_to(actor, Wanted(text=name, status=None)).persons
    ]
    rows = {one.pk: one for one in found}
    return [_candidate(one) for one in rows.values()][:MOST]


def _candidate(one: Resident) -> Candidate:
    gone = "" if one.is_living else str(BASIC_STATUS.label(one.basic_status))
    return Candidate(one.pk, one.name, one.birth_date, gone)


def _chosen(row: VitalReport, chosen: str, found: list[Candidate], names: list[str]) -> UUID | None:
    """Whom a report means: who was chosen, who was asked, the owner about himself, or the only one of that name."""
    if chosen:
        try:
            return UUID(chosen)
        except ValueError:
            raise NotFound from None
    if row.about or row.event == ARRIVAL:
        return row.about
    if row.event == WRONG and row.person_id:
        return row.person_id
    same = [one for one in found if names and fold(one.name) == fold(names[0])]
    return same[0].id if len(same) == 1 and not same[0].gone else None


@dataclass(frozen=True)
class FieldPage:
    """What a midwife or the head of an RT has reported, and where he may."""

    area: str
    reports: list[CasePage]


def field_page(actor: Actor) -> FieldPage:
    """Gather an officer's own reports, of nobody else's, in the village where he reports."""
    village = village_for(actor, REPORT).code
    held = [one for one in actor.areas(REPORT) if contains(village, one)]
    rows = VitalReport.objects.filter(area_code=village, asked_by_id=actor.id).order_by("-asked_at")
    kind = public_kind(FLOW)
    area = max(held, key=len) if held else village
    return FieldPage(area, [CasePage(kind, row, inside=True) for row in rows[:MOST]])


def returned_to(actor: Actor) -> Waiting:
    """List an officer's own reports that wait for him to complete them."""
    if actor.id is None:
        return few([])
    rows = VitalReport.objects.filter(
        asked_by_id=actor.id,
        state="returned",
        area_code__in={village_of(area) for area in actor.areas(REPORT)},
    )
    kind = public_kind(FLOW)
    return few([_item(CasePage(kind, row)) for row in rows.order_by("step_since")[:MOST]])


def _item(page: CasePage) -> WorkItem:
    row = page.row
    return WorkItem(row.due, page.title, row.receipt, row.step_since, page.address, page.words)


def about_me(actor: Actor, case_id: UUID) -> VitalReport:
    """Return a report about oneself that asks whether it is true; nobody else's, and not who reported it."""
    row = VitalReport.objects.filter(
        pk=case_id, about__in=actor.own_rows, state__in=("asked", "denied")
    ).first()
    if row is None:
        raise NotFound
    return row
