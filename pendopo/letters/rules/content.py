"""Reads a letter type from plain data and says what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, TypeVar

from pendopo.letters.rules.marker import gettext_noop as _
from pendopo.letters.rules.types import (
    FIELD_KINDS,
    GROUPS,
    LIFE_EVENTS,
    PAPERS,
    SIGNERS,
    STEPS,
    UNITS,
    WHEN,
    Field,
    Requirement,
    Standard,
    TypeContent,
    walk,
)

Made = TypeVar("Made")
MOST_FIELDS, MOST_PARTS, MOST_CHOICES, MOST_REQUIREMENTS = 40, 10, 30, 20
LONGEST_TEMPLATE, LONGEST_NAME, LONGEST_TEXT = 20_000, 120, 500
# Words that the addresses of requests already use.
TAKEN = frozenset(("ajukan", "saya", "status", "berkas", "permohonan", "jenis", "baru"))
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
TYPE_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
# Names that the wording already knows for the applicant, the village and the letter.
RESERVED = frozenset(
    (
        *("nama", "nik", "no_kk", "ttl", "tempat_lahir", "tanggal_lahir", "umur", "jenis_kelamin", "agama"),
        *(
            "status_perkawinan",
            "pekerjaan",
            "pendidikan",
            "kewarganegaraan",
            "alamat",
            "nama_ayah",
            "nama_ibu",
        ),
        *("berlaku_sampai", "desa", "nama_desa", "pejabat", "kecamatan", "kabupaten", "provinsi"),
        *("tanggal", "nomor", "judul", "jabatan", "nip", "kode", "kaki", "penanda_tangan", "tempat_tanggal"),
        "alamat_qr",
    )
)
WORDS = {
    "missing": _("Belum diisi."),
    "too_long": _("Terlalu panjang. Paling banyak %(most)s huruf."),
    "bad_key": _("Kode hanya memakai huruf kecil, angka, dan garis bawah, misalnya nama_usaha."),
    "reserved_key": _("Kode ini sudah dipakai untuk data dasar. Pilih kode lain, misalnya %(other)s."),
    "twice": _("Kode ini dipakai dua kali. Beri kode yang berbeda."),
    "unknown_choice": _("Pilihan ini tidak dikenal. Pilih salah satu yang ada."),
    "needs_choices": _("Pilihan memerlukan sedikitnya dua jawaban. Tulis satu jawaban setiap baris."),
    "needs_parts": _("Daftar berulang memerlukan sedikitnya satu kolom. Tambahkan kolom."),
    "nested": _("Daftar berulang tidak dapat memuat daftar atau orang. Pilih jenis lain."),
    "too_many": _("Terlalu banyak. Paling banyak %(most)s."),
    "bad_number": _("Angka ini tidak wajar. Periksa kembali."),
    "no_signer": _("Pilih sedikitnya satu pejabat penanda tangan."),
    "wrong_form": _("Bagian ini tidak terbaca. Isi ulang, lalu simpan."),
}


class ContentProblem(NamedTuple):
    """One thing that is wrong, where it stands (`fields.1.key`), and the figures of its sentence."""

    where: str
    code: str
    params: Mapping[str, Any] = {}

    def __str__(self) -> str:
        return WORDS[self.code] % dict(self.params)


@dataclass
class BadContent(Exception):
    """What was given is no letter type; says everything that is wrong at once."""

    problems: Sequence[ContentProblem]

    def __str__(self) -> str:
        return "; ".join(f"{problem.where}: {problem}" for problem in self.problems)


def parse_content(given: Mapping[str, Any]) -> TypeContent:
    """Make a letter type from JSON or TOML, or raise BadContent with everything that is wrong."""
    try:
        content = _shaped(given)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise BadContent([ContentProblem("", "wrong_form")]) from error
    problems = list(content_problems(content))
    if problems:
        raise BadContent(problems)
    return content


def _shaped(given: Mapping[str, Any]) -> TypeContent:
    known = {one.name for one in fields(TypeContent)}
    plain = {name: value for name, value in given.items() if name in known}
    for name in ("fields", "requirements", "standard"):
        plain.pop(name, None)
    for name in ("signers", "steps"):
        if name in plain:
            plain[name] = _texts(plain[name])
    for name in ("key", "name", "title", "purpose", "template"):
        plain.setdefault(name, "")
    return _typed(
        TypeContent,
        **plain,
        fields=tuple(parse_field(one) for one in _items(given.get("fields", ()))),
        requirements=tuple(_typed(Requirement, **one) for one in _items(given.get("requirements", ()))),
        standard=_standard(given.get("standard", {})),
    )


def _typed(made: type[Made], /, **parts: Any) -> Made:
    """Make one part, or raise TypeError where a value is not of the kind that stands in its class."""
    for one in fields(made):  # type: ignore[arg-type]
        if one.name in parts and one.type in (str, int, bool) and type(parts[one.name]) is not one.type:
            raise TypeError(one.name)
    return made(**parts)


def _items(given: Any) -> Sequence[Any]:
    if not isinstance(given, list | tuple):
        raise TypeError("a list is needed")
    return given


def _texts(given: Any) -> tuple[str, ...]:
    if any(not isinstance(one, str) for one in _items(given)):
        raise TypeError("texts are needed")
    return tuple(given)


def parse_field(given: Mapping[str, Any]) -> Field:
    """Make one question from JSON or TOML; a choice may be a word or a pair of key and words."""
    plain = dict(given)
    plain["choices"] = tuple(_choice(one) for one in _items(plain.get("choices", ())))
    plain["fields"] = tuple(parse_field(one) for one in _items(plain.get("fields", ())))
    plain = {"key": "", "label": "", **plain}
    return _typed(Field, **plain)


def _choice(given: Any) -> tuple[str, str]:
    if isinstance(given, str):
        return key_of(given), given
    key, label = given
    return str(key), str(label)


def key_of(text: str) -> str:
    """Make a key from words: "Nama usaha" becomes nama_usaha."""
    key = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40].strip("_")
    return key if KEY.fullmatch(key) else f"k_{key}".rstrip("_")[:40]


def _standard(given: Mapping[str, Any]) -> Standard:
    lists = {name: _texts(given.get(name, ())) for name in ("legal_basis", "procedure")}
    return _typed(Standard, **{**given, **lists})


def content_problems(content: TypeContent) -> Iterator[ContentProblem]:
    """Name everything that is wrong with a letter type."""
    if not TYPE_KEY.fullmatch(content.key) or content.key in TAKEN:
        yield ContentProblem("key", "bad_key")
    for name, most in (
        ("name", LONGEST_NAME),
        ("title", LONGEST_NAME),
        ("purpose", LONGEST_TEXT),
        ("template", LONGEST_TEMPLATE),
    ):
        yield from _text(name, getattr(content, name), most)
    yield from _among("group", [content.group], GROUPS)
    yield from _among("signers", content.signers, SIGNERS)
    yield from _among("steps", content.steps, STEPS)
    yield from _among("validity_unit", [content.validity_unit], UNITS)
    yield from _among("life_event", [content.life_event], LIFE_EVENTS)
    yield from _among("paper", [content.paper], PAPERS)
    if not content.signers:
        yield ContentProblem("signers", "no_signer")
    for name, top in (("validity_count", 120), ("fee", 10_000_000), ("days", 60)):
        if not 0 <= getattr(content, name) <= top:
            yield ContentProblem(name, "bad_number")
    yield from _fields("fields", content.fields, MOST_FIELDS)
    yield from _requirements(content.requirements)


def _text(where: str, text: str, most: int, required: bool = True) -> Iterator[ContentProblem]:
    if required and not text.strip():
        yield ContentProblem(where, "missing")
    if len(text) > most:
        yield ContentProblem(where, "too_long", {"most": most})


def _among(where: str, chosen: Sequence[str], known: Any) -> Iterator[ContentProblem]:
    if any(one not in known for one in chosen):
        yield ContentProblem(where, "unknown_choice")


def _twice(where: str, keys: Sequence[str]) -> Iterator[ContentProblem]:
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield ContentProblem(f"{where}.{position}.key", "twice")


def _fields(where: str, given: tuple[Field, ...], most: int) -> Iterator[ContentProblem]:
    if len(given) > most:
        yield ContentProblem(where, "too_many", {"most": most})
    yield from _twice(where, [one.key for one in given])
    for position, one in enumerate(given):
        inside = where != "fields"
        yield from _field(f"{where}.{position}", one, inside)


def _field(where: str, one: Field, inside: bool) -> Iterator[ContentProblem]:
    if not KEY.fullmatch(one.key):
        yield ContentProblem(f"{where}.key", "bad_key")
    if not inside and is_reserved(one.key):
        yield ContentProblem(f"{where}.key", "reserved_key", {"other": f"{one.key}_lain"})
    yield from _text(f"{where}.label", one.label, LONGEST_NAME)
    yield from _text(f"{where}.hint", one.hint, LONGEST_TEXT, required=False)
    yield from _among(f"{where}.kind", [one.kind], FIELD_KINDS)
    yield from _among(f"{where}.when", [one.when], WHEN)
    if inside and one.kind in {"group", "resident"}:
        yield ContentProblem(f"{where}.kind", "nested")
    elif one.kind == "group" and not one.fields:
        yield ContentProblem(f"{where}.fields", "needs_parts")
    elif one.kind == "group":
        yield from _fields(f"{where}.fields", one.fields, MOST_PARTS)
    if one.kind == "choice":
        yield from _choices(where, one)
    if not (0 <= one.max_length <= 5_000 and 0 <= one.digits <= 30 and 1 <= one.least <= one.rows <= 20):
        yield ContentProblem(f"{where}.max_length", "bad_number")


def _choices(where: str, one: Field) -> Iterator[ContentProblem]:
    if len(one.choices) < 2:
        yield ContentProblem(f"{where}.choices", "needs_choices")
    if len(one.choices) > MOST_CHOICES:
        yield ContentProblem(f"{where}.choices", "too_many", {"most": MOST_CHOICES})
    if len({key for key, _label in one.choices}) != len(one.choices):
        yield ContentProblem(f"{where}.choices", "twice")


def is_reserved(key: str) -> bool:
    """Say whether the wording already knows a name."""
    return key in RESERVED or key.startswith("sebutan_") or key.endswith(("_kode", "_iso", "_hari", "_angka"))


def _requirements(given: tuple[Requirement, ...]) -> Iterator[ContentProblem]:
    if len(given) > MOST_REQUIREMENTS:
        yield ContentProblem("requirements", "too_many", {"most": MOST_REQUIREMENTS})
    yield from _twice("requirements", [one.key for one in given])
    for position, one in enumerate(given):
        if not KEY.fullmatch(one.key):
            yield ContentProblem(f"requirements.{position}.key", "bad_key")
        yield from _text(f"requirements.{position}.name", one.name, LONGEST_NAME)
        yield from _text(f"requirements.{position}.supplier", one.supplier, LONGEST_TEXT, required=False)


def known_keys(content: TypeContent) -> frozenset[str]:
    """Return the keys of all questions of a letter type, those inside lists too."""
    return frozenset(one.key for one in walk(content.fields))
