"""Reads of requests for the office: one request with what may be done with it, and asking at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from pendopo.accounts.queries.posts import is_said
from pendopo.cases.queries.desk import desk_page
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.pages import CasePage
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import mask_identity
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.beside import event_of
from pendopo.letters.queries.blanks import set_of
from pendopo.letters.queries.requests import RequestPage, whole_page
from pendopo.letters.queries.types import VillageType, public_letter_types, public_type
from pendopo.letters.rules.authority import Signatory
from pendopo.letters.rules.life_events import Event
from pendopo.letters.rules.permissions import ASK, READ
from pendopo.letters.rules.refusals import WORDS
from pendopo.letters.rules.request import REQUEST
from pendopo.people import queries as people
from pendopo.people.queries.persons import Wanted
from pendopo.people.queries.scope import in_areas
from pendopo.questions.rules.prefill import Known, prefilled

_NO_SIGNER, _UNKNOWN = "official_missing", "officer_unknown"


@dataclass(frozen=True)
class DeskRequest:
    """One request with everything the office needs to do its next step."""

    page: RequestPage
    case: CasePage
    name: str
    nik: str
    signatory: Signatory | None = None
    problem: str = ""  # why this officer may not decide or sign
    event: Event | None = None

    @property
    def row(self) -> LetterRequest:
        """The request itself."""
        return self.page.row

    @property
    def may(self) -> frozenset[str]:
        """The moves that this officer may make now."""
        return self.page.may - ({"sign"} if self.problem else set())


def office_request(actor: Actor, request_id: UUID) -> LetterRequest:
    """Return a request in the actor's areas, or raise NotFound."""
    rows = LetterRequest.objects.filter(in_areas(actor, READ), pk=request_id, receipt__isnull=False)
    found = rows.select_related("type", "version", "person__family").first()
    if found is None:
        raise NotFound
    return found


def desk_request(actor: Actor, request_id: UUID) -> DeskRequest:
    """Gather one request for the office, with what this officer may do with it now."""
    row = office_request(actor, request_id)
    case = desk_page(actor, public_kind(REQUEST), row)
    page = whole_page(row, case)
    signatory, problem = None, case.problem
    if not problem and "sign" in page.may:
        signatory, problem = signing_problem(actor, page)
    return DeskRequest(
        page=page,
        case=case,
        name=row.owner_name,
        nik=mask_identity(row.person.nik),
        signatory=signatory,
        problem=problem,
        event=event_of(actor, page),
    )


def signing_problem(actor: Actor, page: RequestPage) -> tuple[Signatory | None, str]:
    """Say how the officer would sign this letter, or in words why he may not."""
    signatory = signatory_for(actor, village=page.row.area_code, signers=page.content.signers)
    if signatory is None:
        return None, _(WORDS[_NO_SIGNER])
    return signatory, "" if is_said(actor) else _(WORDS[_UNKNOWN])


@dataclass(frozen=True)
class ApplicantList:
    """Residents found for a request at the desk."""

    lines: Sequence[Mapping[str, object]]
    text: str
    more: bool


def find_applicants(actor: Actor, text: str) -> ApplicantList:
    """Find residents by name, NIK or family card for a request at the desk."""
    if not text.strip():
        return ApplicantList([], "", False)
    found = people.persons_visible_to(actor, Wanted(text=text))
    lines = [
        {"id": person.pk, "name": person.name, "born": person.birth_date, "area": person.area_code}
        for person in found.persons
    ]
    return ApplicantList(lines, text, found.more_than_counted)


@dataclass(frozen=True)
class DeskAsk:
    """What the desk needs to write a request down."""

    person: Any
    nik: str
    types: list[VillageType]
    offered: VillageType | None = None
    form_key: UUID = field(default_factory=uuid4)
    people: list[tuple[str, str]] = field(default_factory=list)
    # What the printed form calls itself that asks the same.
    form_code: str = ""

    @property
    def known(self) -> Known:
        """What the register says to the questions."""
        return prefilled(self.offered.content.fields, self.person) if self.offered else {}


def desk_ask(actor: Actor, person_id: UUID, key: str = "") -> DeskAsk:
    """Gather a resident and the letters that the desk can write down for him."""
    person = people.person_visible_to(actor, person_id, ASK)
    if not person.is_living:
        raise NotFound
    village = person.village_code
    members = person.family.members.filter(basic_status=1).order_by("relation") if person.family else []
    offered = public_type(village, key) if key else None
    return DeskAsk(
        person=person,
        nik=mask_identity(person.nik),
        types=[] if key else public_letter_types(village, internal=True),
        offered=offered,
        form_code=set_of(offered).code if offered else "",
        people=[(str(member.pk), member.name) for member in members],
    )
