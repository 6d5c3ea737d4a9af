"""What would become of each row of a batch, given the register as it is now."""

from collections.abc import Mapping, Sequence
from typing import Any

from pendopo.people.queries.importing.lookup import Known
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.intake import Action, Decision, decide, head_problem
from pendopo.people.rules.problems import Problem, error
from pendopo.people.rules.rows import Row

Triples = Mapping[tuple[str, str, str], str]


def decisions_for(rows: Sequence[Row], *, village: str, places: Triples, known: Known) -> list[Decision]:
    """Decide about each row of a batch, family heads and foreign villages included; nothing is written."""
    areas = [place_of(row, places) for row in rows]
    made = [
        decide(row, known.held(place), village=village, area_code=area)
        for place, (row, area) in enumerate(zip(rows, areas, strict=True))
    ]
    for place, row in enumerate(rows):
        if made[place].action is Action.SAME and _family_changes(row, areas[place], known):
            made[place] = Decision(Action.UPDATE, {})
    # A refused row gives up nothing, which can refuse another: until no more are found.
    while problems := _family_problems(rows, made, village, known):
        for place, problem in problems.items():
            made[place] = Decision(Action.REJECT, {}, (problem,))
    return made


def family_values(row: Row, address: str, area_code: str, area: str | None) -> tuple[str, str]:
    """Return what a family's address and area become: its head's row speaks, or any row where none is known yet."""
    head = row.relation == Relation.HEAD
    spoken = row.address[:200] if row.address and (head or not address) else address
    return spoken, area if area and head else area_code


def place_of(row: Row, places: Triples) -> str | None:
    """Return the area code that a row's hamlet, RW and RT mean, or nothing when it names none of them."""
    triple = (row.hamlet, row.rw, row.rt)
    return places.get(triple) if any(triple) else None


def _family_changes(row: Row, area: str | None, known: Known) -> bool:
    family = known.families.get(row.kk_number) if row.kk_number else None
    if family is None:
        return False
    held = (family.address, family.area_code)
    return family_values(row, *held, area) != held


def _family_problems(
    rows: Sequence[Row], made: Sequence[Decision], village: str, known: Known
) -> dict[int, Problem]:
    """Find the rows, refused ones apart, that would give a family a second head or belong to another village."""
    given_up = _heads_given_up(rows, made, known)
    claimed: dict[Any, int] = {}
    problems: dict[int, Problem] = {}
    for place, row in enumerate(rows):
        if made[place].action is Action.REJECT:
            continue
        family = known.families.get(row.kk_number) if row.kk_number else None
        if family is not None and family.village_code != village:
            problems[place] = error("kk_in_other_village", "kk_number")
            continue
        key = _family_key(row, known.persons.get(place), known)
        if key is None or not _leads(row, known.persons.get(place)):
            continue
        others = known.heads.get(key, set()) - given_up - {getattr(known.persons.get(place), "pk", None)}
        problem = head_problem(
            Relation.HEAD, BasicStatus.ALIVE, bool(others) or claimed.setdefault(key, place) != place
        )
        if problem is not None:
            problems[place] = problem
    return problems


def _family_key(row: Row, person: Any, known: Known) -> Any:
    """Return the family in which a row puts somebody: its id, or its KK number while it does not exist yet."""
    if row.kk_number:
        family = known.families.get(row.kk_number)
        return family.pk if family is not None else row.kk_number
    return person.family_id if person is not None else None


def _leads(row: Row, person: Any) -> bool:
    """Say whether somebody is a living head after a row; an empty cell leaves what the register says."""
    relation = row.relation if row.relation is not None else getattr(person, "relation", None)
    status = (
        row.basic_status
        if row.basic_status is not None
        else getattr(person, "basic_status", BasicStatus.ALIVE)
    )
    return bool(relation == Relation.HEAD and status == BasicStatus.ALIVE)


def _heads_given_up(rows: Sequence[Row], made: Sequence[Decision], known: Known) -> set[Any]:
    """Living heads who are no head of their family any more after this batch: their place is free for another row."""
    return {
        person.pk
        for place, person in known.persons.items()
        if made[place].action is not Action.REJECT
        and (not _leads(rows[place], person) or _family_key(rows[place], person, known) != person.family_id)
    }
