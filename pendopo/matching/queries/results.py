"""Reads of runs: counts, what changed since the run before, the lines behind a count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.matching.models import (
    FollowUp,
    MatchResult,
    MatchRun,
    RunKind,
    RunState,
    Verdict,
)
from pendopo.matching.queries.lines import (
    OPEN_STAGES,
    only_in_other,
    reason_words,
    run_title,
    run_visible_to,
    verdict_word,
)
from pendopo.matching.queries.lists import public_area_title
from pendopo.matching.rules.carrying import compared
from pendopo.matching.rules.figures import Counted, Figures, table_rows, tally
from pendopo.matching.rules.permissions import READ
from pendopo.matching.rules.progress import progress_of
from pendopo.matching.rules.tasks import VERDICTS
from pendopo.people.queries.linking import changed_since
from pendopo.people.rules.codes import BASIC_STATUS, BasicStatus

_MOST_REASONS = 6
_COUNTED = ("final", "sex", "birth_date", "hamlet", "register_status", "reasons", "stage", "task")


# A line of a table: label, (verdict in words, count) in their order, sum.
Row = tuple[str, list[tuple[str, int]], int]


@dataclass(frozen=True)
class Step:
    """How many lines went from one verdict to another since the run before."""

    before: str
    now: str
    count: int


@dataclass(frozen=True)
class RunPage:
    """A finished run with its counts."""

    run: MatchRun
    title: str
    area_title: str
    figures: Figures
    verdicts: list[tuple[str, str, int]]
    tables: list[tuple[str, str, list[Row]]]
    reasons: list[tuple[str, list[tuple[str, int]]]]
    statuses: list[tuple[str, int]]
    tasks: list[tuple[str, str, int]]
    steps: list[Step]
    unmatched_other: int | None
    changed: int = 0
    percent: int = 0
    stage_words: str = ""
    failure_words: str = ""


def run_page(actor: Actor, run_id: UUID) -> RunPage:
    """Count a run: verdicts, reasons, hamlets, sexes, ages, tasks, and what changed since."""
    run = run_visible_to(actor, run_id)
    stage, share = progress_of(run.pk) or ("", 0.0)
    figures = tally(_counted(run), on=clock.today()) if run.state == RunState.DONE else Figures()
    return RunPage(
        run=run,
        title=run_title(run),
        area_title=public_area_title(run.area_code),
        figures=figures,
        verdicts=[(name, verdict_word(name), figures.verdicts[name]) for name in VERDICTS],
        tables=_tables(figures) if run.kind != RunKind.WITHIN else [],
        reasons=_reasons(figures),
        statuses=[
            (_(BASIC_STATUS.label(code)), count)
            for code, count in sorted(figures.statuses.items())
            if code != BasicStatus.ALIVE
        ],
        tasks=[(name, str(FollowUp(name).label), count) for name, count in figures.tasks.items()],
        steps=_steps(run) if run.state == RunState.DONE else [],
        unmatched_other=_unmatched_other(run) if run.state == RunState.DONE else None,
        changed=_changed(actor, run) if run.state == RunState.DONE else 0,
        percent=max(1, round(100 * share)),
        stage_words=_STAGES.get(stage, _STAGES[""])(),
        failure_words=_FAILURES.get(run.failure, _FAILURES[""])(),
    )


_STAGES: dict[str, Callable[[], str]] = {
    "": lambda: _("Sedang dibandingkan"),
    "waiting": lambda: _("Menunggu giliran"),
    "reading": lambda: _("Membaca daftar"),
    "writing": lambda: _("Menyimpan hasil"),
}
_FAILURES: dict[str, Callable[[], str]] = {
    "": lambda: _("Terjadi kesalahan. Jalankan lagi; bila tetap berhenti, hubungi pengelola situs."),
    "engine_missing": lambda: _(
        "Mesin pemadanan belum dipasang di situs ini. Minta pengelola memasang pendopo[match]."
    ),
    "file_gone": lambda: _("Berkas daftar sudah tidak ada. Unggah daftarnya lagi."),
    "engine_refused": lambda: _(
        "Mesin pemadanan tidak dapat memakai data ini. Periksa pilihan kolom, lalu unggah lagi."
    ),
    "register_empty": lambda: _("Pembanding masih kosong. Impor data warga dulu, lalu jalankan lagi."),
    "disk": lambda: _("Ruang disk tidak cukup. Minta pengelola mengosongkan ruang, lalu jalankan lagi."),
    "memory": lambda: _("Memori komputer tidak cukup. Bagi daftar menurut dusun, lalu unggah satu per satu."),
}


def _changed(actor: Actor, run: MatchRun) -> int:
    """Count what was written in the register since the run: whoever wants it fresh matches again."""
    if run.kind == RunKind.LISTS:
        return 0
    return changed_since(actor, area=run.area_code, since=run.started_at, permission=READ)


def _counted(run: MatchRun) -> Iterator[Counted]:
    rows = MatchResult.objects.filter(run=run).values_list(*_COUNTED, "task_done_at")
    for final, sex, born, hamlet, status, reasons, stage, task, done in rows.iterator(chunk_size=2_000):
        open_task = task if task and done is None else ""
        known = status if final in (Verdict.PADAN, Verdict.DOUBLE) else None
        yield Counted(final, sex, born, hamlet, known, tuple(reasons), stage in OPEN_STAGES, open_task)


def _reasons(figures: Figures) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        (
            verdict_word(name),
            [(reason_words(code), count) for code, count in counter.most_common(_MOST_REASONS)],
        )
        for name in VERDICTS
        if (counter := figures.reasons.get(name))
    ]


def _tables(figures: Figures) -> list[tuple[str, str, list[Row]]]:
    sexes = {"L": _("Laki-laki"), "P": _("Perempuan"), "": _("Tidak diketahui")}
    unknown = _("Tidak diketahui")
    return [
        (_("Menurut dusun"), _("Dusun"), _named(table_rows(figures.hamlets), {"": unknown})),
        (_("Menurut jenis kelamin"), _("Jenis kelamin"), _named(table_rows(figures.sexes), sexes)),
        (_("Menurut umur"), _("Umur"), _named(table_rows(figures.ages), {"": unknown})),
    ]


def _named(rows: list[tuple[str, list[int], int]], words: dict[str, str]) -> list[Row]:
    heads = [verdict_word(name) for name in VERDICTS]
    return [
        (words.get(key, key), list(zip(heads, counts, strict=True)), total) for key, counts, total in rows
    ]


def _steps(run: MatchRun) -> list[Step]:
    if run.previous_id is None or run.kind == RunKind.WITHIN:
        return []
    found = compared(_by_mark(run.previous_id), _by_mark(run.pk))
    gone, new = _("tidak ada di daftar"), _("tidak ada di daftar lama")
    return [
        Step(verdict_word(a) if a else new, verdict_word(b) if b else gone, count)
        for (a, b), count in sorted(found.items(), key=lambda item: -item[1])
    ]


def _by_mark(run_id: UUID) -> dict[str, str]:
    rows = MatchResult.objects.filter(run_id=run_id, row__isnull=False)
    return dict(rows.values_list("row__mark", "final"))


def _unmatched_other(run: MatchRun) -> int | None:
    """Count who stands in the other list only: nobody of the first one was found there."""
    if run.kind != RunKind.LISTS:
        return None
    return only_in_other(run).count()
