"""A pair inside the register that people found to be one person becomes one, and can be taken apart again."""

from collections.abc import Collection
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.matching.models import FollowUp, MatchResult
from pendopo.matching.operations.lists import OFFICES
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.operations.reviewing import _lock_result
from pendopo.matching.rules.permissions import MERGE
from pendopo.people.operations.merging import merge_persons, undo_merge
from pendopo.people.queries.merging import merge_event, merge_page


@operation(
    "matching.pair.merge",
    "Pasangan data digabung",
    MERGE,
    "result",
    tiers=OFFICES,
    replicates=False,
    recuse="result",
)
def merge_pair(
    actor: Actor, *, result: MatchResult, keep: UUID, take: Collection[str] = (), reason: str = ""
) -> MatchResult:
    """Merge the two records of a decided pair: `keep` stays, with the columns in `take` from the
    other one; it closes the pair's task and can be taken back."""
    held = _lock_result(result)
    if held.task != FollowUp.MERGE or held.task_done_at is not None:
        raise MatchingRefused("no_task")
    if held.person_id is None or held.other_person_id is None:
        raise NotFound
    if keep not in (held.person_id, held.other_person_id):
        raise NotFound
    page = merge_page(actor, held.person_id, held.other_person_id)
    kept, gone = (page.first, page.second) if keep == page.first.pk else (page.second, page.first)
    event = merge_persons(actor, person=kept, other=gone, take=frozenset(take), reason=reason)
    held.merge_event_id, held.task_done_at = event.pk, clock.now()
    held.task_note = " ".join(reason.split())[:300]
    held.save()
    return held


@operation(
    "matching.pair.unmerge",
    "Penggabungan pasangan dibatalkan",
    MERGE,
    "result",
    tiers=OFFICES,
    replicates=False,
    recuse="result",
)
def unmerge_pair(actor: Actor, *, result: MatchResult, reason: str = "") -> MatchResult:
    """Take the merge of a pair back, while nothing builds on it; the task is open again."""
    held = _lock_result(result)
    if held.merge_event_id is None:
        raise MatchingRefused("no_task")
    event = merge_event(actor, held.merge_event_id)
    undo_merge(actor, person=event.person, event=event, reason=reason)
    held.merge_event_id, held.task_done_at, held.task_note = None, None, ""
    held.save()
    return held
