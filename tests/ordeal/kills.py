"""Seeded kills: a process works for an office, tells what it has done, and is killed; then the site is opened again.

Killed before a seeded step to the database or to a file, in the middle of a write at a seeded place of a file, or at
a seeded moment on the clock. What the system holds in memory survives all three: a power cut is not tried here.
"""

from __future__ import annotations

import resource
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random

from tests.ordeal.kinds.frame import Ack, Kind
from tests.ordeal.processes import Broken, Child, Fuse, answer_of
from tests.ordeal.rows import Row
from tests.ordeal.village import make_village, twice
from tests.sites import Site, fresh_site, new_database

KILLED = (-signal.SIGKILL, -signal.SIGXFSZ)


@dataclass
class Span:
    """How far apart two acknowledged writes lie: in steps, and in seconds."""

    steps: int = 200
    seconds: float = 0.5


@dataclass
class Round:
    """One site, and what its users have seen of it so far."""

    kind: Kind
    site: Site
    seen: list[Ack] = field(default_factory=list)
    done: int = 0  # the first item that nobody has seen done

    def work(
        self, *, until: int, after: int = -1, arm: Callable[[Fuse], None] = lambda _fuse: None
    ) -> object:
        """Does item after item and prints what was acknowledged; in the copy alone."""
        fuse, told = Fuse(), 0
        if after == 0:
            arm(fuse)
        for item in range(self.done, until):
            for word in self.kind.work(self.site, item):
                fuse.step()
                print(f"{item}\t{word}\t{fuse.steps}", flush=True)
                told += 1
                if told == after:
                    arm(fuse)
            print(f"{item}", flush=True)
        return 0

    def heard(self, line: str) -> None:
        """Notes a line that reached the user whole."""
        item, _, rest = line.partition("\t")
        if rest:
            self.seen.append((int(item), rest.rpartition("\t")[0]))
        else:
            self.done = int(item) + 1

    def judge(self, items: int | None = None) -> tuple[list[str], list[str], list[str]]:
        """Opens the site as the product does; answers what is lost, what stands twice, what verify finds."""

        def looked() -> tuple[list[str], list[str], list[str]]:
            said = self.kind.settle(self.site)
            if said is None:
                return [word for _, word in self.seen], [], []
            from pendopo.kernel.verify import verify

            lost, broken = self.kind.lost(self.site, self.seen), verify().broken
            return lost, twice(self.kind.each, items), [*said, *([broken.problem] if broken else [])]

        lost, doubled, broken = answer_of(self.site, looked)
        return lost, doubled, broken


def prepare(kind: Kind, village: Site, folder: Path) -> tuple[Site, Span]:
    """Makes the site that a kind begins with, and learns how long its work takes."""
    pattern = fresh_site(folder / "pattern") if kind.bare else copy_of(village, folder / "pattern")
    answer_of(pattern, lambda: kind.prepare(pattern))
    trial = Round(kind, copy_of(pattern, folder / "trial"))
    child, marks, before = (
        Child(trial.site, lambda: trial.work(until=min(4, kind.items))),
        list[tuple[int, float]](),
        0,
    )
    began = time.monotonic()
    for line in child.lines:
        trial.heard(line)
        if "\t" in line:
            steps = int(line.rpartition("\t")[2])
            marks.append((steps - before, time.monotonic() - began))
            before, began = steps, time.monotonic()
    _, code, said = child.end()
    if code:
        raise Broken(f"{kind.name} does not even work: {said.strip().splitlines()[-1]}")
    steady = marks[1:] or marks
    return pattern, Span(max(steps for steps, _ in steady), max(seconds for _, seconds in steady))


@cache
def the_village(room: Path) -> Site:
    """The site of a village with its office, made once for all that begins with it."""
    site = fresh_site(room / "village")
    answer_of(site, lambda: make_village(site))
    return site


def copy_of(pattern: Site, folder: Path) -> Site:
    """A copy of a site that nobody uses at the moment."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(pattern.folder, folder)
    return Site(folder, new_database(pattern.database_url) if pattern.database_url else "")


def kill_often(kind: Kind, kills: int, seed: int, room: Path) -> Row:
    """Kills one kind of work so often, on one site after another, and answers the line of the table."""
    village, folder = the_village(room), room / kind.name
    folder.mkdir()
    row, began, chance = Row(kind.name), time.monotonic(), Random(f"{seed} {kind.name}")
    try:
        pattern, span = prepare(kind, village, folder)
        at: Round | None = None
        while row.kills < kills:
            if at is None or row.kills % kind.a_site == 0:
                _finished(row, at)
                at = Round(kind, copy_of(pattern, folder / "site"))
            _killed(at, span, chance, row)
            _judged(row, at, *at.judge())
        _finished(row, at)
    except Broken as trouble:
        row.findings.append(str(trouble))
    shutil.rmtree(folder)
    row.seconds = time.monotonic() - began
    return row


def _killed(at: Round, span: Span, chance: Random, row: Row) -> None:
    """Lets it work and kills it; what ended before its moment came is no kill and is tried once more."""
    how, after = chance.choice(("moment", "step", "write")), chance.randrange(at.kind.most)
    arms: dict[str, Callable[[Fuse], None]] = {
        "step": partial(Fuse.light, steps=chance.randint(1, span.steps)),
        "write": partial(_end_in_a_write, chance),
        "moment": lambda _fuse: None,
    }
    wait, until = chance.uniform(0, span.seconds), min(at.done + 5, at.kind.items)
    child, told = Child(at.site, lambda: at.work(until=until, after=after, arm=arms[how])), 0
    if how == "moment":
        while told < after and (line := child.lines.readline()):
            at.heard(line.rstrip("\n"))
            told += "\t" in line
        time.sleep(wait)
        child.kill()
    left, code, said = child.end()
    for line in left:
        at.heard(line)
    row.kills += code in KILLED
    if code not in (0, *KILLED):
        raise Broken(f"{at.kind.name}: exit {code} after {row.kills} kills: {said.strip().splitlines()[-1:]}")


def _end_in_a_write(chance: Random, _fuse: Fuse) -> None:
    """Lets the first write end this process that comes to a seeded place of any file: half of it is written."""
    longest = chance.choice((4096, 40_000, 400_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (chance.randint(1, longest),) * 2)


def _judged(row: Row, at: Round, lost: list[str], twice: list[str], broken: list[str]) -> None:
    row.lost, row.doubled = row.lost + len(lost), row.doubled + len(twice)
    row.verify = row.verify and not broken
    where = f"after kill {row.kills} of seed: "
    row.findings += [where + word for word in (*lost[:3], *twice[:3], *broken)]


def _finished(row: Row, at: Round | None) -> None:
    """The work goes on to its end without a kill, and all that was ever acknowledged stands."""
    if at is None:
        return
    child = Child(at.site, lambda: at.work(until=min(at.done + 1, at.kind.items)))
    left, code, said = child.end()
    for line in left:
        at.heard(line)
    if code:
        raise Broken(f"{at.kind.name} does not go on: {said.strip().splitlines()[-1:]}")
    _judged(row, at, *at.judge(at.done))
    row.acknowledged += len(set(at.seen))
