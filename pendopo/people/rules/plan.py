"""The plan of an import: every line of the file with its verdict, in a compact form that can be kept and resumed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from pendopo.people.rules.columns import COLUMNS
from pendopo.people.rules.intake import Action
from pendopo.people.rules.problems import Problem, Severity
from pendopo.people.rules.rows import FIELDS, Row

# Findings by which two rows, or a row and a resident, may be one person, or a closed card is opened again.
DOUBTS: Final = frozenset({"maybe_known", "maybe_twice_in_file", "card_reopened", "address_differs"})
DATES: Final = frozenset(c.field for c in COLUMNS if c.kind in ("birth", "date"))
Packed = list[Any]


@dataclass(slots=True)
class Item:
    """One line: what the row says, what is wrong with it, and what will become of it."""

    line: int
    action: Action
    row: Row | None
    problems: tuple[Problem, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> str:
        """The name that stands in the line, read or as it was written."""
        return (self.row.name if self.row else "") or self.raw.get("nama", "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the file; `kind` is "read", "codes", "other", or the code of the list that it is instead."""

    name: str
    rows: int
    kind: str


@dataclass(frozen=True, slots=True)
class SkippedColumn:
    """A column that is not read; `hint` names the column that its cells would fit."""

    sheet: str
    heading: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MadePlace:
    """A hamlet, RW or RT that the import makes, or opens again; `like` names hamlets that it may be instead."""

    tier: str
    code: str
    name: str
    reopened: bool = False
    like: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How people call it: the hamlet's name, RW 004, RT 002/RW 004."""
        if self.tier == "hamlet":
            return self.name or "-"
        rw, *rt = self.code.split(".")[5:]
        return f"RT {rt[0]}/RW {rw}" if rt else f"RW {rw}"


@dataclass(frozen=True, slots=True)
class Absent:
    """A living resident of the register whom a full file does not name."""

    id: str
    name: str
    born: str
    area_code: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an import means beside its lines: sheets, columns left out, places made, people not in the file."""

    sheets: tuple[Sheet, ...] = ()
    skipped: tuple[SkippedColumn, ...] = ()
    made: tuple[MadePlace, ...] = ()
    absent: tuple[Absent, ...] = ()


@dataclass
class Plan:
    """All lines of one file in the order of the file, and the order in which families are written."""

    file_format: str
    columns: tuple[str, ...]
    items: Sequence[Item]
    order: Sequence[int]
    notes: tuple[Problem, ...] = ()
    outlook: Outlook = Outlook()

    def counted(self) -> dict[Action, int]:
        """Count the lines by what becomes of them."""
        counts = dict.fromkeys(Action, 0)
        for item in self.items:
            counts[item.action] += 1
        return counts

    @cached_property
    def doubted(self) -> list[Item]:
        """The lines about which a person should decide before they are written."""
        return [item for item in self.items if any(problem.code in DOUBTS for problem in item.problems)]

    @cached_property
    def writable(self) -> list[Row]:
        """The accepted rows in the order in which they are written."""
        rows = (self.items[place].row for place in self.order)
        return [row for row in rows if row is not None]


def pack_item(item: Item) -> Packed:
    """Turn a line into plain values."""
    values = None if item.row is None else [_plain(getattr(item.row, name)) for name in FIELDS]
    problems = [[p.code, p.severity, p.field, dict(p.params)] for p in item.problems]
    return [item.line, item.action.value, values, problems, dict(item.raw)]


def unpack_item(packed: Packed) -> Item:
    """Turn plain values back into a line."""
    line, action, values, problems, raw = packed
    row = None
    if values is not None:
        row = Row(line)
        for name, value in zip(FIELDS, values, strict=True):
            setattr(row, name, date.fromisoformat(value) if value and name in DATES else value)
    return Item(line, Action(action), row, tuple(_problem(*parts) for parts in problems), raw)


def unpack_items(packed: Sequence[Packed]) -> Iterator[Item]:
    """Turn many lines back."""
    return map(unpack_item, packed)


def _problem(code: str, severity: Severity, name: str, params: Mapping[str, str | int]) -> Problem:
    return Problem(code, severity, name, params)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
