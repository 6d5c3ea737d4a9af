"""Reads about residents' files on their way between villages of this site: for both offices, and for who moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.people.models import Family, Person, Transfer
from pendopo.people.queries.desk import FileSection, _file_sections
from pendopo.people.queries.events import (
    LikelyDuplicate,
    PersonPage,
    area_choices,
    families_matching,
    family_for,
    likely_duplicates,
    person_desk,
)
from pendopo.people.queries.persons import may_read_now
from pendopo.people.queries.scope import in_areas
from pendopo.people.queries.travelling import _state, _title
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.people.rules.references import RunningMatter, person_references
from pendopo.people.rules.registering import CARD_DAYS
from pendopo.people.rules.transfers import (
    CONSENTS,
    WITH_SENDER,
    TransferState,
    allowed_acts,
)
from pendopo.places import queries as places
from pendopo.ui.listing import paged

_INCOMING: Final = frozenset({"open", "accept", "ask", "refuse"})


@dataclass(frozen=True)
class TransferLine:
    """One file in the list of an office."""

    id: UUID
    names: str
    origin: str
    target: str
    on: date
    state: str
    incoming: bool


@dataclass(frozen=True)
class TransferPage:
    """A file as one of the two offices sees it; what the residents' data say stays shut until it is opened."""

    row: Transfer
    origin: str
    target: str
    state: str
    consent: str
    people: list[Person]
    acts: frozenset[str]
    matters: list[RunningMatter]
    incoming: bool
    sections: list[tuple[str, list[FileSection]]] = field(default_factory=list)


@dataclass(frozen=True)
class AcceptPage:
    """What the form asks that accepts a file: for whom, into which family, and who resembles."""

    file: TransferPage
    areas: list[tuple[str, str]]
    home: Family | None
    head: str
    kk_number: str
    alike: list[LikelyDuplicate]


@dataclass(frozen=True)
class SendPage:
    """A resident who moves, and the other villages of this site."""

    desk: PersonPage
    villages: list[tuple[str, str]]


def _seen(actor: Actor) -> Q:
    return in_areas(actor, RECORD) | in_areas(actor, RECORD, "to_village")


def transfer_for(actor: Actor, transfer_id: UUID) -> Transfer:
    """Return a file that an officer's village sends or receives, or raise NotFound."""
    found = Transfer.objects.filter(_seen(actor)).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound
    return found


def _receives(actor: Actor, row: Transfer) -> bool:
    """Say on whose side an officer stands; one of both villages stands where the file waits."""
    sends = actor.may(RECORD, row.area_code) and row.state in WITH_SENDER
    return actor.may(RECORD, row.to_village) and not sends


def _people(row: Transfer) -> QuerySet[Person]:
    return Person.objects.filter(travels__transfer=row).order_by("relation", "birth_date", "id")


def transfers_in(actor: Actor, number: str = "1") -> tuple[Page[Transfer], list[TransferLine]]:
    """Return a page of the files that an officer's village sends or receives, the newest first."""
    rows = Transfer.objects.filter(_seen(actor)).prefetch_related("travellers__person")
    page = paged(rows.order_by("-sent_at", "-id"), number)
    return page, [_line(actor, row) for row in page.object_list]


def _line(actor: Actor, row: Transfer) -> TransferLine:
    return TransferLine(
        id=row.pk,
        names=", ".join(sorted(one.person.name for one in row.travellers.all())),
        origin=_title(row.area_code),
        target=_title(row.to_village),
        on=row.on,
        state=_state(row),
        incoming=_receives(actor, row),
    )


def transfer_page(actor: Actor, transfer_id: UUID) -> TransferPage:
    """Gather a file for the office that sends or receives it, with what that one may do now."""
    row = transfer_for(actor, transfer_id)
    people, incoming = list(_people(row)), _receives(actor, row)
    may = {act for act in allowed_acts(row.state) if (act in _INCOMING) is incoming}
    if not actor.may(CORRECT, row.area_code):
        may.discard("take_back")
    opened = incoming and "open" in may and _opened(actor, people)
    return TransferPage(
        row=row,
        origin=_title(row.area_code),
        target=_title(row.to_village),
        state=_state(row),
        consent=_(CONSENTS[row.consent]),
        people=people,
        acts=frozenset(may - ({"open"} if opened else {"accept"})),
        matters=[matter for person in people for matter in _running(person.pk)],
        incoming=incoming,
        sections=[(person.name, _file_sections(person)) for person in people] if opened else [],
    )


def _opened(actor: Actor, people: list[Person]) -> bool:
    """Say whether the officer has opened the file within the last half hour."""
    return bool(people) and all(may_read_now(actor, person) for person in people)


def _running(person_id: UUID) -> list[RunningMatter]:
    asked: list[Callable[[UUID], list[RunningMatter]]] = [
        one.running for one in person_references() if one.running is not None
    ]
    return [matter for running in asked for matter in running(person_id)]


def accept_page(actor: Actor, transfer_id: UUID, family_id: UUID | None = None) -> AcceptPage:
    """Gather what is asked when a file is accepted that the officer has opened."""
    page = transfer_page(actor, transfer_id)
    if "accept" not in page.acts:
        raise NotFound
    village = page.row.to_village
    home = family_for(actor, family_id, RECORD) if family_id else None
    if home is not None and (home.village_code != village or home.dissolved_on is not None):
        raise NotFound
    head = home.members.filter(relation=Relation.HEAD).first() if home else None
    left = {person.family for person in page.people if person.family and person.family.dissolved_on}
    alike = [
        one
        for person in page.people
        for one in likely_duplicates(
            *(actor,), name=person.name, birth_date=person.birth_date, mother_name=person.mother_name,
            village=village, resembling=False,
        )
    ]  # fmt: skip
    return AcceptPage(
        file=page,
        areas=area_choices(actor, village, RECORD),
        home=home,
        head=head.name if head else "",
        kk_number=str(next(iter(left)).kk_number or "") if len(left) == 1 else "",
        alike=alike,
    )


def families_to_join(
    actor: Actor, transfer_id: UUID, text: str
) -> tuple[TransferPage, list[tuple[Family, str]]]:
    """Return a file and the families of the village that is reached, found by card number or by the head's name."""
    page = accept_page(actor, transfer_id).file
    found = families_matching(actor, text, RECORD) if text else []
    return page, [(family, name) for family, name in found if family.village_code == page.row.to_village]


def send_page(actor: Actor, person_id: UUID) -> SendPage:
    """Gather what is asked when somebody moves to another village of this site, or raise NotFound."""
    desk = person_desk(actor, person_id, RECORD)
    others = [one for one in places.public_villages() if one.code != desk.person.village_code]
    if not others or "move_out" not in desk.kinds:
        raise NotFound
    return SendPage(desk, [(one.code, f"{one.title}, {one.district_title}") for one in others])


def transfers_waiting(actor: Actor) -> Waiting:
    """List the files that wait for the officer's village: to be accepted, to be answered, to be put back."""
    received = in_areas(actor, RECORD, "to_village") & Q(state=TransferState.WAITING.value)
    returned = in_areas(actor, RECORD) & Q(state__in=[state.value for state in WITH_SENDER])
    rows = Transfer.objects.filter(received | returned).prefetch_related("travellers__person")
    limit = timedelta(days=int(public_rule(CARD_DAYS, area=next(iter(actor.areas(RECORD)), ""))))
    return in_rows(rows, _waits, due="on", since="sent_at", more=limit)


def _waits(row: Transfer, mark: Mark) -> WorkItem:
    titles = {
        TransferState.WAITING.value: _("Pindahan dari %(village)s menunggu diterima")
        % {"village": _title(row.area_code)},
        TransferState.ASKED.value: _("%(village)s bertanya tentang pindahan")
        % {"village": _title(row.to_village)},
        TransferState.REFUSED.value: _("Pindahan ditolak %(village)s, kembalikan datanya")
        % {"village": _title(row.to_village)},
    }
    return WorkItem(
        due=mark.due,
        title=titles[row.state],
        subject=", ".join(sorted(one.person.name for one in row.travellers.all())),
        since=mark.since,
        url=reverse("people-transfer", args=[row.pk]),
    )
