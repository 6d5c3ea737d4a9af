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
    made: list[Decision] = []
    heads = {family: set(ids) for family, ids in known.heads.items()}
    given_up = _heads_given_up(rows, known)
    for place, row in enumerate(rows):
        decision = decide(row, known.held(place), village=village, area_code=place_of(row, places))
        problem = _family_problem(row, place, village, known, heads, given_up)
        if problem is not None and decision.action is not Action.REJECT:
            decision = Decision(Action.REJECT, {}, (problem,))
        made.append(decision)
    return made


def place_of(row: Row, places: Triples) -> str | None:
    """Return the area code that a row's hamlet, RW and RT mean, or nothing when it names none of them."""
    triple = (row.hamlet, row.rw, row.rt)
    return places.get(triple) if any(triple) else None


def _heads_given_up(rows: Sequence[Row], known: Known) -> set[Any]:
    """Living heads who are no head any more in this batch: their place is free for another row."""
    freed = set()
    for place, row in enumerate(rows):
        person = known.persons.get(place)
        if person is None or person.relation != Relation.HEAD:
            continue
        other_family = row.kk_number is not None and known.kk_of.get(person.family_id) != row.kk_number
        leaves = row.basic_status is not None and row.basic_status != BasicStatus.ALIVE
        if leaves or other_family or (row.relation is not None and row.relation != Relation.HEAD):
            freed.add(person.pk)
    return freed


def _family_problem(
    row: Row, place: int, village: str, known: Known, heads: dict[Any, set[Any]], given_up: set[Any]
) -> Problem | None:
    family = known.families.get(row.kk_number) if row.kk_number else None
    if family is None:
        return None
    if family.village_code != village:
        return error("kk_in_other_village", "kk_number")
    person = known.persons.get(place)
    others = heads.get(family.pk, set()) - given_up - ({person.pk} if person else set())
    return head_problem(row.relation, row.basic_status, bool(others))
