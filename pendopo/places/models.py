"""Tables of places.

Areas from province to village are no table. They are published reference data that no site may change, so they ship
as one file (`formats/areas.py`) and live in memory: reading it takes 40 ms once, against 83,762 rows that every small
site would have to load, journal and back up. Tables name an area by its code.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pendopo.kernel.columns import LeftOut
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.models import Journaled
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.localities import LocalityTier
from pendopo.places.rules.switches import SENTENCE_MAX
from pendopo.places.rules.terms import HolderKind

VILLAGE_KINDS = (
    (VillageKind.DESA.value, pgettext_lazy("nama resmi", "Desa")),
    (VillageKind.KELURAHAN.value, _("Kelurahan")),
    (VillageKind.DESA_ADAT.value, _("Desa adat")),
)
HOLDER_KINDS = (
    (HolderKind.DEFINITIVE.value, _("Definitif")),
    (HolderKind.PLT.value, _("Pelaksana tugas (Plt.)")),
    (HolderKind.PLH.value, _("Pelaksana harian (Plh.)")),
)
LOCALITY_TIERS = (
    (LocalityTier.HAMLET.value, _("Dusun")),
    (LocalityTier.RW.value, _("RW")),
    (LocalityTier.RT.value, _("RT")),
)
EMBLEM_OWNERS = (
    (EmblemOwner.REGENCY.value, _("Lambang kabupaten/kota")),
    (EmblemOwner.VILLAGE.value, _("Logo desa")),
    (EmblemOwner.OFFICE.value, _("Foto kantor")),
)


class VillageProfile(Journaled):
    """What a village says about itself: name, labels, and what stands on its letters."""

    called = _("profil desa")

    area_code = models.CharField(_("kode wilayah"), max_length=13, unique=True)
    name = models.CharField(_("nama"), max_length=100)
    kind = models.CharField(_("jenis"), max_length=20, choices=VILLAGE_KINDS)
    # BPS numbers villages by another scheme; neither code can be derived from the other.
    kode_bps = models.CharField(_("kode BPS"), max_length=10, unique=True, null=True, blank=True)
    labels = models.JSONField(_("sebutan"), default=dict)
    address = models.CharField(_("alamat kantor"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True, default="")
    phone = models.CharField(_("telepon"), max_length=30, blank=True, default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    website = models.URLField(_("situs web"), blank=True, default="")
    # Where this site is reached, as it stands in the codes of letters; a new one takes over once it was opened.
    public_url = models.CharField(_("alamat situs"), max_length=200, blank=True, default="")
    public_url_tested_at = models.DateTimeField(_("alamat situs diuji"), null=True, blank=True)
    trial_url = models.CharField(_("alamat yang sedang diuji"), max_length=200, blank=True, default="")
    trial_code = models.CharField(_("kode uji alamat"), max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in VillageKind]), name="village_kind_known"
            )
        ]


class SiteArea(Journaled):
    """The area whose villages this site serves, where that is more than one village: one row, or none."""

    called = _("wilayah situs")

    area_code = models.CharField(_("kode wilayah"), max_length=8, unique=True)


class OfficeHours(Journaled):
    """When an office is open, and where it stands: what nobody has said is printed nowhere."""

    called = _("jam buka kantor")

    area_code = models.CharField(_("kode wilayah"), max_length=13, unique=True)
    # The number of the day (Monday is 0) and its hours as text; a day that is not there is closed.
    week = models.JSONField(_("jam buka"), default=dict)
    lat = models.FloatField(_("lintang"), null=True, blank=True)
    lng = models.FloatField(_("bujur"), null=True, blank=True)
    note = models.CharField(_("keterangan"), max_length=200, blank=True, default="")
    # What helps whoever walks, sees or hears badly, by key (rules/access.py): what is not named is not promised.
    access = models.JSONField(_("kemudahan"), default=list)


class TierOffice(Journaled):
    """What a kecamatan, a kabupaten or a province says about its own office; its officials stand with all others."""

    called = _("kantor kecamatan, kabupaten, atau provinsi")

    area_code = models.CharField(_("kode wilayah"), max_length=8, unique=True)
    address = models.CharField(_("alamat kantor"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True, default="")
    phone = models.CharField(_("telepon"), max_length=30, blank=True, default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    website = models.URLField(_("situs web"), blank=True, default="")
    hours = models.CharField(_("jam layanan"), max_length=120, blank=True, default="")


class Emblem(Journaled):
    """The picture at the head of a village's letters: of the regency, or of the village itself."""

    called = _("lambang")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "content": LeftOut("Bytes of the picture: their SHA-256 is kept.", digest="digest"),
    }

    area_code = models.CharField(_("kode wilayah"), max_length=13)
    owner = models.CharField(_("milik"), max_length=20, choices=EMBLEM_OWNERS)
    media_type = models.CharField(_("jenis gambar"), max_length=20)
    digest = models.CharField(_("sidik gambar"), max_length=64)
    content = models.BinaryField(_("gambar"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_code", "owner"], name="one_emblem_per_owner")]


class Official(Journaled):
    """Somebody who holds a position in a village for a term, half-open."""

    called = _("perangkat desa")

    area_code = models.CharField(_("kode wilayah"), max_length=32, db_index=True)
    name = models.CharField(_("nama"), max_length=120)
    position = models.CharField(_("jabatan"), max_length=100)
    kind = models.CharField(
        _("status jabatan"), max_length=12, choices=HOLDER_KINDS, default=HolderKind.DEFINITIVE.value
    )
    nip = models.CharField("NIP", max_length=18, blank=True, default="")
    niap = models.CharField("NIAP", max_length=30, blank=True, default="")
    starts_on = models.DateField(_("mulai menjabat"))
    until_on = models.DateField(_("berakhir (tidak termasuk)"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("urutan"), default=100)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("starts_on")),
                name="official_term_forward",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in HolderKind]), name="official_kind_known"
            ),
        ]


class Locality(Journaled):
    """A hamlet, RW or RT; its local code grows from the village code and never changes."""

    called = _("dusun, RW, atau RT")

    code = models.CharField(_("kode"), max_length=32, unique=True)
    village_code = models.CharField(_("kode desa"), max_length=13, db_index=True)
    parent_code = models.CharField(_("kode induk"), max_length=32, db_index=True)
    tier = models.CharField(_("tingkat"), max_length=10, choices=LOCALITY_TIERS)
    name = models.CharField(_("nama"), max_length=100, blank=True, default="")
    head_name = models.CharField(_("nama ketua"), max_length=120, blank=True, default="")
    active_from = models.DateField(_("berlaku mulai"))
    active_until = models.DateField(_("berlaku sampai (tidak termasuk)"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gt=F("active_from")),
                name="locality_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=[tier.value for tier in LocalityTier]), name="locality_tier_known"
            ),
        ]

    @property
    def area_code(self) -> str:
        """The area in which a permission is needed to change this row."""
        return self.code


class Boundary(Journaled):
    """The outline of an area from a day on, until the next one begins. Indicative: no legal boundary."""

    called = _("batas wilayah")

    area_code = models.CharField(_("kode wilayah"), max_length=32)
    geojson = models.TextField(_("bentuk (GeoJSON)"))
    west = models.FloatField(_("batas barat"))
    south = models.FloatField(_("batas selatan"))
    east = models.FloatField(_("batas timur"))
    north = models.FloatField(_("batas utara"))
    hectares = models.FloatField(_("luas (hektare)"))
    source = models.CharField(_("sumber"), max_length=200)
    valid_from = models.DateField(_("berlaku mulai"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "valid_from"], name="one_boundary_per_area_and_day"),
            models.CheckConstraint(
                condition=Q(west__lte=F("east")) & Q(south__lte=F("north")), name="boundary_box_ordered"
            ),
            models.CheckConstraint(condition=Q(hectares__gt=0), name="boundary_has_area"),
        ]


class DomainSwitch(Journaled):
    """How far a village has a domain open from a day on, until the next setting begins."""

    called = _("layanan yang dibuka atau ditutup")

    area_code = models.CharField(_("kode desa"), max_length=13)
    domain = models.CharField(_("layanan"), max_length=30)
    state = models.CharField(_("keadaan"), max_length=10)
    sentence = models.CharField(_("kalimat"), max_length=SENTENCE_MAX, blank=True, default="")
    from_day = models.DateField(_("mulai tanggal"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "domain", "from_day"], name="one_switch_per_village_domain_and_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SwitchState]), name="switch_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SwitchState.OPEN.value) | ~Q(sentence=""), name="switch_says_why"
            ),
        ]
