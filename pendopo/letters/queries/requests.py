"""Reads of a resident's own requests, and of the public status page that names nobody."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.functional import Promise

from pendopo.cases.formats import vault
from pendopo.documents.rules import read_number, same_code
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.models import LetterDocument, LetterRequest, LetterStep, RequestPaper
from pendopo.letters.models.requests import REQUEST_STATES, STEP_ACTIONS
from pendopo.letters.queries.types import VillageType, content_of, public_type
from pendopo.letters.rules import states
from pendopo.letters.rules.permissions import READ
from pendopo.letters.rules.states import ENDED, HAS_LETTER, RECEIPT_MARK, RequestState
from pendopo.letters.rules.types import TypeContent
from pendopo.people import queries as people
from pendopo.people.queries.scope import in_areas
from pendopo.questions.rules.asked import asked, next_question
from pendopo.questions.rules.fields import Field, named
from pendopo.questions.rules.prefill import Known, prefilled
from pendopo.questions.rules.values import answer_rows

STATE_WORDS: dict[str, str | Promise] = dict(REQUEST_STATES)
STEP_WORDS: dict[str, str | Promise] = dict(STEP_ACTIONS)
MOST_SHOWN = 100


@dataclass(frozen=True)
class AskPage:
    """The first page: what the letter needs, and a fresh key for the form."""

    offered: VillageType
    person: Any
    drafts: list[LetterRequest]
    form_key: UUID
    in_person_only: bool


@dataclass(frozen=True)
class RequestPage:
    """A request as its owner sees it."""

    row: LetterRequest
    content: TypeContent
    rows: list[dict[str, str]]
    papers: list[RequestPaper]
    lacking: list[str]
    steps: list[dict[str, Any]] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    # What stands in the letter's QR code, once there is a letter.
    code_text: str = ""

    @property
    def state(self) -> str | Promise:
        """The state in words."""
        return STATE_WORDS[self.row.state]

    @property
    def asked(self) -> list[Field]:
        """The questions that the answers so far call up."""
        return asked(self.content.fields, self.row.answers)

    @property
    def known(self) -> Known:
        """What the register says to questions that nobody has answered yet."""
        held = prefilled(self.content.fields, self.row.person)
        return {key: value for key, value in held.items() if key not in self.row.answers}

    @property
    def next_question(self) -> str:
        """The question to be asked next, or nothing."""
        return next_question(self.content.fields, self.row.answers)

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter to be fetched."""
        return self.row.state in HAS_LETTER

    @property
    def is_open(self) -> bool:
        """Whether the clock of the request still runs."""
        return self.row.state not in (*ENDED, *HAS_LETTER)

    @property
    def may_withdraw(self) -> bool:
        """Whether its owner may still end it."""
        return states.may("withdraw", self.row.state)

    @property
    def wanted_papers(self) -> list[dict[str, Any]]:
        """Every paper of this letter with the files that are there; missing ones that the office named come first."""
        named = self.row.missing
        lines = [
            {
                "key": one.key,
                "name": one.name,
                "supplier": one.supplier,
                "required": one.required,
                "missing": one.key in named,
                "files": [paper for paper in self.papers if paper.key == one.key],
            }
            for one in self.content.requirements
        ]
        return sorted(lines, key=lambda line: not line["missing"])

    def question(self, key: str) -> Field:
        """One question of the form, if it is asked."""
        found = named(self.asked, key)
        if found is None:
            raise NotFound
        return found

    def place(self, key: str) -> tuple[int, int]:
        """Which page of how many a question is."""
        keys = [one.key for one in self.asked]
        return keys.index(key) + 1, len(keys)

    def before(self, key: str) -> str:
        """The question before this one, or nothing."""
        keys = [one.key for one in self.asked]
        place = keys.index(key)
        return keys[place - 1] if place else ""


def ask_page(actor: Actor, key: str) -> AskPage:
    """Gather what a resident has to know before asking for a letter."""
    person = people.own_person(actor)
    offered = public_type(person.village_code, key)
    drafts = LetterRequest.objects.filter(
        person_id=person.pk, type__key=key, state=RequestState.DRAFT.value
    ).order_by("-begun_at")
    blocked = actor.kind == "resident" and not offered.content.online
    return AskPage(offered, person, list(drafts[:3]), uuid4(), blocked)


def own_request(actor: Actor, request_id: UUID) -> LetterRequest:
    """Return one of the resident's own requests; anybody else's is not found."""
    if actor.resident_id is None:
        raise NotFound
    rows = LetterRequest.objects.filter(pk=request_id, person_id=actor.resident_id)
    found = rows.select_related("type", "version", "person__family").first()
    if found is None:
        raise NotFound
    return found


def request_page(actor: Actor, request_id: UUID) -> RequestPage:
    """Gather a request for its owner."""
    row = own_request(actor, request_id)
    page = page_of(row)
    family = row.person.family
    if family is not None:
        members = family.members.filter(basic_status=1).order_by("relation", "birth_date")
        page.people.extend((str(member.pk), member.name) for member in members)
    return page


def page_of(row: LetterRequest) -> RequestPage:
    """Gather what every face shows of a request; who may see it was decided before."""
    content = content_of(row.version)
    papers = list(row.papers.filter(removed_at__isnull=True).order_by("added_at"))
    held = {paper.key for paper in papers}
    lacking = [one.name for one in content.requirements if one.required and one.key not in held]
    return RequestPage(
        row=row,
        content=content,
        rows=answer_rows(content.fields, row.answers),
        papers=papers,
        lacking=lacking,
        steps=timeline(list(row.steps.order_by("at", "id")), row.state),
        code_text=_code_text(row),
    )


def _code_text(row: LetterRequest) -> str:
    if row.state not in HAS_LETTER:
        return ""
    found = LetterDocument.objects.filter(request_id=row.pk).values_list("code_text", flat=True).first()
    return str(found or "")


def timeline(steps: list[LetterStep], state: str, *, names: bool = True) -> list[dict[str, Any]]:
    """List what happened and what comes next, for a page or for the public without names."""
    done = [
        {
            "title": STEP_WORDS[step.action],
            "time": step.at,
            "note": _said(step) if names else "",
            "state": "done",
        }
        for step in steps
    ]
    if state in (*ENDED, *HAS_LETTER, RequestState.DRAFT):
        return done
    return [*done, {"title": STATE_WORDS[state], "state": "now", "time": None, "note": ""}]


def _said(step: LetterStep) -> str:
    # The number of a signed letter stands in the note of its step.
    return " · ".join(part for part in (step.by, step.note) if part)


def my_requests(actor: Actor) -> list[RequestPage]:
    """Return the resident's own requests, the newest first, drafts on top."""
    person = people.own_person(actor)
    rows = LetterRequest.objects.filter(person_id=person.pk).select_related("type", "version")
    ordered = sorted(rows.order_by("-begun_at")[:MOST_SHOWN], key=lambda row: row.receipt is not None)
    return [RequestPage(row, content_of(row.version), [], [], []) for row in ordered]


@dataclass(frozen=True)
class PublicStatus:
    """What anybody who holds the receipt may know: no name, no answer, no paper."""

    receipt: str
    letter: str
    asked_on: date
    due: date
    state: str | Promise
    is_open: bool
    steps: list[dict[str, Any]]
    wants_papers: bool


def public_status_address(number: str) -> str:
    """Return the page that asks for the code of a receipt; it says nothing of whether there is one."""
    return f"{reverse('letters-status-form')}?nomor={number}"


def public_status(receipt: str, secret: str) -> PublicStatus:
    """Say how far a request is to whoever knows both its number and its code."""
    row = (
        LetterRequest.objects.filter(receipt=read_number(RECEIPT_MARK, receipt))
        .select_related("version")
        .first()
    )
    if row is None or row.asked_on is None or row.due is None:
        raise NotFound
    if not same_code(row.secret, secret):
        raise NotFound
    return PublicStatus(
        receipt=str(row.receipt),
        letter=content_of(row.version).name,
        asked_on=row.asked_on,
        due=row.due,
        state=STATE_WORDS[row.state],
        is_open=row.state not in (*ENDED, *HAS_LETTER),
        steps=timeline(list(row.steps.order_by("at", "id")), row.state, names=False),
        wants_papers=row.state == RequestState.RETURNED,
    )


def paper_file(actor: Actor, paper_id: UUID) -> tuple[RequestPaper, bytes]:
    """Return a paper's file to its owner or to the office, to nobody else."""
    paper = RequestPaper.objects.filter(pk=paper_id, removed_at__isnull=True).exclude(digest="")
    found = paper.select_related("request").first()
    if found is None or not _may_see(actor, found.request):
        raise NotFound
    return found, vault.fetch("letters", found.digest)


def own_paper(actor: Actor, paper_id: UUID) -> RequestPaper:
    """Return one of the resident's own papers."""
    found = (
        RequestPaper.objects.filter(pk=paper_id, removed_at__isnull=True).select_related("request").first()
    )
    if found is None or actor.resident_id is None or found.request.person_id != actor.resident_id:
        raise NotFound
    return found


def reusable_paper(actor: Actor, request_id: UUID, paper_id: UUID) -> tuple[LetterRequest, RequestPaper]:
    """Return one of the resident's own requests, and a paper that he gave with any of them."""
    return own_request(actor, request_id), own_paper(actor, paper_id)


def papers_page(actor: Actor, request_id: UUID) -> tuple[RequestPage, dict[str, RequestPaper]]:
    """Gather a request for its owner, and by key the newest paper that came with another one."""
    page = request_page(actor, request_id)
    row = page.row
    wanted = [one.key for one in page.content.requirements]
    rows = RequestPaper.objects.filter(request__person_id=row.person_id, request__area_code=row.area_code)
    others = (
        rows.filter(key__in=wanted, removed_at__isnull=True).exclude(digest="").exclude(request_id=row.pk)
    )
    return page, {paper.key: paper for paper in others.order_by("added_at")}


def _may_see(actor: Actor, row: LetterRequest) -> bool:
    own = actor.resident_id is not None and row.person_id == actor.resident_id
    if own or row.state == RequestState.DRAFT:
        return own
    return LetterRequest.objects.filter(in_areas(actor, READ), pk=row.pk).exists()
