"""`python3 run.py ordeal`: everything that the running program must survive, in one table."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.workshop import NotMeasurable
from tests import forked
from tests.ordeal.planted import FAULTS
from tests.ordeal.processes import Broken, planted, room
from tests.ordeal.rows import Row, table

LONG = 1050  # kills: a hundred of each kind, and fifty of migration


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the ordeal and answers 1 when something did not survive it."""
    parser = argparse.ArgumentParser(prog="run.py ordeal", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=LONG, help=f"kills in all ({LONG}); the rest goes with it"
    )
    parser.add_argument("--seed", type=int, default=11, help="where chance begins")
    parser.add_argument("--only", default="", help="only rows whose kind begins so, or so: a,b")
    parser.add_argument(
        "--planted", action="store_true", help="plants a fault into each part, and none may miss it"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(argv)
    rows = []
    with room() as folder:
        os.environ["PENDOPO_DATA"] = str(folder / "nobody's")  # whatever folder the asker's own site has
        if os.environ.get("PENDOPO_TEST_DATABASE") == "postgres":
            import_module("conftest")  # starts a server
        forked.load()
        for name, part in parts(given.seeds, given.seed):
            if name.startswith(tuple(given.only.split(","))) and (name in FAULTS or not given.planted):
                planted[:] = [FAULTS[name]] if given.planted else []
                try:
                    rows.append(part(folder))
                except (Broken, NotMeasurable, OSError) as trouble:
                    rows.append(Row(name, findings=[str(trouble)]))
                print(table(rows[-1:]).partition("\n")[2], file=sys.stderr, flush=True)
    ok = all(row.ok != given.planted for row in rows)
    said = {"ok": ok, "seed": given.seed, "rows": [row.plain() for row in rows]}
    print(json.dumps(said) if given.json else table(rows))
    return 0 if ok else 1


def parts(seeds: int, seed: int) -> Iterator[tuple[str, Callable[[Path], Row]]]:
    """Every part with its name; it is given the folder in which the village lies."""
    # Only now: the program is loaded under settings that no part will see.
    from tests.ordeal import assignment, hostile, kills, memory, patterns, serving, strangers
    from tests.ordeal.kinds import KINDS

    inside: dict[str, Callable[[Any], Row]] = {}
    inside["foreign ids"] = partial(strangers.come, some=max(seeds * 10, 60), seed=seed)
    inside["bombs"], inside["formulas"] = hostile.explode, hostile.export
    inside["mass assignment"] = partial(assignment.overload, some=max(seeds, 10), seed=seed)
    yield "memory", partial(memory.ask_on, min(seeds * 20, 20_000), seed)
    yield "slow patterns", lambda _room: patterns.stretch(seed)
    for name, work in inside.items():
        yield name, partial(strangers.in_the_cast, work=work)
    for name in serving.FAULTS:
        yield name, partial(serving.suffer, name, max(seeds // 10, 3))
    whole = sum(kind.share for kind in KINDS)
    for kind in KINDS:
        yield kind.name, partial(kills.kill_often, kind, math.ceil(seeds * kind.share / whole), seed)


if __name__ == "__main__":
    sys.exit(main())
