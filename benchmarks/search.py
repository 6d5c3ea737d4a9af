"""Search by name among 100,000 residents of one village database, as the desk does it."""

import argparse

from benchmarks.result import Result, percentile

NAME = "search"
TARGET = 50
UNIT = "ms p95"
PEER = None

# 30,000 invented families are about 100,000 residents
FAMILIES = 30_000


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(FAMILIES)
    found = site.probe("name_search", rounds=200)
    results = []
    for kind, times in found["kinds"].items():
        note = f"median {percentile(times, 0.5):.1f} ms, worst {max(times):.1f} ms, {len(times)} searches"
        results.append(
            Result(
                f"search, {found['residents']:,} residents: {kind}",
                percentile(times, 0.95),
                UNIT,
                target=50,
                note=note,
            )
        )
    return results
