"""What a page costs the server: SQL statements and CPU, through Django's own client, gzip included."""

import argparse

from benchmarks.result import Result

NAME = "page-cost"
TARGET = 10
UNIT = "ms"
PEER = 105


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(2000)
    found = site.probe("page_costs", rounds=60)
    home, residents, file = found["home"], found["list"], found["file"]
    return [
        Result("portal home: SQL queries", home["queries"], "queries", target=6, peer=178),
        Result("portal home: server CPU", home["cpu"], UNIT, target=10, peer=105,
               note=f"median of 60, {home['bytes'] / 1024:.1f} KB of HTML; peer = 70 ms PHP + 35 ms database"),
        Result("resident list (desk): SQL queries", residents["queries"], "queries", target=8, peer=146),
        Result("resident list (desk): server CPU", residents["cpu"], UNIT, target=18, peer=113,
               note=f"median of 60, {residents['bytes'] / 1024:.1f} KB of HTML"),
        Result("one resident's file (desk): SQL queries", file["queries"], "queries", target=10),
        Result("one resident's file (desk): server CPU", file["cpu"], UNIT, target=15,
               note=f"median of 60, {file['bytes'] / 1024:.1f} KB of HTML"),
    ]  # fmt: skip
