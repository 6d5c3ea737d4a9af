"""A resident file that can be read: its columns and its lines, whatever it looked like before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pendopo.people.rules.plan import Sheet, SkippedColumn
from pendopo.people.rules.problems import Problem

Line = tuple[int, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Source:
    """Lines of a file as (line number in the file, cells by column name); can be walked more than once.

    Of a sheet that is read, the number of rows is known when all were walked: `sheets` holds 0 until then.
    """

    format: str
    columns_given: frozenset[str]
    read: Callable[[], Iterator[Line]]
    sheets: tuple[Sheet, ...]
    skipped: tuple[SkippedColumn, ...] = field(default=())
    warnings: tuple[Problem, ...] = field(default=())

    def __iter__(self) -> Iterator[Line]:
        return self.read()
