"""Rows made anew from what the journal holds of them, as a site does that gets nothing but entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from pendopo.accounts.operations import open_on_behalf
from pendopo.kernel import clock
from pendopo.kernel.bodies import read_body
from pendopo.kernel.bulk import insert_rows
from pendopo.kernel.columns import fill, left_out
from pendopo.kernel.guard import unguarded
from pendopo.kernel.images import unpack_images
from pendopo.kernel.models import Journaled, JournalEntry
from pendopo.kernel.operation import REGISTRY
from pendopo.kernel.operations import add_local_holiday, erase_images, remove_local_holiday, set_rule
from pendopo.kernel.tests.steps import without_triggers
from pendopo.kernel.triggers import FROZEN
from pendopo.letters.formats.sealed_file import open_file
from pendopo.letters.models import LetterFile
from pendopo.mail.operations.register import record_delivery
from pendopo.matching.models import Calibration, Review, ReviewOpening
from pendopo.notices.models import ContactAddress, OutboxItem
from pendopo.people.models import BookPrint, PastMembership
from pendopo.places.models import DomainSwitch
from pendopo.places.operations import import_boundaries
from tests.architecture.cast import SETUP, Cast
from tests.architecture.registry import own_models
from tests.making import TARAJU, make

Images = dict[UUID, tuple[UUID, dict[str, object]]]
SQUARE = '{"type":"Polygon","coordinates":[[[107,-7],[108,-7],[108,-6],[107,-7]]]}'


def complete(cast: Cast) -> None:
    """Writes a row of each table that no address needs."""
    rows, now, today = cast.rows, clock.now(), clock.today()
    set_rule(SETUP, area=TARAJU, key="people.kk.report_days", value=20, legal_basis="-", valid_from=today)
    import_boundaries(SETUP, area=TARAJU, outlines={TARAJU: (SQUARE, 7)}, source="-", valid_from=today)
    record_delivery(SETUP, entry=rows.outgoing, party="Camat", received_by="Zuhudiyah")
    open_on_behalf(cast.head, resident=rows.person, purpose="-")
    day = add_local_holiday(SETUP, area=TARAJU, on=today + timedelta(days=8), name="-")
    row_id = day.pk
    remove_local_holiday(SETUP, holiday=day)
    erase_images(SETUP, area=TARAJU, row_id=row_id, reason="-")
    make(PastMembership, person=rows.member, family=rows.family, relation=3, valid_to=today)
    make(
        BookPrint, village_code=TARAJU, book="lampid", year=2026, month=1, until=today, first_print=rows.person.pk,
        content=b"-", journal_head=b"-", actor_name="-", purpose="-", at=now,
    )  # fmt: skip
    make(ContactAddress, person=rows.person, area_code=TARAJU, channel="email", address="a@example.org")
    make(OutboxItem, notice=rows.notice, channel="email", next_at=now)
    seen = {"result": rows.pair, "officer_id": rows.operator.pk, "actor_name": "-", "at": now}
    make(ReviewOpening, **seen)
    make(Review, number=1, answer="same", **seen)
    make(DomainSwitch, area_code=TARAJU, domain="letters", state="open", from_day=today)
    make(Calibration, area_code=TARAJU, stratum="within", model_version="1", fitted_at=now)


def journalled_tables() -> list[type[Journaled]]:
    """Answers every table whose rows are journalled."""
    return [model for model in own_models() if issubclass(model, Journaled)]


def travelling() -> set[str]:
    """Answers the tables of which a row stands in an entry that goes to other sites."""
    found: set[str] = set()
    for entry in JournalEntry.objects.select_related("journalbody"):
        known = REGISTRY.get(entry.operation)
        if known is not None and known.replicates and known.module.startswith("pendopo."):
            found |= {line.table for line in read_body(bytes(entry.journalbody.body)).lines}
    return found


def last_images() -> Images:
    """Answers how the last entry of each row left it, and which entry that was."""
    found: Images = {}
    for entry in JournalEntry.objects.select_related("journalbody").order_by("at", "pk"):
        lines = read_body(bytes(entry.journalbody.body)).lines
        images = unpack_images(bytes(entry.journalbody.images))
        for line, image in zip(lines, images, strict=True):
            if image is not None:
                found[UUID(bytes=line.row)] = (entry.pk, image.values)
    return found


def findings(model: type[Journaled], images: Images, *, travels: bool) -> Iterator[str]:
    """Empties a table, makes its rows anew from their images alone, and yields every column that is not as it was."""
    label, kept = model._meta.label, {row.pk: row for row in model._base_manager.all()}
    if not kept:
        yield f"{label}: the cast has no row of it"
    home = [name for name, apart in left_out(model).items() if apart.anew is None and not apart.digest]
    if travels:
        yield from (f"{label}.{name} cannot be made anew elsewhere" for name in home if _needed(model, name))
    try:
        with transaction.atomic(), unguarded("a table is emptied and filled from the journal"):
            if model._meta.db_table in FROZEN:
                connection.check_constraints()  # what waits for the commit would keep the triggers where they are
                without_triggers()
            model._base_manager.all()._raw_delete("default")
            insert_rows(model, [_anew(row, *images[row.pk], home) for row in kept.values()], "default")
    except IntegrityError as trouble:
        yield f"{label}: {trouble}"
    for row in model._base_manager.all():
        before, after = _stored(kept[row.pk]), _stored(row)
        apart = [name for name in after if name not in home and after[name] != before[name]]
        yield from (f"{label}.{name}: {before[name]!r} came back as {after[name]!r}" for name in apart)


def _needed(model: type[Journaled], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, models.Field) and not field.null and not field.has_default()


def _anew(kept: Journaled, entry_id: UUID, image: dict[str, object], home: list[str]) -> Journaled:
    model = type(kept)
    row = model(id=kept.pk, last_entry=entry_id)
    fill(row, image)
    for name, apart in left_out(model).items():
        content = kept.__dict__[name]
        if apart.digest and content is not None:
            # files and backups hold it; what proves it is the digest of the image
            inside = open_file(bytes(content), kept.pk) if isinstance(kept, LetterFile) else bytes(content)
            assert hashlib.sha256(inside).hexdigest() == getattr(row, apart.digest)
        if apart.digest or apart.secret or (name in home and _needed(model, name)):
            setattr(row, name, content)
    return row


def _stored(row: Journaled) -> dict[str, object]:
    """Answers the columns of a row as the database gave them: what is sealed stays so."""
    held = {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in held.items()}
