"""The register: numbers, the agenda (book A.7) with incoming and outgoing mail, and the expedition (book A.8).

The tables keep the names that they had in letters, so that journals read on.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField
from pendopo.mail.rules.numbers import Book

BOOKS = (
    (Book.SERVICE.value, _("Surat layanan")),
    (Book.OUTGOING.value, _("Surat keluar")),
    (Book.INCOMING.value, _("Surat masuk")),
)


class NumberCounter(Journaled):
    """The last number given by one counter of a village in a year."""

    called = _("penghitung nomor")

    area_code = models.CharField(max_length=13)
    counter = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "letters_numbercounter"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area_code", "counter", "year"], name="one_counter_per_year"),
        ]


class RegisterEntry(Journaled):
    """One line of the agenda: a letter that came in or went out. A void line keeps its number."""

    called = _("baris agenda")

    area_code = models.CharField(max_length=13)
    book = models.CharField(max_length=10, choices=BOOKS)
    counter = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=100)
    on = models.DateField()
    # The matter that this is the letter of, in a domain above; mail of the office has none.
    request_id = models.UUIDField(null=True, unique=True)
    archive = models.CharField(max_length=30, blank=True, default="")
    # What the letter is about, and from or to whom: people's names stand here.
    summary = SealedTextField(null=True)
    party = SealedTextField(null=True)
    their_number = models.CharField(max_length=100, blank=True, default="")
    their_date = models.DateField(null=True)
    form_key = models.UUIDField(null=True, unique=True)
    noted_by = models.CharField(max_length=200, blank=True, default="")
    void_on = models.DateField(null=True)
    void_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "letters_registerentry"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area_code", "on", "id"], name="entry_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area_code", "counter", "year", "number"], name="one_letter_per_number"
            ),
            models.UniqueConstraint(fields=["area_code", "book", "text"], name="one_letter_per_number_text"),
            models.CheckConstraint(
                condition=Q(book__in=[book.value for book in Book]), name="entry_book_known"
            ),
            models.CheckConstraint(
                condition=Q(void_on__isnull=True) | ~Q(void_reason=""), name="void_letter_has_reason"
            ),
        ]

    @property
    def is_void(self) -> bool:
        """Whether the letter was declared void; its number is never given again."""
        return self.void_on is not None


class Disposition(Journaled):
    """What the head wrote on incoming mail: who does what until when."""

    called = _("disposisi")

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="dispositions")
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    position = models.CharField(max_length=100)
    instruction = SealedTextField(null=True)
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True, default="")
    result = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "letters_disposition"

    @property
    def area_code(self) -> str:
        """The village whose mail it is."""
        return self.entry.area_code


class Delivery(Journaled):
    """A letter left the office: one line of the expedition book."""

    called = _("pengantaran surat")

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="deliveries")
    on = models.DateField()
    party = SealedTextField(null=True)
    received_by = SealedTextField(null=True)
    handed_by = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "letters_delivery"

    @property
    def area_code(self) -> str:
        """The village whose letter it is."""
        return self.entry.area_code
