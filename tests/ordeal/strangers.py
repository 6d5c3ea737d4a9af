"""Forms sent with foreign, tampered and unknown ids: nobody gets further than a refusal, and nothing is written."""

from __future__ import annotations

import importlib
import signal
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

import axes.conf
from django.db import connection
from django.urls import URLPattern

from tests.architecture import calls, samples
from tests.architecture.sweep import Sweep, Visit, Visitor, prepared, rightful, taken_back, visited
from tests.mutation import database
from tests.ordeal.processes import answer_of, planted
from tests.ordeal.rows import Row
from tests.sites import Site

STRANGERS = ("officer elsewhere", "other resident", "nobody")
# Who asks, and what was refused to whom, is kept of strangers too.
KEPT = ("kernel_journal", "kernel_feed", "kernel_actorname", "django_session", "accounts_attempt")
PATIENCE = 7200  # seconds on a machine that does other work too
Finding = list[str]
UNKNOWN = uuid.UUID(int=7)


def in_the_cast(room: Path, work: Callable[[Sweep], Row]) -> Row:
    """Does something among the rows of the sweep, in a copy of this process with a database of its own."""
    began, place = time.monotonic(), Site(room / "cast")
    place.folder.mkdir(exist_ok=True)

    def worked() -> dict[str, object]:
        signal.alarm(PATIENCE)
        importlib.reload(axes.conf)  # it had written its defaults into settings that are gone
        database()
        exec("".join(planted), {})
        with prepared(Path(tempfile.mkdtemp(dir=place.folder))) as sweep:
            return vars(work(sweep))

    row = Row(**answer_of(place, worked))
    row.seconds = time.monotonic() - began
    return row


def rows_held() -> dict[str, int]:
    """How many rows each table holds."""
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(KEPT):
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
                held[table] = cursor.fetchone()[0]
    return held


def _nobodys(held: object) -> samples.Sample:
    """An id of the same kind that no row has; what is no id stays."""
    other = UNKNOWN if isinstance(held, uuid.UUID) else 10**9 if isinstance(held, int) else held
    return lambda _rows: other


def come(sweep: Sweep, some: int, seed: int) -> Row:
    """Every address that takes a form x three strangers, and whoever may with ids that nobody has; every operation."""
    row, before = Row("foreign ids"), rows_held()
    sweep.answers  # noqa: B018 - the rightful pages first: their forms hold what strangers send
    visits = [each for each in sweep.visits(STRANGERS) if each.method == "post"]
    Random(seed).shuffle(visits)
    for visit in visits[:some]:
        row.kills += 1
        row.findings += sweep.findings(visit)
        if samples.names_a_row(visit.entry) and visit.entry.name not in samples.OPEN:
            row.findings += _wrote(sweep, visit, before)
    for call in list(calls.calls(sweep.cast))[:some]:
        row.kills += 1
        with taken_back():
            row.findings += calls.findings(call)
    unknown = {name: _nobodys(sample(sweep.cast.rows)) for name, sample in samples.ROWS.items()}
    named = [entry for _, entry in visited() if samples.names_a_row(entry)]
    with patch.dict(samples.ROWS, unknown):
        for entry in named[:some]:
            row.kills += 1
            row.findings += _nowhere(sweep, entry, before)
    row.note = f"{len(visits[:some])} forms of strangers, {len(named[:some])} unknown ids"
    return row


def _wrote(sweep: Sweep, visit: Visit, before: dict[str, int]) -> Finding:
    """Counts every table after a stranger's form."""
    sent = sweep.answers[visit.entry.name].fields
    with taken_back():
        sweep.visitors[visit.who].go("post", samples.address_of(visit.entry, sweep.cast.rows), sent)
        return [f"{visit} leaves {count - before[table]} rows in {table}"
                for table, count in rows_held().items() if count != before[table]]  # fmt: skip


def _nowhere(sweep: Sweep, entry: URLPattern, before: dict[str, int]) -> Finding:
    """Whoever may, with an id that nobody has."""
    with taken_back():
        visitor = Visitor(sweep.cast, rightful(sweep.cast, entry))
        sent = sweep.answers[str(entry.name)].fields
        address = samples.address_of(entry, sweep.cast.rows)
        if str(UNKNOWN) not in address and str(10**9) not in address:
            return []
        status = visitor.go("post", address, sent).status_code
        found = [] if status in (302, 403, 404, 405) else [f"an unknown id at {entry.name} answers {status}"]
        return found + [f"an unknown id at {entry.name} leaves rows in {table}"
                        for table, count in rows_held().items() if count > before[table]]  # fmt: skip
