"""Turns one cell into one typed value, or says why it cannot be one."""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Final

from pendopo.people.rules.codes import TABLES, parse_code
from pendopo.people.rules.columns import DECISIVE, Column, Kind
from pendopo.people.rules.dates import parse_date
from pendopo.people.rules.names import clean_name
from pendopo.people.rules.nik import clean_identity
from pendopo.people.rules.problems import WARNING, Problem, error, warning

Reader = Callable[[object], object]

# What the readers of `formats` put where a workbook holds an error or a formula that was never calculated.
CELL_ERROR: Final = "#N/A"
CELL_UNCALCULATED: Final = "#RUMUS"
_SHEET_ERRORS: Final = frozenset(
    {
        CELL_ERROR,
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
    }
)
_MAX_TEXT: Final = 250
_DASHES: Final = frozenset({"-", "--", "—", "–"})
_DUSUN = re.compile(r"(?:dusun|dsn)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_BLOCK = re.compile(r"(?:r\.?[tw][\s.:/-]*|no[\s.:]*)?0*(\d{1,3}) ?([a-z]?)(?:[.,]0)?", re.IGNORECASE)
_BOTH_BLOCKS = re.compile(
    r"(?:r\.?[tw][\s.:]{0,5})?(\w{1,20})\s{0,5}[/\\,;|-]\s{0,5}(?:r\.?[tw][\s.:]{0,5})?(\w{1,20})",
    re.IGNORECASE,
)
_NO_BLOCK: Final = frozenset({"", ".", "TIDAK ADA", "TANPA RT", "TANPA RW", "RT", "RW"})
_HAMLET_LENGTH: Final = 100
# Where Indonesia lies, in degrees: north and south, west and east.
_LATITUDES: Final = (-12.0, 8.0)
_LONGITUDES: Final = (94.0, 142.0)
# A code cell that says "nothing" by a dash: counted for the file, not told row by row.
DASHED: Final = "cell_dash"
_TAG = re.compile(r"[0-9A-Za-z]{10,17}")


def sheet_error(cell: object, field: str) -> Problem | None:
    """Recognise a cell that holds an error or an uncalculated formula instead of a value."""
    if cell == CELL_UNCALCULATED:
        return error("cell_uncalculated", field)
    if isinstance(cell, str) and cell in _SHEET_ERRORS:
        return error("cell_error", field, value=cell)
    return None


def plain_text(cell: object) -> str:
    """Write a cell as trimmed text; a whole number loses its ".0", a dash means nothing."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        if not text.isprintable():
            # Invisible signs come with copied text; databases refuse some of them and nobody can search for any.
            text = " ".join("".join(sign for sign in text if sign.isprintable()).split())
        return "" if text in _DASHES else text
    if cell is None:
        return ""
    if isinstance(cell, float) and isfinite(cell) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def reader_for(column: Column, today: date) -> Reader:
    """Choose the reader of a column; it returns a value, None or a `Problem` (handbook opensid.md 4)."""
    field = column.field
    readers: dict[Kind, Reader] = {
        "name": lambda cell: _name(clean_name(plain_text(cell)), field),
        "parent_name": lambda cell: _text(clean_name(plain_text(cell)), field),
        "nik": lambda cell: clean_identity(cell, field=field),
        "kk": lambda cell: clean_identity(cell, field=field),
        "parent_nik": lambda cell: clean_identity(cell, field=field),
        "birth": lambda cell: parse_date(cell, today=today, field=field, past=True),
        "date": lambda cell: parse_date(cell, today=today, field=field),
        "dusun": lambda cell: _text(_DUSUN.sub("", plain_text(cell), count=1), field, _HAMLET_LENGTH),
        "block": lambda cell: _block(plain_text(cell), field),
        "tag": lambda cell: _tag(plain_text(cell), field),
        "degree": lambda cell: _degree(cell, field),
        "text": lambda cell: _text(plain_text(cell), field),
    }
    read = _code_reader(column) if column.kind == "code" else readers[column.kind]
    if column.name in DECISIVE:
        return lambda cell: sheet_error(cell, field) or read(cell)
    return lambda cell: _softened(sheet_error(cell, field) or read(cell))


def _softened(value: object) -> object:
    """Keep the finding but not the refusal: a spoilt side value must not cost the whole person."""
    if isinstance(value, Problem) and value.is_error:
        return Problem(value.code, WARNING, value.field, {**value.params, "emptied": 1})
    return value


def _code_reader(column: Column) -> Reader:
    table, field, side = TABLES[column.name], column.field, column.name not in DECISIVE
    dashed = warning(DASHED, field)

    def read(cell: object) -> object:
        text = plain_text(cell).lstrip("'")
        # 0 is how older systems write "not filled in"; no table has a code 0.
        if cell == 0 or text in ("", "0"):
            return dashed if side and isinstance(cell, str) and cell.strip() in _DASHES else None
        return parse_code(table, text if isinstance(cell, str) else cell, field=field)

    return read


def _block(text: str, field: str) -> str | Problem:
    match = _BLOCK.fullmatch(text.lstrip("'"))
    if match:
        return f"{int(match[1]):03d}{match[2].upper()}" if int(match[1]) else ""
    if text.upper() in _NO_BLOCK:
        return ""
    return warning("block_unreadable", field, value=text[:40])


def split_cell(columns: tuple[str, str], cell: object) -> dict[str, object]:
    """Take apart a cell that holds two columns: "002/004", or "Garut, 17-08-1985"."""
    text = plain_text(cell)
    if "tempatlahir" in columns:
        place = re.match(r"[^\d]*", text)
        start = place.end() if place else 0
        return {columns[0]: text[:start].strip(" ,/;.-('"), columns[1]: text[start:].strip(" )")}
    both = _BOTH_BLOCKS.fullmatch(text)
    if both:
        swapped = text.upper().replace(".", "").startswith("RT" if columns[0] == "rw" else "RW")
        return dict(zip(reversed(columns) if swapped else columns, (both[1], both[2]), strict=True))
    # One number alone, or what Excel made of it ("2/4" is a day in April): the reader of the column says so.
    return {columns[0]: text} if text else {}


def _tag(text: str, field: str) -> str | Problem:
    if not text or _TAG.fullmatch(text):
        return text
    return warning("card_tag_length", field, count=len(text))


def _degree(cell: object, field: str) -> float | Problem | None:
    text = plain_text(cell).replace(",", ".").lstrip("'")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return warning("degree_unreadable", field, value=text[:40])
    # Which of the two a number can be is asked when both are known: they are often swapped.
    return (
        value
        if isfinite(value) and abs(value) <= 180
        else warning("degree_unreadable", field, value=text[:40])
    )


def check_degrees(lat: float | None, lng: float | None) -> tuple[float | None, float | None, list[Problem]]:
    """Put swapped degrees right and say so; a latitude beyond the pole is left out, a place abroad is asked."""
    if lat is not None and lng is not None and _within(lng, _LATITUDES) and _within(lat, _LONGITUDES):
        return lng, lat, [warning("degrees_swapped", "lat")]
    if lat is not None and abs(lat) > 90:
        return None, lng, [warning("degree_unreadable", "lat", value=str(lat))]
    abroad = [
        warning("degree_abroad", field)
        for field, value, span in (("lat", lat, _LATITUDES), ("lng", lng, _LONGITUDES))
        if value is not None and not _within(value, span)
    ]
    return lat, lng, abroad


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]


def _name(text: str, field: str) -> str | Problem:
    # So long a name is several cells run together; cut short it would be somebody else's.
    return (
        error("name_far_too_long", field, count=len(text), limit=_MAX_TEXT) if len(text) > _MAX_TEXT else text
    )


def _text(text: str, field: str, limit: int = _MAX_TEXT) -> str | Problem:
    if len(text) > limit:
        return warning("text_too_long", field, count=len(text), limit=limit)
    return text
