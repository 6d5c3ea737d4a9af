"""What would become of each row of a batch, given the register as it is now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from pendopo.people.models import Person
from pendopo.people.queries.importing.lookup import Known
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.columns import heading_key
from pendopo.people.rules.intake import Action, Decision, Held, decide, head_problem
from pendopo.people.rules.problems import Problem, error, warning
from pendopo.people.rules.rows import Row, counts_in_family

Triples = Mapping[tuple[str, str, str], str]


def decisions_for(rows: Sequence[Row], *, village: str, places: Triples, known: Known) -> list[Decision]:
    """Decide about each row of a batch, family heads and foreign villages included; nothing is written."""
    areas = [place_of(row, places) for row in rows]
    made = [
        decide(row, known.held(place), village=village, area_code=area)
        for place, (row, area) in enumerate(zip(rows, areas, strict=True))
    ]
    kept = _own_addresses(rows, known)
    for place, row in enumerate(rows):
        made[place] = _with_address(made[place], kept.get(place), known.held(place))
        if made[place].action is Action.SAME and _family_changes(row, areas[place], known):
            made[place] = Decision(Action.UPDATE, {}, made[place].problems)
        if made[place].action is not Action.REJECT:
            made[place] = replace(
                made[place], problems=(*made[place].problems, *_doubts(place, row, made, known))
            )
    # A refused row gives up nothing, which can refuse another: until no more are found.
    while problems := _family_problems(rows, made, village, known):
        for place, problem in problems.items():
            made[place] = Decision(Action.REJECT, {}, (problem,))
    return made


def _doubts(place: int, row: Row, made: Sequence[Decision], known: Known) -> Iterator[Problem]:
    if made[place].action is Action.CREATE and place in known.namesakes:
        yield warning("maybe_known", "name")
    if reopens(row, known):
        yield warning("card_reopened", "kk_number")


def reopens(row: Row, known: Known) -> bool:
    """Say whether a row puts a living member on a card that was dissolved."""
    family = known.families.get(row.kk_number) if row.kk_number else None
    return family is not None and family.dissolved_on is not None and counts_in_family(row)


def _own_addresses(rows: Sequence[Row], known: Known) -> dict[int, str]:
    """Find the members whose address is not their card's: it is kept as theirs, by the place of their row."""
    spoken = {number: family.address for number, family in known.families.items() if family.address}
    for row in sorted(rows, key=lambda row: row.relation == Relation.HEAD):
        if row.kk_number and row.address and (row.relation == Relation.HEAD or row.kk_number not in spoken):
            spoken[row.kk_number] = row.address
    return {
        place: row.address[:200]
        for place, row in enumerate(rows)
        if row.address and row.kk_number and not row.current_address
        if heading_key(row.address) != heading_key(spoken[row.kk_number])
    }


def _with_address(made: Decision, address: str | None, held: Held | None) -> Decision:
    if address is None or made.action is Action.REJECT:
        return made
    problems = (*made.problems, warning("address_differs", "address"))
    if held is not None and held.values.get("current_address") == address:
        return replace(made, problems=problems)
    action = Action.UPDATE if made.action is Action.SAME else made.action
    return Decision(action, {**made.changes, "current_address": address}, problems)


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
    if reopens(row, known):
        return True
    held = (family.address, family.area_code)
    return family_values(row, *held, area) != held


def _family_problems(
    rows: Sequence[Row], made: Sequence[Decision], village: str, known: Known
) -> dict[int, Problem]:
    """Find the rows, refused ones apart, that would give a family a second head or belong to another village."""
    given_up = _heads_given_up(rows, made, known)
    claimed: dict[UUID | str, int] = {}
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


def _family_key(row: Row, person: Person | None, known: Known) -> UUID | str | None:
    """Return the family in which a row puts somebody: its id, or its KK number while it does not exist yet."""
    if row.kk_number:
        family = known.families.get(row.kk_number)
        return family.pk if family is not None else row.kk_number
    return person.family_id if person is not None else None


def _leads(row: Row, person: Person | None) -> bool:
    """Say whether somebody is a living head after a row; an empty cell leaves what the register says."""
    relation = row.relation if row.relation is not None else getattr(person, "relation", None)
    status = (
        row.basic_status
        if row.basic_status is not None
        else getattr(person, "basic_status", BasicStatus.ALIVE)
    )
    return bool(relation == Relation.HEAD and status == BasicStatus.ALIVE)


def _heads_given_up(rows: Sequence[Row], made: Sequence[Decision], known: Known) -> set[UUID]:
    """Living heads who are no head of their family any more after this batch: their place is free for another row."""
    return {
        person.pk
        for place, person in known.persons.items()
        if made[place].action is not Action.REJECT
        and (not _leads(rows[place], person) or _family_key(rows[place], person, known) != person.family_id)
    }
