"""What an office's pages of cases cost with 5,000 open ones, and what a move costs."""

import argparse

from benchmarks.result import Result, percentile

NAME = "cases"
TARGET = 30.0
UNIT = "ms"
PEER = None

MANY, ROUNDS = 5_000, 60


def run(options: argparse.Namespace) -> list[Result]:
    found = options.workshop.seeded_site(120).probe("case_queue", many=MANY, rounds=ROUNDS)
    note = f"{found['open']} open cases, one answered between two looks; p50 {percentile(found['list'], 0.5):.1f} ms"
    return [
        Result("list of cases, CPU p95", percentile(found["list"], 0.95), "ms", target=30, note=note),
        Result("list of one state, CPU p95", percentile(found["late"], 0.95), "ms", target=30),
        Result("work list of all queues, CPU p95", percentile(found["desk"], 0.95), "ms", target=30),
        Result("one move with its message, CPU p50", percentile(found["move"], 0.5), "ms"),
    ]
