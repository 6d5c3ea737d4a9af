"""The roles of officers as readable text: name, what for, what it may do, at which tier."""

from dataclasses import dataclass

from pendopo.kernel.areas import Tier

_ = str  # Marks a text for the catalogue; the screens translate it.

_TIERS = tuple(Tier)
_GOVERNING = frozenset({Tier.NATION, Tier.PROVINCE, Tier.REGENCY, Tier.DISTRICT, Tier.VILLAGE})

# Whoever may hand out powers is himself chosen only by somebody who holds this.
ADMINISTER = "accounts.administer"
GRANT = "accounts.grant"
# Every officer holds this at his own office: own password, own sessions, own second factor.
OWN = "accounts.own"
# Every valid role opens the desk.
DESK = "desk.open"
# Whoever sits at the office computer says what day it is. Never deciding: with a wrong clock no TOTP code fits.
CLOCK = "kernel.clock.confirm"


@dataclass(frozen=True)
class Role:
    """One role. `deciding` permissions count only after a second factor."""

    key: str
    name: str
    description: str
    tiers: frozenset[Tier]
    permissions: frozenset[str]
    deciding: frozenset[str] = frozenset()
    incompatible: frozenset[str] = frozenset()

    @property
    def requires_second_factor(self) -> bool:
        """Say whether the holder must use a second factor."""
        return bool(self.deciding)

    @property
    def all_permissions(self) -> frozenset[str]:
        """Everything the role may do after a second factor."""
        return self.permissions | self.deciding


_PLACES_EDIT = frozenset(
    {"places.profile.edit", "places.localities.edit", "places.boundaries.import", "places.officials.edit"}
)
_COUNTER = frozenset(
    {
        "people.read",
        "people.record",
        "people.statistics",
        "accounts.resident.activate",
        "accounts.act_on_behalf",
        "letters.read",
        "letters.ask",
        "letters.check",
        "letters.mail",
        "notices.send",
        CLOCK,
    }
)
_MATCHING = frozenset({"matching.read", "matching.run", "matching.review"})
_VILLAGE_STAFF = frozenset(
    {"operator_desa", "sekretaris_desa", "kepala_desa", "kasi_pelayanan", "puskesos", "kepala_dusun"}
)

ROLES = (
    Role(
        "administrator",
        _("Pengelola situs"),
        _("Membuka akun petugas, memberi peran, mengatur tenggat. Tidak membuka data warga."),
        _GOVERNING,
        frozenset({"accounts.read", "kernel.journal.read", "letters.clock", CLOCK}),
        frozenset(
            {
                *(GRANT, ADMINISTER, "kernel.keys.rotate", "letters.keys.rotate", "kernel.rules.edit"),
                *(
                    "kernel.erase",
                    "people.erase",
                    "places.boundaries.import",
                    "places.address.edit",
                    "places.switch.set",
                ),
            }
        ),
        frozenset({"observer"}),
    ),
    Role(
        "operator_desa",
        _("Operator desa"),
        _(
            "Mencatat warga dan keluarga, mengimpor dan mengekspor data, merawat profil desa, membuka akun warga."
        ),
        frozenset({Tier.VILLAGE}),
        _COUNTER
        | _PLACES_EDIT
        | {"people.correct", "people.import", "people.export", "accounts.read"}
        | _MATCHING
        | {"letters.types.edit"},
        incompatible=frozenset({"bpd", "observer", "dinas_sosial", "verifikator_dukcapil"}),
    ),
    Role(
        "kasi_pelayanan",
        _("Kasi atau Kaur pelayanan"),
        _(
            "Melayani warga di loket: membaca dan mencatat data, membuka akun warga, bertindak bagi warga yang hadir."
        ),
        frozenset({Tier.VILLAGE}),
        _COUNTER,
        incompatible=frozenset({"bpd", "observer"}),
    ),
    Role(
        "penanda_tangan_ub",
        _("Kasi atau Kaur yang menandatangani (u.b.)"),
        _(
            "Menandatangani surat untuk kepala desa lewat sekretaris desa, bila jenis suratnya mengizinkan."
            " Diberikan di samping peran loket."
        ),
        frozenset({Tier.VILLAGE}),
        frozenset({"letters.read"}),
        frozenset({"letters.sign"}),
        frozenset({"bpd", "observer"}),
    ),
    Role(
        "sekretaris_desa",
        _("Sekretaris desa"),
        _(
            "Memeriksa pencatatan, membetulkan data, mengelola profil desa, memberi peran kepada petugas desa."
        ),
        frozenset({Tier.VILLAGE}),
        _COUNTER
        | _PLACES_EDIT
        | _MATCHING
        | {"accounts.read", "kernel.journal.read", "letters.types.edit", "letters.dispose"},
        frozenset(
            {
                GRANT,
                "people.correct",
                "people.export",
                "people.import",
                "people.merge",
                "letters.verify",
                "letters.sign",
                "letters.signers.edit",
                "letters.numbering",
                "letters.follow",
                "notices.follow",
                "matching.merge",
                *("places.address.edit", "places.switch.set"),
            }
        ),
        frozenset({"bpd", "observer", "kepala_desa"}),
    ),
    Role(
        "kepala_desa",
        _("Kepala desa"),
        _("Memutuskan atas nama desa, membaca data warga dan jurnal, memberi peran kepada petugas desa."),
        frozenset({Tier.VILLAGE}),
        frozenset({"people.read", "people.statistics", "accounts.read", "kernel.journal.read"})
        | {"letters.read", "letters.dispose", CLOCK},
        frozenset(
            {
                GRANT,
                "places.profile.edit",
                "places.officials.edit",
                *("places.address.edit", "places.switch.set"),
                "people.correct",
                "letters.sign",
                "letters.signers.edit",
            }
        ),
        frozenset({"bpd", "observer", "sekretaris_desa"}),
    ),
    Role(
        "puskesos",
        _("Petugas Puskesos"),
        _(
            "Menerima usulan dan sanggahan kesejahteraan, membaca data keluarga, bertindak bagi warga yang hadir."
        ),
        frozenset({Tier.VILLAGE}),
        frozenset({"people.read", "people.statistics", "accounts.act_on_behalf"}) | _MATCHING,
        incompatible=frozenset({"bpd", "observer", "dinas_sosial"}),
    ),
    Role(
        "kepala_dusun",
        _("Kepala dusun"),
        _("Membaca data warga di dusunnya."),
        frozenset({Tier.HAMLET}),
        frozenset({"people.read", "people.statistics"}),
        incompatible=frozenset({"bpd", "observer"}),
    ),
    Role(
        "ketua_rw",
        _("Ketua RW"),
        _("Membaca data warga di RW-nya."),
        frozenset({Tier.RW}),
        frozenset({"people.read", "people.statistics"}),
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "ketua_rt",
        _("Ketua RT"),
        _("Membaca data warga di RT-nya."),
        frozenset({Tier.RT}),
        frozenset({"people.read", "people.statistics"}),
        incompatible=frozenset({"observer"}),
    ),
    Role(
        "bpd",
        _("Anggota BPD"),
        _("Mengawasi pemerintah desa: angka dan jurnal, tanpa data pribadi warga."),
        frozenset({Tier.VILLAGE}),
        frozenset({"people.statistics", "accounts.read", "kernel.journal.read"}),
        # UU 6/2014 Pasal 29, 51 dan 64: anggota BPD tidak merangkap kepala desa atau perangkat desa.
        incompatible=_VILLAGE_STAFF,
    ),
    Role(
        "kecamatan",
        _("Petugas kecamatan"),
        _("Membina desa di kecamatannya: angka, akun petugas, jurnal."),
        frozenset({Tier.DISTRICT}),
        frozenset({"people.statistics", "accounts.read", "kernel.journal.read"}),
        frozenset({GRANT}),
        _VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "dinas_sosial",
        _("Dinas Sosial"),
        _("Memeriksa usulan kesejahteraan dari desa, membaca data warga di kabupatennya."),
        frozenset({Tier.REGENCY}),
        frozenset({"people.statistics", "matching.read"}),
        frozenset({"people.read", "matching.run", "matching.review"}),
        _VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "verifikator_dukcapil",
        _("Verifikator Dukcapil"),
        _("Mencocokkan NIK dan nomor KK dengan catatan sipil."),
        frozenset({Tier.REGENCY}),
        frozenset({"people.statistics"}),
        frozenset({"people.read"}),
        _VILLAGE_STAFF | {"observer"},
    ),
    Role(
        "diskominfo",
        _("Diskominfo kabupaten"),
        _(
            "Menjalankan simpul kabupaten: akun petugas, batas wilayah, tenggat, jurnal. Tidak membuka data warga."
        ),
        frozenset({Tier.PROVINCE, Tier.REGENCY}),
        frozenset({"accounts.read", "kernel.journal.read", "people.statistics", CLOCK}),
        frozenset({GRANT, ADMINISTER, "kernel.rules.edit", "places.boundaries.import"}),
        frozenset({"observer"}),
    ),
    Role(
        "observer",
        _("Pengamat"),
        _("Membaca angka, daftar peran, dan jurnal. Tidak melihat data pribadi dan tidak mengubah apa pun."),
        _GOVERNING,
        frozenset({"people.statistics", "accounts.read", "kernel.journal.read"}),
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


def fits_tier(role: Role, tier: Tier) -> bool:
    """Say whether a role can be held in an area of this tier (design.md section 5)."""
    return tier in role.tiers


def may_hand_out(role: Role, *, grantor_tier: Tier, administers: bool) -> bool:
    """Say whether a grantor of this tier may grant the role: none above his own tier, none that grants in turn.

    Handing out powers is itself handed out only by those who administer (design.md section 5).
    """
    if GRANT in role.all_permissions and not administers:
        return False
    return any(_TIERS.index(tier) >= _TIERS.index(grantor_tier) for tier in role.tiers)
