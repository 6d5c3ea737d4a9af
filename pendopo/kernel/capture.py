"""What the running operation changed: every journalled row reports here before and after it is written."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from pendopo.kernel import memo
from pendopo.kernel.columns import MARK, journalled, secret_mark, secrets_of
from pendopo.kernel.errors import WriteRefused
from pendopo.kernel.sealed import SealedTextField, SealedValue


@dataclass
class Change:
    """One row as the operation leaves it; `image` is None when the row is gone."""

    table: str
    row_id: UUID
    base: UUID | None
    image: dict[str, Any] | None


@dataclass
class Capture:
    """All rows changed by one operation, in the order of their first change."""

    entry_id: UUID
    changes: dict[tuple[str, UUID], Change] = field(default_factory=dict)
    # Rows that an operation inside this one changed, and the entry that did it.
    overtaken: dict[tuple[str, UUID], UUID] = field(default_factory=dict)
    # Rows in memory that carry the coming entry's id, and what they carried before.
    marked: list[tuple[models.Model, UUID | None]] = field(default_factory=list)

    def hand_over(self, outer: "Capture") -> None:
        """Tell the operation around this one what has changed; a row that both changed stands in this one's entry."""
        for key, change in self.changes.items():
            earlier = outer.changes.pop(key, None)
            if earlier is not None:
                change.base = earlier.base
            outer.overtaken[key] = self.entry_id
        outer.overtaken.update(
            {key: entry for key, entry in self.overtaken.items() if key not in self.changes}
        )
        outer.marked += self.marked

    def forget(self) -> None:
        """Give the rows in memory back what they carried: nothing of this operation has happened."""
        for row, held in reversed(self.marked):
            row.last_entry = held  # type: ignore[attr-defined]
            row.__dict__.pop("_base_entry", None)


_running: ContextVar[Capture | None] = ContextVar("pendopo_capture", default=None)


def running() -> Capture | None:
    """Return the capture of the operation that runs in this context."""
    return _running.get()


def entry_id() -> UUID:
    """Return the id that the running operation's journal entry will have."""
    return _require().entry_id


def before(rows: Iterable[models.Model]) -> None:
    """Mark rows with the coming entry, and refuse the write when no operation runs."""
    now, rows = _require(), list(rows)
    memo.forget(*{type(row) for row in rows})
    for row in rows:
        held = row.last_entry  # type: ignore[attr-defined]
        if held != now.entry_id:
            now.marked.append((row, held))
            row.__dict__["_base_entry"] = held
            row.last_entry = now.entry_id  # type: ignore[attr-defined]


def after(rows: Iterable[models.Model]) -> None:
    """Take the after-image of rows that were written."""
    now = _require()
    for row in rows:
        key = (row._meta.db_table, row.pk)
        known = now.changes.get(key)
        if known is None:
            now.changes[key] = Change(key[0], row.pk, _base_of(row, key, now), image_of(row))
        else:
            known.image = image_of(row)


def keep_base(fresh: models.Model, held: models.Model) -> None:
    """Hand the base of a row over to a fresh copy of it."""
    fresh.__dict__["_base_entry"] = held.__dict__.get("_base_entry")


def gone(rows: Iterable[models.Model]) -> None:
    """Note that rows are deleted."""
    now = _require()
    for row in rows:
        key = (row._meta.db_table, row.pk)
        known = now.changes.get(key)
        if known is None:
            now.changes[key] = Change(key[0], row.pk, _base_of(row, key, now), None)
        else:
            known.image = None


def _base_of(row: models.Model, key: tuple[str, UUID], now: Capture) -> UUID | None:
    return now.overtaken.get(key) or row.__dict__.get("_base_entry")


def image_of(row: models.Model) -> dict[str, Any]:
    """Return the journalled columns of a row as plain values; sealed ones stay sealed, of secrets there is a mark."""
    held, ways, image = row.__dict__, _ways(type(row)), {}
    for name in journalled(type(row)):
        if name in ways:
            value = ways[name](row, name)
        else:
            value = held[name] if name in held else getattr(row, name)
        # most are plain: an import asks this for each of forty fields of each resident
        image[name] = value if type(value) in _PLAIN else plain(value)
    for name in secrets_of(type(row)):
        value = plain(getattr(row, name))
        image[name + MARK] = value and secret_mark(f"{row._meta.label}.{name}", row.pk.bytes, value)
    return image


_PLAIN = frozenset({type(None), str, int, bool, float, bytes, SealedValue})
_WRITTEN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (str, str),
    ((bytes, memoryview), bytes),
    (int, int),
    (UUID, lambda value: value.bytes),
    (datetime, lambda value: value.astimezone(UTC).isoformat()),
    ((date, time), lambda value: value.isoformat()),
    (Decimal, str),
    (dict, lambda value: {str(key): plain(item) for key, item in value.items()}),
    ((list, tuple), lambda value: [plain(item) for item in value]),
)


def plain(value: Any) -> Any:
    """Turn a column's value into one that canonical CBOR and the database agree upon."""
    if type(value) in _PLAIN:
        return value
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"a {type(value).__name__} cannot be journalled")


@cache
def _ways(model: type[models.Model]) -> dict[str, Callable[[models.Model, str], Any]]:
    """Return how to read the columns that a row in memory may hold in another form than the database."""
    kinds = ((SealedTextField, _sealed_value), (models.FloatField, _number))
    return {f.attname: way for f in model._meta.fields for kind, way in kinds if isinstance(f, kind)}


def _number(row: models.Model, name: str) -> float | None:
    value = getattr(row, name)
    return None if value is None else float(value)  # 0 is stored, and read again, as 0.0


def _sealed_value(row: models.Model, name: str) -> Any:
    held = row.__dict__.get(name)
    if held is None or isinstance(held, SealedValue):
        return held
    kept = row.__dict__.get("_sealed_" + name)
    return kept[0] if kept else None


def _require() -> Capture:
    now = _running.get()
    if now is None:
        raise WriteRefused("a journalled row can be written inside an operation only")
    return now
