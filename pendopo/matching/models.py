"""Tables of matching: uploaded lists, runs, what each run found, and what people said about it."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.kernel.sealed import BlindIndexField, SealedTextField

STANDS = Q(withdrawn_at__isnull=True)  # an answer that nobody took back


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
