"""Tables of residents on any sheet of a file: headings in any order, on any of the first 15 lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.headings import PEEK, Headings, find_headings, heading_text, repeated
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Line, Source
from pendopo.people.rules.columns import REQUIRED, column_of, heading_key
from pendopo.people.rules.files import SHEET_LINES
from pendopo.people.rules.plan import Sheet, SkippedColumn
from pendopo.people.rules.problems import Problem, warning

FORMAT: Final = "workbook"
SIAK: Final = "siak"
# The export of SIAK: A1 "Nomor KK", column 34 "Petugas Registrasi"; its "Status" is life and death, not marriage.
_SIAK_FIRST, _SIAK_REGISTRAR, _SIAK_PLACE = "nomorkk", "petugasregistrasi", 33
_SIAK_HEADINGS: Final = {"status": "status_dasar"}
_CODES: Final = "kodedata"
# Lists that are not about residents of the register, by the headings that only they have.
_LISTS: Final = (
    ("file_is_household_list", frozenset({"nik", "nomorrumahtangga"})),
    ("file_is_household_list", frozenset({"nik", "nortm"})),
    ("file_is_aid_list", frozenset({"peserta", "nopeserta"})),
    ("file_is_aid_list", frozenset({"idprogram"})),
    ("file_is_supplement", frozenset({"peserta", "keterangan"})),
    ("file_is_questionnaire", frozenset({"ivketerangansosialekonomianggotakeluarga"})),
    ("file_is_questionnaire", frozenset({"iiiketeranganperumahan"})),
    ("file_is_classification", frozenset({"kode", "nama", "uraian"})),
)
# A list of residents may have such columns beside its own; none of those lists has these.
_OF_RESIDENTS: Final = frozenset({"sex", "no_kk", "kk_level"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet that is read: its number in the file, its cells and its headings."""

    number: int
    grid: Grid
    headings: Headings

    def lines(self) -> Iterator[Line]:
        first, offset = self.headings.first_line, self.number * SHEET_LINES
        for line, cells in self.grid.rows():
            if line >= first and any(cell != "" for cell in cells) and not repeated(cells, self.headings):
                yield offset + line, self.headings.cells(cells)


def open_workbook(grids: Sequence[Grid], form: str = FORMAT, least: int = 3) -> Source | None:
    """Read every sheet that names residents with their NIK; nothing if no sheet names so many columns."""
    read: list[_Found] = []
    sheets: list[Sheet] = []
    kinds: list[str] = []
    partly: list[Headings] = []
    for number, grid in enumerate(grids):
        kind = _kind(grid)
        siak = _is_siak(grid)
        form = SIAK if siak else form
        found = (
            None if kind or _is_codes(grid) else find_headings(grid, _SIAK_HEADINGS if siak else None, least)
        )
        if found is not None and set(REQUIRED) <= found.columns:
            read.append(_Found(number, grid, found))
            sheets.append(Sheet(grid.name, 0, "read"))
            continue
        partly += [found] if found is not None else []
        kinds += [kind] if kind else []
        sheets.append(Sheet(grid.name, grid.height, kind or ("codes" if _is_codes(grid) else "other")))
    if not read:
        _refuse(kinds, partly)
        return None
    if all(next(one.lines(), None) is None for one in read):
        raise FileRefused("file_without_rows")
    return _source(form, read, sheets)


def _source(form: str, read: list[_Found], sheets: list[Sheet]) -> Source:
    def lines() -> Iterator[Line]:
        for one in read:
            yield from one.lines()

    skipped = [
        SkippedColumn(one.grid.name, skip.heading, skip.hint) for one in read for skip in one.headings.skipped
    ]
    return Source(
        format=form,
        columns_given=frozenset().union(*(one.headings.columns for one in read)),
        read=lines,
        sheets=tuple(sheets),
        skipped=tuple(skipped),
        warnings=(*_sheet_notes(sheets), *_column_notes(skipped), *_unnamed_with_content(read)),
    )


def _refuse(kinds: list[str], partly: list[Headings]) -> None:
    """Say what a file is instead, or which columns of residents are missing in it."""
    if kinds:
        raise FileRefused(kinds[0])
    if partly:
        best = max(partly, key=lambda found: len(found.columns))
        missing = [name for name in REQUIRED if name not in best.columns]
        raise FileRefused("file_column_missing", columns=", ".join(missing))


def _is_codes(grid: Grid) -> bool:
    return heading_key(grid.name) == _CODES


def _is_siak(grid: Grid) -> bool:
    cells: Cells = next(iter(grid.head()), [])
    keys = [heading_key(str(cell)) for cell in cells]
    return len(keys) > _SIAK_PLACE and (keys[0], keys[_SIAK_PLACE]) == (_SIAK_FIRST, _SIAK_REGISTRAR)


def _kind(grid: Grid) -> str:
    """Name the kind of a list that is none of residents, or nothing."""
    for cells in grid.head():
        texts = [heading_text(cell) for cell in cells]
        keys = set(map(heading_key, texts))
        found = next((kind for kind, marks in _LISTS if marks <= keys), "")
        if found and not _OF_RESIDENTS & set(map(column_of, texts)):
            return found
    return ""


def _sheet_notes(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    for sheet in sheets:
        if sheet.kind == "other" and sheet.rows:
            yield warning("sheet_skipped", sheet=sheet.name)
        elif sheet.kind not in ("other", "read", "codes"):
            yield warning("sheet_other_list", sheet=sheet.name)


def _column_notes(skipped: Sequence[SkippedColumn]) -> Iterator[Problem]:
    plain = list(dict.fromkeys(one.heading for one in skipped if not one.hint))
    if plain:
        yield warning("file_columns_skipped", headings=", ".join(f"“{heading}”" for heading in plain))
    for one in skipped:
        if one.hint:
            yield warning("file_column_skipped_close", heading=one.heading, close=one.hint)


def _unnamed_with_content(read: Sequence[_Found]) -> Iterator[Problem]:
    for one in read:
        first = one.headings.first_line
        rows = islice((cells for line, cells in one.grid.rows() if line >= first), PEEK)
        filled = {place for cells in rows for place, cell in enumerate(cells) if cell != ""}
        for place in sorted(filled - one.headings.named):
            yield warning("file_column_unnamed", column=column_letters(place))


def column_letters(place: int) -> str:
    """Name a column as the spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
