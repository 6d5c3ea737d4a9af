"""Entries appended a second, and entries verified a second."""

import time
from datetime import date, timedelta

from benchmarks.probes.one_operation import AREA, FIRST, insert_by_operation
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.operation import operation
from pendopo.kernel.verify import verify


@operation("bench.holiday.insert_many", "bench.holiday.insert_many", "bench.insert", "area")
def insert_many(actor: Actor, *, area: str, days: list[date]) -> int:
    """Insert many rows under one entry, as an import does."""
    rows = [LocalHoliday(on=on, name="Libur uji", area_code=area) for on in days]
    return len(LocalHoliday.objects.bulk_create(rows, batch_size=500))


def run(entries: int, batches: int, batch: int) -> dict[str, float]:
    actor = system_actor("bench")
    cpu, wall = time.process_time(), time.perf_counter()
    for index in range(entries):
        insert_by_operation(actor, area=AREA, on=FIRST + timedelta(days=index))
    append_wall, append_cpu = time.perf_counter() - wall, time.process_time() - cpu
    wall = time.perf_counter()
    for index in range(batches):
        start = FIRST + timedelta(days=entries + index * batch)
        insert_many(actor, area=AREA, days=[start + timedelta(days=day) for day in range(batch)])
    rows_wall = time.perf_counter() - wall
    cpu, wall = time.process_time(), time.perf_counter()
    report = verify()
    verify_wall, verify_cpu = time.perf_counter() - wall, time.process_time() - cpu
    if not report.ok:
        raise RuntimeError("the chain that was just written does not verify")
    return {
        "entries": report.entries, "rows": report.rows, "append_wall": append_wall, "append_cpu": append_cpu,
        "rows_wall": rows_wall, "verify_wall": verify_wall, "verify_cpu": verify_cpu,
    }  # fmt: skip
