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
    return [
        Result("journal_append", 1000 / found["append_wall"], "entries/s", better="higher",
               note=f"one row an entry; {found['append_cpu']:.2f} ms CPU each"),
        Result("journal_append, rows in batches of 500", 10_000 / found["rows_wall"], "rows/s", better="higher"),
        Result("verify", found["entries"] / found["verify_wall"], "entries/s", better="higher",
               note=f"{found['entries']} entries with {found['rows']} rows in {found['verify_wall']:.2f} s"),
        Result("verify, rows", found["rows"] / found["verify_wall"], "rows/s", better="higher"),
    ]  # fmt: skip
