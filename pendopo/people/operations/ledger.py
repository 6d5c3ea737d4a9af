"""What one event changes, written down row by row so that a mistake can be taken back whole."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypedDict
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.people.models import Family, PastMembership, Person, PopulationEvent
from pendopo.people.operations.refusals import PeopleRefused

Row = Family | Person | PastMembership
TABLES: Final[Mapping[str, type[Row]]] = {"family": Family, "person": Person, "past": PastMembership}
_NAMES: Final[Mapping[type[Row], str]] = {table: name for name, table in TABLES.items()}


class Line(TypedDict):
    """What an event did to one row: its columns before (None: the row is new) and after."""

    table: str
    id: str
    before: dict[str, object] | None
    after: dict[str, object]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(name: str, value: object) -> object:
    if value is None or not isinstance(value, str):
        return value
    if name.endswith(("_on", "_until", "_from", "_since", "_to", "_date")):
        return date.fromisoformat(value)
    return UUID(value) if name == "family_id" else value


class Ledger:
    """Changes rows for one event and keeps what they were; identity numbers never pass through here."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def change(self, row: Row, **values: object) -> None:
        """Set columns of a row and save it, if anything differs."""
        before = {name: _plain(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: _plain(getattr(row, name)) for name in values}
        if before == after:
            return
        row.save()
        self._write(row, before, after)

    def add(self, row: PastMembership) -> None:
        """Save a stay that is over."""
        row.save()
        self.made(row)

    def made(self, row: Row) -> None:
        """Note that a row is new."""
        self._write(row, None, {})

    def _write(self, row: Row, before: dict[str, object] | None, after: dict[str, object]) -> None:
        line: Line = {"table": _NAMES[type(row)], "id": str(row.pk), "before": before, "after": after}
        self.lines.append(line)

    def event(
        self,
        person: Person,
        kind: str,
        *,
        on: date,
        reported_on: date,
        details: Mapping[str, object],
        area: str | None = None,
    ) -> PopulationEvent:
        """Write the event down with what it changed; empty answers are left out."""
        said = {name: _plain(value) for name, value in details.items() if value not in (None, "", [], ())}
        return PopulationEvent.objects.create(
            person=person,
            village_code=person.village_code if area is None else area,
            kind=kind,
            on=on,
            reported_on=reported_on,
            details={**said, "undo": self.lines},
        )


def _rows_of(lines: list[Line]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for name, table in TABLES.items():
        wanted = [line["id"] for line in lines if line["table"] == name]
        rows = table.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
        found.update({str(row.pk): row for row in rows})
    return found


def _still_as_left(lines: list[Line], rows: Mapping[str, Row]) -> bool:
    latest: dict[tuple[str, str], object] = {}
    for line in lines:
        if line["id"] not in rows:
            return False
        latest.update({(line["id"], name): value for name, value in line["after"].items()})
    return all(_plain(getattr(rows[row], name)) == value for (row, name), value in latest.items())


def _put_back(lines: list[Line], rows: Mapping[str, Row]) -> list[Row]:
    """Undo the lines from the last to the first; answers the rows that the event had made.

    Refused where a family has another head since: it would have two.
    """
    try:
        with transaction.atomic():
            return _undone(lines, rows)
    except IntegrityError:
        raise PeopleRefused("built_upon") from None


def _undone(lines: list[Line], rows: Mapping[str, Row]) -> list[Row]:
    made = []
    for line in reversed(lines):
        row = rows[line["id"]]
        if line["before"] is None:
            made.append(row)
            continue
        for name, value in line["before"].items():
            setattr(row, name, _typed(name, value))
        row.save()
    return made
