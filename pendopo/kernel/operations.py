"""Writes of the kernel itself: dated rules, local holidays, erasure, new sealing keys, the clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import capture, clock, doubts
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier, contains
from pendopo.kernel.bodies import read_body
from pendopo.kernel.commitment import read_header
from pendopo.kernel.errors import ClockWrong, NotFound, Refusal
from pendopo.kernel.images import Image, pack_images, unpack_images, without
from pendopo.kernel.keys import index_name, site_keys
from pendopo.kernel.models import (
    ClockDoubt,
    Erasure,
    JournalBody,
    Journaled,
    JournalEntry,
    JournalTouch,
    KeyCheck,
    LocalHoliday,
    Rule,
)
from pendopo.kernel.older_images import mark_of
from pendopo.kernel.operation import operation
from pendopo.kernel.powers import CONFIRM_CLOCK, EDIT_RULES, ERASE, READ_JOURNAL, ROTATE_KEYS
from pendopo.kernel.rules import value_problem
from pendopo.kernel.sealed import BlindIndexField, SealedTextField, blind_index
from pendopo.kernel.showing import marks_of


class RulePeriodTaken(Refusal):
    """Another row of this rule begins on the same day."""

    code = "rule_period_taken"
    default = _("Aturan ini sudah punya nilai yang mulai pada hari itu. Pilih tanggal lain.")


class RuleValueWrong(Refusal):
    """The value is of another kind than the program expects."""

    code = "rule_value_wrong"
    default = _("Nilai ini tidak cocok untuk aturan ini. Periksa nilai bawaannya.")


class HolidayPast(Refusal):
    """A day off that has passed cannot be taken back."""

    code = "holiday_past"
    default = _("Hari libur ini sudah lewat. Tenggat sudah dihitung dengannya, jadi tidak dapat dihapus.")


@operation("kernel.rule.set", "Nilai aturan diubah", EDIT_RULES, "area")
def set_rule(
    actor: Actor,
    *,
    area: str,
    key: str,
    value: Any,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Rule:
    """Add a dated value of a rule for an area: the row before it ends, a later one ends it."""
    if value_problem(key, value):
        raise RuleValueWrong
    held = Rule.objects.select_for_update().filter(key=key, area_code=area).order_by("valid_from")
    if held.filter(valid_from=valid_from).exists():
        raise RulePeriodTaken
    for row in held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), valid_from__lt=valid_from):
        row.valid_to = valid_from
        row.save()
    later = held.filter(valid_from__gt=valid_from).first()
    if later is not None and (valid_to is None or valid_to > later.valid_from):
        valid_to = later.valid_from
    return Rule.objects.create(
        key=key,
        value=value,
        legal_basis=legal_basis,
        area_code=area,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@operation("kernel.holiday.add", "Hari libur setempat dicatat", EDIT_RULES, "area")
def add_local_holiday(actor: Actor, *, area: str, on: date, name: str, legal_basis: str = "") -> LocalHoliday:
    """Note a day off that the national calendar does not know."""
    known = LocalHoliday.objects.filter(on=on, area_code=area).first()
    if known is not None:
        known.name, known.legal_basis = name, legal_basis
        known.save()
        return known
    return LocalHoliday.objects.create(on=on, name=name, area_code=area, legal_basis=legal_basis)


@operation("kernel.holiday.remove", "Hari libur setempat dihapus", EDIT_RULES, "holiday")
def remove_local_holiday(actor: Actor, *, holiday: LocalHoliday) -> None:
    """Take back a day off that was entered by mistake and has not passed yet."""
    held = LocalHoliday.objects.select_for_update().filter(pk=holiday.pk).first()
    if held is None:
        raise NotFound
    if held.on <= clock.today():
        raise HolidayPast
    held.delete()


@operation(
    "kernel.journal.erase",
    "Salinan data di jurnal dihapus",
    ERASE,
    "area",
    tiers={Tier.NATION, Tier.REGENCY, Tier.VILLAGE},
)
def erase_images(actor: Actor, *, area: str, row_id: UUID, reason: str, fields: Collection[str] = ()) -> int:
    """Erase every journalled image of one row, or some fields of it, keeping the chain whole; it returns how many.

    An image of version 1 has one hash for all its fields and goes whole.
    """
    touches = list(JournalTouch.objects.filter(row_id=row_id).select_related("entry__journalbody"))
    if not touches or not all(_lies_in(area, touch.entry, or_above=True) for touch in touches):
        raise NotFound
    count = 0
    for touch in touches:
        body = getattr(touch.entry, "journalbody", None)  # None: the whole entry was erased before
        images = [] if body is None else unpack_images(bytes(body.images))
        held = images[touch.position] if images else None
        if held is None or (fields and not held.values.keys() & set(fields)):
            continue
        left = _left_of(touch, held, fields)
        named = " ".join(sorted(left.erased)) if left else ""
        Erasure.objects.create(entry=touch.entry, row_id=row_id, fields=named, reason=reason)
        images[touch.position] = left
        JournalBody.objects.filter(pk=touch.entry_id).update(images=pack_images(images))
        count += 1
    return count


def _left_of(touch: JournalTouch, image: Image, fields: Collection[str]) -> Image | None:
    if not fields or read_header(bytes(touch.entry.header)).version == 1:
        return None
    table = read_body(bytes(touch.entry.journalbody.body)).lines[touch.position].table
    return without(image, fields, marks_of(image, table, touch.row_id.bytes))


@operation(
    "kernel.journal.erase_entry",
    "Isi satu catatan jurnal dihapus",
    ERASE,
    "area",
    tiers={Tier.NATION, Tier.REGENCY, Tier.VILLAGE},
)
def erase_entry(actor: Actor, *, area: str, entry_id: UUID, reason: str) -> None:
    """Delete the body and salt of one entry; its header stays in the chain."""
    entry = JournalEntry.objects.filter(pk=entry_id).first()
    if entry is None or not _lies_in(area, entry):
        raise NotFound
    Erasure.objects.create(entry=entry, row_id=None, reason=reason)
    JournalBody.objects.filter(pk=entry_id).delete()


def _lies_in(area: str, entry: JournalEntry, *, or_above: bool = False) -> bool:
    """Say whether an entry was written in an area: nobody erases what a neighbouring office has written."""
    written_in = read_header(bytes(entry.header)).area
    return contains(area, written_in) or (or_above and contains(written_in, area))


@dataclass(frozen=True)
class Resealed:
    """What one batch came to: where to go on (nothing: the end), and how many rows were changed or not reached."""

    after: UUID | None
    changed: int
    busy: int


@operation("kernel.keys.reseal", "Data disegel ulang dengan kunci baru", ROTATE_KEYS, "area")
def reseal(
    actor: Actor, *, area: str = "", table: str, after: UUID | None = None, limit: int = 1000
) -> Resealed:
    """Seal and index a batch of rows under the newest keys; what is so already stays untouched."""
    model = _table(table)
    rows = model.objects.order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    wanted = list(rows.values_list("pk", flat=True)[:limit])
    # A row that somebody is changing right now is left for the next round: neither waits for the other.
    batch = list(model.objects.filter(pk__in=wanted).order_by("pk").select_for_update(skip_locked=True))
    sealed = [f for f in model._meta.fields if isinstance(f, SealedTextField)]
    indexes = [f for f in model._meta.fields if isinstance(f, BlindIndexField)]
    old = [row for row in batch if _is_old(row, sealed, indexes)]
    if old:
        model.objects.bulk_update(old, [f.attname for f in (*sealed, *indexes)])
    return Resealed(wanted[-1] if len(wanted) == limit else None, len(old), len(wanted) - len(batch))


def _is_old(row: Any, sealed: list[SealedTextField], indexes: list[BlindIndexField]) -> bool:
    """Say whether something of a row stands under an older key; every value is opened, so that saving seals it anew."""
    newest = site_keys().seal_id
    older = False
    for field in sealed:
        held = row.__dict__[field.attname]
        older |= held is not None and held[0] != newest
        getattr(row, field.attname)
    for index in indexes:
        value = getattr(row, index.source)
        wanted = blind_index(index.source, value) if value else None
        held = getattr(row, index.attname)
        older |= (None if held is None else bytes(held)) != wanted
    return older


@operation(
    "kernel.journal.widen",
    "Kolom yang belum tersimpan di jurnal dicatat",
    ROTATE_KEYS,
    "area",
    replicates=False,
)
def widen(actor: Actor, *, area: str = "", table: str, rows: Mapping[UUID, bytes]) -> None:
    """Write whole images of rows whose last one lacks columns; a row changed since is left alone."""
    model = _table(table)
    held = model.objects.filter(pk__in=list(rows)).select_for_update()
    same = [row for row in held if mark_of(row, capture.image_of(row)) == rows[row.pk]]
    capture.before(same)
    # Django's own query set: ours would read every row twice more to see what has changed.
    models.QuerySet(model).filter(pk__in=[row.pk for row in same]).update(last_entry=capture.entry_id())
    capture.after(same)


def _table(name: str) -> type[Journaled]:
    return next(m for m in apps.get_models() if m._meta.db_table == name and issubclass(m, Journaled))


@operation("kernel.keys.settle", "Kunci indeks lama dilepas", ROTATE_KEYS, "area")
def settle_index_key(actor: Actor, *, area: str = "") -> None:
    """Forget the fingerprints of older index keys; every index has to be new before."""
    newest = index_name(max(site_keys().index_keys))
    KeyCheck.objects.filter(name__startswith="index.key").exclude(name=newest).delete()


@operation("kernel.clock.confirm", "Tanggal hari ini dipastikan", CONFIRM_CLOCK, "area", replicates=False)
def confirm_clock(actor: Actor, *, area: str, day: date) -> None:
    """Take somebody's word for what day it is: the clock's own day ends every doubt about it."""
    if day != clock.today():
        raise ClockWrong
    now = clock.now()
    for code in doubts.areas_ahead(now):
        note_time(system_actor("clock"), area=code)
    waiting = ClockDoubt.objects.filter(answered_at__isnull=True)
    waiting.update(answered_at=now, answer=capture.entry_id())


@operation("kernel.clock.note", "Waktu yang benar dicatat", CONFIRM_CLOCK, "area", replicates=False)
def note_time(actor: Actor, *, area: str) -> None:
    """End a feed with an entry of the right time, where a wrong clock wrote the last one."""


@operation("kernel.clock.doubt", "Jam komputer diragukan", CONFIRM_CLOCK, "area", replicates=False)
def keep_doubt(actor: Actor, *, area: str) -> None:
    """Keep it that the clock does not fit the newest entry, so that somebody is asked."""
    found = doubts.found_now()
    if found is not None and doubts.open_doubt() is None:
        found.save()


@operation("kernel.journal.list", "Daftar isi jurnal diunduh", READ_JOURNAL, "area", replicates=False)
def record_journal_file(actor: Actor, *, area: str, reason: str, evidence: tuple[bytes, ...]) -> None:
    """Write down that entries of an area's journal were handed out as a list: what for, how many lines
    (reason), and the hash of the file (evidence)."""
