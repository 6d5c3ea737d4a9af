"""What an accepted row of a file does to the register: pure decisions, no reading, no writing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.names import fold
from pendopo.people.rules.problems import Problem, error
from pendopo.people.rules.rows import FIELDS, Row, missing_for_new

# These fields of a row live in the family or decide the place; the others are columns of the person.
FAMILY_FIELDS: Final = frozenset({"kk_number", "address"})
PLACE_FIELDS: Final = frozenset({"hamlet", "rw", "rt"})
PERSON_FIELDS: Final = tuple(f for f in FIELDS if f not in FAMILY_FIELDS and f not in PLACE_FIELDS)
MAX_LENGTHS: Final[Mapping[str, int]] = {
    "name": 120,
    "birth_place": 100,
    "father_name": 120,
    "mother_name": 120,
    "birth_certificate": 60,
    "passport": 45,
    "kitas": 45,
    "marriage_certificate": 60,
    "divorce_certificate": 60,
    "ethnicity": 60,
    "insurance_number": 40,
    "current_address": 200,
    "address": 200,
}


class Action(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    SAME = "same"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Held:
    """What the register knows of the person whom a row means."""

    values: Mapping[str, object]
    village: str
    kk_number: str | None
    area_code: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The action for one row, the person's columns that change, and what speaks against it."""

    action: Action
    changes: Mapping[str, object]
    problems: tuple[Problem, ...] = ()


def decide(row: Row, held: Held | None, *, village: str, area_code: str | None) -> Decision:
    """Decide what a row does: a new person needs name, sex and birth date; a known one changes in the given cells only.

    An empty cell never erases what the register knows. (handbook opensid.md section 4; issue 2)
    """
    if held is None:
        missing = missing_for_new(row)
        if missing:
            return Decision(Action.REJECT, {}, tuple(missing))
        return Decision(Action.CREATE, given_values(row))
    if held.village != village:
        return Decision(Action.REJECT, {}, (error("nik_in_other_village", "nik"),))
    problem = _status_problem(row, held)
    if problem is not None:
        return Decision(Action.REJECT, {}, (problem,))
    changes = {name: value for name, value in given_values(row).items() if held.values.get(name) != value}
    if row.kk_number is not None and row.kk_number != held.kk_number:
        changes["kk_number"] = row.kk_number
    if area_code is not None and area_code != held.area_code:
        changes["area_code"] = area_code
    return Decision(Action.UPDATE if changes else Action.SAME, changes)


def given_values(row: Row) -> dict[str, object]:
    """Return the person's columns that a row gives a value for, cut to the width of the register."""
    values: dict[str, object] = {}
    for name in PERSON_FIELDS:
        value = getattr(row, name)
        if value is None or value == "":
            continue
        limit = MAX_LENGTHS.get(name)
        values[name] = value[:limit] if limit is not None else value
    return values


def _status_problem(row: Row, held: Held) -> Problem | None:
    was = held.values.get("basic_status")
    if row.basic_status is None or row.basic_status == was:
        return None
    if was == BasicStatus.DEAD:
        return error("dead_in_register", "basic_status")
    if was in (BasicStatus.MOVED, BasicStatus.INVALID) and row.basic_status == BasicStatus.ALIVE:
        return error("left_in_register", "basic_status")
    return None


def same_person_key(name: str, birth: object) -> tuple[str, object]:
    """Return under what a row without a known NIK is looked for: folded name and birth date."""
    return fold(name), birth


def head_problem(relation: int | None, status: int | None, family_has_head: bool) -> Problem | None:
    """Refuse a second living head of a family (one head a family: Permendagri 109/2019, handbook domain.md 2)."""
    if relation == Relation.HEAD and status in (None, BasicStatus.ALIVE) and family_has_head:
        return error("family_has_head", "relation")
    return None


def family_order(keys: Sequence[str | None]) -> list[int]:
    """Return the order in which rows are written: each family together where its first member stands."""
    first: dict[str, int] = {}
    places = [first.setdefault(key, place) if key else place for place, key in enumerate(keys)]
    return sorted(range(len(keys)), key=lambda place: (places[place], place))


def chunk_size(total: int) -> int:
    """Give about how many rows of an import are written at once: 500 in a village's, 5,000 of 100,000.

    Names and numbers lie all over their indexes. 500 residents touch nearly 3,000 of their pages in a register of
    100,000, and each page is written with every batch that touches it.
    """
    return min(max(500, total // 20), 5000)


def chunk_ends(keys: Iterable[str | None], size: int) -> list[int]:
    """Return where batches of about `size` rows end, never in the middle of a family (keys in family order)."""
    ends: list[int] = []
    start, previous, count = 0, None, 0
    for count, key in enumerate(keys, start=1):
        if count - 1 - start >= size and (key is None or key != previous):
            ends.append(count - 1)
            start = count - 1
        previous = key
    if count > start:
        ends.append(count)
    return ends
