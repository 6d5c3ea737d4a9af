"""Lines over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite

from pendopo.ui.charts.scale import DIGIT, Write, nice_ticks, placed, plain

Series = Sequence[tuple[str, Sequence[float | None]]]
Point = tuple[float, float]


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


@dataclass(frozen=True)
class Line:
    """One series: `number` (1 to 4) chooses colour and dashes; a gap in the data is a gap in the line."""

    name: str
    number: int
    segments: tuple[str, ...]
    dots: tuple[Dot, ...]


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
    series: Series,
    *,
    write: Write = plain,
    write_axis: Write | None = None,
    withheld: str = "–",
) -> LineChart:
    """Place up to four series; the value axis always holds zero, so that no change looks larger than it is."""
    ticks = _value_axis(labels, series)
    axis = write_axis or write
    left = min(30.0, max(len(axis(tick)) for tick in ticks) * DIGIT + 1.5)
    lines = tuple(
        _line(index + 1, str(name), _points(values, ticks), left)
        for index, (name, values) in enumerate(series)
    )
    texts = [[withheld if value is None else write(value) for value in values] for _, values in series]
    words = tuple(str(label) for label in labels)
    return LineChart(
        labels=words,
        lines=lines,
        left=placed(left),
        width=placed(100 - left),
        y_ticks=tuple(Tick(_em(_height(tick, ticks)), axis(tick)) for tick in ticks),
        x_ticks=_lower_axis(words, left),
        rows=tuple((word, tuple(column[place] for column in texts)) for place, word in enumerate(words)),
    )


def _value_axis(labels: Sequence[str], series: Series) -> tuple[float, ...]:
    if len(series) > 4:
        raise ValueError("a line chart holds at most four series; draw two charts")
    if any(len(values) != len(labels) for _, values in series):
        raise ValueError("every series needs one value per label")
    known = [value for _, values in series for value in values if value is not None]
    if not all(isfinite(value) for value in known):
        raise ValueError("a chart cannot hold an endless number")
    return nice_ticks(min(known, default=0.0), max(known, default=0.0))


def _points(values: Sequence[float | None], ticks: tuple[float, ...]) -> list[Point | None]:
    return [
        None if value is None else (_along(place, len(values)), _height(value, ticks))
        for place, value in enumerate(values)
    ]


def _line(number: int, name: str, points: list[Point | None], left: float) -> Line:
    """Beyond 24 points the dots would melt into a thick line, so only the line stays."""
    dots = tuple(Dot(placed(left + x * (100 - left) / 100), _em(y)) for x, y in filter(None, points))
    return Line(name, number, _segments(points), dots if len(points) <= 24 else ())


def _height(value: float, ticks: tuple[float, ...]) -> float:
    return 100 - 100 * (value - ticks[0]) / (ticks[-1] - ticks[0])


def _lower_axis(labels: tuple[str, ...], left: float) -> tuple[Tick, ...]:
    """Name only as many places as fit beside each other on a phone, the first and the last always."""
    if not labels:
        return ()
    longest = max(len(label) for label in labels)
    fit = max(2, int((100 - left) / ((longest + 1.5) * DIGIT)))
    gap = max(1, ceil((len(labels) - 1) / max(1, fit - 1)))
    last = len(labels) - 1
    places = [place for place in range(0, last + 1, gap) if place == last or last - place >= gap / 2]
    places = places if places[-1] == last else [*places, last]
    return tuple(
        Tick(
            placed(left + _along(place, len(labels)) * (100 - left) / 100),
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
            runs[-1].append(f"{placed(point[0]):g},{placed(point[1]):g}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _em(percent: float) -> float:
    return placed(PLOT_TOP + PLOT_HEIGHT * percent / 100)
