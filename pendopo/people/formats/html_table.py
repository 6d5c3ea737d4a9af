"""The tables of a web page: what other systems hand out under the name of an .xls file."""

from html.parser import HTMLParser

from pendopo.people.formats.container import MAX_COLUMNS, MAX_ROWS
from pendopo.people.formats.csv_file import encoding_of
from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.refusal import FileRefused

FORMAT = "html"


def open_html(content: bytes) -> list[Grid]:
    """Give each table of a page as a grid, all cells as text."""
    reader = _Tables()
    reader.feed(content.decode(encoding_of(content)))
    return [_grid(number, rows) for number, rows in enumerate(reader.tables, start=1)]


def _grid(number: int, rows: list[Cells]) -> Grid:
    return Grid(
        f"Table {number}", len(rows), lambda: ((line, list(cells)) for line, cells in enumerate(rows, 1))
    )


class _Tables(HTMLParser):
    """Collects rows and cells; whatever else stands in the page is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[Cells]] = []
        self._text: list[str] | None = None
        self._blank = 0  # cells that the open one covers beside itself

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" or (tag == "tr" and not self.tables):
            self._end_cell()
            self.tables.append([])
        if tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
            if len(self.tables[-1]) > MAX_ROWS:
                raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end_cell()
            width = dict(attrs).get("colspan") or "1"
            self._text, self._blank = (
                [],
                int(width) - 1 if width.isdecimal() and int(width) <= MAX_COLUMNS else 0,
            )
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        row = self.tables[-1][-1]
        row += [" ".join("".join(self._text).split()), *[""] * self._blank]
        self._text = None
        if len(row) > MAX_COLUMNS:
            raise FileRefused("file_too_many_columns", limit=MAX_COLUMNS)
