"""Which cell styles of an .xlsx show a date, and where its calendar starts."""

import re
import zipfile
from typing import Final

from pendopo.people.formats.container import part_text

_STYLES, _WORKBOOK = "xl/styles.xml", "xl/workbook.xml"
# Built-in formats of ECMA-376 part 1, 18.8.30 that show a date or a time.
_BUILT_IN: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^<>]*>")
_CELL_FORMAT = re.compile(r"<(?:\w+:)?xf\b[^<>]*>")
_FORMAT_ID = re.compile(r'numFmtId="(\d+)"')
_FORMAT_CODE = re.compile(r'formatCode="([^"]*)"')
_LITERAL = re.compile(r"&quot;.*?&quot;|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
_FROM_1904 = re.compile(r'<(?:\w+:)?workbookPr\b[^<>]*\bdate1904="(?:1|true)"')


def date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Find the style numbers under which a number is a date."""
    text = part_text(archive, _STYLES)
    dates = set(_BUILT_IN)
    for tag in _FORMAT.findall(text):
        number, code = _FORMAT_ID.search(tag), _FORMAT_CODE.search(tag)
        if number and code and _shows_date(code[1]):
            dates.add(int(number[1]))
    formats = text.partition("cellXfs")[2].partition("cellXfs>")[0]
    numbers = [_FORMAT_ID.search(tag) for tag in _CELL_FORMAT.findall(formats)]
    return frozenset(place for place, number in enumerate(numbers) if number and int(number[1]) in dates)


def starts_in_1904(archive: zipfile.ZipFile) -> bool:
    """Tell whether days are counted from 1904, as old spreadsheets for Macintosh do."""
    return _FROM_1904.search(part_text(archive, _WORKBOOK)) is not None


def _shows_date(code: str) -> bool:
    return _DATE_LETTER.search(_LITERAL.sub("", code).replace("General", "")) is not None
