"""Turns one cell into one typed value, or says why it cannot be one."""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Final

from pendopo.people.rules.codes import TABLES, parse_code
from pendopo.people.rules.columns import Column, Kind
from pendopo.people.rules.dates import parse_date
from pendopo.people.rules.names import clean_name
from pendopo.people.rules.nik import clean_identity
from pendopo.people.rules.problems import Problem, error, warning

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
_BLOCK = re.compile(r"(?:r[tw][\s.:/-]*)?(\d{1,3})(?:[.,]0)?", re.IGNORECASE)
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
        "parent_nik": lambda cell: _softened(clean_identity(cell, field=field)),
        "birth": lambda cell: parse_date(cell, today=today, field=field, past=True),
        "date": lambda cell: _softened(parse_date(cell, today=today, field=field)),
        "dusun": lambda cell: _DUSUN.sub("", plain_text(cell), count=1),
        "block": lambda cell: _block(plain_text(cell)),
        "tag": lambda cell: _tag(plain_text(cell), field),
        "degree": lambda cell: _degree(cell, field, 90.0 if field == "lat" else 180.0),
        "text": lambda cell: _text(plain_text(cell), field),
    }
    return _code_reader(column) if column.kind == "code" else readers[column.kind]


def _softened(value: object) -> object:
    """Keep the finding but not the refusal: a spoilt side value must not cost the whole person."""
    if isinstance(value, Problem):
        return Problem(value.code, "warning", value.field, value.params)
    return value


def _code_reader(column: Column) -> Reader:
    table, field = TABLES[column.name], column.field
    # 0 is how older systems write "not filled in"; no table has a code 0.
    return lambda cell: (
        None if cell == 0 or plain_text(cell) in ("", "0") else parse_code(table, cell, field=field)
    )


def _block(text: str) -> str:
    match = _BLOCK.fullmatch(text)
    return match[1].zfill(3) if match and int(match[1]) else "" if match else text.upper()[:10]


def _tag(text: str, field: str) -> str | Problem:
    if not text or _TAG.fullmatch(text):
        return text
    return warning("card_tag_length", field, count=len(text))


def _degree(cell: object, field: str, limit: float) -> float | Problem | None:
    text = plain_text(cell).replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return warning("degree_unreadable", field, value=text[:40])
    if not isfinite(value) or abs(value) > limit:
        return warning("degree_unreadable", field, value=text[:40])
    return value


def _name(text: str, field: str) -> str | Problem:
    # So long a name is several cells run together; cut short it would be somebody else's.
    return (
        error("name_far_too_long", field, count=len(text), limit=_MAX_TEXT) if len(text) > _MAX_TEXT else text
    )


def _text(text: str, field: str) -> str | Problem:
    if len(text) > _MAX_TEXT:
        return warning("text_too_long", field, count=len(text), limit=_MAX_TEXT)
    return text
