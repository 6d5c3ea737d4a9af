"""Tables of letter types and their versions. A shipped type has no row until a village uses or changes it."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled

VERSION_STATES = (("draft", _("Rancangan")), ("live", _("Berlaku")), ("former", _("Versi lama")))
VERSION_ORIGINS = (("shipped", _("Bawaan Pendopo")), ("village", _("Ubahan desa")))


class LetterType(Journaled):
    """A kind of letter that a village issues."""

    called = _("jenis surat")

    area_code = models.CharField(_("kode desa"), max_length=13)
    key = models.SlugField(_("kode jenis"), max_length=40)
    name = models.CharField(_("nama"), max_length=120)
    active = models.BooleanField(_("dilayani"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "key"], name="one_letter_type_per_village_and_key")
        ]


class LetterTypeVersion(Journaled):
    """One version of a letter type; a letter names the version it was made with, which therefore never changes."""

    called = _("versi jenis surat")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "docx": LeftOut("Bytes of the Word file: their SHA-256 is kept.", digest="docx_digest"),
    }

    letter_type = models.ForeignKey(LetterType, on_delete=models.PROTECT, related_name="versions")
    area_code = models.CharField(_("kode desa"), max_length=13)
    number = models.PositiveIntegerField(_("versi"))
    state = models.CharField(_("keadaan"), max_length=10, choices=VERSION_STATES)
    origin = models.CharField(_("asal"), max_length=10, choices=VERSION_ORIGINS)
    content = models.JSONField(_("isi"))
    digest = models.CharField(_("sidik isi"), max_length=64)
    # A village may fill its own Word file instead of the wording; the rest of the content holds all the same.
    docx = models.BinaryField(_("berkas Word"), null=True)
    docx_name = models.CharField(_("nama berkas Word"), max_length=120, blank=True, default="")
    docx_digest = models.CharField(_("sidik berkas Word"), max_length=64, blank=True, default="")
    note = models.CharField(_("catatan"), max_length=200, blank=True, default="")
    made_by = models.CharField(_("dibuat oleh"), max_length=200)
    made_at = models.DateTimeField(_("dibuat pada"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter_type", "number"], name="one_number_per_letter_type_version"
            ),
            models.UniqueConstraint(
                fields=["letter_type"], condition=Q(state="live"), name="one_live_version_per_letter_type"
            ),
            models.UniqueConstraint(
                fields=["letter_type"], condition=Q(state="draft"), name="one_draft_per_letter_type"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state for state, _label in VERSION_STATES]),
                name="letter_type_version_state_known",
            ),
        ]
