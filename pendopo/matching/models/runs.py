"""Runs of the matcher, and what each found."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.matching.models.lists import ListedPerson, PersonList


class RunKind(models.TextChoices):
    """What is compared with what."""

    REGISTER = "register", _("Daftar dengan data warga")
    LISTS = "lists", _("Dua daftar")
    WITHIN = "within", _("Data ganda di dalam data warga")


class RunState(models.TextChoices):
    """How far a run has come."""

    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Berhenti")


class MatchRun(Journaled):
    """One comparison, from start to end; it can be killed at any moment and goes on."""

    called = _("pencocokan")

    area_code = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=8, choices=RunKind.choices)
    source = models.ForeignKey(PersonList, on_delete=models.PROTECT, null=True, related_name="runs")
    other_source = models.ForeignKey(
        PersonList, on_delete=models.PROTECT, null=True, related_name="other_runs"
    )
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    position = models.IntegerField(default=0)
    carried = models.IntegerField(default=0)
    register_count = models.IntegerField(default=0)
    found = models.JSONField(default=dict)
    failure = models.CharField(max_length=40, blank=True, default="")
    model_version = models.CharField(max_length=60, blank=True, default="")
    started_at = models.DateTimeField()
    started_by = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="within", source__isnull=True) | ~Q(kind="within") & Q(source__isnull=False),
                name="run_has_its_source",
            ),
            models.UniqueConstraint(
                fields=["area_code"],
                condition=Q(kind="within", state="running"),
                name="one_search_for_doubles",
            ),
        ]


class Verdict(models.TextChoices):
    """What is said about a listed person."""

    PADAN = "padan", _("padan")
    CHECK = "perlu_diperiksa", _("perlu diperiksa")
    ABSENT = "tidak_ditemukan", _("tidak ditemukan")
    DOUBLE = "ganda", _("ganda")


class ReviewStage(models.TextChoices):
    """Whose answer a pair waits for."""

    AUTOMATIC = "automatic", _("tanpa pemeriksaan")
    FIRST = "first", _("menunggu pemeriksa")
    SECOND = "second", _("menunggu pemeriksa kedua")
    THIRD = "third", _("menunggu penengah")
    DECIDED = "decided", _("sudah diputuskan")


class FollowUp(models.TextChoices):
    """What a settled verdict asks somebody to do; it never takes anything away from anybody."""

    NONE = "", _("tidak ada")
    VISIT = "visit", _("Cari orangnya di lapangan")
    REPORT_DEAD = "report_dead", _("Beri tahu pengelola daftar: tercatat meninggal")
    REPORT_MOVED = "report_moved", _("Beri tahu pengelola daftar: tercatat pindah")
    REPORT_DOUBLE = "report_double", _("Beri tahu pengelola daftar: tercantum dua kali")
    MERGE = "merge", _("Gabungkan data ganda")


class MatchResult(Journaled):
    """What a run says about one listed person, or about two records of the register, and what people made of it."""

    called = _("hasil pencocokan")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = dict.fromkeys(
        ("household", "sex", "birth_date", "hamlet"),
        LeftOut("Copied from a list or the register for sorting, erased with the list."),
    )

    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="results")
    area_code = models.CharField(max_length=32)
    row = models.ForeignKey(ListedPerson, on_delete=models.PROTECT, null=True, related_name="results")
    other_row = models.ForeignKey(ListedPerson, on_delete=models.PROTECT, null=True, related_name="others")
    person_id = models.UUIDField(null=True)
    other_person_id = models.UUIDField(null=True)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    probability = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    # The register's side at that moment: its status, and a keyed fingerprint that shows later changes.
    register_status = models.PositiveSmallIntegerField(null=True)
    person_mark = models.CharField(max_length=32, blank=True, default="")
    # Whoever stands on one family card is looked at together.
    household = models.CharField(max_length=40, blank=True, default="")
    sex = models.CharField(max_length=1, blank=True, default="")
    birth_date = models.DateField(null=True)
    hamlet = models.CharField(max_length=200, blank=True, default="")
    stage = models.CharField(max_length=9, choices=ReviewStage.choices, default=ReviewStage.AUTOMATIC)
    needed = models.PositiveSmallIntegerField(default=1)
    final = models.CharField(max_length=16, choices=Verdict.choices)
    carried = models.BooleanField(default=False)
    task = models.CharField(max_length=13, choices=FollowUp.choices, blank=True, default="")
    task_done_at = models.DateTimeField(null=True)
    task_note = models.CharField(max_length=300, blank=True, default="")
    # The event that made the two records one, by which it can be taken back.
    merge_event_id = models.UUIDField(null=True)
    concerned = about("person_id", "other_person_id")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "stage", "household", "id"], name="result_by_stage"),
            models.Index(fields=["run", "final", "id"], name="result_by_verdict"),
            models.Index(fields=["stage", "area_code"], name="result_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="one_result_per_row"),
            models.UniqueConstraint(
                fields=["run", "person_id", "other_person_id"], name="one_result_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0) & Q(probability__lte=1), name="probability_is_one"
            ),
        ]
