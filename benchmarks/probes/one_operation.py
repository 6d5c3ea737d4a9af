"""What one operation costs beside a bare insert of the same row, in turns on the same database."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from django.db import connection, models, transaction

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.operation import operation

AREA = "32.06.13.2001"
FIRST = date(1900, 1, 1)


@operation("bench.holiday.insert", "bench.holiday.insert", "bench.insert", "area")
def insert_by_operation(actor: Actor, *, area: str, on: date) -> LocalHoliday:
    """Insert one row, as every operation does: permission, journal, one transaction."""
    return LocalHoliday.objects.create(on=on, name="Libur uji", area_code=area)


def insert_bare(on: date) -> None:
    """The same row through the same ORM in a transaction of its own, without actor, capture or journal."""
    with unguarded("the bare insert of the benchmark"), transaction.atomic(durable=True):
        row = LocalHoliday(on=on, name="Libur uji", area_code="", last_entry=uuid4())
        models.Model.save(row, force_insert=True)


def run(rounds: int) -> dict[str, list[float]]:
    actor = system_actor("bench")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # so that no checkpoint falls into one of the two by chance
            cursor.execute("PRAGMA journal_mode")
    found: dict[str, list[float]] = {"operation": [], "bare": [], "operation_cpu": [], "bare_cpu": []}
    for index in range(-20, rounds):
        on = FIRST + timedelta(days=index + 30)
        timed = {
            "operation": _timed(lambda on=on: insert_by_operation(actor, area=AREA, on=on)),  # type: ignore[misc]
            "bare": _timed(lambda on=on: insert_bare(on)),  # type: ignore[misc]
        }
        if index < 0:
            continue  # warming up
        for name, (wall, cpu) in timed.items():
            found[name].append(wall)
            found[f"{name}_cpu"].append(cpu)
    return found


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
