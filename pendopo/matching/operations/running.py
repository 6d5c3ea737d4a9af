"""The run that works beside the web server; it can be killed at any moment and goes on where it stopped."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import close_old_connections, connections

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.queries import public_rule
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.formats import exchange
from pendopo.matching.formats.table import open_table
from pendopo.matching.models import ListState, MatchRun, PersonList, RunKind, RunState
from pendopo.matching.operations.comparing import drafts_of, drafts_within, write_sides
from pendopo.matching.operations.lists import erase_list, load_lines
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.operations.runs import finish_run, request_run, stop_run, write_results
from pendopo.matching.queries.lists import public_home
from pendopo.matching.rules.defaults import KEEP_DAYS
from pendopo.matching.rules.drafts import Draft
from pendopo.matching.rules.permissions import RUN
from pendopo.matching.rules.progress import at_work, forget, progress_of, report
from pendopo.matching.rules.reading import ListedValues, read_line
from pendopo.people.formats import vault
from pendopo.people.formats.refusal import FileRefused

CHUNK = 500
WORKER = "pemadanan"
log = logging.getLogger("pendopo.matching")
_lock = threading.Lock()
Say = Callable[[str, float], None]


def _silent(stage: str, share: float) -> None:
    """Say nothing."""


def begin_run(
    actor: Actor,
    *,
    area: str,
    kind: str,
    source: PersonList | None = None,
    other_source: PersonList | None = None,
) -> MatchRun:
    """Begin a comparison and work on it in the background."""
    run = request_run(actor, area=area, kind=kind, source=source, other_source=other_source)
    start_run(run)
    return run


def go_on(actor: Actor, *, run: MatchRun) -> MatchRun:
    """Go on with an interrupted run, or begin a stopped one anew."""
    if not actor.may(RUN, run.area_code):
        raise NotPermitted
    if run.state == RunState.RUNNING:
        start_run(run)
        return run
    if run.state == RunState.DONE:
        return run
    return begin_run(
        actor, area=run.area_code, kind=run.kind, source=run.source, other_source=run.other_source
    )


def execute(run: MatchRun, *, say: Say = _silent) -> MatchRun:
    """Work a run to its end in this thread: read the lists, ask the engine, write the results down."""
    actor = system_actor(WORKER)
    for source in (run.source, run.other_source):
        if source is not None:
            load_source(actor, source, say=say)
    if run.kind == RunKind.WITHIN:
        from pendopo.matching.engine.single import score_pair

        run = _write(actor, run, drafts_within(actor, run, score_pair, say), say)
        return finish_run(actor, run=run, register_count=0, model_version=_version())
    with exchange.private_folder(run.pk) as folder:
        compared = write_sides(actor, run, folder)
        if not compared.register:
            raise MatchingRefused("register_empty")
        if len(compared.carried) < len(compared.listed):
            _match(folder, say)
            verdicts = {line.wid: line for line in exchange.read_verdicts(folder / "out.csv")}
        else:
            verdicts = {}
    run = _write(actor, run, drafts_of(compared, verdicts), say)
    return finish_run(actor, run=run, register_count=len(compared.register), model_version=_version())


def _match(folder: Path, say: Say) -> None:
    # Splink and DuckDB are an extra of the package and heavy: loaded here, when a run begins, and nowhere earlier.
    from pendopo.matching.engine.run import match_files

    register, listed, out = (folder / f"{name}.csv" for name in ("register", "listed", "out"))
    # The engine clears its own workshop away, so that stands apart from what it reads and writes.
    # The list itself says by now of which village its people are.
    match_files(register, listed, out, work=folder / "work", progress=say, own_village=False)


def _version() -> str:
    from pendopo.matching.engine.parameters import load

    return load().version


def _write(actor: Actor, run: MatchRun, drafts: Iterable[Draft], say: Say) -> MatchRun:
    waiting = iter(drafts)
    for _ in islice(waiting, run.position):
        pass  # in the table already: a stop of the machine came between
    while piece := list(islice(waiting, CHUNK)):
        run = write_results(actor, run=run, drafts=piece, start=run.position)
        say("writing", 0.95)
    return run


def load_source(actor: Actor, source: PersonList, *, say: Say = _silent) -> None:
    """Take the lines of an accepted list in, from where an interrupted reading stopped."""
    source.refresh_from_db()
    if source.state != ListState.ACCEPTED:
        return
    lines = _persons(source)
    for _ in islice(lines, source.position):
        pass
    piece = list(islice(lines, CHUNK))
    while True:
        following = list(islice(lines, CHUNK))
        source = load_lines(actor, source=source, lines=piece, start=source.position, last=not following)
        say("reading", source.position / max(1, source.row_count))
        if not following or source.state != ListState.ACCEPTED:
            return
        piece = following


def _persons(source: PersonList) -> Iterator[ListedValues]:
    table, today, home = open_table(vault.fetch(source.pk)), clock.today(), public_home(source.area_code)
    for number, cells in table.lines():
        values = read_line(number, cells, source.mapping, today=today, home=home)
        if not values.is_blank:
            yield values


def start_run(run: MatchRun) -> None:
    """Work on a run in a thread of this process, unless one does already."""
    with _lock:
        if progress_of(run.pk) is not None:
            return
        report(run.pk, "waiting", 0.0)
    threading.Thread(target=_work, args=(run.pk,), name=f"match-{run.pk}", daemon=True).start()


def resume_runs() -> None:
    """Go on with every run that a stop of the machine has interrupted; what it left open on disk goes first, and
    lists that nobody needs any more are erased."""
    exchange.sweep(but=at_work())
    _erase_old_lists()
    for run in MatchRun.objects.filter(state=RunState.RUNNING).order_by("started_at"):
        start_run(run)


def _erase_old_lists() -> None:
    """Personal data goes when its time is over (UU 27/2022 art. 44); each village may set its own time."""
    actor, now = system_actor(WORKER), clock.now()
    for source in PersonList.objects.exclude(state=ListState.ERASED).order_by("uploaded_at"):
        days = int(public_rule(KEEP_DAYS, area=source.area_code))
        if source.uploaded_at < now - timedelta(days=days):
            with suppress(Refusal):  # still at work: the next start asks again
                erase_list(actor, source=source, reason="masa simpan daftar berakhir")


def _work(run_id: UUID) -> None:
    close_old_connections()

    def say(stage: str, share: float) -> None:
        report(run_id, stage, share)

    try:
        execute(MatchRun.objects.select_related("source", "other_source").get(pk=run_id), say=say)
    except Exception as trouble:
        # A stop of the machine leaves the run "running" and the next start goes on; what failed here would fail again.
        log.exception("run %s stopped", run_id)
        _stop(run_id, _failure_of(trouble))
    finally:
        with _lock:
            forget(run_id)
        connections.close_all()


def _failure_of(trouble: Exception) -> str:
    """Name a trouble by a code; the page has words for each that say the next step."""
    if isinstance(trouble, MatchingFailed) and trouble.__cause__ is not None:
        return "disk" if "disk" in str(trouble).lower() else "memory"
    if isinstance(trouble, MatchingFailed):
        installed = find_spec("duckdb") is not None and find_spec("splink") is not None
        return "engine_refused" if installed else "engine_missing"
    if isinstance(trouble, (FileRefused, NotFound)):
        return "file_gone"
    if isinstance(trouble, Refusal):
        return trouble.code
    kinds = {ImportError: "engine_missing", MemoryError: "memory"}
    return next((code for kind, code in kinds.items() if isinstance(trouble, kind)), "failed")


def _stop(run_id: UUID, failure: str) -> None:
    log.warning("run %s stopped: %s", run_id, failure)
    with suppress(Exception):
        stop_run(system_actor(WORKER), run=MatchRun.objects.get(pk=run_id), failure=failure)
