"""Reads of requests for the office: the list, one request with what may be done with it, and asking at the desk."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.accounts.queries.posts import is_said
from pendopo.accounts.queries.recusal import recusal_in_words
from pendopo.accounts.rules.permissions import IDENTIFY
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import mask_identity
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.beside import event_of, used_before
from pendopo.letters.queries.blanks import set_of
from pendopo.letters.queries.requests import STATE_WORDS, RequestPage, page_of
from pendopo.letters.queries.types import VillageType, public_letter_types, public_type
from pendopo.letters.rules import clocks, states
from pendopo.letters.rules.authority import Signatory
from pendopo.letters.rules.clocks import Clock
from pendopo.letters.rules.permissions import ASK, CHECK, READ, SIGN, VERIFY
from pendopo.letters.rules.refusals import WORDS
from pendopo.letters.rules.states import OPEN, RequestState
from pendopo.people import queries as people
from pendopo.people.queries.persons import Wanted
from pendopo.people.queries.scope import in_areas
from pendopo.questions.rules.prefill import Known, prefilled

PAGE = 25
# What nobody does with a letter about himself or near kin; handing a signed one over decides nothing.
RECUSED = frozenset({"check", "return", "verify", "sign", "void", "refuse", "refuse_to_sign", "take_over"})

_NO_SIGNER, _UNKNOWN = "official_missing", "officer_unknown"


@dataclass(frozen=True)
class DeskLine:
    """One request in the office's list."""

    row: LetterRequest
    name: str
    letter: str
    state: str | Promise
    lapsed: bool


@dataclass(frozen=True)
class DeskList:
    """A page of requests, and how many stand where."""

    lines: list[DeskLine]
    page: Page[Any]
    shown: str
    tabs: list[tuple[str, str | Promise, int]]
    may_ask: bool
    may_sign: bool
    may_link: bool


@dataclass(frozen=True)
class DeskRequest:
    """One request with everything the office needs to do its next step."""

    page: RequestPage
    name: str
    nik: str
    may: frozenset[str]
    signatory: Signatory | None = None
    problem: str = ""
    event: dict[str, Any] = field(default_factory=dict)
    late: bool = False
    reused: list[str] = field(default_factory=list)  # receipts of requests with the same picture or file

    @property
    def row(self) -> LetterRequest:
        """The request itself."""
        return self.page.row


_TABS = (
    (RequestState.CHECKING.value, CHECK),
    (RequestState.RETURNED.value, READ),
    (RequestState.VERIFYING.value, VERIFY),
    (RequestState.SIGNING.value, SIGN),
    (RequestState.INKING.value, READ),
    (RequestState.SIGNED.value, READ),
)


def _visible(actor: Actor) -> QuerySet[LetterRequest]:
    return LetterRequest.objects.filter(in_areas(actor, READ)).exclude(state=RequestState.DRAFT.value)


def desk_list(actor: Actor, *, shown: str = "", number: str = "1", text: str = "") -> DeskList:
    """List the requests in the actor's areas, those with the nearest deadline first."""
    rows = _visible(actor)
    counted = rows.filter(state__in=[state for state, _permission in _TABS]).values_list("state")
    counts = dict(counted.annotate(Count("id")))
    tabs = [(state, STATE_WORDS[state], counts.get(state, 0)) for state, _permission in _TABS]
    if shown in [key for key, _label, _count in tabs]:
        rows = rows.filter(state=shown)
    elif shown != "semua":
        rows = rows.filter(state__in=OPEN)
    if text.strip():
        rows = rows.filter(Q(receipt=text.strip().upper()) | Q(document__number__iexact=text.strip()))
    ordered = rows.select_related("type", "person").order_by("due", "id")
    page = Paginator(ordered, PAGE).get_page(number)
    today = clock.today()
    lines = [
        DeskLine(
            row=row,
            name=row.person.name,
            letter=row.type.name,
            state=STATE_WORDS[row.state],
            lapsed=row.step_due is not None and row.step_due < today,
        )
        for row in page.object_list
    ]
    may = actor.permissions
    return DeskList(
        lines,
        page,
        shown,
        tabs,
        may_ask=ASK in may,
        may_sign=SIGN in may,
        may_link=IDENTIFY in may,
    )


def office_request(actor: Actor, request_id: UUID) -> LetterRequest:
    """Return a request in the actor's areas, or raise NotFound."""
    rows = _visible(actor).filter(pk=request_id)
    found = rows.select_related("type", "version", "person__family").first()
    if found is None:
        raise NotFound
    return found


def desk_request(actor: Actor, request_id: UUID) -> DeskRequest:
    """Gather one request for the office, with what this officer may do with it now."""
    row = office_request(actor, request_id)
    page = page_of(row)
    may = _may(actor, row)
    signatory, problem = (
        None,
        recusal_in_words(actor, SIGN, row.area_code, row.concerned) if may & RECUSED else "",
    )
    if problem:
        may -= RECUSED
    elif row.state == RequestState.SIGNING and actor.may(SIGN, row.area_code):
        signatory, problem = signing_problem(actor, page)
    return DeskRequest(
        page=page,
        name=row.person.name,
        nik=mask_identity(row.person.nik),
        may=may - ({"sign"} if problem else set()),
        signatory=signatory,
        problem=problem,
        event=event_of(actor, page),
        reused=used_before(row),
        late=row.step_due is not None and row.step_due < clock.today(),
    )


def _may(actor: Actor, row: LetterRequest) -> frozenset[str]:
    """What the officer may do now, by state, permission and clock."""
    wanted = {
        "check": CHECK,
        "return": CHECK,
        "verify": VERIFY,
        "sign": SIGN,
        "hand": CHECK,
        "void": SIGN,
    }
    found = {
        action
        for action, permission in wanted.items()
        if states.may(action, row.state) and actor.may(permission, row.area_code)
    }
    if states.may("refuse", row.state):
        if actor.may(CHECK, row.area_code):
            found.add("refuse")
        elif actor.may(SIGN, row.area_code):
            found.add("refuse_to_sign")
    if row.step_due is not None and row.state != RequestState.SIGNING:
        held = clocks.holders(Clock(row.state, row.step_due, row.level), clock.today())
        if SIGN in held and actor.may(SIGN, row.area_code):
            found.add("take_over")
    return frozenset(found)


def signing_problem(actor: Actor, page: RequestPage) -> tuple[Signatory | None, str]:
    """Say how the officer would sign this letter, or in words why he may not."""
    signatory = signatory_for(actor, village=page.row.area_code, signers=page.content.signers)
    if signatory is None:
        return None, _(WORDS[_NO_SIGNER])
    return signatory, "" if is_said(actor) else _(WORDS[_UNKNOWN])


@dataclass(frozen=True)
class ApplicantList:
    """Residents found for a request at the desk."""

    lines: list[dict[str, Any]]
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
