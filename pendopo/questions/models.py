"""Tables of answers: each version of a set that somebody answered, and what was answered."""

import json
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField, Unreadable

SHEET_CHANNELS = (("online", _("Daring")), ("desk", _("Di loket")), ("paper", _("Di kertas")))


class QuestionVersion(Journaled):
    """One version of a set of questions, kept when it is first answered, so that its words stay."""

    called = _("versi daftar pertanyaan")

    area_code = models.CharField(_("kode desa"), max_length=13)
    key = models.CharField(_("kode daftar"), max_length=60)
    version = models.PositiveIntegerField(_("versi"))
    content = models.JSONField(_("isi"))
    digest = models.CharField(_("sidik isi"), max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area_code", "key", "version"], name="one_row_per_question_version"
            )
        ]


class AnswerSheet(Journaled):
    """What somebody answered. No column names a person: who answers by name is named in the domain's own row.

    Its id is the key of the form, chance alone: whatever is sent twice with one key is one sheet.
    """

    called = _("lembar jawaban")

    area_code = models.CharField(_("kode desa"), max_length=13)
    asked = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="sheets")
    answers_sealed = SealedTextField(null=True)
    channel = models.CharField(_("saluran"), max_length=8, choices=SHEET_CHANNELS)
    # The day, never the hour; of a paper the day on which it came.
    given_on = models.DateField(_("tanggal"))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area_code", "given_on"], name="sheet_by_area_and_day")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(channel__in=[key for key, _label in SHEET_CHANNELS]), name="sheet_channel_known"
            )
        ]

    @property
    def answers(self) -> dict[str, object]:
        """What was answered, by the key of the question; nothing when it cannot be read any more."""
        text = self.answers_sealed
        return dict(json.loads(text)) if text and not isinstance(text, Unreadable) else {}

    @answers.setter
    def answers(self, given: dict[str, object]) -> None:
        self.answers_sealed = json.dumps(given, ensure_ascii=False, sort_keys=True)
