"""Every task of a resident, walked to its end without a script: alone, on paper, and through an officer who helps."""

import argparse
from collections.abc import Mapping
from typing import TypedDict

from benchmarks.result import Result, unmeasured

NAME = "resident-tasks"
TARGET = 12
UNIT = "KB"
PEER = None

FAMILIES = 120
# What a telephone on a bad line bears: a page, and the longest task with all its pages.
PAGE_KB, HOME_QUERIES, PAGE_QUERIES, TASK_KB = 12, 5, 40, 120


class Walked(TypedDict):
    """One task in one way, as the probe tells it."""

    task: str
    way: str
    tally: Mapping[str, int]
    trouble: str
    cpu_ms: float


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(FAMILIES)
    return results(site.probe("resident_tasks"))


def results(walked: list[Walked]) -> list[Result]:
    """Say of each task what it took, and of all how many were finished with a wrong answer put right on the way."""
    finished = [one for one in walked if not one["trouble"]]
    heavy = max(walked, key=lambda one: one["tally"]["heaviest"])
    dear = max(walked, key=lambda one: one["tally"]["dearest"])
    home = next(one for one in walked if one["task"] == "home")["tally"]
    right = sum(one["tally"]["wrong"] for one in finished)
    lost = "; ".join(f"{one['task']} ({one['way']}): {one['trouble']}" for one in walked if one["trouble"])
    return [
        Result("home: page", home["heaviest"] / 1024, "KB", target=PAGE_KB),
        Result("home: queries", home["dearest"], "queries", target=HOME_QUERIES),
        *(_of(one) for one in walked),
        Result(
            "heaviest page of all",
            heavy["tally"]["heaviest"] / 1024,
            "KB",
            target=PAGE_KB,
            note=heavy["task"],
        ),
        Result(
            "dearest page of all", dear["tally"]["dearest"], "queries", target=PAGE_QUERIES, note=dear["task"]
        ),
        Result("wrong answers put right on the way", right, "answers", better="higher"),
        Result("tasks finished", len(finished), "tasks", target=len(walked), better="higher", note=lost),
    ]


def _of(one: Walked) -> Result:
    name, tally = f"{one['task']}, {one['way']}", one["tally"]
    if one["trouble"]:
        return unmeasured(name, "KB", f"not finished: {one['trouble']}", target=TASK_KB)
    note = (
        f"{tally['requests']} requests, {tally['sent'] / 1024:.1f} KB sent, "
        f"{tally['received'] / 1024:.1f} KB received, "
        f"{tally['queries']} queries (at most {tally['dearest']} a page), {one['cpu_ms']:.0f} ms CPU"
        + (f", {tally['wrong']} wrong answer put right" if tally["wrong"] else "")
    )
    return Result(name, (tally["sent"] + tally["received"]) / 1024, "KB", target=TASK_KB, note=note)
