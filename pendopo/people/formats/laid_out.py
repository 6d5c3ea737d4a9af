"""Reads .xlsx, .xlsm and .xls files with calamine in a process of its own.

100,000 residents of 43 columns take 323 MB in that process and 139 MB here, measured; then that process is gone. A
spoilt .xls can make calamine ask for all memory there is, which ends the process that reads it, or keep it counting
for minutes. Here that is a child with limits, and all it can end is the reading of this one file.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from pendopo.people.formats.container import MAX_COLUMNS, MAX_ROWS, Position
from pendopo.people.formats.refusal import FileRefused

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_SECONDS: Final = 120
_MEMORY: Final = 3 * 1024**3
_MOST_OUTPUT: Final = 200 * 1024 * 1024
_LONGEST_TEXT: Final = 1_000


@dataclass(slots=True)
class LaidOut:
    """One sheet as the child gave it: a line of JSON a row, read again as often as asked."""

    name: str
    height: int
    merges: list[tuple[Position, Position]]
    lines: list[bytes] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[object]]]:
        """Yield (line number, cells); dates come as text like 1985-08-17."""
        for line, cells in enumerate(self.lines, start=1):
            yield line, json.loads(cells)


def read_laid_out(stream: IO[bytes]) -> list[LaidOut]:
    """Let the child read a file and answer its sheets, or say why there are none."""
    # The child must find this package wherever the parent found it.
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        child = subprocess.run(
            [sys.executable, "-m", __name__],
            input=stream.read(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise FileRefused("file_damaged") from problem
    sheets: list[LaidOut] = []
    for line in child.stdout.splitlines():
        if line.startswith(b"{"):
            head = json.loads(line)
            if "refused" in head:
                raise FileRefused(head["refused"], **head["params"])
            merges = [((a, b), (c, d)) for (a, b), (c, d) in head["merges"]]
            sheets.append(LaidOut(head["name"], head["height"], merges))
        else:
            sheets[-1].lines.append(line)
    if child.returncode != 0:
        raise FileRefused("file_damaged")
    return sheets


def main() -> int:
    """Read a file from standard input and write its sheets as lines of JSON; runs in the child."""
    import io

    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    _limit()
    written = 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for sheet in workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            for line in _lines(workbook.get_sheet_by_name(sheet.name)):
                written += len(line)
                if written > _MOST_OUTPUT:
                    raise FileRefused("file_bomb")
                sys.stdout.write(f"{line}\n")
    except FileRefused as refused:
        sys.stdout.write(json.dumps({"refused": refused.code, "params": refused.params}))
    except PasswordError:
        sys.stdout.write(json.dumps({"refused": "file_password", "params": {}}))
    return 0


def _lines(sheet: "CalamineSheet") -> Iterator[str]:
    bottom, right = sheet.end or (-1, -1)
    if bottom >= MAX_ROWS:
        raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
    if right >= MAX_COLUMNS:
        raise FileRefused("file_too_many_columns", limit=MAX_COLUMNS)
    yield json.dumps({"name": sheet.name, "height": bottom + 1, "merges": sheet.merged_cell_ranges or []})
    left: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
    for cells in sheet.iter_rows():
        yield json.dumps(left + [_plain(cell) for cell in cells])


def _plain(cell: object) -> object:
    if isinstance(cell, (bool, int, float)):
        return cell
    return str(cell)[:_LONGEST_TEXT]


def _limit() -> None:
    """Bound what the child may take; Windows knows no such limits and relies on the time alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    raise SystemExit(main())
