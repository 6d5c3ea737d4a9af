"""The age pyramid."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pendopo.ui.charts.scale import DIGIT, WITHHELD, Write, checked, part, placed, plain

Group = tuple[str, float | None, float | None]
# Height of one age group in em, and of the bar in it.
ROW = 1.7


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


def pyramid(groups: Iterable[Group], *, write: Write = plain, withheld: str = WITHHELD) -> Pyramid:
    """Place (label, men, women) rows given from the youngest to the oldest."""
    rows = [(str(label), checked(left), checked(right)) for label, left, right in groups]
    men = sum(left for _, left, _ in rows if left is not None)
    women = sum(right for _, _, right in rows if right is not None)
    top, middle, room = _columns(rows, write)
    return Pyramid(
        steps=tuple(
            _step(
                index,
                row,
                50 - middle / 2,
                room,
                top,
                lambda value: withheld if value is None else write(value),
            )
            for index, row in enumerate(reversed(rows))
        ),
        height=placed(len(rows) * ROW),
        right_x=placed(50 + middle / 2),
        left_total=men,
        right_total=women,
        left_total_text=write(men),
        right_total_text=write(women),
        total_text=write(men + women),
    )


def _columns(rows: list[Group], write: Write) -> tuple[float, float, float]:
    """Return the highest count, the width of the labels in the middle, and the room of one half's bars."""
    counts = [value for _, left, right in rows for value in (left, right) if value is not None]
    digits = max((len(write(value)) for value in counts), default=1)
    labels = max((len(label) for label, _, _ in rows), default=1)
    gutter = min(24.0, digits * DIGIT + 1.5)
    middle = min(30.0, labels * DIGIT + 3)
    return max(counts, default=0.0), middle, (100 - middle) / 2 - gutter


def _step(
    index: int, row: Group, edge: float, room: float, top: float, words: Callable[[float | None], str]
) -> Step:
    label, left, right = row
    width = part(left, top, room)
    return Step(
        label=label,
        left=left,
        right=right,
        left_text=words(left),
        right_text=words(right),
        left_x=placed(edge - width),
        left_width=width,
        right_width=part(right, top, room),
        text_y=placed(1.2 + index * ROW),
        bar_y=placed(0.15 + index * ROW),
    )
