"""What speaks for and against two records being one person, as short sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pendopo.matching.rules.compare import Levels, compare
from pendopo.matching.rules.record import Record
from pendopo.people.rules.marker import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding: `code` for programs, `text` (a message of the catalogue) with `params` for people."""

    code: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    supports: bool = True

    @property
    def sentence(self) -> str:
        """The sentence in Indonesian; pages translate `text` and put `params` in themselves."""
        return self.text % self.params if self.params else self.text


_FOR: Final = True
_AGAINST: Final = False
_TEXTS: Final[Mapping[str, tuple[bool, str]]] = {
    "nik.equal": (_FOR, _("NIK sama.")),
    "nik.lost_last": (_FOR, _("NIK sama 15 digit, digit terakhir hilang.")),
    "nik.one_digit": (_FOR, _("NIK berbeda satu ketikan.")),
    "nik.serial_digit": (_FOR, _("NIK berbeda satu angka pada nomor urut.")),
    "nik.same_birth": (_FOR, _("NIK sama 12 digit pertama.")),
    "nik.other": (_AGAINST, _("NIK berbeda.")),
    "nik.missing": (_AGAINST, _("NIK kosong atau tidak dapat dibaca.")),
    "nik.relative": (
        _AGAINST,
        _("NIK sama, tetapi nama dan tanggal lahir berbeda. Mungkin NIK anggota keluarga."),
    ),
    "name.identical": (_FOR, _("Nama sama.")),
    "name.same_sound": (_FOR, _("Nama sama bunyinya.")),
    "name.spelling": (_FOR, _("Nama berbeda ejaan.")),
    "name.words_missing": (_FOR, _("Nama sama, tetapi tidak lengkap di salah satu data.")),
    "name.cut": (_FOR, _("Nama terpotong atau disingkat.")),
    "name.call_name": (_FOR, _("Nama mungkin nama panggilan.")),
    "name.one_word": (_AGAINST, _("Hanya sebagian nama sama.")),
    "name.alike": (_AGAINST, _("Nama hanya mirip.")),
    "name.other": (_AGAINST, _("Nama berbeda.")),
    "name.missing": (_AGAINST, _("Nama kosong.")),
    "birth.equal": (_FOR, _("Tanggal lahir sama.")),
    "birth.swapped": (_FOR, _("Hari dan bulan lahir tertukar.")),
    "birth.default_day": (_FOR, _("Tahun lahir sama; salah satu data mencatat 1 Januari.")),
    "birth.one_digit": (_FOR, _("Tanggal lahir berbeda satu ketikan.")),
    "birth.same_day": (_FOR, _("Hari dan bulan lahir sama, tahun berbeda.")),
    "birth.same_month": (_AGAINST, _("Tahun lahir sama, tetapi hari atau bulan berbeda.")),
    "birth.near_year": (_AGAINST, _("Tanggal lahir berbeda, tahunnya berdekatan.")),
    "birth.other": (_AGAINST, _("Tanggal lahir berbeda.")),
    "birth.missing": (_AGAINST, _("Tanggal lahir kosong.")),
    "birth.differs": (_AGAINST, _("Tanggal lahir berbeda.")),
    "kk.equal": (_FOR, _("Nomor KK sama.")),
    "kk.near": (_FOR, _("Nomor KK berbeda satu ketikan.")),
    "kk.other": (_AGAINST, _("Nomor KK berbeda.")),
    "sex.other": (_AGAINST, _("Jenis kelamin berbeda.")),
    "address.rt": (_FOR, _("RT, RW, dan desa sama.")),
    "address.hamlet": (_FOR, _("Dusun atau RW sama.")),
    "address.village": (_FOR, _("Desa sama.")),
    "address.district": (_AGAINST, _("Desa berbeda, kecamatan sama.")),
    "address.other": (_AGAINST, _("Kecamatan berbeda.")),
    "place.other": (_AGAINST, _("Tempat lahir berbeda.")),
    "household": (_FOR, _("%(count)s anggota keluarga lain padan ke KK yang sama.")),
    "household.elsewhere": (_AGAINST, _("Anggota keluarga lain padan ke KK yang berbeda.")),
    "taken": (_AGAINST, _("Penduduk ini sudah padan dengan baris lain dalam daftar.")),
    "rival": (_AGAINST, _("Ada lebih dari satu calon yang mirip.")),
    "register_twice": (_AGAINST, _("Orang ini tampaknya tercatat dua kali dalam register.")),
    "status.dead": (_AGAINST, _("Register mencatat orang ini sudah meninggal.")),
    "status.moved": (_AGAINST, _("Register mencatat orang ini sudah pindah.")),
    "status.gone": (_AGAINST, _("Register mencatat orang ini tidak aktif.")),
    "nobody": (_AGAINST, _("Tidak ada penduduk yang mirip dalam register.")),
    "not_similar": (_AGAINST, _("Calon terdekat tidak cukup mirip.")),
}


def reason(code: str, **params: int | str) -> Reason:
    """Word one finding by its code."""
    supports, text = _TEXTS[code]
    return Reason(code, text, params, supports)


def all_sentences() -> dict[str, str]:
    """Give each sentence without parameters by its code, for results that are written in bulk."""
    return {code: text for code, (_supports, text) in _TEXTS.items() if "%(" not in text}


def evidence(listed: Record, found: Record, *, household: int = 0) -> list[Reason]:
    """List what speaks for and against, strongest fields first.

    `household` counts the other listed members of the family whose matches stand in the found person's family.
    """
    return [*from_levels(compare(listed, found), household=household), *status_reasons(found.status)]


def from_levels(levels: Levels, *, household: int = 0) -> list[Reason]:
    """Word the levels of a comparison."""
    codes = ["nik.relative" if levels.relative else f"nik.{levels.nik}", f"name.{levels.name}"]
    codes += [f"birth.{levels.birth}", f"kk.{levels.kk}", f"sex.{levels.sex}"]
    codes += [f"address.{levels.address}", f"place.{levels.place}"]
    reasons = [reason(code) for code in codes if code in _TEXTS]
    if household:
        reasons.insert(2, reason("household", count=household))
    return reasons


def status_reasons(status: str) -> list[Reason]:
    """Say what the register's own status means for the list."""
    word = status.strip().lower()
    if not word or word in ("hidup", "aktif", "ada", "1"):
        return []
    if word.startswith(("mening", "mati", "wafat", "almarhum")) or word == "2":
        return [reason("status.dead")]
    return [reason("status.moved" if word.startswith("pindah") or word == "3" else "status.gone")]


def differences(listed: Record, found: Record) -> dict[str, str]:
    """Name each field that is written differently, with its level ("other" when no level fits)."""
    levels = compare(listed, found)
    scale = {
        "name": levels.name,
        "nik": levels.nik,
        "birth_date": levels.birth,
        "kk": levels.kk,
        "sex": levels.sex,
    }
    scale["birth_place"] = levels.place
    different = {name: level for name, level in scale.items() if level not in ("equal", "identical")}
    for name in ("rt", "rw", "hamlet", "village", "district", "address"):
        one, other = getattr(listed, name).strip().upper(), getattr(found, name).strip().upper()
        if name in ("rt", "rw") and one.lstrip("0") == other.lstrip("0"):
            continue
        if one != other:
            different[name] = "other" if one and other else "missing"
    both_empty = {n for n in different if not getattr(listed, n).strip() and not getattr(found, n).strip()}
    return {name: level for name, level in different.items() if name not in both_empty}
