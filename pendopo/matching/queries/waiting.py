"""What waits at the desk: pairs to review, and the tasks that came of verdicts."""

from uuid import UUID

from django.db.models import Count, Exists, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.actor import Actor
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.kernel.worklist import Waiting, WorkItem, few
from pendopo.matching.models import MatchResult, MatchRun, RunState
from pendopo.matching.queries.lines import run_title
from pendopo.matching.queries.review import newer, open_for
from pendopo.matching.rules.defaults import REVIEW_DAYS
from pendopo.matching.rules.permissions import REVIEW
from pendopo.people.queries.scope import in_areas


def reviews_waiting(actor: Actor) -> Waiting:
    """Put what waits on the desk: pairs to review and tasks, one line a run, in three queries."""
    pairs = _counted(open_for(actor))
    tasks = _counted(
        MatchResult.objects.filter(in_areas(actor, REVIEW), ~Exists(newer("run_id")), task_done_at=None)
        .filter(run__state=RunState.DONE)
        .exclude(task="")
    )
    runs = MatchRun.objects.filter(pk__in=[*pairs, *tasks]).select_related("source", "other_source")
    items = []
    for run in runs.order_by("started_at"):
        items += [_reviews(run, pairs[run.pk])] if run.pk in pairs else []
        items += [_tasks(run, tasks[run.pk])] if run.pk in tasks else []
    return few(items)


def _counted(results: QuerySet[MatchResult]) -> dict[UUID, int]:
    return dict(results.order_by().values_list("run_id").annotate(count=Count("id")))


def _reviews(run: MatchRun, count: int) -> WorkItem:
    since = timezone.localdate(run.finished_at or run.started_at)
    days = int(public_rule(REVIEW_DAYS, area=run.area_code))
    return WorkItem(
        due=public_deadline(since, days, area=run.area_code),
        title=_("Tinjau pemadanan"),
        subject=run_title(run),
        since=since,
        url=reverse("matching-queue"),
        detail=ngettext("%(count)s pasangan", "%(count)s pasangan", count) % {"count": count},
    )


def _tasks(run: MatchRun, count: int) -> WorkItem:
    return WorkItem(
        due=None,
        title=_("Tindak lanjut pemadanan"),
        subject=run_title(run),
        since=timezone.localdate(run.finished_at or run.started_at),
        url=reverse("matching-results", args=[run.pk]) + "?tampil=tugas",
        detail=ngettext("%(count)s orang", "%(count)s orang", count) % {"count": count},
    )
