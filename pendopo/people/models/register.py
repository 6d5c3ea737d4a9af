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
from pendopo.people.rules.transfers import ON_THE_WAY

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
