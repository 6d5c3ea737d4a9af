"""What waits at the desk: pairs to review, and the tasks that came of verdicts."""

from datetime import date

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.actor import Actor
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.kernel.worklist import WorkItem
from pendopo.matching.models import MatchResult, MatchRun, RunState
from pendopo.matching.queries.lines import run_title
from pendopo.matching.queries.review import REVIEW, newer, open_for
from pendopo.matching.rules.defaults import REVIEW_DAYS
from pendopo.people.queries.scope import in_areas


def reviews_waiting(actor: Actor) -> list[WorkItem]:
    """This function will put what waits on the desk: pairs to review and tasks, one line a run."""
    items = []
    for run in _runs_with_work(actor):
        since = timezone.localdate(run.finished_at or run.started_at)
        days = int(public_rule(REVIEW_DAYS, area=run.area_code))
        waiting = open_for(actor).filter(run=run).count()
        if waiting:
            items.append(
                WorkItem(
                    due=public_deadline(since, days, area=run.area_code),
                    title=_("Tinjau pemadanan"),
                    subject=run_title(run),
                    since=since,
                    url=reverse("matching-queue"),
                    detail=ngettext("%(count)s pasangan", "%(count)s pasangan", waiting) % {"count": waiting},
                )
            )
        items += _tasks_of(run, since)
    return items


def _runs_with_work(actor: Actor) -> list[MatchRun]:
    rows = MatchRun.objects.filter(in_areas(actor, REVIEW), ~Exists(newer("pk")), state=RunState.DONE)
    return list(rows.select_related("source", "other_source").order_by("started_at")[:20])


def _tasks_of(run: MatchRun, since: date) -> list[WorkItem]:
    count = MatchResult.objects.filter(run=run, task_done_at=None).exclude(task="").count()
    if not count:
        return []
    return [
        WorkItem(
            due=None,
            title=_("Tindak lanjut pemadanan"),
            subject=run_title(run),
            since=since,
            url=reverse("matching-results", args=[run.pk]) + "?tampil=tugas",
            detail=ngettext("%(count)s orang", "%(count)s orang", count) % {"count": count},
        )
    ]
