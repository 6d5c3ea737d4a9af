"""What `pendopo verify` looks at beside the chains and the rows: a domain brings each with its registration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from pendopo.kernel.columns import secret_mark
from pendopo.kernel.domains import parts_of
from pendopo.kernel.findings import Broken
from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import ActorName
from pendopo.kernel.triggers import Kept, missing_triggers, restored


@dataclass(frozen=True)
class Watched:
    """Something that no image of a row holds and that nobody may change unseen; yields a sentence for each problem."""

    problems: Callable[[], Iterator[str]]


def first_problem(actors: set[bytes]) -> Broken | None:
    """Return the first thing that is not as it should be; `actors` are the pseudonyms in the chains."""
    ways = (part.problems() for _, part in parts_of(Watched))
    for problems in (trigger_problems(), kept_problems(), name_problems(actors), *ways):
        for problem in problems:
            return Broken("", "", 0, "", problem)
    return None


def trigger_problems() -> Iterator[str]:
    """Name the triggers that are missing, and those that were when this program started and put them back."""
    for name in (*restored, *missing_triggers()):
        yield f"the trigger {name} was dropped or changed"


def kept_problems() -> Iterator[str]:
    """Compare the tables that triggers of domains keep with what they would be filled with."""
    for _, kept in parts_of(Kept):
        held = f"SELECT * FROM {kept.table}"  # noqa: S608 - a name of our own
        for statement in kept.filling(connection.vendor):
            wanted = statement[statement.index("SELECT") :].removesuffix(" ON CONFLICT DO NOTHING")
            if _has_more(wanted, held) or _has_more(held, wanted):
                yield f"{kept.table} does not follow from the rows it is kept from"


def _has_more(one: str, other: str) -> bool:
    with unguarded("a look at what triggers keep"), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({one}) AS a EXCEPT SELECT * FROM ({other}) AS b LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def name_problems(actors: set[bytes]) -> Iterator[str]:
    """Check that each pseudonym in the chains has a name beside it, and the one that was written."""
    for pseudonym, kind, name, mark in ActorName.objects.values_list(
        "pseudonym", "kind", "name", "mark"
    ).iterator():
        actors.discard(bytes(pseudonym))
        if bytes(mark) != name_mark(bytes(pseudonym), kind, name):
            yield f"the name behind the pseudonym {bytes(pseudonym).hex()} was changed outside an operation"
    for gone in sorted(actors):
        yield f"the name behind the pseudonym {gone.hex()} is gone"


def name_mark(pseudonym: bytes, kind: str, name: str) -> bytes:
    """Return the mark beside the name of a pseudonym."""
    return secret_mark("name behind", pseudonym, f"{kind}\0{name}".encode())
