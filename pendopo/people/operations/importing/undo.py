"""Undoing an import within its day, as long as nothing was built on it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.bodies import read_body
from pendopo.kernel.capture import plain
from pendopo.kernel.columns import fill
from pendopo.kernel.errors import Refusal
from pendopo.kernel.history import image_at
from pendopo.kernel.models import JournalEntry, JournalTouch
from pendopo.kernel.operation import operation
from pendopo.kernel.queries import public_rule
from pendopo.kernel.sealed import SealedTextField, unseal
from pendopo.people.models import Family, FileAccess, ImportBatch, ImportState, PastMembership, Person
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.staying import _home_again
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.defaults import UNDO_HOURS
from pendopo.people.rules.permissions import IMPORT

Undone = PastMembership | Person | Family
UNDONE_MODELS: tuple[type[Undone], ...] = (PastMembership, Person, Family)
SLICE = 500

# (table, row) -> the last entry of the import that touched it, and the hash of the entry before the import
States = dict[tuple[str, UUID], tuple[UUID, bytes | None]]


class UndoTooLate(Refusal):
    """The day in which an import can be undone is over."""

    code = "undo_too_late"
    default = _("Batas waktu pembatalan sudah lewat. Perbaiki data lewat pembetulan.")


class ImportUnfinished(Refusal):
    """Only a finished import can be undone."""

    code = "import_unfinished"
    default = _("Hanya impor yang sudah selesai dapat dibatalkan.")


class BuiltOn(Refusal):
    """Somebody has worked with the imported rows since."""

    code = "built_on"
    default = _("Sebagian data impor ini sudah diubah atau dipakai. Impor tidak dapat dibatalkan lagi.")


@operation("people.import.undo", "Impor warga dibatalkan", IMPORT, "batch", tiers={Tier.VILLAGE})
def undo_import(actor: Actor, *, batch: ImportBatch) -> ImportBatch:
    """Take an import back: created rows go, changed rows become what they were before."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state not in (ImportState.DONE, ImportState.FAILED):
        raise ImportUnfinished
    hours = public_rule(UNDO_HOURS, area=held.village_code)
    if held.started_at is None or clock.now() > held.started_at + timedelta(hours=hours):
        raise UndoTooLate
    entries = list(
        JournalEntry.objects.filter(
            operation="people.import.chunk", journaltouch__row_id=held.pk, outcome="done"
        ).order_by("-seq")
    )
    states = _last_states(entries)
    _require_untouched(states)
    _take_away(states, PastMembership)
    _forget_openings(states)
    _take_away(states, Person)
    _free_heads(states)
    try:
        with transaction.atomic():
            for model in (Family, Person, PastMembership):
                _put_back(states, model)
    except IntegrityError as trouble:  # a family has another head since
        raise BuiltOn from trouble
    _take_away(states, Family)
    _open_homes(states)
    held.state, held.finished_at = ImportState.UNDONE, clock.now()
    held.save()
    return held


def _last_states(entries: list[JournalEntry]) -> States:
    """Map each row of the import to the last entry that touched it and the hash of the entry before the import."""
    states: States = {}
    tables = {model._meta.db_table for model in UNDONE_MODELS}
    for entry in entries:  # newest first
        body = getattr(entry, "journalbody", None)
        if body is None:
            raise BuiltOn
        for line in read_body(bytes(body.body)).lines:
            if line.table in tables:
                key = (line.table, UUID(bytes=line.row))
                states[key] = (states.get(key, (entry.pk, None))[0], line.base)
    return states


def _require_untouched(states: States) -> None:
    for model in UNDONE_MODELS:
        table = model._meta.db_table
        wanted = {row_id: entry for (name, row_id), (entry, _base) in states.items() if name == table}
        pairs = _pairs(model, list(wanted))
        if len(pairs) != len(wanted):
            raise BuiltOn
        # A row that was changed since and put back is as the import left it, so nothing builds on it.
        moved = [row_id for row_id, last in pairs if wanted[row_id] != last]
        for start in range(0, len(moved), SLICE):
            for row in model.objects.filter(pk__in=moved[start : start + SLICE]):
                _require_as_left(row, _image_of(row.pk, entry_id=wanted[row.pk]))


def _require_as_left(row: Undone, image: dict[str, object]) -> None:
    for name, value in image.items():
        field, held = row._meta.get_field(name), getattr(row, name)
        if isinstance(field, SealedTextField):
            # Sealed twice, the same number looks different: compare what is inside.
            left = unseal(value, field.context(row.pk)) if isinstance(value, bytes) else None
            same = left == (held or None)
        else:
            same = plain(held) == value
        if not same:
            raise BuiltOn


def _pairs(model: type[Undone], ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    pairs: list[tuple[UUID, UUID]] = []
    for start in range(0, len(ids), 900):
        pairs += model.objects.filter(pk__in=ids[start : start + 900]).values_list("pk", "last_entry")
    return pairs


def _put_back(states: States, model: type[Undone]) -> None:
    for (table, row_id), (_entry, base) in states.items():
        if base is None or table != model._meta.db_table:
            continue
        row = model.objects.get(pk=row_id)
        fill(row, _image_of(row_id, entry__hash=base))
        row.save()


def _free_heads(states: States) -> None:
    """Empty the places of heads, so that each can go back to its own whoever stands there now."""
    changed = [row for (table, row), (_e, base) in states.items() if base and table == Person._meta.db_table]
    for start in range(0, len(changed), SLICE):
        Person.objects.filter(pk__in=changed[start : start + SLICE], relation=Relation.HEAD).update(
            relation=None
        )


def _open_homes(states: States) -> None:
    """Bring people back to where their families are now, and open the cards that were closed meanwhile."""
    back = [row for (table, row), (_e, base) in states.items() if base and table == Person._meta.db_table]
    for start in range(0, len(back), SLICE):
        members = Person.objects.filter(pk__in=back[start : start + SLICE], family__isnull=False)
        lost = Q(family__dissolved_on__isnull=False) | ~Q(area_code=F("family__area_code"))
        for person in members.filter(lost).select_related("family"):
            _home_again(Ledger(), person, clock.today())


def _forget_openings(states: States) -> None:
    """Let go who looked at a person that this import made: looking is not building (the journal keeps it)."""
    for part in _made(states, Person):
        FileAccess.objects.filter(person__in=part).delete()


def _image_of(row_id: UUID, **entry: UUID | bytes) -> dict[str, object]:
    """Return how an entry left a row; what was erased from the journal cannot be put back."""
    touches = JournalTouch.objects.select_related("entry__journalbody")
    image = image_at(touches.get(row_id=row_id, **entry))
    if image is None or image.erased:
        raise BuiltOn
    return image.values


def _made(states: States, model: type[Undone]) -> Iterator[list[UUID]]:
    table = model._meta.db_table
    made = [row_id for (name, row_id), (_entry, base) in states.items() if name == table and base is None]
    return (made[start : start + SLICE] for start in range(0, len(made), SLICE))


def _take_away(states: States, model: type[Undone]) -> None:
    try:
        for part in _made(states, model):
            model.objects.filter(pk__in=part).delete()
    except ProtectedError as trouble:
        raise BuiltOn from trouble
