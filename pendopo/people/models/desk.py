"""What the office keeps beside the register: files taken in, prints, who opened whose file, kept filters."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.people.models.register import Person


class ImportState(models.TextChoices):
    """How far an import has come."""

    PREVIEWED = "previewed", _("Menunggu persetujuan")
    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    UNDOING = "undoing", _("Sedang dibatalkan")
    UNDONE = "undone", _("Dibatalkan")
    FAILED = "failed", _("Berhenti")


class ImportBatch(Journaled):
    """One file on its way into the register; the file itself is kept sealed beside the database."""

    called = _("impor")

    village_code = models.CharField(max_length=13)
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64)
    file_format = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    row_count = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    # How many accepted rows are in the register: where an interrupted import goes on.
    position = models.IntegerField(default=0)
    # Rows that the register refused only while writing, as [line, code, field, values].
    late_refusals = models.JSONField(default=list)
    # Of which day a first file tells who was here; nothing: of the day on which it is written.
    as_of = models.DateField(null=True)
    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    @property
    def area_code(self) -> str:
        """The area in which the import may be run."""
        return self.village_code


class BookPrint(Journaled):
    """A month of a book as it was printed: who, what for, its figures, and by what its lines are known again."""

    called = _("cetakan buku")

    village_code = models.CharField(max_length=13)
    book = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    until = models.DateField()
    # How often the month was another one when it was printed again; `first_print` names the first of them.
    revision = models.PositiveSmallIntegerField(default=0)
    first_print = models.UUIDField()
    content = models.BinaryField()
    figures = models.JSONField(default=dict)
    journal_head = models.BinaryField()
    officer_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village_code", "book", "year", "month"], name="print_by_month"),
        ]

    @property
    def area_code(self) -> str:
        """The village whose book it is."""
        return self.village_code


class FileAccess(Journaled):
    """Somebody opened a person's file, and why."""

    called = _("pembukaan berkas")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accesses")
    officer_id = models.UUIDField()
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    # The area across whose villages an officer searched, where he found the person and opened no file.
    searched_in = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-at"], condition=~Q(searched_in=""), name="access_by_search"),
        ]


class KeptFilter(Journaled):
    """What an officer looks for again and again: the end of the list's address, under a name of his own."""

    called = _("saringan")

    officer_id = models.UUIDField(db_index=True)
    area_code = models.CharField(max_length=32)
    title = models.CharField(_("nama saringan"), max_length=60)
    asked = models.CharField(max_length=600)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer_id", "title"], name="one_filter_of_a_name")
        ]
