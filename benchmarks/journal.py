"""How fast the journal grows and how fast it is checked."""

import argparse

from benchmarks.result import Result

NAME = "journal"
TARGET = None
UNIT = "1/s"
PEER = None


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.empty_site("journal")
    found = site.probe("journal_speed", entries=1000, batches=20, batch=500)
    kept = options.workshop.empty_site("journal-bytes").probe("journal_bytes", single=50, batch=500)
    alone, together = (_growth(kept, how) for how in ("alone", "together"))
    return [
        Result("journal_append", 1000 / found["append_wall"], "entries/s", better="higher",
               note=f"one row an entry; {found['append_cpu']:.2f} ms CPU each"),
        Result("journal_append, rows in batches of 500", 10_000 / found["rows_wall"], "rows/s", better="higher"),
        Result("verify", found["entries"] / found["verify_wall"], "entries/s", better="higher",
               note=f"{found['entries']} entries with {found['rows']} rows in {found['verify_wall']:.2f} s"),
        Result("verify, rows", found["rows"] / found["verify_wall"], "rows/s", better="higher"),
        Result("verify, CPU a row", 1000 * found["verify_cpu"] / found["rows"], "ms", target=0.3),
        Result("journal bytes of a resident over version 1", alone, "%", target=40,
               note=f"alone in an entry: {kept['alone']:.0f} bytes, before {kept['alone_before']:.0f}"),
        Result("journal bytes of a resident over version 1, 500 in an entry", together, "%", target=40,
               note=f"three sealed numbers each: {kept['together']:.0f} bytes, before {kept['together_before']:.0f}"),
    ]  # fmt: skip


def _growth(kept: dict[str, float], how: str) -> float:
    return 100 * (kept[how] / kept[f"{how}_before"] - 1)
