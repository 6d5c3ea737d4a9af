"""What happened to residents, as it was reported."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.people.models.register import Person


class EventKind(models.TextChoices):
    """The population events of the village register."""

    BIRTH = "birth", _("Lahir")
    DEATH = "death", _("Meninggal")
    MOVE_OUT = "move_out", _("Pindah keluar")
    MOVE_IN = "move_in", _("Pindah datang")
    MISSING = "missing", _("Hilang")
    LEAVE = "leave", _("Pergi")
    RETURN = "return", _("Kembali")
    SPLIT = "split", _("Pecah KK")
    CORRECTION = "correction", _("Pembetulan data")


class PopulationEvent(Journaled):
    """Something that happened to a person on a day, as the village wrote it down."""

    called = _("peristiwa")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events")
    village_code = models.CharField(max_length=13)
    kind = models.CharField(_("peristiwa"), max_length=12, choices=EventKind.choices)
    on = models.DateField(_("tanggal peristiwa"))
    reported_on = models.DateField(_("tanggal lapor"))
    details = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village_code", "on", "kind"], name="event_by_day"),
        ]
