"""What the one door costs: an operation beside a bare insert of the same row."""

import argparse

from benchmarks.result import Result, median

NAME = "operation"
TARGET = 1.0
UNIT = "ms"
PEER = None


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.empty_site("operation")
    found = site.probe("one_operation", rounds=400)
    wall = median(found["operation"]) - median(found["bare"])
    cpu = median(found["operation_cpu"]) - median(found["bare_cpu"])
    note = (
        f"median of 400 each, in turns, SQLite synchronous=FULL: operation {median(found['operation']):.2f} ms, "
        f"bare {median(found['bare']):.2f} ms"
    )
    return [
        Result("operation over a bare insert, wall", wall, UNIT, target=TARGET, note=note),
        Result("operation over a bare insert, CPU", cpu, UNIT),
    ]
