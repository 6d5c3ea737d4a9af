"""A small village for the tests of the events: Pak Asep, Bu Euis, and their children."""

from datetime import date
from typing import Any
from uuid import uuid4

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.people.models import Family, Person
from pendopo.people.operations.events import Newcomer, NewFamily, record_move_in
from pendopo.places import operations as places

TARAJU = "32.06.13.2001"
CIKUBANG = "32.06.13.2002"
SYSTEM = system_actor("tests")
ALL = ("people.read", "people.record", "people.correct", "people.statistics", "desk.open")


def officer(area: str = TARAJU, *permissions: str) -> Actor:
    """An officer who holds these permissions, or all, in one area."""
    powers = frozenset(Power(name, area) for name in permissions or ALL)
    return Actor(kind="officer", id=uuid4(), name="Bu Ai", powers=powers)


def village(code: str = TARAJU) -> list[str]:
    """Set a village up with two neighbourhoods; answers their codes."""
    places.set_up_village(SYSTEM, code=code)
    triples = [("Cibolang", "001", "001"), ("Nagrak", "002", "001")]
    return sorted(places.ensure_localities(SYSTEM, village=code, triples=triples).values())


def values(name: str, sex: int, born: date, **more: Any) -> dict[str, Any]:
    """The data of one person."""
    return {"name": name, "sex": sex, "birth_date": born, **more}


def settle(area: str, *newcomers: Newcomer, kk_number: str | None = None) -> list[Person]:
    """Let a family move in long ago."""
    return record_move_in(
        SYSTEM,
        area=area,
        on=date(2015, 1, 1),
        newcomers=newcomers,
        new_family=NewFamily(area=area, address="Kp. Cibolang", kk_number=kk_number),
    )


def asep_and_euis(area: str) -> tuple[Family, Person, Person, Person, Person]:
    """A head, his wife, a grown daughter and a small son."""
    rows = settle(
        area,
        Newcomer(values("Asep Sunarya", 1, date(1970, 3, 4), marital_status=2, nik="3206130403700001"), 1),
        Newcomer(values("Euis Kartini", 2, date(1974, 5, 6), marital_status=2, nik="3206134605740002"), 3),
        Newcomer(values("Rina Marlina", 2, date(1998, 7, 8), marital_status=1), 4),
        Newcomer(values("Dede Sunarya", 1, date(2014, 9, 10), marital_status=1), 4),
        kk_number="3206130101150001",
    )
    by_name = {person.name.split()[0]: person for person in rows}
    family = rows[0].family
    assert family is not None
    return family, by_name["Asep"], by_name["Euis"], by_name["Rina"], by_name["Dede"]
