"""Fictional content of the component page: long Sundanese names, full tables, every state."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from pendopo.kernel.clock import now, today

_GIVEN = (
    "Raden Siti Nurhalimah Kusumaningrat Wiradikusumah", "Asep", "Euis Kartini", "Dadang Suryana", "Neng Rara Santang",
    "Ujang Komarudin", "Iis Dahlia Purnamasari", "Cecep Supriatna", "Entin Suhartini", "Tatang Koswara",
)  # fmt: skip
_HAMLETS = ("Babakan", "Cikoneng", "Pasirangin", "Sukamanah Girang Wetan")
_WORK = ("Petani", "Mengurus rumah tangga", "Buruh harian lepas", "Pelajar", "Wiraswasta")
AGE_LABELS = (*(f"{age}–{age + 4}" for age in range(0, 75, 5)), "75+")
_MEN = (262, 271, 268, 259, 248, 251, 246, 239, 231, 219, 203, 184, 158, 121, 83, 74)
_WOMEN = (249, 258, 261, 247, 243, 247, 241, 236, 229, 221, 207, 189, 166, 130, 94, 98)


@dataclass(frozen=True)
class SamplePerson:
    """One row of the long table."""

    name: str
    nik: str
    born_on: date
    hamlet: str
    work: str
    state: str
    kind: str


@dataclass(frozen=True)
class SampleStep:
    """One step of a timeline."""

    title: str
    state: str = ""
    time: datetime | None = None
    note: str = ""
    tag: str = ""
    kind: str = ""


def _person(number: int) -> SamplePerson:
    states = (("hidup", "ok"), ("pindah", "plain"), ("periksa NIK", "wait"), ("ganda", "late"))
    state, kind = states[0] if number % 7 else states[1 + number // 7 % 3]
    return SamplePerson(
        name=f"{_GIVEN[number % len(_GIVEN)]}{' Suherman' if number % 3 == 0 else ''}",
        nik=f"32••••••••••••{number % 90 + 10}",
        born_on=date(1950, 1, 1) + timedelta(days=number * 211),
        hamlet=_HAMLETS[number % len(_HAMLETS)],
        work=_WORK[number % len(_WORK)],
        state=state,
        kind=kind,
    )


PEOPLE = tuple(_person(number) for number in range(1, 131))

# Mistakes people really make: fifteen digits, an impossible day, letters in an amount.
WRONG_INPUT = {
    "galat-name": "Raden Siti Nurhalimah Kusumaningrat Wiradikusumah",
    "galat-nik": "320613170885000",
    "galat-born_on": "31-02-1985",
    "galat-income": "dua juta",
    "galat-email": "euis(at)contoh",
}


def _steps() -> list[SampleStep]:
    start = now() - timedelta(days=2, hours=3)
    return [
        SampleStep(_("Permohonan diterima"), "", start, _("lewat ponsel")),
        SampleStep(_("Berkas lengkap"), "", start + timedelta(hours=2), _("Operator desa")),
        SampleStep(
            _("Menunggu Sekretaris Desa"), "now", start + timedelta(hours=2), _("di meja ini sejak saat itu"),
            _("2 hari lagi"), "wait",
        ),
        SampleStep(_("Tanda tangan Kepala Desa"), "next"),
        SampleStep(_("Surat bisa diambil atau diunduh"), "next"),
    ]  # fmt: skip


def content() -> dict[str, object]:
    """Return the sample content that needs today's date or the reader's language."""
    day = today()
    return {
        "steps": _steps(),
        "deadlines": [day - timedelta(days=3), day, day + timedelta(days=2), day + timedelta(days=9), None],
        "today": day,
        "now": now(),
        "money": 1_620_450_000,
        "share": 0.9434,
        "tabs": [
            {"label": _("Keluarga"), "url": "?tab=keluarga#tab", "current": True, "count": 5},
            {"label": _("Riwayat"), "url": "?tab=riwayat#tab"},
            {"label": _("Surat yang pernah diminta"), "url": "?tab=surat#tab", "count": 0},
        ],
        "facts": [
            {"label": _("Nama lengkap"), "value": _GIVEN[0], "url": "#"},
            {"label": _("NIK"), "value": "32••••••••••••01", "url": ""},
            {"label": _("Alamat"), "value": "Kp. Sukamanah Girang Wetan RT 003 / RW 012, Dusun Pasirangin", "url": "#"},
            {"label": _("Nomor telepon"), "value": "", "url": "#"},
        ],
        "ages": list(zip(AGE_LABELS, _MEN, _WOMEN, strict=True)),
        "work": [
            (_("Petani/pekebun"), 1482), (_("Mengurus rumah tangga"), 1320), (_("Pelajar/mahasiswa"), 1104),
            (_("Buruh harian lepas"), 731), (_("Wiraswasta"), 402), (_("Belum/tidak bekerja"), 1460),
        ],
        "disability": [(_("Fisik"), 23), (_("Netra"), 7), (_("Rungu/wicara"), None), (_("Mental/jiwa"), 11)],
        "months": [f"{name} 26" for name in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt")],
        "letters": [
            (_("Diminta"), [120, 131, 98, 142, 150, 138, 161, 170, 166, 212]),
            (_("Selesai tepat waktu"), [101, 118, 90, 120, 139, 130, 149, None, 158, 199]),
        ],
        "tasks": [],
    }  # fmt: skip
