"""Template words of the design system: charts, QR code, deadline tags, and how figures are written."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache, partial

import segno
from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pendopo.kernel.clock import today
from pendopo.kernel.village_pages import plain
from pendopo.ui import charts, rules, shell
from pendopo.ui.shut import without_shut_doors

register = template.Library()


def _language() -> str:
    return rules.tongue(get_language())


@register.simple_tag(takes_context=True)
def open_url(context: template.Context, name: str, *parts: object) -> str:
    """The address of another domain's page, or nothing while that domain is closed here."""
    return shell.open_address(context.get("request"), name, *parts)


@register.tag
def readable(parser: template.base.Parser, _token: template.base.Token) -> template.Node:
    """The content of a page; where its domain is only readable, without what would be refused."""
    nodes = parser.parse(["endreadable"])
    parser.delete_first_token()
    return _Readable(nodes)


class _Readable(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        html, request = self.nodelist.render(context), context.get("request")
        if request is None or not getattr(request, "read_only", ""):
            return html
        return mark_safe(without_shut_doors(html, request))  # noqa: S308 - takes out of what was escaped already


@register.filter
def angka(value: object, decimals: int | None = None) -> str:
    """1234567.89 -> 1.234.567,89 (English 1,234,567.89); anything that is no number stays empty."""
    found = rules.as_number(value)
    return "" if found is None else rules.number(found, _language(), decimals)


@register.filter
def rupiah(value: object) -> str:
    """1234567 -> Rp1.234.567."""
    found = rules.as_number(value)
    return "" if found is None else rules.rupiah(found, _language())


@register.filter
def rupiah_ringkas(value: object) -> str:
    """1620000000 -> Rp1,62 miliar."""
    found = rules.as_number(value)
    return "" if found is None else rules.rupiah_words(found, _language())


@register.filter
def persen(value: object, decimals: int | None = None) -> str:
    """The share 0.945 -> 94,5%."""
    found = rules.as_number(value)
    return "" if found is None else rules.percent(found, _language(), decimals)


@register.filter
def at(address: object, path: object) -> str:
    """The public address of a village, and a page of it: without the form in which this page links to it."""
    return f"{address}{plain(str(path))}"


@register.filter
def telepon(value: object) -> str:
    """081234567890 -> 0812-3456-7890."""
    return rules.phone(str(value or ""))


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def tanggal(value: object) -> str:
    """21 November 2026."""
    day = _day(value)
    return rules.date_long(day, _language()) if day else ""


@register.filter
def tanggal_pendek(value: object) -> str:
    """21 Nov 2026."""
    day = _day(value)
    return rules.date_short(day, _language()) if day else ""


@register.filter
def tanggal_lengkap(value: object) -> str:
    """Sabtu, 21 November 2026."""
    day = _day(value)
    return rules.date_full(day, _language()) if day else ""


@register.filter
def waktu(value: object) -> str:
    """21 November 2026, 09.12 WIB."""
    if not isinstance(value, datetime):
        return tanggal(value)
    return rules.moment(timezone.localtime(value) if timezone.is_aware(value) else value, _language())


@register.filter
def pukul(value: datetime) -> str:
    """09.12 WIB."""
    return rules.hour(timezone.localtime(value), _language())


@register.inclusion_tag("ui/tag.html")
def tenggat(due: date | None) -> dict[str, str]:
    """A status tag that says how far a deadline is: lewat 2 hari, hari ini, 3 hari lagi."""
    day = _day(due)
    if day is None:
        return {"kind": "plain", "text": _("tanpa tenggat")}
    left = (day - today()).days
    if left < 0:
        return {"kind": "late", "text": ngettext("lewat %d hari", "lewat %d hari", -left) % -left}
    if left == 0:
        return {"kind": "wait", "text": _("hari ini")}
    kind = "wait" if left <= 2 else ""
    return {"kind": kind, "text": ngettext("%d hari lagi", "%d hari lagi", left) % left}


@register.simple_tag
def page_numbers(page: Page[object]) -> list[int | None]:
    """The pages worth a link around the current one; None stands for those left out."""
    paginator = page.paginator
    shown = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, number: int) -> str:
    """The address of another page of the same list: what was asked for stays, only `halaman` changes."""
    request = context.get("request")
    asked = request.GET.copy() if request else QueryDict(mutable=True)
    asked["halaman"] = str(number)
    return f"?{asked.urlencode()}"


# A telephone cannot read a denser code from paper, and drawing one for any address would cost a stranger nothing.
QR_LONGEST = 500


@register.simple_tag
def qr(url: str) -> SafeString:
    """The QR code of an address as inline SVG, drawn by a path and without style attributes."""
    if len(url) > QR_LONGEST:
        return SafeString("")
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"><path d="{}"/></svg>',
        _("Kode QR menuju halaman ini"), *_qr_path(str(url)),
    )  # fmt: skip


@lru_cache(maxsize=512)
def _qr_path(url: str) -> tuple[int, int, SafeString]:
    """Drawing takes some milliseconds and an address never changes its code."""
    # One pattern for all, as on letters (press/qr.py): weighing the eight costs as much as the whole page.
    code = segno.make(url, error="m", micro=False, mask=0)
    size = int(code.symbol_size(border=2)[0])
    path: list[str] = []
    for y, row in enumerate(code.matrix):
        for start, length in _dark_runs(row):
            path.append(f"M{start + 2} {y + 2.5:g}h{length}")
    return size, size, mark_safe("".join(path))  # noqa: S308 - only numbers


def _dark_runs(row: Iterable[int]) -> Iterable[tuple[int, int]]:
    start = -1
    cells = [*row, 0]
    for x, dark in enumerate(cells):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            yield start, x - start
            start = -1


def _frame(title: str, csv: str, key: str) -> dict[str, object]:
    return {"title": title, "csv": csv, "key": key or slugify(title) or "bagan"}


MOST_BARS = 20


@register.inclusion_tag("ui/charts/bar.html")
def bar_chart(
    title: str,
    rows: Iterable[tuple[str, float | None]],
    *,
    unit: str = "",
    name: str = "",
    csv: str = "",
    key: str = "",
) -> dict[str, object]:
    """Horizontal bars of (label, value) rows; None is a withheld small count. `name` heads the first column.

    Of many only the longest are drawn: a telephone would scroll through screens of bars; the table has them all.
    """
    rows, write = list(rows), partial(rules.number, language=_language())
    chart = charts.bar_chart(rows, write=write)
    drawn = sorted(sorted(range(len(rows)), key=lambda at: -(rows[at][1] or 0))[:MOST_BARS])
    longest = max(chart.bars, key=lambda bar: bar.value or 0, default=None)
    shares = any(bar.share is not None for bar in chart.bars)
    return {
        **_frame(title, csv, key),
        "chart": chart,
        "drawn": charts.bar_chart([rows[at] for at in drawn], write=write)
        if len(rows) > MOST_BARS
        else chart,
        "longest": longest,
        "unit": unit,
        "name": name,
        "shares": shares,
    }


@register.inclusion_tag("ui/charts/line.html")
def line_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    name: str = "",
    csv: str = "",
    key: str = "",
) -> dict[str, object]:
    """Up to four (name, values) series over the labels; `name` heads the first column of the table."""
    language = _language()
    chart = charts.line_chart(
        labels,
        series,
        write=partial(rules.number, language=language),
        write_axis=partial(rules.compact, language=language),
    )
    return {**_frame(title, csv, key), "chart": chart, "name": name, "summary": _in_words(chart)}


def _in_words(chart: charts.LineChart) -> str:
    """Say where each line begins and ends, for those who hear the page."""
    if not chart.rows:
        return ""
    (first, starts), (last, ends) = chart.rows[0], chart.rows[-1]
    parts = zip(chart.lines, starts, ends, strict=True)
    return " ".join(f"{line.name}: {start} ({first}) – {end} ({last})." for line, start, end in parts)


@register.inclusion_tag("ui/charts/pyramid.html")
def pyramid(
    title: str, groups: Iterable[tuple[str, float | None, float | None]], *, csv: str = "", key: str = ""
) -> dict[str, object]:
    """The age pyramid of (age group, men, women) rows, given from the youngest to the oldest."""
    chart = charts.pyramid(groups, write=partial(rules.number, language=_language()))
    return {**_frame(title, csv, key), "chart": chart}
