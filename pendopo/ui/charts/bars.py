"""Horizontal bars."""

from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.ui.charts.scale import WITHHELD, Write, checked, part, placed, plain


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its share of the whole (None when counts are withheld), its place."""

    label: str
    value: float | None
    text: str
    share: float | None
    width: float
    text_y: float
    bar_y: float


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars under their labels, so that long Indonesian labels need no column of their own."""

    bars: tuple[Bar, ...]
    height: float
    total: float
    total_text: str
    withheld: int


def bar_chart(
    rows: Iterable[tuple[str, float | None]], *, write: Write = plain, withheld: str = WITHHELD
) -> BarChart:
    """Place one bar per row, scaled to the longest."""
    pairs = [(str(label), checked(value)) for label, value in rows]
    known = [value for _, value in pairs if value is not None]
    top, total, hidden = max(known, default=0.0), sum(known), len(pairs) - len(known)
    bars = tuple(
        Bar(
            label=label,
            value=value,
            text=withheld if value is None else write(value),
            share=value / total if value is not None and total and not hidden else None,
            width=part(value, top),
            text_y=placed(1.1 + index * 3),
            bar_y=placed(1.55 + index * 3),
        )
        for index, (label, value) in enumerate(pairs)
    )
    return BarChart(bars, placed(len(bars) * 3), total, write(total), hidden)
