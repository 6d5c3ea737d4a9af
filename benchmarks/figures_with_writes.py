"""What the public figures cost while the office works: a write of the office stands between every two reads."""

import argparse

from benchmarks.result import Result, percentile

NAME = "figures-with-writes"
TARGET = 10
UNIT = "ms CPU"
PEER = None

RESIDENTS = 13_000
# 4,000 invented families are about 13,100 living residents
A_FAMILY = 3.27
ROUNDS = 60
NAMES = {"home": "portal home", "age": "age statistics", "areas": "area table", "desk": "desk home"}
TARGETS = {"home": TARGET, "age": TARGET, "areas": TARGET, "desk": 20}


def run(options: argparse.Namespace) -> list[Result]:
    families = round((options.residents or RESIDENTS) / A_FAMILY / 100) * 100
    found = options.workshop.seeded_site(families).probe("office_writes", rounds=ROUNDS)
    size = f"{found['residents']:,} residents, with writes"
    results = []
    for page, costs in found["cpu"].items():
        changed = [
            cpu for cpu, kind in zip(costs, found["kinds"][page], strict=True) if kind in found["rare"]
        ]
        note = (
            f"mean of {len(costs)}; median {percentile(costs, 0.5):.1f}, p95 {percentile(costs, 0.95):.1f}; "
            f"after a birth or a move ({len(changed)}) {sum(changed) / len(changed):.1f}"
        )
        mean = sum(costs) / len(costs)
        results.append(Result(f"{NAMES[page]}, {size}", mean, UNIT, target=TARGETS[page], note=note))
    asked = found["queries"]
    return [
        *results,
        Result("portal home: queries after a write", asked["often"], "queries", target=5,
               note=f"the most of any; after a birth or a move {asked['rare']}"),
    ]  # fmt: skip
