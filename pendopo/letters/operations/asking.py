"""A resident asks: a draft that grows page by page, sent once, put right when the office gave it back.

An officer who acts for a present resident walks the same way; the request then says so.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.cases.formats import vault
from pendopo.cases.formats.papers import Paper
from pendopo.cases.operations import (
    Said,
    by_hand,
    carry_out,
    forget_files,
    hold_file,
    lock,
    open_to,
    still_wrong,
)
from pendopo.cases.queries.kinds import public_names_paper
from pendopo.cases.rules.channels import Channel
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.doubts import believed_now
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import RESIDENT, operation
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.sending import take_in
from pendopo.letters.operations.types import adopt_type
from pendopo.letters.queries.types import content_of, first_desk
from pendopo.letters.rules.permissions import WIND_CLOCKS
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.states import TAKES_PAPERS, WRITABLE, RequestState
from pendopo.people import queries as people
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.asked import kept_answers, missing_answers

MOST_PAPERS = 20
ROOM = REQUEST.domain


def _own(actor: Actor, request: LetterRequest, *states: str) -> LetterRequest:
    """Take a resident's own request for this transaction, and refuse when its state does not allow what he does."""
    row = lock(request)
    if row.person_id not in actor.own_rows:
        raise NotFound
    if row.state not in states:
        raise LetterRefused("wrong_state")
    return row


@operation("letters.draft.begin", "Konsep permohonan surat dimulai", RESIDENT, "village")
def begin_request(
    actor: Actor,
    *,
    village: str,
    key: str,
    form_key: UUID,
    channel: str = Channel.ONLINE.value,
    again_of: LetterRequest | None = None,
) -> LetterRequest:
    """Begin a request as a draft; the same form sent twice gives the same draft.

    `again_of`: an ended request of the same resident for the same letter, whose answers are taken over.
    """
    person = people.own_person(actor)
    if person.village_code != village:
        raise NotFound
    known = _begun(actor, form_key)
    if known is not None:
        return known
    version = adopt_type(actor, village=village, key=key)
    if actor.kind != "resident":
        channel = Channel.BEHALF.value
    elif not content_of(version).online:
        raise LetterRefused("not_online")
    officer = actor.kind == "officer"
    row = LetterRequest(
        area_code=village,
        form_key=form_key,
        type=version.letter_type,
        version=version,
        person_id=person.pk,
        channel=Channel(channel).value,
        begun_at=believed_now(),
        asked_by_id=actor.id if officer else None,
        asked_by=actor.name if officer else "",
    )
    if again_of is not None:
        _ask_again(row, again_of)
    return _saved_once(actor, row)


def _saved_once(actor: Actor, row: LetterRequest) -> LetterRequest:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the second of two clicks at one moment
        held = _begun(actor, row.form_key)
        if held is None:
            raise NotFound from None
        return held
    return row


def _ask_again(row: LetterRequest, old: LetterRequest) -> None:
    if (old.person_id, old.type_id) != (row.person_id, row.type_id):
        raise NotFound
    row.again_of = old.pk
    row.answers = kept_answers(content_of(row.version).fields, old.answers)


def _begun(actor: Actor, form_key: UUID) -> LetterRequest | None:
    row = LetterRequest.objects.filter(form_key=form_key).first()
    if row is not None and row.person_id != actor.resident_id:
        raise NotFound
    return row


@operation("letters.draft.answer", "Isian konsep surat disimpan", RESIDENT, "request")
def answer_request(actor: Actor, *, request: LetterRequest, answers: Answers) -> LetterRequest:
    """Keep the answers of one page of the form, so that a lost connection loses nothing."""
    row = _own(actor, request, *WRITABLE)
    before = row.answers
    row.answers = kept_answers(content_of(row.version).fields, {**before, **answers})
    _put_right(row, {key for key in row.marks if row.answers.get(key) != before.get(key)})
    row.save()
    return row


def _put_right(row: LetterRequest, keys: Collection[str]) -> None:
    """Take from the marks of the office what its owner has changed."""
    row.missing = {key: why for key, why in row.marks.items() if key not in keys}


@operation("letters.paper.add", "Berkas syarat diunggah", RESIDENT, "request")
def add_papers(
    actor: Actor, *, request: LetterRequest, papers: Sequence[tuple[str, Paper]]
) -> list[RequestPaper]:
    """Keep papers of a request, each under its key, sealed; the same file twice is one paper."""
    row = _own(actor, request, *TAKES_PAPERS)
    return [_keep_paper(row, key, paper) for key, paper in papers]


@operation("letters.paper.reuse", "Berkas syarat dipakai lagi", RESIDENT, "request")
def reuse_paper(
    actor: Actor, *, request: LetterRequest, paper: RequestPaper, papers: Sequence[tuple[str, Paper]] = ()
) -> list[RequestPaper]:
    """Keep a paper that its owner gave with an earlier request, and those that were chosen meanwhile."""
    row = _own(actor, request, *TAKES_PAPERS)
    if paper.case.person_id != row.person_id or paper.removed_at is not None or not paper.digest:
        raise NotFound
    once_more = Paper(vault.fetch(ROOM, paper.digest), paper.media_type, paper.digest, paper.gist)
    return [_keep_paper(row, key, one) for key, one in ((paper.key, once_more), *papers)]


def _keep_paper(row: LetterRequest, key: str, paper: Paper) -> RequestPaper:
    named = next((one for one in content_of(row.version).requirements if one.key == key), None)
    if named is None:
        raise LetterRefused("unknown_paper")
    held = row.papers.filter(removed_at__isnull=True)
    same = held.filter(key=key, digest=paper.digest).first()
    if same is not None:
        return same
    if held.count() >= MOST_PAPERS:
        raise LetterRefused("too_many_papers")
    hold_file(ROOM, paper.digest, paper.content)
    if key in row.marks:
        _put_right(row, {key})
        row.save()
    return RequestPaper.objects.create(
        case=row,
        key=key,
        name=named.name[:160],
        digest=paper.digest,
        media_type=paper.media_type,
        size=len(paper.content),
        gist=paper.gist,
        added_at=clock.now(),
    )


@operation("letters.paper.remove", "Berkas syarat ditarik", RESIDENT, "paper")
def remove_paper(
    actor: Actor, *, paper: RequestPaper, papers: Sequence[tuple[str, Paper]] = ()
) -> list[RequestPaper]:
    """Take a paper back, and keep those that were chosen meanwhile; its file goes unless a request holds the same."""
    row = _own(actor, paper.case, *TAKES_PAPERS)
    if paper.removed_at is None:
        paper.removed_at = clock.now()
        paper.save()
        _forget([paper.digest])
    return [_keep_paper(row, key, one) for key, one in papers]


@operation("letters.request.send", "Permohonan surat dikirim", RESIDENT, "request")
def send_request(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Send a draft: receipt, deadline, first desk. Sent twice, it is one request."""
    row = _own(actor, request, *RequestState)
    if row.receipt is not None:
        return row
    return take_in(actor, row)


@by_hand(REQUEST, "complete", "Permohonan surat dilengkapi")
def complete_request(
    actor: Actor, *, case: LetterRequest, form_key: UUID | None = None, reply: str = ""
) -> LetterRequest:
    """Hand a returned request in again; both clocks start anew, for the office waited as well.

    Whatever is still as it was when the office marked it is named; `reply` says why it is right as it stands.
    """
    row, move = open_to(REQUEST, actor, case, "complete")
    if missing_answers(content_of(row.version).fields, row.answers):
        raise LetterRefused("answers_missing")
    still = still_wrong(REQUEST, row)
    if still and not reply.strip():
        raise LetterRefused("still_wrong", named=still)
    days = content_of(row.version).days
    row.seen_by_id, row.seen_at = None, None  # whoever signs looks at it anew
    return carry_out(REQUEST, actor, row, move, Said(form_key, reply), target=first_desk(row), whole=days)


@operation("letters.draft.discard", "Konsep permohonan surat dibuang", RESIDENT, "request")
def discard_draft(actor: Actor, *, request: LetterRequest) -> None:
    """Delete a draft with its answers and papers: nobody has asked for anything yet."""
    _delete_draft(_own(actor, request, RequestState.DRAFT))


@operation("letters.draft.expire", "Konsep permohonan lama dihapus", WIND_CLOCKS, "request")
def expire_draft(actor: Actor, *, request: LetterRequest) -> None:
    """Delete a draft that nobody has touched for long, with its answers and papers."""
    row = lock(request)
    if row.state != RequestState.DRAFT:
        raise LetterRefused("wrong_state")
    _delete_draft(row)


def _delete_draft(row: LetterRequest) -> None:
    digests = list(row.papers.exclude(digest="").values_list("digest", flat=True))
    row.papers.all().delete()
    row.delete()
    _forget(digests)


def _forget(digests: Iterable[str]) -> None:
    forget_files(ROOM, digests, partial(public_names_paper, LetterRequest))
