"""The office's steps before signing that letters write by hand: a request written down, its papers, the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.cases.operations import Said, by_hand, carry_out, open_to
from pendopo.cases.rules.channels import Channel
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.sending import take_in
from pendopo.letters.operations.types import adopt_type
from pendopo.letters.queries.types import content_of, steps_of
from pendopo.letters.rules.permissions import ASK
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.states import state_after, state_before
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.asked import kept_answers

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
    row.answers = kept_answers(content_of(version).fields, asked.answers)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the second of two clicks at one moment
        return _same(LetterRequest.objects.get(form_key=asked.form_key), person, actor)
    _note_shown(row, asked.shown, actor)
    return take_in(actor, row, asked.on_paper)


def _same(known: LetterRequest, person: Applicant, actor: Actor) -> LetterRequest:
    if known.person_id != person.pk or known.asked_by_id != actor.id:
        raise NotFound
    return known


def _note_shown(row: LetterRequest, keys: Sequence[str], actor: Actor) -> None:
    names = {one.key: one.name for one in content_of(row.version).requirements}
    held = set(row.papers.filter(removed_at__isnull=True, shown_to=actor.name).values_list("key", flat=True))
    for key in dict.fromkeys(keys):
        if key not in names:
            raise LetterRefused("unknown_paper")
        if key not in held:
            RequestPaper.objects.create(
                case=row, key=key, name=names[key][:160], shown_to=actor.name, added_at=clock.now()
            )


@by_hand(REQUEST, "check", "Permohonan surat diperiksa lengkap")
def check_request(
    actor: Actor, *, case: LetterRequest, shown: Sequence[str] = (), form_key: UUID | None = None
) -> LetterRequest:
    """Say that the papers of a request are complete, and hand it on."""
    row, move = open_to(REQUEST, actor, case, "check")
    _note_shown(row, shown, actor)
    held = set(row.papers.filter(removed_at__isnull=True).values_list("key", flat=True))
    if any(one.required and one.key not in held for one in content_of(row.version).requirements):
        raise LetterRefused("papers_missing")
    target = state_after(row.state, steps_of(row))
    return carry_out(REQUEST, actor, row, move, Said(form_key), target=target)


@by_hand(REQUEST, "recheck", "Permohonan surat dikembalikan ke operator")
def give_back_to_check(
    actor: Actor, *, case: LetterRequest, reason: str, form_key: UUID | None = None
) -> LetterRequest:
    """Give a request back from the secretary to the desk before him, with a reason."""
    return _give_back(actor, case, "recheck", Said(form_key, reason))


@by_hand(REQUEST, "reverify", "Permohonan surat dikembalikan penanda tangan")
def give_back_to_verify(
    actor: Actor, *, case: LetterRequest, reason: str, form_key: UUID | None = None
) -> LetterRequest:
    """Give a request back from whoever signs to the desk before him, with a reason."""
    return _give_back(actor, case, "reverify", Said(form_key, reason))


def _give_back(actor: Actor, case: LetterRequest, key: str, said: Said) -> LetterRequest:
    row, move = open_to(REQUEST, actor, case, key)
    row.seen_by_id, row.seen_at = None, None
    return carry_out(REQUEST, actor, row, move, said, target=state_before(row.state, steps_of(row)))
