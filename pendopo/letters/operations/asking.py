"""A resident asks: a draft that grows page by page, sent once, completed when a paper was missing, or withdrawn.

An officer who acts for a present resident walks the same way; the request then says so.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.cases.formats import vault
from pendopo.cases.formats.papers import Paper
from pendopo.cases.operations import forget_files, hold_file
from pendopo.cases.rules.channels import Channel
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.doubts import believed_day, believed_now
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import RESIDENT, operation
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations import flow
from pendopo.letters.operations.paper_room import ROOM, is_held
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.types import adopt_type
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules.permissions import WIND_CLOCKS
from pendopo.letters.rules.states import RequestState, StepAction
from pendopo.people import queries as people
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.asked import kept_answers, missing_answers

MOST_PAPERS = 20


@operation("letters.draft.begin", "Konsep permohonan surat dimulai", RESIDENT, "village")
def begin_request(
    actor: Actor, *, village: str, key: str, form_key: UUID, channel: str = Channel.ONLINE.value
) -> LetterRequest:
    """Begin a request as a draft; the same form sent twice gives the same draft."""
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
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the second of two clicks at one moment
        held = _begun(actor, form_key)
        if held is None:
            raise NotFound from None
        return held
    return row


def _begun(actor: Actor, form_key: UUID) -> LetterRequest | None:
    row = LetterRequest.objects.filter(form_key=form_key).first()
    if row is not None:
        flow.own_request(actor, row)
    return row


@operation("letters.draft.answer", "Isian konsep surat disimpan", RESIDENT, "request")
def answer_request(actor: Actor, *, request: LetterRequest, answers: Answers) -> LetterRequest:
    """Keep the answers of one page of the form, so that a lost connection loses nothing."""
    row = flow.lock(request, "answer")
    flow.own_request(actor, row)
    row.answers = kept_answers(flow.content(row).fields, {**row.answers, **answers})
    row.save()
    return row


@operation("letters.paper.add", "Berkas syarat diunggah", RESIDENT, "request")
def add_papers(
    actor: Actor, *, request: LetterRequest, papers: Sequence[tuple[str, Paper]]
) -> list[RequestPaper]:
    """Keep papers of a request, each under its key, sealed; the same file twice is one paper."""
    row = flow.lock(request, "paper")
    flow.own_request(actor, row)
    return [_keep_paper(row, key, paper) for key, paper in papers]


@operation("letters.paper.reuse", "Berkas syarat dipakai lagi", RESIDENT, "request")
def reuse_paper(actor: Actor, *, request: LetterRequest, paper: RequestPaper) -> RequestPaper:
    """Keep a paper that its owner gave with an earlier request."""
    row = flow.lock(request, "paper")
    flow.own_request(actor, row)
    flow.own_request(actor, paper.request)
    if paper.removed_at is not None or not paper.digest:
        raise NotFound
    return _keep_paper(
        row, paper.key, Paper(vault.fetch(ROOM, paper.digest), paper.media_type, paper.digest, paper.gist)
    )


def _keep_paper(row: LetterRequest, key: str, paper: Paper) -> RequestPaper:
    named = next((one for one in flow.content(row).requirements if one.key == key), None)
    if named is None:
        raise LetterRefused("unknown_paper")
    held = row.papers.filter(removed_at__isnull=True)
    same = held.filter(key=key, digest=paper.digest).first()
    if same is not None:
        return same
    if held.count() >= MOST_PAPERS:
        raise LetterRefused("too_many_papers")
    hold_file(ROOM, paper.digest, paper.content)
    return RequestPaper.objects.create(
        request=row,
        key=key,
        name=named.name[:160],
        digest=paper.digest,
        media_type=paper.media_type,
        size=len(paper.content),
        gist=paper.gist,
        added_at=clock.now(),
    )


@operation("letters.paper.remove", "Berkas syarat ditarik", RESIDENT, "paper")
def remove_paper(actor: Actor, *, paper: RequestPaper) -> LetterRequest:
    """Take a paper back; its file is deleted unless another request holds the same one."""
    row = flow.lock(paper.request, "paper")
    flow.own_request(actor, row)
    if paper.removed_at is None:
        paper.removed_at = clock.now()
        paper.save()
        forget_files(ROOM, [paper.digest], is_held)
    return row


@operation("letters.request.send", "Permohonan surat dikirim", RESIDENT, "request")
def send_request(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Send a draft: receipt, deadline, first desk. Sent twice, it is one request."""
    held = LetterRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if held is None:  # discarded in another window
        raise NotFound
    flow.own_request(actor, held)
    if held.receipt is not None:
        return held
    row = flow.lock(held, "send")
    if missing_answers(flow.content(row).fields, row.answers):
        raise LetterRefused("answers_missing")
    flow.take_in(row, actor)
    return row


@operation("letters.request.complete", "Permohonan surat dilengkapi", RESIDENT, "request")
def complete_request(actor: Actor, *, request: LetterRequest, note: str = "") -> LetterRequest:
    """Hand a returned request in again; both clocks start anew, for the office waited as well."""
    row = flow.lock(request, "complete")
    flow.own_request(actor, row)
    row.missing, row.note = [], ""
    row.due = flow.deadline(row, believed_day())
    flow.enter(row, RequestState.CHECKING)
    row.save()
    flow.note(row, StepAction.COMPLETED, actor, note)
    return row


@operation("letters.request.withdraw", "Permohonan surat ditarik pemohon", RESIDENT, "request")
def withdraw_request(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """End a request because its owner no longer wants it."""
    row = flow.lock(request, "withdraw")
    flow.own_request(actor, row)
    flow.enter(row, RequestState.WITHDRAWN)
    row.save()
    flow.note(row, StepAction.WITHDRAWN, actor)
    return row


@operation("letters.draft.discard", "Konsep permohonan surat dibuang", RESIDENT, "request")
def discard_draft(actor: Actor, *, request: LetterRequest) -> None:
    """Delete a draft with its answers and papers: nobody has asked for anything yet."""
    row = flow.lock(request, "discard")
    flow.own_request(actor, row)
    _delete_draft(row)


@operation("letters.draft.expire", "Konsep permohonan lama dihapus", WIND_CLOCKS, "request")
def expire_draft(actor: Actor, *, request: LetterRequest) -> None:
    """Delete a draft that nobody has touched for long, with its answers and papers."""
    _delete_draft(flow.lock(request, "discard"))


def _delete_draft(row: LetterRequest) -> None:
    digests = list(row.papers.exclude(digest="").values_list("digest", flat=True))
    row.papers.all().delete()
    row.delete()
    forget_files(ROOM, digests, is_held)
