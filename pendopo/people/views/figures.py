"""How figures are worded for a page and for a CSV file."""

import csv
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.people.queries.statistics import CrossTable, Figures
from pendopo.people.rules.statistics import (
    AGE_GROUPS,
    UNKNOWN,
    UNKNOWN_LABEL,
    Topic,
    label_of,
)

Cell = str | int | None


@dataclass(frozen=True)
class Shown:
    """A table ready to be read: headings, rows of a label and counts, the sums below, and what a chart needs."""

    slug: str
    title: str
    on: date
    headings: tuple[str, ...]
    rows: list[tuple[str, list[Cell]]]
    sums: list[Cell]
    figures: Figures | None = None
    bars: list[tuple[str, int | None]] = field(default_factory=list)
    ages: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    covered: str = ""
    small: frozenset[str] = frozenset()  # rows whose count is hidden because it is small
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, Cell]]]]:
        """The rows, each count with the heading of its column, as a card on a narrow screen shows it."""
        return [(label, self._headed(counts)) for label, counts in self.rows]

    @property
    def summed(self) -> list[tuple[str, Cell]]:
        """The sums below, each with the heading of its column."""
        return self._headed(self.sums)

    def _headed(self, counts: list[Cell]) -> list[tuple[str, Cell]]:
        return list(zip(self.headings[1:], counts, strict=True))


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "id"


def _label(topic: Topic, code: int) -> str:
    return _(UNKNOWN_LABEL) if code == UNKNOWN else label_of(topic, code, _language())


def presented(figures: Figures) -> Shown:
    """Word the figures of a topic."""
    topic = figures.topic
    if topic.shape == "areas":
        return _places(figures)
    if topic.shape == "groups":
        labels = [_group_label(place) for place in range(len(AGE_GROUPS))]
    else:
        labels = [_label(topic, line.code) for line in figures.lines]
    rows: list[tuple[str, list[Cell]]] = []
    for label, line in zip(labels, figures.lines, strict=True):
        counts: list[Cell] = [line.men, line.women, line.total] if figures.by_sex else [line.total]
        rows.append((label, counts))
    sums: list[Cell] = []
    if topic.shape != "groups":
        sexes = [sum(line.men or 0 for line in figures.lines), sum(line.women or 0 for line in figures.lines)]
        sums = [*(sexes if figures.by_sex else ()), figures.total]
    covered = "" if figures.covering is None else _label(topic, figures.covering)
    return Shown(
        slug=topic.slug,
        title=_(topic.title),
        on=figures.on,
        headings=(_(topic.column), *_sex_headings(figures)),
        rows=rows,
        sums=sums,
        figures=figures,
        bars=[
            (label, line.total)
            for label, line in zip(labels, figures.lines, strict=True)
            if line.total is not None or line.small
        ],
        ages=[
            (label, line.men, line.women)
            for label, line in zip(labels, figures.lines, strict=True)
            if topic.shape == "pyramid" and line.code != UNKNOWN
        ],
        covered=covered,
        small=frozenset(label for label, line in zip(labels, figures.lines, strict=True) if line.small),
    )


def _sex_headings(figures: Figures) -> tuple[str, ...]:
    count = _("Keluarga") if figures.topic.field == "family" else _("Jumlah")
    if not figures.by_sex:
        return (count,)
    if figures.topic.field == "family":
        return (_("Kepala laki-laki"), _("Kepala perempuan"), count)
    return (_("Laki-laki"), _("Perempuan"), count)


def _group_label(place: int) -> str:
    group = AGE_GROUPS[place]
    ages = f"{group.low}+" if group.high is None else f"{group.low}–{group.high}"
    return _("%(group)s (%(ages)s tahun; %(basis)s)") % {
        "group": _(group.label),
        "ages": ages,
        "basis": _(group.basis),
    }


def _places(figures: Figures) -> Shown:
    depth = figures.area.count(".") + 1
    lines = figures.places
    return Shown(
        slug=figures.topic.slug,
        title=_(figures.topic.title),
        on=figures.on,
        headings=(_("Wilayah"), _("Laki-laki"), _("Perempuan"), _("Jiwa"), _("Keluarga")),
        rows=[
            (
                "  " * (line.code.count(".") - depth) + line.title,
                [line.men, line.women, line.total, line.families],
            )
            for line in lines
        ],
        sums=[
            *(
                sum(getattr(line, sex) for line in lines if line.code.count(".") == depth)
                for sex in ("men", "women")
            ),
            figures.total,
            figures.families,
        ],
        figures=figures,
        bars=[(line.title, line.total) for line in lines if line.code.count(".") == depth],
    )


def presented_cross(table: CrossTable) -> Shown:
    """Word a cross table."""
    rows: list[tuple[str, list[Cell]]] = [
        (_label(table.rows, code), [*counts, total]) for code, counts, total in table.lines()
    ]
    columns = tuple(_label(table.columns, code) for code in table.column_codes)
    return Shown(
        slug=f"{table.rows.slug}-{table.columns.slug}",
        title=_("%(rows)s menurut %(columns)s")
        % {"rows": _crossed_title(table.rows), "columns": _crossed_title(table.columns).lower()},
        on=table.on,
        headings=(_(table.rows.column), *columns, _("Jumlah")),
        rows=rows,
        sums=[*table.sums(), table.total],
    )


def _crossed_title(topic: Topic) -> str:
    return _(topic.column) if topic.shape == "pyramid" else _(topic.title)


def csv_file(shown: Shown, area: str) -> HttpResponse:
    """Write a table as CSV with a heading line; hidden counts are named as such, never left to be guessed."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Wilayah yang dihitung"), _("Tanggal"), *shown.headings])
    figures = shown.figures
    for label, counts in shown.rows:
        cells = [_hidden(figures, label in shown.small) if count is None else count for count in counts]
        writer.writerow([_plain(area), shown.on.isoformat(), _plain(label.strip()), *cells])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"statistik-{shown.slug}-{shown.on.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _hidden(figures: Figures | None, is_small: bool) -> str:
    if figures is None or figures.withheld or not is_small:
        return _("tidak ditampilkan")
    return f"<{figures.k}"


def _plain(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
