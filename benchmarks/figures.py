"""The public statistics pages at 13,000 residents: how long one reader waits, how many can read at once."""

import argparse

from benchmarks.client import hammer, one_after_another
from benchmarks.result import Result, median

NAME = "statistics"
TARGET = 30
UNIT = "ms"
PEER = 895

# 4,000 invented families are about 13,100 living residents
FAMILIES = 4000
PAGES = (("age", "age statistics", 895, 1.7), ("areas", "area table", 809, 2.3))


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(FAMILIES)
    places = site.probe("desk_session")
    results = []
    with site.served() as server:
        for key, name, peer_ms, peer_rate in PAGES:
            path = places[key]
            waits = one_after_another(server.address, path, 25)
            before = server.cpu_seconds()
            rate, count = hammer(server.address, path, connections=4, seconds=6, most=2000)
            cpu = (server.cpu_seconds() - before) / count * 1000
            title = f"{name}, 13,000 residents"
            note = f"{count} requests, {cpu:.1f} ms of server CPU each; client on the same cores"
            results += [
                Result(f"{title}: median", median(waits), UNIT, target=30, peer=peer_ms,
                       note="25 requests, one after another"),
                Result(f"{title}: 4 connections", rate, "req/s", target=100, peer=peer_rate, better="higher",
                       note=note),
            ]  # fmt: skip
    return results
