"""Where the parts of a chart stand: pure arithmetic, drawn by templates/ui/charts/.

Widths are percentages and heights are em, so a chart fits 360 px and 1,200 px with text of the same size.
A value of None is a count that was withheld because it is small; it has a text and no bar.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

Write = Callable[[float], str]

WITHHELD = "<5"
# One digit of .875rem text is about 2.7 % of a 328 px wide drawing, which is the narrowest we serve.
_DIGIT = 2.7


def plain(value: float) -> str:
    """Write a number without decoration; templates pass a localised writer instead."""
    return f"{value:g}"


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
    pairs = [(str(label), _checked(value)) for label, value in rows]
    known = [value for _, value in pairs if value is not None]
    top, total, hidden = max(known, default=0.0), sum(known), len(pairs) - len(known)
    bars = tuple(
        Bar(
            label=label,
            value=value,
            text=withheld if value is None else write(value),
            share=value / total if value is not None and total and not hidden else None,
            width=_part(value, top),
            text_y=_round(1.1 + index * 3),
            bar_y=_round(1.55 + index * 3),
        )
        for index, (label, value) in enumerate(pairs)
    )
    return BarChart(bars, _round(len(bars) * 3), total, write(total), hidden)


@dataclass(frozen=True)
class Step:
    """One age group: both halves of its bar and the height at which it stands."""

    label: str
    left: float | None
    right: float | None
    left_text: str
    right_text: str
    left_x: float
    left_width: float
    right_width: float
    text_y: float
    bar_y: float


@dataclass(frozen=True)
class Pyramid:
    """Two sexes back to back, the oldest on top."""

    steps: tuple[Step, ...]
    height: float
    right_x: float
    left_total: float
    right_total: float
    left_total_text: str
    right_total_text: str
    total_text: str

    @property
    def from_youngest(self) -> tuple[Step, ...]:
        """The rows in the order of a table."""
        return tuple(reversed(self.steps))


def pyramid(
    groups: Iterable[tuple[str, float | None, float | None]],
    *,
    write: Write = plain,
    withheld: str = WITHHELD,
) -> Pyramid:
    """Place (label, men, women) rows given from the youngest to the oldest."""
    rows = [(str(label), _checked(left), _checked(right)) for label, left, right in groups]
    counts = [value for _, left, right in rows for value in (left, right) if value is not None]
    top = max(counts, default=0.0)
    digits = max((len(write(value)) for value in counts), default=1)
    labels = max((len(label) for label, _, _ in rows), default=1)
    gutter = min(24.0, digits * _DIGIT + 1.5)
    middle = min(30.0, labels * _DIGIT + 3)
    room = (100 - middle) / 2 - gutter
    left_edge = 50 - middle / 2

    def step(index: int, label: str, left: float | None, right: float | None) -> Step:
        width = _round(_part(left, top) * room / 100)
        return Step(
            label=label,
            left=left,
            right=right,
            left_text=withheld if left is None else write(left),
            right_text=withheld if right is None else write(right),
            left_x=_round(left_edge - width),
            left_width=width,
            right_width=_round(_part(right, top) * room / 100),
            text_y=_round(1.2 + index * 1.7),
            bar_y=_round(0.15 + index * 1.7),
        )

    men = sum(left for _, left, _ in rows if left is not None)
    women = sum(right for _, _, right in rows if right is not None)
    return Pyramid(
        steps=tuple(step(index, *row) for index, row in enumerate(reversed(rows))),
        height=_round(len(rows) * 1.7),
        right_x=_round(50 + middle / 2),
        left_total=men,
        right_total=women,
        left_total_text=write(men),
        right_total_text=write(women),
        total_text=write(men + women),
    )


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place, its words, and on the lower axis the side on which they hang."""

    at: float
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Dot:
    """One measured point."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Line:
    """One series: `number` (1 to 4) chooses colour and dashes; a gap in the data is a gap in the line."""

    name: str
    number: int
    segments: tuple[str, ...]
    dots: tuple[Dot, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class LineChart:
    """Up to four series over the same labels."""

    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    left: float
    width: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


# Heights of the drawing of a line chart in em: first grid line, plot, words of the lower axis.
PLOT_TOP, PLOT_HEIGHT = 0.8, 11.0


def line_chart(
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    write: Write = plain,
    write_axis: Write | None = None,
    withheld: str = "–",
) -> LineChart:
    """Place up to four series; the value axis always holds zero, so that no change looks larger than it is."""
    if len(series) > 4:
        raise ValueError("a line chart holds at most four series; draw two charts")
    if any(len(values) != len(labels) for _, values in series):
        raise ValueError("every series needs one value per label")
    known = [value for _, values in series for value in values if value is not None]
    if not all(isfinite(value) for value in known):
        raise ValueError("a chart cannot hold an endless number")
    ticks = nice_ticks(min(known, default=0.0), max(known, default=0.0))
    axis = write_axis or write
    left = min(30.0, max(len(axis(tick)) for tick in ticks) * _DIGIT + 1.5)
    low, high = ticks[0], ticks[-1]

    def height(value: float) -> float:
        return 100 - 100 * (value - low) / (high - low)

    def line(index: int, name: str, values: Sequence[float | None]) -> Line:
        points = [
            None if value is None else (_along(place, len(labels)), height(value))
            for place, value in enumerate(values)
        ]
        texts = tuple(withheld if value is None else write(value) for value in values)
        dots = tuple(
            Dot(_round(left + point[0] * (100 - left) / 100), _em(point[1]), text)
            for point, text in zip(points, texts, strict=True)
            if point is not None
        )
        return Line(str(name), index + 1, _segments(points), dots if len(labels) <= 24 else (), texts)

    lines = tuple(line(index, name, values) for index, (name, values) in enumerate(series))
    words = tuple(str(label) for label in labels)
    return LineChart(
        labels=words,
        lines=lines,
        left=_round(left),
        width=_round(100 - left),
        y_ticks=tuple(Tick(_em(height(tick)), axis(tick)) for tick in ticks),
        x_ticks=_lower_axis(words, left),
        rows=tuple((word, tuple(each.texts[place] for each in lines)) for place, word in enumerate(words)),
    )


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Choose round values (1, 2 or 5 times a power of ten) that hold zero, the lowest and the highest value."""
    low, high = min(0.0, low), max(0.0, high)
    if low == high:
        return (0.0, 1.0)
    rough = (high - low) / (most - 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))


def _lower_axis(labels: tuple[str, ...], left: float) -> tuple[Tick, ...]:
    """Name only as many places as fit beside each other on a phone, the first and the last always."""
    if not labels:
        return ()
    longest = max(len(label) for label in labels)
    fit = max(2, int((100 - left) / ((longest + 1.5) * _DIGIT)))
    gap = max(1, ceil((len(labels) - 1) / max(1, fit - 1)))
    last = len(labels) - 1
    places = [place for place in range(0, last + 1, gap) if place == last or last - place >= gap / 2]
    places = places if places[-1] == last else [*places, last]
    return tuple(
        Tick(
            _round(left + _along(place, len(labels)) * (100 - left) / 100),
            labels[place],
            "" if place == 0 and last else "fin" if place == last and last else "mid",
        )
        for place in places
    )


def _along(place: int, count: int) -> float:
    return 50.0 if count == 1 else 100.0 * place / (count - 1)


def _segments(points: Sequence[tuple[float, float] | None]) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{_round(point[0]):g},{_round(point[1]):g}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _checked(value: float | None) -> float | None:
    if value is None:
        return None
    if not isfinite(value) or value < 0:
        raise ValueError("a bar shows a finite number that is not negative")
    return value


def _part(value: float | None, top: float) -> float:
    return _round(100 * value / top) if value and top else 0.0


def _em(percent: float) -> float:
    return _round(PLOT_TOP + PLOT_HEIGHT * percent / 100)


def _round(value: float) -> float:
    return round(value, 2)
