"""What the running operation changed: every journalled row reports here before and after it is written."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

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


_running: ContextVar[Capture | None] = ContextVar("pendopo_capture", default=None)


def running() -> Capture | None:
    """Return the capture of the operation that runs in this context."""
    return _running.get()


def entry_id() -> UUID:
    """Return the id that the running operation's journal entry will have."""
    return _require().entry_id


def before(rows: Iterable[models.Model]) -> None:
    """Mark rows with the coming entry, and refuse the write when no operation runs."""
    now = _require()
    for row in rows:
        held = row.last_entry  # type: ignore[attr-defined]
        if held != now.entry_id:
            row.__dict__["_base_entry"] = held
            row.last_entry = now.entry_id  # type: ignore[attr-defined]


def after(rows: Iterable[models.Model]) -> None:
    """Take the after-image of rows that were written."""
    now = _require()
    for row in rows:
        key = (row._meta.db_table, row.pk)
        known = now.changes.get(key)
        if known is None:
            now.changes[key] = Change(key[0], row.pk, row.__dict__.get("_base_entry"), image_of(row))
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
            now.changes[key] = Change(key[0], row.pk, row.__dict__.get("_base_entry"), None)
        else:
            known.image = None


def image_of(row: models.Model) -> dict[str, Any]:
    """Return the declared fields of a row as plain values; sealed fields stay sealed."""
    return {name: plain(_stored(row, name)) for name in row.journal_fields}  # type: ignore[attr-defined]


def plain(value: Any) -> Any:
    """Turn a column's value into one that canonical CBOR and the database agree upon."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool or kind is float or kind is bytes:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    raise TypeError(f"a {type(value).__name__} cannot be journalled")


_SEALED_NAMES: dict[type[models.Model], frozenset[str]] = {}


def _stored(row: models.Model, name: str) -> Any:
    sealed = _SEALED_NAMES.get(type(row))
    if sealed is None:
        sealed = frozenset(f.attname for f in row._meta.fields if isinstance(f, SealedTextField))
        _SEALED_NAMES[type(row)] = sealed
    if name not in sealed:
        return getattr(row, name)
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
