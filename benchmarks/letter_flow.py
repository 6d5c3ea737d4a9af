"""What a whole letter costs, from the request over three desks to the file."""

import argparse

from benchmarks.result import Result, median

NAME = "letter-flow"
TARGET = 200.0
UNIT = "ms"
PEER = 416

KEY, ROUNDS = "domisili", 12


def run(options: argparse.Namespace) -> list[Result]:
    walks = options.workshop.seeded_site(120).probe("letter_flow", rounds=ROUNDS, key=KEY)["walks"]
    own = [[step for step in walk if step["counts"]] for walk in walks]
    signing = median(
        [sum(step["cpu"] for step in walk if step["path"].endswith("/sekarang/")) for walk in walks]
    )
    return [
        Result("a letter from request to file: forms and files, CPU p50",
               median([sum(step["cpu"] for step in walk) for walk in own]), UNIT, target=TARGET, peer=PEER,
               note=f"{ROUNDS} letters"),
        Result("the same with every page on the way, CPU p50",
               median([sum(step["cpu"] for step in walk) for walk in walks]), UNIT,
               note=f"{len(walks[-1])} requests"),
        Result("forms sent and files fetched", max(len(walk) for walk in own), "requests", target=8, peer=11,
               note=", ".join(step["path"].rstrip("/").rpartition("/")[2] for step in own[-1])),
        Result("the request that signs, page and signature, CPU p50", signing, UNIT, target=75),
        Result("database statements of the whole",
               max(sum(step["queries"] for step in walk) for walk in walks), "statements"),
    ]  # fmt: skip
