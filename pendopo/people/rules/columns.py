"""The 43 columns of the resident workbook: name, field of a row, label, kind of value, other headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, Literal

from pendopo.people.rules.marker import gettext_noop as _

Kind = Literal[
    "text",
    "name",
    "nik",
    "kk",
    "parent_nik",
    "parent_name",
    "code",
    "birth",
    "date",
    "dusun",
    "block",
    "tag",
    "degree",
]

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, the field of `rows.Row`, labels, kind, and headings that mean it too."""

    name: str
    field: str
    label: str
    english: str
    kind: Kind = "text"
    aliases: tuple[str, ...] = ()


COLUMNS: Final[tuple[Column, ...]] = (
    Column("alamat", "address", _("Alamat"), "Address", aliases=("alamat kk", "alamat lengkap")),
    Column(
        "dusun",
        "hamlet",
        _("Dusun"),
        "Hamlet",
        "dusun",
        ("nama dusun", "lingkungan", "kampung", "dukuh", "padukuhan"),
    ),
    Column("rw", "rw", _("RW"), "RW", "block", ("no rw",)),
    Column("rt", "rt", _("RT"), "RT", "block", ("no rt",)),
    Column("nama", "name", _("Nama"), "Name", "name", ("nama lengkap", "nama penduduk")),
    Column("no_kk", "kk_number", _("Nomor KK"), "Family card number", "kk", ("nomor kk", "kk", "nkk")),
    Column(
        "nik",
        "nik",
        _("NIK"),
        "NIK",
        "nik",
        ("no nik", "nomor nik", "no ktp", "nomor ktp", "nomor induk kependudukan"),
    ),
    Column(
        "sex", "sex", _("Jenis kelamin"), "Sex", "code", ("jenis kelamin", "jk", "kelamin", "l/p", "jenkel")
    ),
    Column(
        "tempatlahir",
        "birth_place",
        _("Tempat lahir"),
        "Place of birth",
        aliases=("tmpt lahir", "tempat lhr", "tmpt lhr"),
    ),
    Column(
        "tanggallahir",
        "birth_date",
        _("Tanggal lahir"),
        "Date of birth",
        "birth",
        ("tgl lahir", "tanggal lhr", "tgl lhr", "tgl bln th"),
    ),
    Column("agama_id", "religion", _("Agama"), "Religion", "code", ("agama",)),
    Column(
        "pendidikan_kk_id",
        "education",
        _("Pendidikan dalam KK"),
        "Education (family card)",
        "code",
        ("pendidikan kk", "pendidikan", "pendidikan dalam kk", "pendidikan dlm kk", "pendidikan terakhir"),
    ),
    Column(
        "pendidikan_sedang_id",
        "education_current",
        _("Pendidikan sedang ditempuh"),
        "Education now",
        "code",
        ("pendidikan sedang", "pendidikan sdg ditempuh", "pendidikan sdg ditemph"),
    ),
    Column(
        "pekerjaan_id", "occupation", _("Pekerjaan"), "Occupation", "code", ("pekerjaan", "jenis pekerjaan")
    ),
    Column(
        "status_kawin",
        "marital_status",
        _("Status kawin"),
        "Marital status",
        "code",
        ("status perkawinan", "kawin", "status nikah", "stat kwn"),
    ),
    Column(
        "kk_level",
        "relation",
        _("Hubungan dalam keluarga"),
        "Relation in the family",
        "code",
        ("shdk", "hubungan keluarga", "status hubungan dalam keluarga", "hub kel", "hub keluarga"),
    ),
    Column(
        "warganegara_id",
        "citizenship",
        _("Kewarganegaraan"),
        "Citizenship",
        "code",
        ("warganegara", "warga negara", "kewarganegaraan"),
    ),
    Column("ayah_nik", "father_nik", _("NIK ayah"), "Father's NIK", "parent_nik", ("nik ayah",)),
    Column("nama_ayah", "father_name", _("Nama ayah"), "Father's name", "parent_name", ("ayah",)),
    Column("ibu_nik", "mother_nik", _("NIK ibu"), "Mother's NIK", "parent_nik", ("nik ibu",)),
    Column("nama_ibu", "mother_name", _("Nama ibu"), "Mother's name", "parent_name", ("ibu",)),
    Column(
        "golongan_darah_id",
        "blood_group",
        _("Golongan darah"),
        "Blood group",
        "code",
        ("gol darah", "goldar", "gol drh", "g drh"),
    ),
    Column(
        "akta_lahir",
        "birth_certificate",
        _("Nomor akta kelahiran"),
        "Birth certificate number",
        aliases=("no akta lahir", "nomor akta lahir", "akta kelahiran", "no akte lahir"),
    ),
    Column(
        "dokumen_pasport",
        "passport",
        _("Nomor paspor"),
        "Passport number",
        aliases=("no paspor", "paspor", "dokumen paspor", "nomor dokumen pasport", "nomor dokumen paspor"),
    ),
    Column(
        "tanggal_akhir_paspor",
        "passport_expires_on",
        _("Paspor berlaku sampai"),
        "Passport valid until",
        "date",
        ("tgl akhir paspor", "tanggal akhir pasport"),
    ),
    Column(
        "dokumen_kitas",
        "kitas",
        _("Nomor KITAS/KITAP"),
        "Stay permit number",
        aliases=("kitas", "no kitas", "nomor dokumen kitas"),
    ),
    Column(
        "akta_perkawinan",
        "marriage_certificate",
        _("Nomor akta perkawinan"),
        "Marriage certificate number",
        aliases=("no akta kawin", "nomor akta kawin", "buku nikah", "no akta nikah"),
    ),
    Column(
        "tanggalperkawinan",
        "married_on",
        _("Tanggal perkawinan"),
        "Date of marriage",
        "date",
        ("tgl perkawinan", "tanggal kwn", "tgl kawin", "tanggal kawin"),
    ),
    Column(
        "akta_perceraian",
        "divorce_certificate",
        _("Nomor akta perceraian"),
        "Divorce certificate number",
        aliases=("no akta cerai", "nomor akta cerai"),
    ),
    Column(
        "tanggalperceraian",
        "divorced_on",
        _("Tanggal perceraian"),
        "Date of divorce",
        "date",
        ("tgl perceraian", "tgl cerai", "tanggal cerai"),
    ),
    Column(
        "cacat_id",
        "disability",
        _("Disabilitas"),
        "Disability",
        "code",
        ("cacat", "disabilitas", "penyandang cacat"),
    ),
    Column(
        "cara_kb_id", "contraception", _("Cara KB"), "Contraception", "code", ("cara kb", "kb", "akseptor kb")
    ),
    Column(
        "hamil", "pregnant", _("Status kehamilan"), "Pregnancy", "code", ("status kehamilan", "kehamilan")
    ),
    Column("ktp_el", "eid", _("KTP-el"), "e-KTP", "code", ("ktp elektronik", "e-ktp")),
    Column(
        "status_rekam",
        "eid_status",
        _("Status rekam KTP-el"),
        "e-KTP enrolment",
        "code",
        ("status rekam ktp", "stat rkm"),
    ),
    Column("alamat_sekarang", "current_address", _("Alamat sekarang"), "Present address"),
    Column("status_dasar", "basic_status", _("Status dasar"), "Basic status", "code", ("status penduduk",)),
    Column("suku", "ethnicity", _("Suku"), "Ethnic group", aliases=("suku etnis", "etnis")),
    Column("tag_id_card", "card_tag", _("Tag kartu"), "Card tag", "tag", ("tag id", "tag card")),
    Column(
        "id_asuransi", "insurance", _("Jenis asuransi"), "Insurance", "code", ("asuransi", "jenis asuransi")
    ),
    Column(
        "no_asuransi",
        "insurance_number",
        _("Nomor asuransi"),
        "Insurance number",
        aliases=("nomor asuransi", "no bpjs", "nomor bpjs"),
    ),
    Column("lat", "lat", _("Lintang"), "Latitude", "degree", ("latitude", "lintang")),
    Column("lng", "lng", _("Bujur"), "Longitude", "degree", ("longitude", "lon", "long", "bujur")),
)

NAMES: Final = tuple(column.name for column in COLUMNS)
BY_NAME: Final[Mapping[str, Column]] = MappingProxyType({column.name: column for column in COLUMNS})
BY_FIELD: Final[Mapping[str, Column]] = MappingProxyType({column.field: column for column in COLUMNS})
REQUIRED: Final = ("nama", "nik")
# Only these can refuse a row: a spoilt side value must not cost the whole person.
DECISIVE: Final = frozenset({"nik", "no_kk", "nama", "sex", "tanggallahir", "kk_level", "status_dasar"})


def heading_key(text: str) -> str:
    """Reduce a heading to letters and digits: case, spaces, underscores and dots do not matter."""
    return _NOT_WORD.sub("", text.lower())


_HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        heading_key(word): column.name
        for column in COLUMNS
        for word in (*column.aliases, column.label, column.name)
    }
)


def column_of(heading: str) -> str | None:
    """Find the column that a heading means, or nothing."""
    return _HEADINGS.get(heading_key(heading))


# One cell that holds two columns, and in which order.
_SPLIT: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "rtrw": ("rt", "rw"),
        "rwrt": ("rw", "rt"),
        **{
            f"{place}{joint}{day}{birth}": ("tempatlahir", "tanggallahir")
            for place in ("tempat", "tmpt", "tmp", "tempatlahir")
            for joint in ("", "dan")
            for day in ("tgl", "tanggal")
            for birth in ("lahir", "lhr")
        },
        "ttl": ("tempatlahir", "tanggallahir"),
    }
)
# "Status" means marriage in the books, life and death in SIAK, and the stay in others: its cells tell.
UNCERTAIN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"status": ("status_kawin", "status_dasar")}
)


def split_columns(heading: str) -> tuple[str, str] | None:
    """Name the two columns that a heading joins, in the order of the cell, or nothing."""
    return _SPLIT.get(heading_key(heading))


def closest_column(heading: str) -> str:
    """Name the known column that an unknown heading resembles, or nothing."""
    close = get_close_matches(heading_key(heading)[:60], _HEADINGS, n=1, cutoff=0.8)
    return _HEADINGS[close[0]] if close else ""
