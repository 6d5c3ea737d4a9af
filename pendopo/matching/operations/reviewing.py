"""What people do with a pair: open it, answer, take the answer back, close the task that came of it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operation import operation
from pendopo.matching.models import (
    MatchResult,
    Review,
    ReviewAnswer,
    ReviewOpening,
    ReviewStage,
)
from pendopo.matching.operations.lists import OFFICES
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.rules.permissions import READ, REVIEW
from pendopo.matching.rules.review import DECIDED, FIRST, may_withdraw, round_of, settle
from pendopo.matching.rules.tasks import CHECK, task_for, verdict_after
from pendopo.people.operations.opening import open_file
from pendopo.people.queries.events import person_for
from pendopo.people.rules.permissions import READ as PEOPLE_READ

OPEN_MINUTES = 30
# Kept as it is, like every purpose that an officer writes; residents read it in Indonesian.
_PURPOSE = "Meninjau pemadanan data"
WAITING = (ReviewStage.FIRST, ReviewStage.SECOND, ReviewStage.THIRD)


@operation("matching.pair.open", "Pasangan data dibuka", REVIEW, "result", tiers=OFFICES, replicates=False)
def open_pair(actor: Actor, *, result: MatchResult) -> None:
    """Note that an officer opened a pair and saw both records (UU 27/2022 art. 32); the residents
    find it among those who opened their file. A second look within half an hour is the same opening."""
    if actor.id is None:
        raise NotPermitted
    since = clock.now() - timedelta(minutes=OPEN_MINUTES)
    seen = ReviewOpening.objects.filter(result=result, officer_id=actor.id, at__gte=since)
    if seen.exists():
        return
    ReviewOpening.objects.create(
        result=result, officer_id=actor.id, actor_name=actor.name[:200], at=clock.now()
    )
    for person_id in (result.person_id, result.other_person_id):
        if person_id is not None and actor.may(PEOPLE_READ, result.area_code):
            open_file(actor, person=person_for(actor, person_id, PEOPLE_READ), purpose=_PURPOSE)


@operation(
    "matching.pair.answer",
    "Pasangan data dinilai",
    REVIEW,
    "result",
    tiers=OFFICES,
    replicates=False,
    recuse="result",
)
def answer_pair(actor: Actor, *, result: MatchResult, answer: str, why: str = "") -> MatchResult:
    """Write down what a reviewer says about a pair; near the threshold a second one is asked, who
    does not see this answer, and where they disagree a third.

    "Not the same" and "not sure" need a reason. Nobody answers twice, and nobody answers without having looked.
    The reason stands in the answer's own row and not in the journal's list, where the second reviewer might read it.
    """
    held = _lock_result(result)
    if actor.id is None:
        raise NotPermitted
    if answer not in ReviewAnswer.values:
        raise MatchingRefused("answer_unknown")
    if held.stage not in WAITING:
        raise MatchingRefused("not_waiting")
    if answer != ReviewAnswer.SAME and not why.strip():
        raise MatchingRefused("reason_missing")
    standing = _standing(held)
    if any(review.officer_id == actor.id for review in standing):
        raise MatchingRefused("own_answer")
    if not ReviewOpening.objects.filter(result=held, officer_id=actor.id).exists():
        raise MatchingRefused("not_opened")
    _keep_answer(actor, held, answer, " ".join(why.split())[:300], round_of(len(standing)))
    return _settle(held, [*(review.answer for review in standing), answer])


@operation(
    "matching.pair.withdraw", "Penilaian pasangan ditarik", REVIEW, "result", tiers=OFFICES, replicates=False
)
def withdraw_answer(actor: Actor, *, result: MatchResult) -> MatchResult:
    """Take the officer's own answer back, while nobody else has answered after it."""
    held = _lock_result(result)
    standing = _standing(held)
    own = next((review for review in standing if review.officer_id == actor.id), None)
    if own is None:
        raise NotFound
    last = standing[-1].number
    if not may_withdraw(own_round=own.number, last_round=last, task_done=held.task_done_at is not None):
        raise MatchingRefused("not_yours")
    own.withdrawn_at = clock.now()
    own.save()
    return _settle(held, [review.answer for review in standing if review.pk != own.pk])


@operation(
    "matching.task.close",
    "Tindak lanjut pencocokan selesai",
    REVIEW,
    "result",
    tiers=OFFICES,
    replicates=False,
    recuse="result",
)
def close_task(actor: Actor, *, result: MatchResult, reason: str = "") -> MatchResult:
    """Note that the task of a verdict is done, and what came of it."""
    held = _lock_result(result)
    if not held.task or held.task_done_at is not None:
        raise MatchingRefused("no_task")
    if not reason.strip():
        raise MatchingRefused("reason_missing")
    held.task_done_at, held.task_note = clock.now(), " ".join(reason.split())[:300]
    held.save()
    return held


@operation(
    "matching.result.download", "Hasil pencocokan diunduh", READ, "area", tiers=OFFICES, replicates=False
)
def record_download(actor: Actor, *, area: str, reason: str = "", evidence: Sequence[bytes] = ()) -> None:
    """Write down that a file with results of an area was handed out: what for, how many lines,
    with or without full numbers (reason), and the hash of the file (evidence)."""
    if not reason.strip():
        raise MatchingRefused("reason_missing")


def _lock_result(result: MatchResult) -> MatchResult:
    held = MatchResult.objects.select_for_update().select_related("run").filter(pk=result.pk).first()
    if held is None:
        raise NotFound
    return held


def _standing(result: MatchResult) -> list[Review]:
    return list(Review.objects.filter(result=result, withdrawn_at=None).order_by("number"))


def _keep_answer(actor: Actor, result: MatchResult, answer: str, reason: str, number: int) -> None:
    assert actor.id is not None
    try:
        with transaction.atomic():
            Review.objects.create(
                result=result,
                officer_id=actor.id,
                actor_name=actor.name[:200],
                number=number,
                answer=answer,
                reason=reason,
                at=clock.now(),
            )
    except IntegrityError:
        raise MatchingRefused("own_answer") from None


def _settle(result: MatchResult, answers: Sequence[str]) -> MatchResult:
    outcome = settle(answers, needed=result.needed)
    result.stage = outcome.stage
    if outcome.stage == DECIDED:
        result.final = verdict_after(result.verdict, outcome.answer)
        result.task = task_for(result.final, kind=result.run.kind, register_status=result.register_status)
    else:
        result.final = result.verdict if outcome.stage == FIRST and result.run.kind != "within" else CHECK
        result.task = ""
    result.save()
    return result
