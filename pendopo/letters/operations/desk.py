"""The office's steps before signing: a request written down, checked, returned, verified, refused, moved up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pendopo.cases.rules.channels import Channel
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.doubts import believed_day
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations import flow
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.types import adopt_type
from pendopo.letters.rules import clocks, states
from pendopo.letters.rules.clocks import Clock
from pendopo.letters.rules.permissions import ASK, CHECK, SIGN, VERIFY, WIND_CLOCKS
from pendopo.letters.rules.states import RequestState, StepAction
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.asked import kept_answers, missing_answers

_VILLAGE = frozenset({Tier.VILLAGE})


@dataclass(frozen=True)
class Asked:
    """What an officer writes down of a request: letter, answers, papers seen, and when it came on paper."""

    key: str
    form_key: UUID
    answers: Answers
    shown: Sequence[str] = ()
    on_paper: date | None = None

    @property
    def by(self) -> str:
        """At the desk, or on paper and entered later."""
        return Channel.PAPER.value if self.on_paper else Channel.DESK.value


class Applicant(Protocol):
    """Who asks at the desk: a row of the register."""

    pk: UUID
    area_code: str
    village_code: str


@operation(
    "letters.request.record",
    "Permohonan surat dicatat di loket",
    ASK,
    "person",
    tiers=_VILLAGE,
    about="warga",
)
def record_request(actor: Actor, *, person: Applicant, asked: Asked) -> LetterRequest:
    """Write down what a resident asks at the desk or has asked on paper; sent twice it is one."""
    known = LetterRequest.objects.filter(form_key=asked.form_key).first()
    if known is not None:
        return _same(known, person, actor)
    version = adopt_type(actor, village=person.village_code, key=asked.key)
    row = LetterRequest(
        area_code=person.village_code,
        form_key=asked.form_key,
        type=version.letter_type,
        version=version,
        person_id=person.pk,
        channel=asked.by,
        begun_at=clock.now(),
        asked_by_id=actor.id,
        asked_by=actor.name,
    )
    fields = flow.content(row).fields
    row.answers = kept_answers(fields, asked.answers)
    if missing_answers(fields, row.answers):
        raise LetterRefused("answers_missing")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the second of two clicks at one moment
        return _same(LetterRequest.objects.get(form_key=asked.form_key), person, actor)
    _note_shown(row, asked.shown, actor)
    flow.take_in(row, actor, asked.on_paper)
    return row


def _same(known: LetterRequest, person: Applicant, actor: Actor) -> LetterRequest:
    if known.person_id != person.pk or known.asked_by_id != actor.id:
        raise NotFound
    return known


def _note_shown(row: LetterRequest, keys: Sequence[str], actor: Actor) -> None:
    names = {one.key: one.name for one in flow.content(row).requirements}
    held = set(row.papers.filter(removed_at__isnull=True, shown_to=actor.name).values_list("key", flat=True))
    for key in dict.fromkeys(keys):
        if key not in names:
            raise LetterRefused("unknown_paper")
        if key not in held:
            RequestPaper.objects.create(
                request=row, key=key, name=names[key][:160], shown_to=actor.name, added_at=clock.now()
            )


@operation(
    "letters.request.check",
    "Permohonan surat diperiksa lengkap",
    CHECK,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def check_request(actor: Actor, *, request: LetterRequest, shown: Sequence[str] = ()) -> LetterRequest:
    """Say that the papers of a request are complete, and hand it on."""
    row = flow.lock(request, "check")
    _note_shown(row, shown, actor)
    held = set(row.papers.filter(removed_at__isnull=True).values_list("key", flat=True))
    if any(one.required and one.key not in held for one in flow.content(row).requirements):
        raise LetterRefused("papers_missing")
    flow.enter(row, states.state_after(row.state, flow.steps_of(row)))
    row.save()
    flow.note(row, StepAction.CHECKED, actor)
    return row


@operation(
    "letters.request.return",
    "Permohonan surat dikembalikan",
    CHECK,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def return_request(
    actor: Actor, *, request: LetterRequest, missing: Sequence[str], note: str
) -> LetterRequest:
    """Give a request back to its owner, naming the paper that is missing or what to mend."""
    row = flow.lock(request, "return")
    names = {one.key: one.name for one in flow.content(row).requirements}
    if any(key not in names for key in missing):
        raise LetterRefused("unknown_paper")
    if not missing and not note.strip():
        raise LetterRefused("paper_not_named")
    row.missing, row.note = list(dict.fromkeys(missing)), note.strip()[:400]
    flow.enter(row, RequestState.RETURNED)
    row.save()
    wanted = "; ".join([*(names[key] for key in row.missing), *([row.note] if row.note else [])])
    flow.note(row, StepAction.RETURNED, actor, wanted)
    flow.tell(row, _("Permohonan %(receipt)s perlu dilengkapi"), "%(wanted)s", wanted=wanted)
    return row


@operation(
    "letters.request.verify",
    "Permohonan surat diverifikasi",
    VERIFY,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def verify_request(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Say that a request is right, and put it before whoever signs."""
    row = flow.lock(request, "verify")
    flow.enter(row, states.state_after(row.state, flow.steps_of(row)))
    row.save()
    flow.note(row, StepAction.VERIFIED, actor)
    return row


@operation(
    "letters.request.take_over",
    "Langkah yang lewat waktu diambil alih",
    SIGN,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def take_over(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Let whoever signs pass a step whose clock has run out: silence moves up, it never rejects."""
    row = LetterRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.state not in (RequestState.CHECKING, RequestState.VERIFYING) or row.step_due is None:
        raise LetterRefused("wrong_state")
    if SIGN not in clocks.holders(Clock(row.state, row.step_due, row.level), believed_day()):
        raise LetterRefused("not_yours_yet")
    flow.enter(row, RequestState.SIGNING)
    row.save()
    flow.note(row, StepAction.VERIFIED, actor, _("Diteruskan karena batas waktu langkah sebelumnya lewat."))
    return row


@operation("letters.request.escalate", "Permohonan surat naik karena lewat waktu", WIND_CLOCKS, "request")
def escalate_request(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Move a request whose step has run out of time to the next person; nothing is rejected."""
    row = LetterRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.step_due is None:
        return row
    held = Clock(row.state, row.step_due, row.level)
    if not clocks.has_lapsed(held, believed_day()) or not clocks.can_move_up(held):
        return row
    row.level += 1
    row.step_due = flow.days_on(believed_day(), clocks.STEP_DAYS[row.state], row.area_code)
    row.save()
    flow.note(row, StepAction.ESCALATED, actor)
    return row


@operation(
    "letters.request.refuse",
    "Permohonan surat ditolak dengan alasan",
    CHECK,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def refuse_request(actor: Actor, *, request: LetterRequest, reason: str) -> LetterRequest:
    """End a request with a reason that its owner reads."""
    return _refuse(actor, request, reason)


@operation(
    "letters.request.refuse_to_sign",
    "Surat tidak ditandatangani, dengan alasan",
    SIGN,
    "request",
    tiers=_VILLAGE,
    recuse="request",
)
def refuse_to_sign(actor: Actor, *, request: LetterRequest, reason: str) -> LetterRequest:
    """Let whoever signs end a request with a reason that its owner reads."""
    return _refuse(actor, request, reason)


def _refuse(actor: Actor, request: LetterRequest, reason: str) -> LetterRequest:
    row = flow.lock(request, "refuse")
    if not reason.strip():
        raise LetterRefused("reason_missing")
    row.note = reason.strip()[:400]
    flow.enter(row, RequestState.REFUSED)
    row.save()
    flow.note(row, StepAction.REFUSED, actor, row.note)
    flow.tell(row, _("Permohonan %(receipt)s ditolak"), "%(reason)s", reason=row.note)
    return row
