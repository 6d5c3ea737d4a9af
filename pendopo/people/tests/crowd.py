"""Rows of people for tests of figures, books and exports, written through one operation like everything else."""

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.operation import operation
from pendopo.people.models import Family, PastMembership, Person, PopulationEvent
from pendopo.people.rules.names import fold
from pendopo.places.operations import ensure_localities, set_up_village

TARAJU = "32.06.13.2001"
ELSEWHERE = "32.08.31.2011"
TESTER = system_actor("test")


@functools.cache
def _door() -> Callable[..., Any]:
    # registered at the first use, so that collecting tests does not change the registry
    @operation("test.crowd.make", "test.crowd.make", "test.make", "area")
    def make_rows(actor: Actor, *, area: str, rows: Sequence[Any]) -> None:
        """Write rows of one table for a test."""
        for table in (Family, Person, PastMembership, PopulationEvent):
            own = [row for row in rows if isinstance(row, table)]
            table.objects.bulk_create(own)

    return make_rows


def write(rows: Iterable[Any], *, area: str = TARAJU) -> None:
    """Writes rows inside one operation."""
    _door()(TESTER, area=area, rows=list(rows))


def person(name: str = "Ujang", **values: Any) -> Person:
    """Answers an unsaved resident with what a row needs at least."""
    given = {
        "village_code": TARAJU,
        "area_code": TARAJU,
        "present_from": date(2000, 1, 1),
        "sex": 1,
        **values,
    }
    return Person(name=name, name_key=fold(name), **given)


def neighbour() -> None:
    """Writes one resident of the other village, whom no figure and no list of this one may count."""
    there = {"village_code": ELSEWHERE, "area_code": ELSEWHERE}
    write([person("Tetangga", birth_date=date(1984, 3, 12), religion=1, **there)], area=ELSEWHERE)


def family(**values: Any) -> Family:
    """Answers an unsaved family."""
    return Family(**{"village_code": TARAJU, "area_code": TARAJU, **values})


def village(
    code: str = TARAJU, hamlets: Sequence[str] = ("Babakan", "Cikoneng")
) -> dict[tuple[str, str, str], str]:
    """Sets a village up with two RT in each hamlet and answers the code of each (hamlet, RW, RT)."""
    set_up_village(TESTER, code=code)
    triples = {(hamlet, "001", rt) for hamlet in hamlets for rt in ("001", "002")}
    return dict(ensure_localities(TESTER, village=code, triples=triples))


def officer(*permissions: str, area: str = TARAJU) -> Actor:
    """Answers an officer with these permissions in an area."""
    return Actor(kind="officer", name="Bu Euis", powers=frozenset(Power(name, area) for name in permissions))


def clear() -> None:
    """Takes every person and family away again, between the examples of a property."""
    _sweep()(TESTER, area=TARAJU)


@functools.cache
def _sweep() -> Callable[..., Any]:
    @operation("test.crowd.clear", "test.crowd.clear", "test.make", "area")
    def clear_rows(actor: Actor, *, area: str) -> None:
        """Delete the rows of a test."""
        for table in (PopulationEvent, Person, Family):
            table.objects.all().delete()

    return clear_rows
