"""Reads the rows of an .xlsx sheet as a stream.

calamine lays a whole sheet out in memory: 205 MB for 100,000 residents, measured. This reader holds one piece of
the sheet and the shared texts, takes the same time, and leaves unusual sheets to calamine.
"""

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import IO, Final

from pendopo.people.formats.container import MAX_ROWS
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.styles import date_styles, starts_in_1904

Cells = list[object]
Opener = Callable[[], IO[bytes]]

_CHUNK: Final = 1 << 20
_LONGEST_ROW: Final = 64 << 20
_MOST_TEXTS: Final = 5_000_000
_LONGEST_TEXT: Final = 200_000
_KEPT_TEXT: Final = 1_000
_SHARED = "xl/sharedStrings.xml"

_TEXT = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
_READING_AID = re.compile(r"<rPh\b(?:[^<]|<(?!/?rPh))*</rPh>")
# (column, other attributes, plain value, plain text of its own, any other content)
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"([^<>]*?)'
    r"(?:/>|>(?:<v>([^<]*)</v></c>|<is><t>([^<]*)</t></is></c>|((?:[^<]|<(?!/?c[ >]))*)</c>))"
)
_ANY_CELL = re.compile(r"<c\b([^<>]*?)(?:/>|>((?:[^<]|<(?!/?c[ >]))*)</c>)")
_VALUE = re.compile(r"<v(?: [^<>]*)?>([^<]*)</v>")
_NUMBER_OF_ROW = re.compile(r'\br="(\d{1,7})"')
_PLACE = re.compile(r'\br="([A-Z]{1,3})\d+"')
_TYPE = re.compile(r'\bt="(\w+)"')
_STYLE = re.compile(r'\bs="(\d{1,6})"')
_CONTROL = re.compile(r"_x(00[0-9A-Fa-f]{2})_")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone
_DAYS_TO_1904: Final = 1462


class SheetReader:
    """The sheets of one workbook; shared texts are read once, rows as often as asked."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._texts: list[str] = []
        self._ready = False
        self._dates: frozenset[int] = frozenset()
        self._shift = 0

    def rows(self, path: str) -> Iterator[tuple[int, Cells]]:
        """Yield (line number, cells) of a sheet; lines that the file leaves out come as empty rows."""
        with self._archive() as archive:
            if not self._ready:
                self._prepare(archive)
            expected = 1
            for attributes, content in _elements(archive, path, "row"):
                number = _NUMBER_OF_ROW.search(attributes)
                line = int(number[1]) if number else expected
                while expected < line:
                    yield expected, []
                    expected += 1
                expected = line + 1
                if line > MAX_ROWS:
                    raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
                yield line, self._cells(content) if content else []

    @contextmanager
    def _archive(self) -> Iterator[zipfile.ZipFile]:
        with self._opener() as stream, zipfile.ZipFile(stream) as archive:
            yield archive

    def _prepare(self, archive: zipfile.ZipFile) -> None:
        self._ready = True
        names = set(archive.namelist())
        self._texts = list(_shared_texts(archive)) if _SHARED in names else []
        self._dates = date_styles(archive)
        self._shift = _DAYS_TO_1904 if starts_in_1904(archive) else 0

    def _cells(self, content: str) -> Cells:
        cells: Cells = []
        # Two million times for a large village: what is asked here is asked in the cheapest order.
        for letters, attributes, value, own, inner in _cells_of(content):
            place = _place(letters) if letters else len(cells)
            gap = place - len(cells)
            if gap > 0:
                cells.extend([""] * gap)
            found: object = ""
            if value:
                kind, style = _kind_and_style(attributes)
                found = self._shared(value) if kind == "s" else self._value(kind, style, value)
            elif own:
                found = _unescaped(own)
            elif inner:
                kind, style = _kind_and_style(attributes)
                found = (
                    _joined(inner) if kind == "inlineStr" else self._value(kind, style, _inner_value(inner))
                )
            if gap >= 0:
                cells.append(found)
            else:
                cells[place] = found
        return cells

    def _value(self, kind: str, style: int, value: str) -> object:
        if not value or kind == "e":
            return ""
        if kind == "s":
            return self._shared(value)
        if kind == "str":
            return _unescaped(value)
        if kind == "b":
            return value == "1"
        return value if kind == "d" else self._number(value, style)

    def _shared(self, value: str) -> str:
        try:
            return self._texts[int(value)]
        except (ValueError, IndexError) as problem:
            raise FileRefused("file_damaged") from problem

    def _number(self, value: str, style: int) -> object:
        try:
            number = float(value)
        except ValueError as problem:
            raise FileRefused("file_damaged") from problem
        return _moment(number + self._shift) if style in self._dates else number


def _elements(archive: zipfile.ZipFile, path: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield (attributes, content) of every `tag` of a long file, reading a piece at a time."""
    mark = f"</{tag}>".encode()
    rest = b""
    with archive.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            rest += chunk
            cut = rest.rfind(mark)
            if cut < 0:
                if len(rest) > _LONGEST_ROW:
                    raise FileRefused("file_damaged")
                continue
            piece, rest = rest[:cut], rest[cut + len(mark) :]
            for part in piece.decode("utf-8").split(f"</{tag}>"):
                yield from _split(part, tag, closed=True)
    yield from _split(rest.decode("utf-8"), tag, closed=False)


def _split(part: str, tag: str, *, closed: bool) -> Iterator[tuple[str, str]]:
    """Split the text before a closing tag: empty elements, then the one that it closes.

    By hand, because a pattern would search the whole text again for each opening tag of a hostile file.
    """
    place = 0
    while (start := part.find(f"<{tag}", place)) >= 0:
        place = part.find(">", start) + 1
        if not place:
            raise FileRefused("file_damaged")
        attributes = part[start + len(tag) + 1 : place - 1]
        if attributes and attributes[0] not in " /\r\n\t":
            continue  # another tag whose name begins alike
        if attributes.endswith("/"):
            yield attributes, ""
            continue
        # An element that is opened and not closed would be a resident lost without a word.
        if not closed or f"<{tag} " in (content := part[place:]):
            raise FileRefused("file_damaged")
        yield attributes, content
        return
    if closed:
        raise FileRefused("file_damaged")


def _count(text: str, tag: str) -> int:
    return sum(text.count(f"<{tag}{end}") for end in (" ", ">", "/>", "\n", "\r", "\t"))


def _shared_texts(archive: zipfile.ZipFile) -> Iterator[str]:
    for count, (_, content) in enumerate(_elements(archive, _SHARED, "si")):
        if count >= _MOST_TEXTS or len(content) > _LONGEST_TEXT:
            raise FileRefused("file_bomb")
        # One long text can be shared by a million cells; no column takes so much, and what is cut is told.
        yield _joined(content)[:_KEPT_TEXT]


def _joined(content: str) -> str:
    """Join the runs of a formatted text; the reading aids of East Asian scripts are no part of it."""
    if "<rPh" in content:
        content = _READING_AID.sub("", content)
    parts = _TEXT.findall(content)
    return _unescaped(parts[0] if len(parts) == 1 else "".join(parts))


def _unescaped(text: str) -> str:
    if "_x00" in text:
        text = _CONTROL.sub(lambda match: chr(int(match[1], 16)), text)
    return html.unescape(text) if "&" in text else text


def _cells_of(content: str) -> Iterable[tuple[str, str, str, str, str]]:
    """List what `_CELL` finds; if some cell does not name its place first, find them all more slowly."""
    quick: list[tuple[str, str, str, str, str]] = _CELL.findall(content)
    return quick if len(quick) == content.count("<c ") else _slowly(content)


def _slowly(content: str) -> Iterator[tuple[str, str, str, str, str]]:
    found = _ANY_CELL.findall(content)
    if len(found) != _count(content, "c"):
        raise FileRefused("file_damaged")
    for attributes, inner in found:
        place = _PLACE.search(attributes)
        yield place[1] if place else "", attributes, "", "", inner


def _inner_value(inner: str) -> str:
    found = _VALUE.search(inner)
    return found[1] if found else ""


@cache
def _place(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


@cache
def _kind_and_style(attributes: str) -> tuple[str, int]:
    kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
    return kind[1] if kind else "n", int(style[1]) if style else 0


def _moment(number: float) -> date | datetime | time | float:
    """Turn days since 1900 into a date, a time or both, as the cell shows them."""
    if not 0 <= number < 2_958_466:
        return number
    if number < 60:
        # Excel believes that 1900 was a leap year, so the days before its 29 February count one less.
        number += 1 if number >= 1 else 0
    moment = _EPOCH + timedelta(milliseconds=round(number * 86_400_000))
    if number < 1:
        return moment.time()
    return moment.date() if number == int(number) else moment
