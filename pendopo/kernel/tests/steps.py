"""Small operations for tests of the door, and what they left in the journal."""

import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

import cbor2
from django.apps import apps
from django.db import connection

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.columns import LeftOut, journalled, left_out
from pendopo.kernel.guard import unguarded
from pendopo.kernel.images import unpack_images
from pendopo.kernel.models import Journaled, JournalEntry, LocalHoliday
from pendopo.kernel.operation import REGISTRY, operation
from tests.making import TARAJU

CLERK = system_actor("test")
_days = count()


def do(
    step: Callable[[], Any],
    *,
    actor: Actor = CLERK,
    area: Any = TARAJU,
    name: str = "test.kernel.step",
    access: str = "test.make",
    tiers: Collection[Tier] = frozenset(Tier),
    savepoint: bool = True,
    **words: Any,
) -> Any:
    """Runs a step inside an operation, which is in the registry for that time only."""

    def take_step(actor: Actor, *, area: Any) -> Any:
        """Take one step of a test."""
        return step()

    door: Callable[..., Any] = operation(name, "Uji", access, "area", tiers=tiers, savepoint=savepoint)(
        take_step
    )
    try:
        return door(actor, area=area, **words)
    finally:
        REGISTRY.pop(name, None)


def holiday(**values: Any) -> LocalHoliday:
    """Answers an unsaved row; each on its own day."""
    given: dict[str, Any] = {"on": date(2020, 1, 1) + timedelta(days=next(_days)), "name": "Cuti", **values}
    return LocalHoliday(**given)


def held_holiday(**values: Any) -> LocalHoliday:
    """Answers a row that one operation has written."""
    row = holiday(**values)
    do(row.save)
    return row


def model_of(name: str) -> Any:
    """Answers a model of a higher domain, which the kernel itself never imports."""
    return apps.get_model(name)


def resident(**values: Any) -> Any:
    """Answers an unsaved person with sealed fields."""
    given = {"village_code": TARAJU, "area_code": TARAJU, "name": "Siti", "name_key": "siti", **values}
    return model_of("people.Person")(present_from=date(2000, 1, 1), **given)


def held_resident(**values: Any) -> Any:
    """Answers a person that one operation has written."""
    row = resident(**values)
    do(row.save)
    return row


def entries() -> list[JournalEntry]:
    """Answers every entry in its order."""
    return list(JournalEntry.objects.select_related("journalbody", "feed").order_by("feed__area_code", "seq"))


def last_entry() -> JournalEntry:
    """Answers the entry that was written last."""
    return max(entries(), key=lambda entry: (entry.at, entry.seq))


def header(entry: JournalEntry) -> list[Any]:
    """Answers the signed header of an entry."""
    said: list[Any] = cbor2.loads(bytes(entry.header))
    return said


def body(entry: JournalEntry) -> dict[str, Any]:
    """Answers the body of an entry."""
    said: dict[str, Any] = cbor2.loads(bytes(entry.journalbody.body))
    return said


def images(entry: JournalEntry) -> dict[uuid.UUID, Any]:
    """Answers what each touched row looks like after an entry."""
    rows = [uuid.UUID(bytes=row) for _table, row, _base, _digest in body(entry)["rows"]]
    packed = unpack_images(bytes(entry.journalbody.images))
    return {row: None if image is None else image.values for row, image in zip(rows, packed, strict=True)}


def bases(entry: JournalEntry) -> dict[uuid.UUID, bytes | None]:
    """Answers on which entry each touched row stood before."""
    return {uuid.UUID(bytes=row): base for _table, row, base, _digest in body(entry)["rows"]}


@contextmanager
def leaving_out(model: type[Journaled], *names: str) -> Iterator[None]:
    """As a program did that journalled fewer columns of a table."""
    apart = {**model.leaves_out, **dict.fromkeys(names, LeftOut("An older program."))}
    with patch.object(model, "leaves_out", apart):
        _forget_columns()
        yield
    _forget_columns()


def _forget_columns() -> None:
    left_out.cache_clear()
    journalled.cache_clear()


def tamper(sql: str, *values: Any) -> int:
    """Runs a statement as somebody with the database in hand would: no guard, and triggers only afterwards again."""
    with unguarded("tampering in a test"), connection.cursor() as cursor:
        dropped = drop_triggers(cursor)
        cursor.execute(sql, values)
        changed: int = cursor.rowcount
        for statement in dropped:
            cursor.execute(statement)
    return changed


def without_triggers() -> None:
    """Drops every trigger for the rest of a transaction that is taken back."""
    with unguarded("tampering in a test"), connection.cursor() as cursor:
        drop_triggers(cursor)


def drop_triggers(cursor: Any) -> list[str]:
    """Drops every trigger, and answers what makes them again."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        )
        held = cursor.fetchall()
        for name, table, _ in held:
            cursor.execute(f'DROP TRIGGER "{name}" ON {table}')
    else:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        held = cursor.fetchall()
        for name, _, _ in held:
            cursor.execute(f'DROP TRIGGER "{name}"')
    return [text for _, _, text in held]


def key(row_id: uuid.UUID) -> Any:
    """Answers an id as the database keeps it."""
    return row_id if connection.features.has_native_uuid_field else row_id.hex


def cut_end(count: int) -> None:
    """Takes the newest entries of the first feed away and puts its head right, as no check of the chain can see."""
    mine = [entry for entry in entries() if entry.feed.area_code == TARAJU]
    for entry in mine[-count:]:
        for table, column in (("kernel_journalbody", "entry_id"), ("kernel_journaltouch", "entry_id")):
            tamper(f"DELETE FROM {table} WHERE {column} = %s", key(entry.pk))
        tamper("DELETE FROM kernel_journalentry WHERE id = %s", key(entry.pk))
    last = mine[-count - 1]
    tamper(
        "UPDATE kernel_feed SET seq = %s, head = %s WHERE id = %s",
        last.seq,
        bytes(last.hash),
        bytes(last.feed_id),
    )
