"""Writes of a run: begin, write down what was found piece by piece, finish or stop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.matching.models import (
    ListState,
    MatchResult,
    MatchRun,
    PersonList,
    RunState,
)
from pendopo.matching.operations.lists import OFFICES
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.rules.drafts import Draft
from pendopo.matching.rules.permissions import RUN


@operation("matching.run.begin", "Pencocokan dimulai", RUN, "area", tiers=OFFICES, replicates=False)
def request_run(
    actor: Actor,
    *,
    area: str,
    kind: str,
    source: PersonList | None = None,
    other_source: PersonList | None = None,
) -> MatchRun:
    """Begin a comparison; the one before it, if any, is what the new one is compared with."""
    for side in (source, other_source):
        if side is not None:
            _check_side(actor, side)
    if source is not None and other_source is not None and source.pk == other_source.pk:
        raise MatchingRefused("same_list")
    same = MatchRun.objects.filter(area_code=area, kind=kind)
    if source is not None:
        # Two clicks, or two officers: one list is compared once at a time.
        PersonList.objects.select_for_update().get(pk=source.pk)
        same = same.filter(source__title=source.title)
    if other_source is not None:
        same = same.filter(other_source__title=other_source.title)
    if same.filter(state=RunState.RUNNING, source=source).exists():
        raise MatchingRefused("already_running")
    made = MatchRun(
        area_code=area,
        kind=kind,
        source=source,
        other_source=other_source,
        previous=same.filter(state=RunState.DONE).order_by("-started_at").first(),
        started_at=clock.now(),
        started_by=actor.id,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise MatchingRefused("already_running") from None
    return made


def _check_side(actor: Actor, side: PersonList) -> None:
    if not actor.may(RUN, side.area_code):
        raise NotFound
    if side.state not in (ListState.ACCEPTED, ListState.READY):
        raise MatchingRefused("list_state_wrong")


@operation(
    "matching.run.write", "Sebagian hasil pencocokan disimpan", RUN, "run", tiers=OFFICES, replicates=False
)
def write_results(actor: Actor, *, run: MatchRun, drafts: Sequence[Draft], start: int) -> MatchRun:
    """Write the next results of a run; those already written stay as they are."""
    held = _lock_run(run)
    if held.state != RunState.RUNNING:
        raise MatchingRefused("run_state_wrong")
    if held.position != start:
        return held  # another process was faster
    MatchResult.objects.bulk_create(_result(held, draft) for draft in drafts)
    held.position += len(drafts)
    held.carried += sum(draft.carried for draft in drafts)
    held.save()
    return held


@operation("matching.run.finish", "Pencocokan selesai", RUN, "run", tiers=OFFICES, replicates=False)
def finish_run(actor: Actor, *, run: MatchRun, register_count: int, model_version: str) -> MatchRun:
    """Close a run and keep how many of each verdict it found."""
    held = _lock_run(run)
    if held.state == RunState.DONE:
        return held
    held.state, held.finished_at = RunState.DONE, clock.now()
    held.register_count, held.model_version = register_count, model_version[:60]
    held.found = dict(Counter(held.results.values_list("verdict", flat=True)))
    held.save()
    return held


@operation("matching.run.stop", "Pencocokan dihentikan", RUN, "run", tiers=OFFICES, replicates=False)
def stop_run(actor: Actor, *, run: MatchRun, failure: str) -> MatchRun:
    """Mark a run that cannot go on, with a code that the page puts into words."""
    held = _lock_run(run)
    if held.state != RunState.RUNNING:
        raise MatchingRefused("run_state_wrong")
    held.state, held.failure, held.finished_at = RunState.FAILED, failure[:40], clock.now()
    held.save()
    return held


def _lock_run(run: MatchRun) -> MatchRun:
    held = MatchRun.objects.select_for_update().filter(pk=run.pk).first()
    if held is None:
        raise NotFound
    return held


def _result(run: MatchRun, draft: Draft) -> MatchResult:
    values = asdict(draft)
    values["reasons"] = list(draft.reasons)
    return MatchResult(run=run, area_code=run.area_code, **values)
