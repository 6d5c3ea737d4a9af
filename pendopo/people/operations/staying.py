"""Stays as they begin, end and change place: the only writer of presence, family and place (ADR 0051).

Every function holds from a day on, also when that day is told late: what was noted of later days is put right with it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from pendopo.people.models import Family, PastMembership, Person
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.registering import BELONGING
from pendopo.people.rules.stays import DATED, Turn, is_void


class Pen(Protocol):
    """What writes rows: the ledger of an event, or a batch of an import."""

    def change(self, row: Family | Person | PastMembership, **values: object) -> None:
        """Set columns of a row."""

    def add(self, row: PastMembership) -> None:
        """Add a stay that is over."""


def _start(person: Person) -> date:
    return person.here_since or person.present_from


def _close(pen: Pen, person: Person, until: date, went_by: int) -> None:
    """Keep the stay of a person's row as one that is over, if it ever was."""
    start = _start(person)
    if is_void((until - start).days, person.came_by, went_by) or (until <= start and went_by == Turn.INSIDE):
        return
    told = {name: getattr(person, name) for name in DATED}
    pen.add(
        PastMembership(
            person=person, valid_from=start, valid_to=until, came_by=person.came_by, went_by=went_by, **told
        )
    )


def _after(person: Person, on: date) -> Iterator[PastMembership]:
    """Give the stays that are over and hold on or after a day; none when the present one began by then."""
    if on < _start(person):
        rows = PastMembership.objects.select_for_update().filter(person=person, valid_to__gt=on)
        yield from rows.exclude(village_code="").order_by("valid_to", "pk")


def _began(stay: PastMembership) -> date:
    return stay.valid_from or stay.person.birth_date or stay.valid_to


def _place(pen: Pen, person: Person, on: date, **values: object) -> None:
    """Put a person into another family or place from a day on; other columns may come along."""
    dated = {name: values[name] for name in DATED if name in values}
    if all(getattr(person, name) == value for name, value in dated.items()):
        pen.change(person, **values)
        return
    for stay in _after(person, on):
        if stay.family_id == person.family_id:
            _place_past(pen, stay, on, dated)
    until, start = person.present_until, _start(person)
    if until is not None and start < until <= on:
        _close(pen, person, until, person.went_by)
        values |= {"here_since": until, "came_by": int(Turn.INSIDE), "went_by": 0}
    elif on <= start or (until is not None and until <= on):
        _remember(pen, person, on, dated)
    else:
        _close(pen, person, on, Turn.INSIDE)
        values |= {"here_since": on, "came_by": int(Turn.INSIDE)}
    pen.change(person, **values)


def _remember(pen: Pen, person: Person, on: date, dated: Mapping[str, object]) -> None:
    """Keep that somebody was of a family, for no day: kin are known by it."""
    if person.family_id is not None and dated.get("family_id", person.family_id) != person.family_id:
        told = {name: getattr(person, name) for name in DATED}
        pen.add(PastMembership(person=person, valid_from=on, valid_to=on, **told))


def _place_past(pen: Pen, stay: PastMembership, on: date, dated: dict[str, object]) -> None:
    if _began(stay) >= on:
        pen.change(stay, **dated)
        return
    told = {name: getattr(stay, name) for name in DATED} | dated
    rest = PastMembership(
        person_id=stay.person_id,
        valid_from=on,
        valid_to=stay.valid_to,
        came_by=int(Turn.INSIDE),
        went_by=stay.went_by,
        **told,
    )
    pen.change(stay, valid_to=on, went_by=int(Turn.INSIDE))
    pen.add(rest)


def _end(pen: Pen, person: Person, on: date, status: BasicStatus, went_by: int) -> None:
    """End a person's stay on a day; who is away already only changes status."""
    start, until = _start(person), person.present_until
    if until is not None and until <= on:
        pen.change(person, basic_status=int(status))
        return
    for stay in _after(person, on):
        if _began(stay) >= on:
            _void(pen, stay)
        else:
            pen.change(stay, valid_to=on, went_by=went_by)
    if on < start:
        pen.change(person, basic_status=int(status), present_until=start, went_by=0)
    else:
        pen.change(person, basic_status=int(status), present_until=on, went_by=went_by)


def _left_after(person: Person, on: date) -> bool:
    """Say whether the last stay of somebody who is away ended only after a day."""
    until = person.present_until
    ever = person.here_since is not None or person.present_from != until
    return until is not None and ever and on < until


def _begin_again(pen: Pen, person: Person, on: date, came_by: int, *, moved: bool, **values: object) -> None:
    """Begin a new stay of somebody who was away, with these values; who had moved lives here only since that day."""
    if person.present_until is not None:
        _close(pen, person, person.present_until, person.went_by)
    since = {"present_from": on, "here_since": None} if moved else {"here_since": on}
    pen.change(
        person,
        basic_status=int(BasicStatus.ALIVE),
        present_until=None,
        came_by=came_by,
        went_by=0,
        **since,
        **values,
    )


def _withdraw(pen: Pen, person: Person, **values: object) -> None:
    """Let a record count no more, not for any day: it was no person, or a second record of one."""
    stays = PastMembership.objects.select_for_update().filter(person=person).exclude(village_code="")
    for stay in stays.order_by("pk"):
        _void(pen, stay)
    pen.change(
        person,
        basic_status=int(BasicStatus.INVALID),
        present_until=_start(person),
        came_by=0,
        went_by=0,
        **values,
    )


def _follow_birth(pen: Pen, person: Person, was: date | None) -> None:
    """Let stays follow a corrected birth date: who was here from birth on still is, and nobody before it."""
    born = person.birth_date
    if born is None or born == was:
        return
    stays = PastMembership.objects.select_for_update().filter(person=person, valid_from__isnull=False)
    for stay in stays.order_by("pk"):
        if stay.valid_from in (was, None) or _began(stay) < born:
            pen.change(stay, valid_from=min(born, stay.valid_to))
    since, here = person.present_from, person.here_since
    since = born if since == was or since < born else since
    here = max(here, born) if here is not None else None
    until = person.present_until
    until = max(until, here or since) if until is not None else None
    pen.change(person, present_from=since, here_since=here, present_until=until)


def _void(pen: Pen, stay: PastMembership) -> None:
    pen.change(stay, valid_to=_began(stay), came_by=0, went_by=0)


def _home_again(pen: Pen, person: Person, on: date) -> None:
    """Bring somebody who belongs to a family again to where it is now, and open its card if it was closed."""
    family = person.family
    if family is None or person.basic_status not in BELONGING:
        return
    if family.dissolved_on is not None:
        pen.change(family, dissolved_on=None)
    if person.area_code != family.area_code:
        _place(pen, person, on, area_code=family.area_code)
