"""The lines behind a count: results in words, with masked numbers; and the words themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.matching.models import (
    FollowUp,
    ListedPerson,
    MatchResult,
    MatchRun,
    ReviewStage,
    RunKind,
    Verdict,
)
from pendopo.matching.rules.evidence import reason
from pendopo.matching.rules.permissions import READ
from pendopo.matching.rules.tasks import VERDICTS
from pendopo.people.queries.linking import RegisterLine, register_lines_of
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.codes import BASIC_STATUS, BasicStatus
from pendopo.people.rules.nik import mask
from pendopo.ui.listing import paged

OPEN_STAGES = (ReviewStage.FIRST, ReviewStage.SECOND, ReviewStage.THIRD)
PAGE = 50
ONLY_OTHER = "hanya_lain"


def run_visible_to(actor: Actor, run_id: UUID, permission: str = READ) -> MatchRun:
    """Return a run of the actor's areas, or raise NotFound."""
    rows = MatchRun.objects.filter(in_areas(actor, permission)).select_related(
        "source", "other_source", "previous"
    )
    run = rows.filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def run_title(run: MatchRun) -> str:
    """Name a run by what it compares."""
    if run.kind == RunKind.WITHIN or run.source is None:
        return _("Data ganda di dalam data warga")
    if run.other_source is not None:
        return _("%(one)s dengan %(other)s") % {"one": run.source.title, "other": run.other_source.title}
    return run.source.title


def verdict_word(name: str) -> str:
    """Word a verdict in the language of the page."""
    return str(Verdict(name).label)


def reason_words(code: str) -> str:
    """Word a reason that the engine gave as a code; a sentence stays as it is."""
    name, _sep, count = code.partition(":")
    try:
        found = reason(name)
    except KeyError:
        return code
    if "%(" not in found.text:
        return _(found.text)
    return _(found.text) % {"count": count or "1"}


@dataclass(frozen=True)
class ResultLine:
    """One result for a table, numbers masked."""

    id: UUID
    line: int | None
    name: str
    nik: str
    hamlet: str
    found: str
    has_pair: bool
    found_status: str
    verdict: str
    verdict_word: str
    stage: str
    waiting: bool
    task: str
    task_word: str
    task_done: bool
    task_note: str
    reasons: list[str]


@dataclass(frozen=True)
class ResultList:
    """One page of the results behind a count."""

    run: MatchRun
    title: str
    page: Page[Any]
    lines: list[ResultLine]
    shown: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the list can be narrowed to."""
        verdicts = [(name, verdict_word(name)) for name in VERDICTS]
        return [*verdicts, ("menunggu", _("menunggu pemeriksa")), ("tugas", _("tindak lanjut"))]


def result_list(actor: Actor, run_id: UUID, *, shown: str, number: str) -> ResultList:
    """Return a page of a run's results, of one verdict, one task, or all."""
    run = run_visible_to(actor, run_id)
    if shown == ONLY_OTHER:
        others = paged(only_in_other(run).order_by("line"), number, PAGE)
        return ResultList(run, run_title(run), others, [_unmet(row) for row in others], shown)
    rows = MatchResult.objects.filter(run=run).filter(_shown(shown)).select_related("row", "other_row")
    page = paged(rows.order_by("id"), number, PAGE)
    return ResultList(run, run_title(run), page, lines_of(actor, list(page)), shown)


def only_in_other(run: MatchRun) -> QuerySet[ListedPerson]:
    """Return who stands in the second list only: nobody of the first one was found there."""
    met = MatchResult.objects.filter(
        run=run, other_row__isnull=False, final__in=(Verdict.PADAN, Verdict.DOUBLE)
    )
    return ListedPerson.objects.filter(source_id=run.other_source_id).exclude(
        pk__in=met.values("other_row_id")
    )


def _unmet(row: ListedPerson) -> ResultLine:
    return ResultLine(
        id=row.pk,
        line=row.line,
        name=row.name,
        nik=mask(row.nik or ""),
        hamlet=row.hamlet,
        found="",
        has_pair=False,
        found_status="",
        verdict=Verdict.ABSENT.value,
        verdict_word=_("hanya di daftar lain"),
        stage="",
        waiting=False,
        task="",
        task_word="",
        task_done=False,
        task_note="",
        reasons=[],
    )


def _shown(shown: str) -> Q:
    if shown in Verdict.values:
        return Q(final=shown)
    if shown in FollowUp.values and shown:
        return Q(task=shown, task_done_at__isnull=True)
    if shown == "tugas":
        return Q(task_done_at__isnull=True) & ~Q(task="")
    if shown == "menunggu":
        return Q(stage__in=OPEN_STAGES)
    return Q()


def lines_of(actor: Actor, results: list[MatchResult]) -> list[ResultLine]:
    """Put results into words, with the people of the register whom the actor may see."""
    wanted = {one for result in results for one in (result.person_id, result.other_person_id) if one}
    people = register_lines_of(actor, list(wanted), permission=READ)
    return [_line(result, people) for result in results]


def _line(result: MatchResult, people: dict[UUID, RegisterLine]) -> ResultLine:
    first = people.get(result.person_id) if result.person_id else None
    second = people.get(result.other_person_id) if result.other_person_id else None
    row = result.row
    found = second if row is None else first
    other = result.other_row
    status = found.status if found else None
    return ResultLine(
        id=result.pk,
        line=row.line if row else None,
        name=row.name if row else first.name if first else "",
        nik=mask((row.nik if row else first.nik if first else "") or ""),
        hamlet=result.hamlet,
        found="" if result.final == Verdict.ABSENT else found.name if found else other.name if other else "",
        has_pair=found is not None or other is not None,
        found_status=_(BASIC_STATUS.label(status))
        if status not in (None, BasicStatus.ALIVE) and result.final != Verdict.ABSENT
        else "",
        verdict=result.final,
        verdict_word=verdict_word(result.final),
        stage=str(ReviewStage(result.stage).label),
        waiting=result.stage in OPEN_STAGES,
        task=result.task,
        task_word=str(FollowUp(result.task).label) if result.task else "",
        task_done=result.task_done_at is not None,
        task_note=result.task_note,
        reasons=[reason_words(code) for code in result.reasons],
    )
