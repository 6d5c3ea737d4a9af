"""The queue of a day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled


class QueueTicket(Journaled):
    """A place in the queue of a day, taken at the kiosk; it names nobody."""

    called = _("nomor antrean")

    area_code = models.CharField(max_length=13)
    form_key = models.UUIDField(unique=True)
    day = models.DateField()
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "letters_queueticket"  # where it stood first; the journal names tables
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area_code", "day", "number"], name="one_ticket_per_number_and_day"
            ),
        ]
