"""Messages to residents, the outbox that carries them further, and where a resident wants to be reached."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField
from pendopo.notices.rules.sending import OutboxState

OUTBOX_STATES = (
    (OutboxState.QUEUED.value, _("Menunggu dikirim")),
    (OutboxState.CLAIMED.value, _("Sedang dikirim")),
    (OutboxState.SENT.value, _("Terkirim")),
    (OutboxState.FAILED.value, _("Gagal")),
    (OutboxState.UNKNOWN.value, _("Belum pasti sampai")),
)


class Notice(Journaled):
    """A message in a resident's own inbox; it says what happened and where to look, never more."""

    called = _("pesan")

    area_code = models.CharField(max_length=32)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("judul"), max_length=120)
    body = models.CharField(_("isi"), max_length=600)
    link = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "sent_at"], name="notice_by_person")
        ]


class ContactAddress(Journaled):
    """Where a resident wants messages sent besides the inbox."""

    called = _("alamat surel warga")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    channel = models.CharField(max_length=12)
    address = SealedTextField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "channel"], name="one_address_per_channel"),
        ]


class OutboxItem(Journaled):
    """A message on its way over one channel. Its key there is its own id, whenever it is handed over."""

    called = _("kiriman pesan")

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="outbox")
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=OUTBOX_STATES, default=OutboxState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True, default="")
    reference = models.CharField(max_length=100, blank=True, default="")  # the channel's own name of it

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_at"], name="outbox_by_time"),
            models.Index(fields=["channel", "sent_at"], name="outbox_by_sending"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_outbox_item_per_channel"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OutboxState]), name="outbox_state_known"
            ),
        ]

    @property
    def area_code(self) -> str:
        """The village that wrote the message."""
        return self.notice.area_code
