"""A small village and lists about it, all invented, for the tests of matching."""

import csv
import functools
import io
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.operation import operation
from pendopo.matching import operations
from pendopo.matching.models import MatchRun, PersonList
from pendopo.matching.operations.runs import request_run
from pendopo.people.models import Family, Person
from pendopo.people.tests import crowd

TARAJU = "32.06.13.2001"
ALL = ("matching.read", "matching.run", "matching.review", "desk.open")
HEADS = (
    "No",
    "NIK",
    "No. KK",
    "Nama Penerima",
    "L/P",
    "Tempat Lahir",
    "Tgl Lahir",
    "Alamat",
    "RT",
    "RW",
    "Dusun",
)
_FIRST = ("Asep", "Euis", "Dadang", "Neneng", "Ujang", "Cucu", "Tatang", "Iis", "Yayan", "Lilis")
_LAST = (
    "Sunarya",
    "Kartini",
    "Hidayat",
    "Nurjanah",
    "Permana",
    "Rohaeti",
    "Suhendar",
    "Marlina",
    "Gunawan",
    "Aminah",
)


def start_here(actor: Actor, **given: Any) -> MatchRun:
    """Begins a run and works it to its end before answering."""
    return operations.execute(request_run(actor, **given))


def officer(name: str = "Bu Ai", *permissions: str, area: str = TARAJU) -> Actor:
    """An officer with a name of her own; matching's permissions unless others are given."""
    powers = frozenset(Power(one, area) for one in permissions or ALL)
    return Actor(kind="officer", id=uuid.uuid4(), name=name, powers=powers, strong=True)


def village(families: int = 20) -> list[Person]:
    """Writes families of four into Taraju: two grown-ups and two children, each with a NIK that fits."""
    places = crowd.village()
    people: list[Any] = []
    for number in range(families):
        place = sorted(places.values())[number % len(places)]
        card = crowd.family(
            area_code=place, kk_number=f"32061301011{number:04d}7", address=f"Kp. Cibolang No. {number}"
        )
        people.append(card)
        for member in range(4):
            people.append(_member(number, member, card, place))
    crowd.write(people)
    return [row for row in people if isinstance(row, Person)]


def _member(number: int, member: int, card: Family, place: str) -> Person:
    sex = 1 if member % 2 == 0 else 2
    born = date(
        1960 + (number * 7 + member * 23) % 55, 1 + (number + member * 5) % 12, 2 + (number * 3 + member) % 26
    )
    day = born.day + (40 if sex == 2 else 0)
    nik = f"320613{day:02d}{born.month:02d}{born.year % 100:02d}{number * 4 + member + 1:04d}"
    name = f"{_FIRST[(number + member * 3) % 10]} {_LAST[(number * 3 + member * 7) % 10]}"
    return crowd.person(
        name,
        nik=nik,
        sex=sex,
        birth_date=born,
        birth_place="Tasikmalaya",
        family=card,
        relation=(1, 3, 4, 4)[member],
        area_code=place,
    )


def line(person: Person, number: int = 1, **changed: str) -> dict[str, str]:
    """A line of a list about somebody, with what the list writes differently."""
    card = person.family
    assert person.birth_date is not None
    assert card is not None
    given = {
        "No": str(number),
        "NIK": person.nik or "",
        "No. KK": card.kk_number or "",
        "Nama Penerima": person.name.upper(),
        "L/P": "L" if person.sex == 1 else "P",
        "Tempat Lahir": person.birth_place,
        "Tgl Lahir": f"{person.birth_date:%d/%m/%Y}",
        "Alamat": card.address,
        "RT": person.area_code.split(".")[-1],
        "RW": person.area_code.split(".")[-2],
        "Dusun": "Babakan",
    }
    return {**given, **changed}


def as_csv(lines: Iterable[dict[str, str]]) -> bytes:
    """The lines as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=HEADS, delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def upload(actor: Actor, lines: Iterable[dict[str, str]], *, title: str = "Penerima BLT") -> PersonList:
    """Uploads a list, takes the guessed columns, accepts it; nothing runs yet."""
    from pendopo.matching.queries.lists import mapping_page

    made = operations.receive_list(
        actor, area=TARAJU, title=title, file_name="blt.csv", content=as_csv(lines)
    )
    operations.map_list(actor, source=made, mapping=mapping_page(actor, made.pk).chosen)
    made.refresh_from_db()
    accepted = operations.accept_and_begin(actor, source=made, start=False)
    assert isinstance(accepted, PersonList)
    return accepted


def run(
    actor: Actor, source: PersonList | None, kind: str = "register", other: PersonList | None = None
) -> MatchRun:
    """Matches a list and waits for the end."""
    return start_here(actor, area=TARAJU, kind=kind, source=source, other_source=other)


def change_row(row: Any, **values: object) -> None:
    """Changes a row inside an operation."""
    _door()(system_actor("test"), area=TARAJU, row=row, values=values)


@functools.cache
def _door() -> Callable[..., None]:
    # registered at the first use, so that collecting tests does not change the registry
    @operation("test.matching.change", "test.matching.change", "test.make", "area")
    def change(actor: Actor, *, area: str, row: Any, values: dict[str, object]) -> None:
        """Change a row for a test."""
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return change
