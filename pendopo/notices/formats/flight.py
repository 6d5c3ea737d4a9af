"""Which calls of a claimed batch were begun: a file beside the database, for whoever finds the batch cut off.

A line is on the disk before its call begins. Whatever is claimed and stands here without a call cannot have gone out; a
claim that this file does not know (of another machine, of a disk that lost it) may have.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from uuid import UUID

from pendopo.notices.rules.sending import Fate, Outcome

_CLAIMED, _BEGUN = "claimed", "begun"


@dataclass
class Flight:
    """What an earlier worker of this machine left: claims by id and attempt, and how far their calls came."""

    claimed: set[tuple[UUID, int]] = field(default_factory=set)
    begun: set[UUID] = field(default_factory=set)
    ended: dict[UUID, Outcome] = field(default_factory=dict)

    def outcome(self, key: UUID, attempts: int, knows_key: bool) -> Outcome:
        """Return what is known of a message that was found claimed."""
        mine = (key, attempts) in self.claimed
        if mine and key in self.ended:
            return self.ended[key]
        if knows_key or (mine and key not in self.begun):
            return Outcome(Fate.LATER, "cut_off")
        return Outcome(Fate.NO_ANSWER, "cut_off")


def read_flight(path: Path) -> Flight:
    """Read what was left; a line that was cut off in the middle counts as begun, never as ended."""
    found = Flight()
    for line in path.read_text().split("\n") if path.exists() else ():
        try:
            key, word, rest = line.split("\t")
            if word == _CLAIMED:
                found.claimed.add((UUID(key), int(rest)))
            elif word == _BEGUN:
                found.begun.add(UUID(key))
            elif rest.endswith(";"):
                found.ended[UUID(key)] = Outcome(Fate(word), reference=rest[:-1])
        except ValueError:
            continue
    return found


class FlightLog:
    """The file as the worker writes it; each batch begins it anew."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w")

    def __enter__(self) -> "FlightLog":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def claimed(self, batch: Mapping[UUID, int]) -> None:
        """Begin a batch: the one before is settled."""
        self._file.seek(0)
        self._file.truncate()
        self._file.writelines(f"{key}\t{_CLAIMED}\t{attempts}\n" for key, attempts in batch.items())
        self._file.flush()

    def begun(self, key: UUID) -> None:
        """Put on the disk that a call begins."""
        self._file.write(f"{key}\t{_BEGUN}\t\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def ended(self, key: UUID, outcome: Outcome) -> None:
        """Note what became of it; lost with the power, it is as if nobody had answered."""
        if "\t" not in outcome.reference and "\n" not in outcome.reference:
            self._file.write(f"{key}\t{outcome.fate}\t{outcome.reference};\n")
            self._file.flush()
