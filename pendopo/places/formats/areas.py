"""The area list that ships with Pendopo: one xz file, read into memory.

Layout of the text, one area a line, each below its parent:

    =32 Jawa Barat
    +06 Kabupaten Tasikmalaya
    -13 Taraju
    2001 Taraju
    Cikubang                    (no number: one more than the line above)

The whole text stays in memory as one string (1.3 MB) with an index of line starts. Only provinces,
regencies and districts are parsed at the start; the villages of a district are parsed when somebody asks.
"""

import lzma
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pendopo.places.rules.names import fold_name

AREAS_FILE = Path(__file__).parent.parent / "reference" / "areas.txt.xz"
UPPER_LINE = re.compile(r"^([=+-])(\d\d) (.*)$", re.MULTILINE)
UPPER_MARKS = {2: "=", 5: "+", 8: "-"}


class AreaRow(NamedTuple):
    """One area of the shipped list."""

    code: str
    name: str

    @property
    def parent_code(self) -> str:
        """The code one tier up; empty above a province."""
        return self.code.rpartition(".")[0]


class AreaTable:
    """All provinces, regencies, districts and villages, with look-up by code and by name."""

    def __init__(self, text: str) -> None:
        self._text = text
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._starts = array("I", accumulate(lengths, initial=0))
        self._upper: dict[str, str] = {}
        self._children: dict[str, list[str]] = {"": []}
        self._district_codes: list[str] = []
        self._district_lines = array("I")
        self._read_upper()

    def _read_upper(self) -> None:
        province = regency = ""
        for match in UPPER_LINE.finditer(self._text):
            mark, number, name = match.groups()
            if mark == "=":
                parent, code = "", number
                province = code
            elif mark == "+":
                parent, code = province, f"{province}.{number}"
                regency = code
            else:
                parent, code = regency, f"{regency}.{number}"
                self._district_codes.append(code)
                self._district_lines.append(bisect_right(self._starts, match.start()) - 1)
            self._upper[code] = name
            self._children.setdefault(code, [])
            self._children[parent].append(code)

    def _district_end(self, position: int) -> int:
        """The offset where the villages of a district end: the next line with a mark."""
        after = self._starts[self._district_lines[position] + 1]
        upper = UPPER_LINE.search(self._text, after)
        return upper.start() if upper else len(self._text)

    @cached_property
    def _district_position(self) -> dict[str, int]:
        return {code: position for position, code in enumerate(self._district_codes)}

    def villages(self, district: str) -> list[AreaRow]:
        """The villages of a district in the order of their codes."""
        position = self._district_position.get(district)
        if position is None:
            return []
        start = self._starts[self._district_lines[position] + 1]
        lines = self._text[start : self._district_end(position)].splitlines()
        return [AreaRow(f"{district}.{number:04d}", name) for number, name in _numbered(lines)]

    def get(self, code: str) -> AreaRow | None:
        """The area with this dotted code, or nothing."""
        if len(code) < 13:
            name = self._upper.get(code)
            return AreaRow(code, name) if name is not None else None
        return next((row for row in self.villages(code[:8]) if row.code == code), None)

    def children(self, code: str) -> list[AreaRow]:
        """The areas one tier below; the provinces for the empty code."""
        if code in self._district_position:
            return self.villages(code)
        return [AreaRow(child, self._upper[child]) for child in self._children.get(code, [])]

    def rows(self) -> Iterator[AreaRow]:
        """Every area, each after its parent."""
        for code, name in self._upper.items():
            yield AreaRow(code, name)
            if code in self._district_position:
                yield from self.villages(code)

    @cached_property
    def _folded(self) -> tuple[str, "array[int]"]:
        text = fold_name(self._text, keep_lines=True)
        lengths = (len(line) + 1 for line in text.split("\n"))
        return text, array("I", accumulate(lengths, initial=0))

    def find(self, words: str) -> Iterator[AreaRow]:
        """Every area with a name in which these folded words begin at a word."""
        text, starts = self._folded
        pattern = re.compile(rf"\b{re.escape(words)}")
        last = -1
        for match in pattern.finditer(text):
            line = bisect_right(starts, match.start()) - 1
            if line != last:
                last = line
                yield self._row_at(line)

    def _row_at(self, line: int) -> AreaRow:
        """The area on a line of the text."""
        raw = self._text[self._starts[line] : self._starts[line + 1] - 1]
        position = bisect_right(self._district_lines, line) - 1
        if UPPER_LINE.match(raw):
            return self._upper_at(line, raw)
        district = self._district_codes[position]
        return self.villages(district)[line - self._district_lines[position] - 1]

    @cached_property
    def _upper_by_line(self) -> dict[int, str]:
        offsets = (match.start() for match in UPPER_LINE.finditer(self._text))
        lines = (bisect_right(self._starts, offset) - 1 for offset in offsets)
        return dict(zip(lines, self._upper, strict=True))

    def _upper_at(self, line: int, raw: str) -> AreaRow:
        return AreaRow(self._upper_by_line[line], raw[4:])


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give each village line its number: written, or one more than the line above."""
    number = 0
    for line in lines:
        head, _, rest = line.partition(" ")
        if len(head) == 4 and head.isdigit():
            number, name = int(head), rest
        else:
            number, name = number + 1, line
        yield number, name


def write_areas(rows: Iterable[AreaRow]) -> str:
    """Put rows, sorted by code, into the text that `AreaTable` reads."""
    lines: list[str] = []
    previous = AreaRow("", "")
    for row in rows:
        mark = UPPER_MARKS.get(len(row.code))
        number = row.code.rpartition(".")[2]
        before = previous.code.rpartition(".")[2] if previous.parent_code == row.parent_code else ""
        follows = before != "" and int(number) == int(before) + 1
        if mark:
            lines.append(f"{mark}{number} {row.name}")
        elif follows and not row.name[:1].isdigit():
            lines.append(row.name)
        else:
            lines.append(f"{number} {row.name}")
        previous = row
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1)
def area_table() -> AreaTable:
    """Read the shipped list once and keep it."""
    return AreaTable(lzma.decompress(AREAS_FILE.read_bytes()).decode())
