"""A list of rows: one template for tabs, filter, honest total, a table that becomes cards at 360 px, and its pages.

The same columns make the file: what stands on the screen and what stands in the workbook cannot drift apart.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.ui.asking import ask
from pendopo.ui.files import Log, finish, hand_over, make_file
from pendopo.ui.forms.files import ListFileForm
from pendopo.ui.tables import Column, Table

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

Row = TypeVar("Row")
MOST_PRINTED = 1_000


def paged(rows: "_SupportsPagination[Row]", number: str | int = "1", size: int = 25) -> Page[Row]:
    """Return one page of ordered rows; no number is refused: nonsense is the first page, too high is the last."""
    return Paginator(rows, size).get_page(number)


def asked(given: QueryDict, **changed: object) -> str:
    """Return what was asked for as the end of an address; what changes to nothing is left out."""
    kept = given.copy()
    for name, value in changed.items():
        kept.pop(name, None)
        if value:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"


@dataclass(frozen=True)
class Tag:
    """A word in a box: ok, wait, late, plain, or nothing in particular."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table; a file holds the words alone."""

    text: str = ""
    url: str = ""
    tag: Tag | None = None
    soft: str = ""  # a second line, said more quietly

    @property
    def html(self) -> str:
        """The cell as a table shows it; a page has hundreds, and a template for each would be most of what it costs."""
        words = self.text or ("" if self.tag else "–")
        shown = format_html('<a href="{}">{}</a>', self.url, words) if self.url else conditional_escape(words)
        if self.tag:
            kind = f"tag {self.tag.kind}" if self.tag.kind else "tag"
            shown += format_html(' <span class="{}">{}</span>', kind, self.tag.text)
        return shown + format_html('<br><span class="soft">{}</span>', self.soft) if self.soft else shown

    @property
    def words(self) -> str:
        """Everything that the cell says, for a file."""
        return " ".join(filter(None, (self.text, self.tag.text if self.tag else "", self.soft)))


@dataclass(frozen=True)
class Act:
    """What can be done with a row; `about` tells a screen reader with which."""

    text: str
    url: str
    about: str


@dataclass(frozen=True)
class Tab:
    """One choice above the list, with how many rows stand behind it if that is known."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Head:
    """The heading of a column: whether numbers stand below it, and how wide it is in a file."""

    title: str
    number: bool = False
    width: int = 18


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """Everything that a page of rows needs; without `page` all rows stand on one."""

    title: str
    heads: Sequence[str | Head]  # the first column names the row
    rows: Sequence[Row]
    cells: Callable[[Row], Sequence[Cell | str]]
    empty: Sequence[str]  # what is missing, the next step, and where a link leads that says what
    page: Page[Any] | None = None  # of whatever the rows were made from
    onward: str = ""  # where the next page is, if pages follow the last row and have no number
    counted: str = ""  # the honest total in words, above the table
    tabs: Sequence[Tab] = ()
    filters: BaseForm | None = None
    filtered: bool = False
    acts: Callable[[Row], Sequence[Act]] | None = None
    download: str = ""  # the page that asks what a file of all these rows is for

    @cached_property
    def columns(self) -> list[Head]:
        """The headings."""
        return [head if isinstance(head, Head) else Head(head) for head in self.heads]

    @property
    def has_acts(self) -> bool:
        """Whether a column for them is needed; a template would call `acts` itself."""
        return self.acts is not None

    @cached_property
    def _frame(self) -> str:
        """A row with a place for each cell; a template would ask hundreds of conditions for one table."""
        _first, *rest = self.columns
        cells = ['<th scope="row">{}</th>']
        for head in rest:
            cell = '<td class="n" data-l="{}">{{}}</td>' if head.number else '<td data-l="{}">{{}}</td>'
            cells.append(cell.format(escape(head.title).replace("{", "{{").replace("}", "}}")))
        return "".join([*cells, *(["<td>{}</td>"] if self.acts else [])])

    def lines(self) -> Iterator[str]:
        """What stands inside each row, in the order of the columns."""
        link = '<a class="act" href="{}">{}<span class="vh"> {}</span></a> '
        for row in self.rows:
            cells = [cell.html for _head, cell in zip(self.columns, self._cells(row), strict=True)]
            if self.acts:
                acts = ((act.url, act.text, act.about) for act in self.acts(row))
                cells.append(format_html_join("", link, acts))
            yield format_html(self._frame, *cells)

    def table(self, rows: Iterable[Row]) -> Table:
        """The same columns as a file, for all rows and not for one page of them."""
        heads = [Column(head.title, width=head.width) for head in self.columns]
        lines = ([cell.words for cell in self._cells(row)] for row in rows)
        return Table(heads, lines, self.title[:31])  # no workbook takes a longer name of a sheet

    def _cells(self, row: Row) -> list[Cell]:
        return [cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells(row)]


def hand_over_list(
    request: HttpRequest,
    listing: Listing[Row],
    rows: Iterable[Row],
    *,
    name: str,
    area: str,
    log: Log,
    back: str,
) -> HttpResponseBase:
    """Ask what a file of these rows is for, write that down, and hand it over; `back` is the page of the list."""
    form, words = ListFileForm(request.POST or None), listing.title
    name = f"{name}-{area}"
    if form.is_valid() and form.kind == "html":
        printed = list(islice(rows, MOST_PRINTED + 1))
        if len(printed) <= MOST_PRINTED:
            page = _for_printer(request, listing.table(printed), words, back + asked(request.GET))
            file = finish(page, kind="html", name=name, area=area, what=words, count=len(printed))
            return hand_over(request, file, form.cleaned_data["purpose"], log)
        form.add_error(
            "format", _("Daftar ini terlalu panjang untuk dicetak. Saring dahulu, atau pilih Excel.")
        )
    elif form.is_valid():
        file = make_file(listing.table(rows), kind=form.kind, name=name, area=area, what=words)
        return hand_over(request, file, form.cleaned_data["purpose"], log)
    return ask(
        request,
        form,
        heading=_("Unduh: %(title)s") % {"title": words},
        note=_("Isinya sama dengan daftar di layar, semua halaman. NIK tidak ikut."),
        trail=[(words, back + asked(request.GET)), (_("Unduh"), "")],
        button=_("Unduh"),
    )


def _for_printer(request: HttpRequest, table: Table, heading: str, back: str) -> io.BytesIO:
    """Write the list as a page of its own, ruled like a book."""
    shown = replace(table, rows=list(table.rows))
    context = {"table": shown, "heading": heading, "back": back, "day": clock.today()}
    return io.BytesIO(render_to_string("ui/list_print.html", context, request).encode())
