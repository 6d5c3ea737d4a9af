"""Tables of the population register.

A person's present family, relation and place stand in the person's own row, so that "one family a person" needs
no rule; what was before (another family, another place, a presence that ended) is a closed period in PastMembership.
Everything a workbook gives has a column.
"""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.kernel.sealed import BlindIndexField, SealedTextField
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.names import name_key
from pendopo.people.rules.searching import key_of_mother
from pendopo.people.rules.transfers import ON_THE_WAY, STATE_WORDS

ALIVE_HEAD = Q(relation=Relation.HEAD, basic_status=BasicStatus.ALIVE, family__isnull=False)


class Family(Journaled):
    """A family card (KK): its number, address and neighbourhood; the members name their family."""

    called = _("keluarga")

    village_code = models.CharField(max_length=13, db_index=True)
    area_code = models.CharField(max_length=32)
    kk_number = SealedTextField(null=True)
    kk_number_index = BlindIndexField(source="kk_number", null=True, unique=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True, default="")
    formed_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom a matter of this card is about: its members."""
        return frozenset(self.members.values_list("pk", flat=True))


class Person(Journaled):
    """A resident as the village knows him or her; identity numbers are sealed."""

    called = _("warga")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "name_key": LeftOut(
            "Computed from the name by people.rules.names.name_key.", lambda row: name_key(row.name)
        ),
        "mother_key": LeftOut(
            "Computed from the mother's name by people.rules.searching.key_of_mother.",
            lambda row: key_of_mother(row.mother_name),
        ),
    }

    village_code = models.CharField(max_length=13)
    area_code = models.CharField(max_length=32, db_index=True)
    nik = SealedTextField(null=True)
    nik_index = BlindIndexField(source="nik", null=True, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    name_key = models.CharField(max_length=160, editable=False)
    sex = models.PositiveSmallIntegerField(_("jenis kelamin"), null=True)
    birth_place = models.CharField(_("tempat lahir"), max_length=100, blank=True, default="")
    birth_date = models.DateField(_("tanggal lahir"), null=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="members")
    relation = models.PositiveSmallIntegerField(_("hubungan keluarga"), null=True)
    family_since = models.DateField(null=True)
    religion = models.PositiveSmallIntegerField(_("agama"), null=True)
    education = models.PositiveSmallIntegerField(_("pendidikan"), null=True)
    education_current = models.PositiveSmallIntegerField(_("pendidikan sedang ditempuh"), null=True)
    occupation = models.PositiveSmallIntegerField(_("pekerjaan"), null=True)
    marital_status = models.PositiveSmallIntegerField(_("status kawin"), null=True)
    citizenship = models.PositiveSmallIntegerField(_("kewarganegaraan"), null=True)
    father_nik = SealedTextField(null=True)
    father_name = models.CharField(_("nama ayah"), max_length=120, blank=True, default="")
    mother_nik = SealedTextField(null=True)
    mother_name = models.CharField(_("nama ibu"), max_length=120, blank=True, default="")
    mother_key = models.CharField(max_length=160, default="", editable=False)
    blood_group = models.PositiveSmallIntegerField(_("golongan darah"), null=True)
    birth_certificate = models.CharField(_("nomor akta kelahiran"), max_length=60, blank=True, default="")
    passport = models.CharField(_("nomor paspor"), max_length=45, blank=True, default="")
    passport_expires_on = models.DateField(null=True)
    kitas = models.CharField(_("nomor KITAS/KITAP"), max_length=45, blank=True, default="")
    marriage_certificate = models.CharField(_("nomor akta perkawinan"), max_length=60, blank=True, default="")
    married_on = models.DateField(null=True)
    divorce_certificate = models.CharField(_("nomor akta perceraian"), max_length=60, blank=True, default="")
    divorced_on = models.DateField(null=True)
    disability = models.PositiveSmallIntegerField(_("disabilitas"), null=True)
    contraception = models.PositiveSmallIntegerField(_("cara KB"), null=True)
    pregnant = models.PositiveSmallIntegerField(_("status kehamilan"), null=True)
    eid = models.PositiveSmallIntegerField(_("KTP-el"), null=True)
    eid_status = models.PositiveSmallIntegerField(_("status rekam KTP-el"), null=True)
    current_address = models.CharField(_("alamat sekarang"), max_length=200, blank=True, default="")
    basic_status = models.PositiveSmallIntegerField(_("status dasar"), default=BasicStatus.ALIVE)
    residence = models.PositiveSmallIntegerField(_("status penduduk"), default=1)
    ethnicity = models.CharField(_("suku"), max_length=60, blank=True, default="")
    card_tag = models.CharField(_("tag kartu"), max_length=17, blank=True, default="")
    insurance = models.PositiveSmallIntegerField(_("jenis asuransi"), null=True)
    insurance_number = models.CharField(_("nomor asuransi"), max_length=40, blank=True, default="")
    lat = models.FloatField(_("lintang"), null=True)
    lng = models.FloatField(_("bujur"), null=True)
    # Since when and until when (half-open) the person counts as present in this village.
    present_from = models.DateField()
    present_until = models.DateField(null=True)
    # Since when in the family and place of this row, if not for the whole presence; before: PastMembership.
    here_since = models.DateField(null=True)
    # How this stay began and ended: people.rules.stays.Turn.
    came_by = models.PositiveSmallIntegerField(default=0)
    went_by = models.PositiveSmallIntegerField(default=0)
    # The row in another village of this site in which this person lives on; what stays here is a stub.
    continued_as = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village_code", "name_key", "id"], name="person_by_name"),
            models.Index(fields=["name_key", "id"], name="person_by_name_anywhere"),
            models.Index(fields=["village_code", "mother_key"], name="person_by_mother"),
            models.Index(fields=["village_code", "basic_status", "birth_date"], name="person_by_birth"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["family"], condition=ALIVE_HEAD, name="one_head_per_family"),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(basic_status__in=[status.value for status in BasicStatus]),
                name="person_status_known",
            ),
            models.CheckConstraint(
                condition=Q(present_until__isnull=True) | Q(present_until__gte=F("present_from")),
                name="person_presence_forward",
            ),
            models.CheckConstraint(
                condition=Q(continued_as__isnull=True)
                | Q(basic_status__in=(BasicStatus.MOVED.value, BasicStatus.INVALID.value)),
                name="person_lives_once",
            ),
        ]

    @property
    def is_living(self) -> bool:
        """Whether the register counts this person as alive and present."""
        return self.basic_status == BasicStatus.ALIVE

    @property
    def may_sign_in(self) -> bool:
        """Whether this person uses the site: who lives here, or is on the way to another village of it."""
        return self.is_living or self.travels.filter(transfer__state__in=ON_THE_WAY).exists()

    concerned = about("pk")


class PastMembership(Journaled):
    """A stay that is over: a half-open period in which a person was here, in one family and one place.

    What an older program wrote without a village is a membership only: nobody is counted by it.
    """

    called = _("keanggotaan keluarga")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="past_memberships")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="past_members")
    relation = models.PositiveSmallIntegerField(null=True)
    village_code = models.CharField(max_length=13, default="")
    area_code = models.CharField(max_length=32, default="")
    residence = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField()
    came_by = models.PositiveSmallIntegerField(default=0)
    went_by = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village_code", "valid_to"], name="stay_by_end"),
        ]


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


class ImportState(models.TextChoices):
    """How far an import has come."""

    PREVIEWED = "previewed", _("Menunggu persetujuan")
    RUNNING = "running", _("Sedang berjalan")
    DONE = "done", _("Selesai")
    UNDOING = "undoing", _("Sedang dibatalkan")
    UNDONE = "undone", _("Dibatalkan")
    FAILED = "failed", _("Berhenti")


class ImportBatch(Journaled):
    """One file on its way into the register; the file itself is kept sealed beside the database."""

    called = _("impor")

    village_code = models.CharField(max_length=13)
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64)
    file_format = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    row_count = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    # How many accepted rows are in the register: where an interrupted import goes on.
    position = models.IntegerField(default=0)
    # Rows that the register refused only while writing, as [line, code, field, values].
    late_refusals = models.JSONField(default=list)
    # Of which day a first file tells who was here; nothing: of the day on which it is written.
    as_of = models.DateField(null=True)
    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    @property
    def area_code(self) -> str:
        """The area in which the import may be run."""
        return self.village_code


class BookPrint(Journaled):
    """A month of a book as it was printed: who, what for, its figures, and by what its lines are known again."""

    called = _("cetakan buku")

    village_code = models.CharField(max_length=13)
    book = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    until = models.DateField()
    # How often the month was another one when it was printed again; `first_print` names the first of them.
    revision = models.PositiveSmallIntegerField(default=0)
    first_print = models.UUIDField()
    content = models.BinaryField()
    figures = models.JSONField(default=dict)
    journal_head = models.BinaryField()
    officer_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village_code", "book", "year", "month"], name="print_by_month"),
        ]

    @property
    def area_code(self) -> str:
        """The village whose book it is."""
        return self.village_code


class FileAccess(Journaled):
    """Somebody opened a person's file, and why."""

    called = _("pembukaan berkas")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accesses")
    officer_id = models.UUIDField()
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    # The area across whose villages an officer searched, where he found the person and opened no file.
    searched_in = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-at"], condition=~Q(searched_in=""), name="access_by_search"),
        ]


class KeptFilter(Journaled):
    """What an officer looks for again and again: the end of the list's address, under a name of his own."""

    called = _("saringan")

    officer_id = models.UUIDField(db_index=True)
    area_code = models.CharField(max_length=32)
    title = models.CharField(_("nama saringan"), max_length=60)
    asked = models.CharField(max_length=600)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer_id", "title"], name="one_filter_of_a_name")
        ]


class Transfer(Journaled):
    """The file of people who move to another village of this site, until that one has them."""

    called = _("perpindahan antardesa")

    # The sender's part of the village; the receiver is a whole village.
    area_code = models.CharField(max_length=32, db_index=True)
    to_village = models.CharField(max_length=13, db_index=True)
    state = models.CharField(
        max_length=10, choices=[(state.value, words) for state, words in STATE_WORDS.items()]
    )
    consent = models.CharField(max_length=10)
    on = models.DateField()
    sent_at = models.DateTimeField()
    question = models.CharField(max_length=400, blank=True, default="")
    answer = models.CharField(max_length=400, blank=True, default="")
    refusal = models.CharField(max_length=400, blank=True, default="")
    ended_on = models.DateField(null=True)

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom a transfer is about: those who move."""
        return frozenset(self.travellers.values_list("person_id", flat=True))


class Traveller(Journaled):
    """One of those who move with a transfer: the row that the village they left keeps."""

    called = _("yang pindah")

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="travellers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="travels")

    concerned = about("person_id")
