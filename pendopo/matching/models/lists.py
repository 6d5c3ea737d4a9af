"""Tables that somebody sent: people as they stand there."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import BlindIndexField, SealedTextField


class ListState(models.TextChoices):
    """How far an uploaded list has come."""

    UPLOADED = "uploaded", _("Kolom belum dipilih")
    MAPPED = "mapped", _("Menunggu pemeriksaan")
    ACCEPTED = "accepted", _("Sedang dibaca")
    READY = "ready", _("Siap dipadankan")
    ERASED = "erased", _("Data sudah dihapus")


class PersonList(Journaled):
    """A table of people that somebody sent: aid recipients, an export of SIKS-NG, a list sent and returned."""

    called = _("daftar pencocokan")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "file_name": LeftOut("The sender's own words, erased with the list."),
        "headings": LeftOut("The file's first line, in which people may stand; erased with the list."),
    }

    area_code = models.CharField(max_length=32, db_index=True)
    title = models.CharField(_("nama daftar"), max_length=120)
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.UPLOADED)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    # Lines of the file with a person, and how many of them are in the table: where an interrupted reading goes on.
    row_count = models.IntegerField(default=0)
    position = models.IntegerField(default=0)
    notes = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField(null=True)


class ListedPerson(Journaled):
    """One line of an uploaded list; the journal keeps its mark only, not the person."""

    called = _("orang dalam daftar")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = dict.fromkeys(
        (
            *(
                "nik",
                "kk_number",
                "name",
                "sex",
                "birth_place",
                "birth_date",
                "address",
                "rt",
                "rw",
                "hamlet",
            ),
            *("village", "district", "notes"),
        ),
        LeftOut(
            "A person of somebody else's list, erased with it: the keyed fingerprint of the line is kept."
        ),
    )

    source = models.ForeignKey(PersonList, on_delete=models.PROTECT, related_name="rows")
    line = models.IntegerField()
    nik = SealedTextField(null=True)
    nik_index = BlindIndexField(source="nik", null=True)
    kk_number = SealedTextField(null=True)
    kk_number_index = BlindIndexField(source="kk_number", null=True)
    name = models.CharField(max_length=200, blank=True, default="")
    sex = models.CharField(max_length=1, blank=True, default="")
    birth_place = models.CharField(max_length=200, blank=True, default="")
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=200, blank=True, default="")
    rt = models.CharField(max_length=3, blank=True, default="")
    rw = models.CharField(max_length=3, blank=True, default="")
    hamlet = models.CharField(max_length=200, blank=True, default="")
    village = models.CharField(max_length=200, blank=True, default="")
    district = models.CharField(max_length=200, blank=True, default="")
    notes = models.JSONField(default=list)
    # Keyed fingerprint of the whole line: whether a later list says the same.
    mark = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "line"], name="one_row_per_line"),
        ]
