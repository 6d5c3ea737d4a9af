"""Search by name among 100,000 residents of one village database, as the desk does it."""

import argparse

from benchmarks.result import Result, percentile

NAME = "search"
TARGET = 50
UNIT = "ms CPU p95"
PEER = None

# 30,000 invented families are about 100,000 residents
FAMILIES = 30_000


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(FAMILIES)
    found = site.probe("name_search", rounds=200)
    results = []
    for kind, times in found["kinds"].items():
        cpu, wall = [each[0] for each in times], [each[1] for each in times]
        note = (
            f"CPU median {percentile(cpu, 0.5):.1f} ms; by the clock: median {percentile(wall, 0.5):.1f} ms, "
        )
        note += f"p95 {percentile(wall, 0.95):.1f} ms; {len(times)} searches by the operator"
        title = f"search, {found['residents']:,} residents: {kind}"
        results.append(Result(title, percentile(cpu, 0.95), UNIT, target=50, note=note))
    return results
