"""The roles of officers as readable text: name, what for, at which tier, beside which others."""

from dataclasses import dataclass

from pendopo.accounts.rules.permissions import GRANT
from pendopo.kernel.areas import Tier, tier_of
from pendopo.kernel.powers import COUNTER, powers_of
from pendopo.places.rules.codes import VillageKind, is_village_code, kind_of

_ = str  # Marks a text for the catalogue; the screens translate it.

_TIERS = tuple(Tier)
_GOVERNING = frozenset({Tier.NATION, Tier.PROVINCE, Tier.REGENCY, Tier.DISTRICT, Tier.VILLAGE})


@dataclass(frozen=True)
class Role:
    """One role. What it may do stands with each domain (`rules/permissions.py`) and comes together here."""

    key: str
    name: str
    description: str
    tiers: frozenset[Tier]
    incompatible: frozenset[str] = frozenset()
    # Names for several roles, under which domains give powers as well.
    also: tuple[str, ...] = ()
    # Of a desa's own government: a kelurahan has no such body, so it has no such powers (UU 6/2014 Pasal 55).
    desa_only: bool = False

    @property
    def permissions(self) -> frozenset[str]:
        """What the role may do at once."""
        return powers_of(self.key, *self.also)

    @property
    def deciding(self) -> frozenset[str]:
        """What counts only after a second factor."""
        return powers_of(self.key, *self.also, deciding=True)

    @property
    def requires_second_factor(self) -> bool:
        """Say whether the holder must use a second factor."""
        return bool(self.deciding)

    @property
    def all_permissions(self) -> frozenset[str]:
        """Everything the role may do after a second factor."""
        return self.permissions | self.deciding


_VILLAGE_STAFF = frozenset(
    {"operator_desa", "sekretaris_desa", "kepala_desa", "kasi_pelayanan", "puskesos", "kepala_dusun"}
)

ROLES = (
    Role(
        "administrator",
        _("Pengelola situs"),
        _("Membuka akun petugas, memberi peran, mengatur tenggat. Tidak membuka data warga."),
        _GOVERNING,
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "operator_desa",
        _("Operator desa"),
        _(
            "Mencatat warga dan keluarga, mengimpor dan mengekspor data, merawat profil desa, membuka akun warga."
        ),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer", "dinas_sosial", "verifikator_dukcapil"}),
        also=(COUNTER,),
    ),
    Role(
        "kasi_pelayanan",
        _("Kasi atau Kaur pelayanan"),
        _(
            "Melayani warga di loket: membaca dan mencatat data, membuka akun warga, bertindak bagi warga yang hadir."
        ),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer"}),
        also=(COUNTER,),
    ),
    Role(
        "penanda_tangan_ub",
        _("Kasi atau Kaur yang menandatangani (u.b.)"),
        _(
            "Menandatangani surat untuk kepala desa lewat sekretaris desa, bila jenis suratnya mengizinkan."
            " Diberikan di samping peran loket."
        ),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer"}),
    ),
    Role(
        "sekretaris_desa",
        _("Sekretaris desa"),
        _(
            "Memeriksa pencatatan, membetulkan data, mengelola profil desa, memberi peran kepada petugas desa."
        ),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer", "kepala_desa"}),
        also=(COUNTER,),
    ),
    Role(
        "kepala_desa",
        _("Kepala desa"),
        _("Memutuskan atas nama desa, membaca data warga dan jurnal, memberi peran kepada petugas desa."),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer", "sekretaris_desa"}),
    ),
    Role(
        "puskesos",
        _("Petugas Puskesos"),
        _(
            "Menerima usulan dan sanggahan kesejahteraan, membaca data keluarga, bertindak bagi warga yang hadir."
        ),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer", "dinas_sosial"}),
    ),
    Role(
        "kepala_dusun",
        _("Kepala dusun"),
        _("Membaca data warga di dusunnya."),
        frozenset({Tier.HAMLET}),
        incompatible=frozenset({"bpd", "observer"}),
    ),
    Role(
        "ketua_rw",
        _("Ketua RW"),
        _("Membaca data warga di RW-nya."),
        frozenset({Tier.RW}),
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "ketua_rt",
        _("Ketua RT"),
        _("Membaca data warga di RT-nya."),
        frozenset({Tier.RT}),
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "bidan",
        _("Bidan desa atau petugas kesehatan"),
        _("Melaporkan kelahiran dan kematian kepada kantor desa, dan melihat laporannya sendiri."),
        frozenset({Tier.VILLAGE, Tier.HAMLET}),
        incompatible=frozenset({"bpd", "observer"}),
    ),
    Role(
        "ppid_desa",
        _("PPID desa"),
        _("Menjawab permohonan informasi publik, menolaknya dengan pasal, atau memperpanjang waktunya."),
        frozenset({Tier.VILLAGE}),
        incompatible=frozenset({"bpd", "observer", "kepala_desa"}),
    ),
    Role(
        "bpd",
        _("Anggota BPD"),
        _("Mengawasi pemerintah desa: angka dan jurnal, tanpa data pribadi warga."),
        frozenset({Tier.VILLAGE}),
        incompatible=_VILLAGE_STAFF,
        desa_only=True,
    ),
    Role(
        "kecamatan",
        _("Petugas kecamatan"),
        _("Membina desa di kecamatannya: angka, akun petugas, jurnal."),
        frozenset({Tier.DISTRICT}),
        incompatible=_VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "sekretaris_kecamatan",
        _("Sekretaris kecamatan"),
        _("Merawat kartu dan pejabat kantor kecamatan, memeriksa permohonan yang disampaikan desa."),
        frozenset({Tier.DISTRICT}),
        incompatible=_VILLAGE_STAFF | {"observer", "camat"},
    ),
    Role(
        "camat",
        _("Camat"),
        _("Mengetahui surat desa, memberi dispensasi dan rekomendasi atas permohonan warga kecamatannya."),
        frozenset({Tier.DISTRICT}),
        incompatible=_VILLAGE_STAFF | {"observer", "sekretaris_kecamatan"},
    ),
    Role(
        "dinas_sosial",
        _("Dinas Sosial"),
        _("Memeriksa usulan kesejahteraan dari desa, membaca data warga di kabupatennya."),
        frozenset({Tier.REGENCY}),
        incompatible=_VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "verifikator_dukcapil",
        _("Verifikator Dukcapil"),
        _("Mencocokkan NIK dan nomor KK dengan catatan sipil."),
        frozenset({Tier.REGENCY}),
        incompatible=_VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "diskominfo",
        _("Diskominfo kabupaten"),
        _(
            "Menjalankan simpul kabupaten: akun petugas, batas wilayah, tenggat, jurnal. Tidak membuka data warga."
        ),
        frozenset({Tier.PROVINCE, Tier.REGENCY}),
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "observer",
        _("Pengamat"),
        _("Membaca angka, daftar peran, dan jurnal. Tidak melihat data pribadi dan tidak mengubah apa pun."),
        _GOVERNING,
        incompatible=frozenset(
            {"administrator", "diskominfo", "kecamatan", "dinas_sosial", "verifikator_dukcapil"}
        )
        | _VILLAGE_STAFF
        | {"ketua_rw", "ketua_rt"},
    ),
)

_BY_KEY = {role.key: role for role in ROLES}


def role_of(key: str) -> Role | None:
    """Return the role with this key; a role that no longer exists gives nothing (design.md section 5)."""
    return _BY_KEY.get(key)


def are_incompatible(one: str, other: str) -> bool:
    """Say whether one person may not hold both roles (UU 6/2014 Pasal 29, 51, 64; four eyes: design.md section 5)."""
    first, second = role_of(one), role_of(other)
    return bool((first and other in first.incompatible) or (second and one in second.incompatible))


def fits(role: Role, area: str) -> bool:
    """Say whether a role can be held in an area of this tier and kind (design.md section 5)."""
    return tier_of(area) in role.tiers and exists_in(role, area)


def exists_in(role: Role, area: str) -> bool:
    """Say whether there is such a role in this village; an area above villages has some of every kind (ADR 0053)."""
    return not (role.desa_only and is_village_code(area) and kind_of(area) is VillageKind.KELURAHAN)


def may_hand_out(role: Role, *, grantor_tier: Tier, administers: bool) -> bool:
    """Say whether a grantor of this tier may grant the role: none above his own tier, none that grants in turn.

    Handing out powers is itself handed out only by those who administer (design.md section 5).
    """
    if GRANT in role.all_permissions and not administers:
        return False
    return any(_TIERS.index(tier) >= _TIERS.index(grantor_tier) for tier in role.tiers)
