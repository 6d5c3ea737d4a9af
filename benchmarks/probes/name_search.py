"""Searches by name: what officers type, drawn from the names that are there."""

import random
import time

from benchmarks.probes.desk_session import signed_in
from pendopo.accounts.models import User
from pendopo.accounts.queries import actor_of_user
from pendopo.kernel.actor import Actor
from pendopo.people.models import Person
from pendopo.people.queries import persons_visible_to
from pendopo.people.queries.events.duplicates import likely_duplicates
from pendopo.people.queries.persons import Wanted

ENTRY = "the same person at the form?"


def run(rounds: int) -> dict[str, object]:
    rnd = random.Random(5)
    actor = actor_of_user(User.objects.get(username="operator"), strong=True)
    names = sample(rnd, rounds)
    kinds = typed(names)
    for text in ("asep", "euis", "siti"):
        persons_visible_to(actor, Wanted(text=text))
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, texts in kinds.items():
        found[kind] = [_timed(actor, text) for text in texts]
    found[ENTRY] = [_entered(actor, person, rnd) for person in residents(rnd, rounds)]
    client = signed_in()
    client.get("/meja/warga/", {"q": "asep"})
    found["whole page"] = []
    for text in kinds["first letters"]:
        cpu, start = time.process_time(), time.perf_counter()
        answer = client.get("/meja/warga/", {"q": text})
        found["whole page"].append(_passed(cpu, start))
        if answer.status_code != 200:
            raise RuntimeError(f"the list answered {answer.status_code}")
    return {"residents": Person.objects.count(), "kinds": found}


def sample(rnd: random.Random, count: int) -> list[str]:
    """Names of residents, drawn evenly."""
    total = Person.objects.count()
    rows = Person.objects.order_by("id").values_list("name", flat=True)
    return [rows[rnd.randrange(total)] for _ in range(count)]


def residents(rnd: random.Random, count: int) -> list[Person]:
    """Residents with a birth date, drawn evenly."""
    rows = Person.objects.filter(birth_date__isnull=False).order_by("id")
    total = rows.count()
    return [rows[rnd.randrange(total)] for _ in range(count)]


def typed(names: list[str]) -> dict[str, list[str]]:
    """The ways in which an officer types a name."""
    return {
        "first letters": [name[: 3 + index % 3] for index, name in enumerate(names)],
        "full name": names,
        "words run together": [name.replace(" ", "") for name in names],
        "last word": [name.split()[-1] for name in names],
        # no digits: a page takes them for a number, which never stands in an address, and leads elsewhere
        "unknown name": [f"{name[:4]}xq{chr(97 + index % 26)}q" for index, name in enumerate(names)],
    }


def _entered(actor: Actor, person: Person, rnd: random.Random) -> tuple[float, float]:
    """Write a resident down a second time, a letter of the name lost: the check of the form."""
    at = rnd.randrange(len(person.name))
    name = person.name[:at] + person.name[at + 1 :]
    cpu, start = time.process_time(), time.perf_counter()
    likely_duplicates(
        actor,
        name=name,
        birth_date=person.birth_date,
        mother_name=person.mother_name,
        village=person.village_code,
    )
    return _passed(cpu, start)


def _timed(actor: Actor, text: str) -> tuple[float, float]:
    cpu, start = time.process_time(), time.perf_counter()
    listing = persons_visible_to(actor, Wanted(text=text))
    for person in listing.persons:
        _ = person.name
    return _passed(cpu, start)


def _passed(cpu: float, start: float) -> tuple[float, float]:
    """Milliseconds of processor and of clock: SQLite works in this process, so the first is all it takes."""
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - start) * 1000
