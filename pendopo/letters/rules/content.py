"""Reads a letter type from plain data and says what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from pendopo.letters.rules.types import (
    GROUPS,
    LIFE_EVENTS,
    PAPERS,
    SIGNERS,
    STEPS,
    UNITS,
    Requirement,
    Standard,
    TypeContent,
)
from pendopo.people.rules.marker import gettext_noop as _
from pendopo.questions.rules.faults import (
    KEY,
    LONGEST_NAME,
    LONGEST_TEXT,
    Fault,
    among,
    field_faults,
    text_faults,
    twice,
)
from pendopo.questions.rules.parsing import items, parse_fields, table, texts, typed

MOST_REQUIREMENTS = 20
LONGEST_TEMPLATE = 20_000
# Words that the addresses of requests already use.
TAKEN = frozenset(("ajukan", "saya", "status", "berkas", "permohonan", "jenis", "baru"))
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
NO_SIGNER = _("Pilih sedikitnya satu pejabat penanda tangan.")


@dataclass
class BadContent(Exception):
    """What was given is no letter type; says everything that is wrong at once."""

    problems: Sequence[Fault]

    def __str__(self) -> str:
        return "; ".join(f"{problem.where}: {problem}" for problem in self.problems)


def parse_content(given: Mapping[str, object]) -> TypeContent:
    """Make a letter type from JSON or TOML, or raise BadContent with everything that is wrong."""
    try:
        content = _shaped(given)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise BadContent([Fault("", "wrong_form")]) from error
    problems = list(content_problems(content))
    if problems:
        raise BadContent(problems)
    return content


def _shaped(given: Mapping[str, object]) -> TypeContent:
    known = {one.name for one in fields(TypeContent)}
    plain = {name: value for name, value in given.items() if name in known}
    for name in ("signers", "steps"):
        if name in plain:
            plain[name] = texts(plain[name])
    for name in ("key", "name", "title", "purpose", "template"):
        plain.setdefault(name, "")
    plain["fields"] = parse_fields(given.get("fields", ()))
    plain["requirements"] = tuple(
        typed(Requirement, table(one)) for one in items(given.get("requirements", ()))
    )
    plain["standard"] = _standard(table(given.get("standard", {})))
    return typed(TypeContent, plain)


def _standard(given: Mapping[str, object]) -> Standard:
    lists = {name: texts(given.get(name, ())) for name in ("legal_basis", "procedure")}
    return typed(Standard, {**given, **lists})


def content_problems(content: TypeContent) -> Iterator[Fault]:
    """Name everything that is wrong with a letter type."""
    if not TYPE_KEY.fullmatch(content.key) or content.key in TAKEN:
        yield Fault("key", "bad_key")
    for name, most in (
        ("name", LONGEST_NAME),
        ("title", LONGEST_NAME),
        ("purpose", LONGEST_TEXT),
        ("template", LONGEST_TEMPLATE),
    ):
        yield from text_faults(name, getattr(content, name), most)
    yield from among("group", [content.group], GROUPS)
    yield from among("signers", content.signers, SIGNERS)
    yield from among("steps", content.steps, STEPS)
    yield from among("validity_unit", [content.validity_unit], UNITS)
    yield from among("life_event", [content.life_event], LIFE_EVENTS)
    yield from among("paper", [content.paper], PAPERS)
    if not content.signers:
        yield Fault("signers", "no_signer", words=NO_SIGNER)
    for name, top in (("validity_count", 120), ("fee", 10_000_000), ("days", 60)):
        if not 0 <= getattr(content, name) <= top:
            yield Fault(name, "bad_number")
    yield from field_faults(content.fields, reserved=is_reserved)
    yield from _requirements(content.requirements)


def is_reserved(key: str) -> bool:
    """Say whether the wording already knows a name."""
    return key in RESERVED or key.startswith("sebutan_") or key.endswith(("_kode", "_iso", "_hari", "_angka"))


def _requirements(given: tuple[Requirement, ...]) -> Iterator[Fault]:
    if len(given) > MOST_REQUIREMENTS:
        yield Fault("requirements", "too_many", {"most": MOST_REQUIREMENTS})
    yield from twice("requirements", [one.key for one in given])
    for position, one in enumerate(given):
        if not KEY.fullmatch(one.key):
            yield Fault(f"requirements.{position}.key", "bad_key")
        yield from text_faults(f"requirements.{position}.name", one.name, LONGEST_NAME)
        yield from text_faults(
            f"requirements.{position}.supplier", one.supplier, LONGEST_TEXT, required=False
        )
