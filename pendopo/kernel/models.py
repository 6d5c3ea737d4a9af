"""The kernel's tables, and the base of every table whose rows are journalled."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.signals import class_prepared
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import capture
from pendopo.kernel.bulk import insert_rows
from pendopo.kernel.columns import LeftOut
from pendopo.kernel.ids import uuid7
from pendopo.kernel.sealed import BlindIndexField, SealedTextField

SEALED = (SealedTextField, BlindIndexField)


Row = TypeVar("Row", bound=models.Model, covariant=True)


class JournaledQuerySet(models.QuerySet[Row, Row]):
    """A query set whose writes are seen by the running operation."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("ignore_conflicts") or kwargs.get("update_conflicts"):
            raise TypeError("which rows were written must be known: look for conflicts first")
        rows = list(objs)
        capture.before(rows)
        if args or kwargs.keys() - {"batch_size"}:
            super().bulk_create(rows, *args, **kwargs)
        elif rows:
            insert_rows(self.model, rows, self.db)
            for row in rows:
                row._state.adding, row._state.db = False, self.db
        capture.after(rows)
        return rows

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        if any(isinstance(self.model._meta.get_field(name), SEALED) for name in fields):
            # Sealing needs the row itself, which Django's bulk statement does not hand over.
            for row in rows:
                row.save(update_fields=list(fields))
            return len(rows)
        capture.before(rows)
        # Django's own query set: its bulk_update calls update(), which here would capture every row a second time.
        plain: models.QuerySet[Row] = models.QuerySet(self.model, using=self.db)
        count = plain.bulk_update(rows, [*fields, "last_entry"], *args, **kwargs)
        _take_as_stored(self.model, rows)
        return count

    def update(self, **kwargs: Any) -> int:
        rows = {row.pk: row for row in self}
        capture.before(rows.values())
        whole = type(self)(self.model, using=self.db).filter(pk__in=list(rows))
        count = super(JournaledQuerySet, whole).update(**kwargs, last_entry=capture.entry_id())
        for row in whole.all():
            capture.keep_base(row, rows[row.pk])
            capture.after([row])
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        rows = list(self)
        capture.before(rows)
        capture.gone(rows)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _take_as_stored(model: type[models.Model], rows: list[Any]) -> None:
    """Take the images from the database: where some columns only were written, the row in memory may be older."""
    stored = model._base_manager.in_bulk([row.pk for row in rows])
    for row in rows:
        capture.keep_base(stored[row.pk], row)
        capture.after([stored[row.pk]])


class Journaled(models.Model):
    """A row that only an operation can write and whose every change stands in the journal.

    Each image holds every column but those that `leaves_out` names with the reason (kernel/columns.py).
    """

    # What a row is, in words: "surat keterangan"; and the names of its table in older journals.
    called: ClassVar[str | Promise]
    formerly: ClassVar[tuple[str, ...]] = ()
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {}
    renamed: ClassVar[Mapping[str, str]] = {}  # the name of a column in older images, and its name today
    # Sealed columns whose text may be opened for another node, inside a bundle encrypted to it (kernel/showing.py).
    opens_elsewhere: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    last_entry = models.UUIDField(editable=False)

    objects = models.Manager.from_queryset(JournaledQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        capture.before([self])
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "last_entry"}
        in_part = kwargs.get("update_fields") is not None or bool(self.get_deferred_fields())
        super().save(*args, **kwargs)
        if in_part:
            _take_as_stored(type(self), [self])
        else:
            capture.after([self])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        capture.before([self])
        capture.gone([self])
        return super().delete(*args, **kwargs)


def _use_our_manager_everywhere(sender: type[models.Model], **_: Any) -> None:
    # Django's related managers write through the base manager: `family.members.add(...)` must be seen as well.
    if issubclass(sender, Journaled):
        sender._meta.base_manager_name = "objects"


class_prepared.connect(_use_our_manager_everywhere, dispatch_uid="pendopo.kernel.models")


class Feed(models.Model):
    """The head of one chain of entries: one writer (node key), one scope (area)."""

    id = models.BinaryField(primary_key=True, max_length=32)
    node = models.BinaryField(max_length=32)
    area_code = models.CharField(max_length=32)
    seq = models.BigIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "area_code"], name="one_feed_per_node_and_area")
        ]


class JournalEntry(models.Model):
    """A signed header. The columns beside it repeat what the header says, for look-ups only."""

    id = models.UUIDField(primary_key=True)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT)
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    header = models.BinaryField()
    signature = models.BinaryField(max_length=64)
    at = models.DateTimeField(db_index=True)
    operation = models.CharField(max_length=100, db_index=True)
    outcome = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "seq"], name="one_entry_per_feed_and_seq")]


class JournalBody(models.Model):
    """What an entry changed, beside its header and erasable; see journal.py for the form."""

    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, primary_key=True)
    salt = models.BinaryField(max_length=16)
    body = models.BinaryField()
    images = models.BinaryField()


class JournalTouch(models.Model):
    """Which entry touched which row: the index behind a row's history."""

    id = models.BigAutoField(primary_key=True)
    row_id = models.UUIDField(db_index=True)
    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT)
    position = models.IntegerField()


class ActorName(models.Model):
    """Who stands behind a pseudonym; erasable without touching the chain."""

    pseudonym = models.BinaryField(primary_key=True, max_length=16)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    mark = models.BinaryField(max_length=16)  # kernel/watched.py: who has no pepper cannot make another


class Erasure(Journaled):
    """Leave to erase the body, single images, or named fields of one, of one entry, with the reason."""

    called = _("catatan penghapusan")

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT)
    row_id = models.UUIDField(null=True)
    fields = models.TextField(blank=True, default="")  # names with a space between them; nothing: all of them
    reason = models.CharField(max_length=300)


class Rule(Journaled):
    """A deadline, amount, cut-off or code with its legal basis and the days on which it holds."""

    called = _("aturan")

    key = models.CharField(max_length=100)
    value = models.JSONField()
    legal_basis = models.CharField(max_length=300)
    area_code = models.CharField(max_length=32, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key", "area_code"], name="rule_by_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="rule_period_forward",
            )
        ]


class LocalHoliday(Journaled):
    """A day off that the national calendar does not know: cuti bersama or a regional holiday."""

    called = _("hari libur")

    on = models.DateField()
    name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=32, blank=True, default="")
    legal_basis = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "area_code"], name="one_local_holiday_per_day")]


class KeyCheck(models.Model):
    """The fingerprint of each key file of this site, to refuse a wrong one at start."""

    name = models.CharField(max_length=40, primary_key=True)
    fingerprint = models.CharField(max_length=32)


class JournalForm(models.Model):
    """Which columns the images of a table hold, as the widening (kernel/widening.py) has last seen to it."""

    table = models.CharField(max_length=63, primary_key=True)
    columns = models.TextField()


class ClockDoubt(models.Model):
    """The clock did not fit the newest entry; open until somebody has said what day it is.

    Not journalled itself: two neighbouring entries show the jump, and the answer is an entry (`answer`).
    """

    noticed_at = models.DateTimeField()  # by the doubtful clock
    newest_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.UUIDField(null=True)


class Job(models.Model):
    """Work that is due (kernel/jobs.py). Who holds it has leave until `held_until`, by the database's clock."""

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=100, blank=True, default="")
    due_at = models.DateTimeField(null=True)  # nothing: given up after many failures
    asked = models.UUIDField()  # the newest wish: one that came while it was being done lets it be done again
    holder = models.CharField(max_length=32, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="one_job_per_name_and_key")]
        indexes = [models.Index(fields=["due_at"], name="job_by_time")]
