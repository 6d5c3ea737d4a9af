"""What people said about a pair, and what the matcher learns from it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.models import Journaled
from pendopo.matching.models.runs import MatchResult

STANDS = Q(withdrawn_at__isnull=True)  # an answer that nobody took back


class ReviewAnswer(models.TextChoices):
    """What a reviewer says about a pair."""

    SAME = "same", _("Orang yang sama")
    DIFFERENT = "different", _("Orang lain")
    UNSURE = "unsure", _("Belum yakin")


class Review(Journaled):
    """One person's answer about a pair, with the reason; taken back, it stays readable."""

    called = _("penilaian pasangan")

    result = models.ForeignKey(MatchResult, on_delete=models.PROTECT, related_name="reviews")
    officer_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=9, choices=ReviewAnswer.choices)
    reason = models.CharField(_("alasan"), max_length=300, blank=True, default="")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result", "officer_id"], condition=STANDS, name="one_answer_per_reviewer"
            ),
            models.UniqueConstraint(
                fields=["result", "number"], condition=STANDS, name="one_answer_per_round"
            ),
            models.CheckConstraint(condition=STANDS | Q(withdrawn_at__gte=F("at")), name="withdrawn_later"),
        ]


class ReviewOpening(Journaled):
    """Somebody opened a pair and saw both records."""

    called = _("pembukaan pasangan")

    result = models.ForeignKey(MatchResult, on_delete=models.PROTECT, related_name="openings")
    officer_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class Stratum(models.TextChoices):
    """Pairs whose probability errs alike: by how the two numbers agree."""

    EQUAL = "number_equal", _("NIK sama")
    NEAR = "number_near", _("NIK hampir sama")
    MISSING = "number_missing", _("NIK kosong atau tidak terbaca")
    OTHER = "number_other", _("NIK berbeda")
    WITHIN = "within", _("Pasangan di dalam data warga")


class Calibration(Journaled):
    """How far the engine's probability of one stratum was from what reviewers found in an area."""

    called = _("penyetelan peluang")

    area_code = models.CharField(max_length=32)
    stratum = models.CharField(max_length=16, choices=Stratum.choices)
    model_version = models.CharField(max_length=60)
    intercept = models.FloatField(default=0)
    slope = models.FloatField(default=1)
    answers = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    fitted_at = models.DateTimeField()
    fitted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "stratum", "model_version"], name="one_line"),
            models.CheckConstraint(condition=Q(slope__gt=0), name="line_rises"),
        ]
