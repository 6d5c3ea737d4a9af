"""Reads of a resident's own requests: what a letter needs, one request page by page, the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict
from uuid import UUID, uuid4

from pendopo.cases.formats import vault
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.own import own_page
from pendopo.cases.queries.pages import CasePage
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.formats.declarations import declared
from pendopo.letters.models import LetterDocument, LetterRequest, RequestPaper
from pendopo.letters.queries.types import VillageType, content_of, public_type
from pendopo.letters.rules.permissions import READ
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.states import HAS_LETTER, TAKES_PAPERS, WRITABLE, RequestState
from pendopo.letters.rules.types import TypeContent
from pendopo.people import queries as people
from pendopo.people.queries.scope import in_areas
from pendopo.questions.rules.asked import asked, next_question
from pendopo.questions.rules.fields import Field, named
from pendopo.questions.rules.prefill import Known, prefilled
from pendopo.questions.rules.values import answer_rows

MOST_SHOWN = 100


class WantedPaper(TypedDict):
    """One paper of a letter with the files that are there."""

    key: str
    name: str
    supplier: str
    required: bool
    missing: bool  # the office has asked for it
    why: str
    files: list[RequestPaper]
    earlier: (
        RequestPaper | None
    )  # the newest that its owner gave with another request, while this one has none
    sample: bool  # there is one to be printed and filled in


@dataclass(frozen=True)
class AskPage:
    """The first page: what the letter needs, and a fresh key for the form."""

    offered: VillageType
    village: str
    drafts: list[LetterRequest]
    form_key: UUID
    in_person_only: bool
    again_of: LetterRequest | None = None


@dataclass(frozen=True)
class RequestPage:
    """A request with what its type of letter asks; `case` is what every kind of case shows, for one that was sent."""

    row: LetterRequest
    content: TypeContent
    rows: list[dict[str, str]] = field(default_factory=list)
    papers: list[RequestPaper] = field(default_factory=list)
    case: CasePage | None = None
    people: list[tuple[str, str]] = field(default_factory=list)
    # What stands in the letter's QR code, once there is a letter.
    code_text: str = ""
    earlier: Mapping[str, RequestPaper] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """The state in words."""
        return self.case.words if self.case else ""

    @property
    def may(self) -> frozenset[str]:
        """The moves of the flow that whoever looks may make now."""
        return frozenset(move.key for move in self.case.moves) if self.case else frozenset()

    @property
    def lacking(self) -> list[str]:
        """The required papers that are not there, in words."""
        held = {paper.key for paper in self.papers}
        return [one.name for one in self.content.requirements if one.required and one.key not in held]

    @property
    def writable(self) -> bool:
        """Whether its owner may still write the answers anew."""
        return self.row.state in WRITABLE

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter to be fetched."""
        return self.row.state in HAS_LETTER

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
    def wanted_papers(self) -> list[WantedPaper]:
        """Every paper of this letter with the files that are there; missing ones that the office named come first."""
        named, samples = self.row.marks, declared(self.content)
        held = {
            one.key: [paper for paper in self.papers if paper.key == one.key]
            for one in self.content.requirements
        }
        lines: list[WantedPaper] = [
            {
                "key": one.key,
                "name": one.name,
                "supplier": one.supplier,
                "required": one.required,
                "missing": one.key in named,
                "why": named.get(one.key, ""),
                "files": held[one.key],
                "earlier": None if held[one.key] else self.earlier.get(one.key),
                "sample": one.key in samples,
            }
            for one in self.content.requirements
        ]
        return sorted(lines, key=lambda line: not line["missing"])

    def own_paper(self, pressed: str) -> RequestPaper | None:
        """The paper of this request whose button was pressed."""
        return next((one for one in self.papers if str(one.pk) == pressed), None)

    def earlier_paper(self, pressed: str) -> RequestPaper | None:
        """The paper of another request whose button was pressed."""
        return next((one for one in self.earlier.values() if str(one.pk) == pressed), None)

    @property
    def takes_papers(self) -> bool:
        """Whether a paper can be added now, also after the request was sent."""
        return self.row.state in TAKES_PAPERS and bool(self.content.requirements)

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


def ask_page(actor: Actor, key: str, again: str = "") -> AskPage:
    """Gather what a resident has to know before asking for a letter; `again` is the id of a request that has ended."""
    person = people.own_person(actor)
    offered = public_type(person.village_code, key)
    drafts = LetterRequest.objects.filter(
        person_id=person.pk, type__key=key, state=RequestState.DRAFT.value
    ).order_by("-begun_at")
    blocked = actor.kind == "resident" and not offered.content.online
    return AskPage(
        offered, person.village_code, list(drafts[:3]), uuid4(), blocked, _ended(actor, key, again)
    )


def _ended(actor: Actor, key: str, again: str) -> LetterRequest | None:
    if not again:
        return None
    try:
        row = own_request(actor, UUID(again))
    except ValueError:
        raise NotFound from None
    if row.type.key != key or row.state not in REQUEST.again:
        raise NotFound
    return row


def own_request(actor: Actor, request_id: UUID) -> LetterRequest:
    """Return one of the resident's own requests; anybody else's is not found."""
    if actor.resident_id is None:
        raise NotFound
    rows = LetterRequest.objects.filter(pk=request_id, person_id__in=actor.own_rows)
    found = rows.select_related("type", "version", "person__family").first()
    if found is None:
        raise NotFound
    return found


def request_page(actor: Actor, request_id: UUID) -> RequestPage:
    """Gather a request for its owner."""
    row = own_request(actor, request_id)
    page = whole_page(row, own_page(actor, public_kind(REQUEST), row) if row.receipt else None)
    family = row.person.family
    if family is not None:
        members = family.members.filter(basic_status=1).order_by("relation", "birth_date")
        page.people.extend((str(member.pk), member.name) for member in members)
    return page


def whole_page(row: LetterRequest, case: CasePage | None) -> RequestPage:
    """Gather what every face shows of a request; who may see it was decided before."""
    content = content_of(row.version)
    return RequestPage(
        row=row,
        content=content,
        rows=answer_rows(content.fields, row.answers),
        papers=list(row.papers.filter(removed_at__isnull=True).order_by("added_at")),
        case=case,
        code_text=_code_text(row),
    )


def _code_text(row: LetterRequest) -> str:
    if row.state not in HAS_LETTER:
        return ""
    found = LetterDocument.objects.filter(request_id=row.pk).values_list("code_text", flat=True).first()
    return str(found or "")


def my_requests(actor: Actor) -> list[RequestPage]:
    """Return the resident's own requests, the newest first, drafts on top."""
    kind = public_kind(REQUEST)
    rows = LetterRequest.objects.filter(person_id__in=actor.own_rows).select_related("type", "version")
    ordered = sorted(rows.order_by("-begun_at")[:MOST_SHOWN], key=lambda row: row.receipt is not None)
    return [
        RequestPage(row, content_of(row.version), case=CasePage(kind, row) if row.receipt else None)
        for row in ordered
    ]


def paper_file(actor: Actor, paper_id: UUID) -> tuple[RequestPaper, bytes]:
    """Return a paper's file to its owner or to the office, to nobody else."""
    paper = RequestPaper.objects.filter(pk=paper_id, removed_at__isnull=True).exclude(digest="")
    found = paper.select_related("case").first()
    if found is None or not _may_see(actor, found.case):
        raise NotFound
    return found, vault.fetch(REQUEST.domain, found.digest)


def papers_page(actor: Actor, request_id: UUID) -> RequestPage:
    """Gather a request for its owner, with the papers that came with others and fit this one."""
    page = request_page(actor, request_id)
    row = page.row
    wanted = [one.key for one in page.content.requirements]
    rows = RequestPaper.objects.filter(case__person_id=row.person_id, case__area_code=row.area_code)
    others = rows.filter(key__in=wanted, removed_at__isnull=True).exclude(digest="").exclude(case_id=row.pk)
    return replace(page, earlier={paper.key: paper for paper in others.order_by("added_at")})


def _may_see(actor: Actor, row: LetterRequest) -> bool:
    own = row.person_id in actor.own_rows
    if own or row.state == RequestState.DRAFT:
        return own
    return LetterRequest.objects.filter(in_areas(actor, READ), pk=row.pk).exists()
