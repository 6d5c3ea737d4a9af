"""Whether the cells below a heading look like a column: what a hint needs before it is given."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from pendopo.people.rules.cells import plain_text
from pendopo.people.rules.codes import TABLES
from pendopo.people.rules.codes.table import spelled
from pendopo.people.rules.columns import Column, Kind

_MOST: Final = 0.8
_DAY = re.compile(r"'?(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}|\d{1,2}[-/. ][A-Za-z]{3,9}[-/. ]\d{2,4})\b.*")
_SHAPES: Final[dict[Kind, re.Pattern[str]]] = {
    **dict.fromkeys(("nik", "kk", "parent_nik"), re.compile(r"'?\d{16}")),
    **dict.fromkeys(("birth", "date"), _DAY),
    "block": re.compile(r"(?:R[TW]\W*)?\d{1,3}[A-Z]?", re.IGNORECASE),
    "degree": re.compile(r"-?\d{1,3}[.,]\d{3,}"),
    "tag": re.compile(r"[0-9A-Za-z]{10,17}"),
}
_LETTERS = re.compile("[A-Za-z]{2}")


def fits(column: Column, cells: Sequence[object]) -> bool:
    """Tell whether nearly all filled cells look like this column's; a number never looks like a code."""
    texts = [text for cell in cells if (text := plain_text(cell))]
    return bool(texts) and sum(map(_test(column), texts)) >= _MOST * len(texts)


def _test(column: Column) -> Callable[[str], bool]:
    if column.kind == "code":
        table = TABLES[column.name]
        return lambda text: (
            not text.isdigit() and bool(spelled(table.spellings, text) or spelled(table.doubted, text))
        )
    shape = _SHAPES.get(column.kind)
    if shape is None:
        return lambda text: _LETTERS.search(text) is not None
    return lambda text: shape.fullmatch(text) is not None
