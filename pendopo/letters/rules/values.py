"""What a letter says: the answers of a request, made ready to print for the wording and for a village's Word file."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.letters.rules.types import Field, TypeContent
from pendopo.letters.rules.words import figures_and_words, rupiah_figures, rupiah_spelled
from pendopo.people.rules.dates import age
from pendopo.people.rules.nik import mask
from pendopo.ui.rules import date_full, date_long, number

Answers = Mapping[str, Any]
# What is counted in words as well; grams and metres are not.
_COUNTED = frozenset({"", "orang", "hari", "bulan", "tahun", "jam", "lembar", "kali", "minggu", "anak"})

_TYPED = ("name", "nik", "birth", "religion", "occupation", "address")


@dataclass(frozen=True)
class Party:
    """A person as a letter names him or her; every word ready to print."""

    name: str = ""
    nik: str = ""
    kk_number: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    sex: str = ""
    religion: str = ""
    marital_status: str = ""
    occupation: str = ""
    education: str = ""
    citizenship: str = ""
    address: str = ""
    father_name: str = ""
    mother_name: str = ""
    # Place and day of birth as somebody typed them, of a person who is not in the register.
    birth: str = ""


@dataclass(frozen=True)
class Place:
    """The village as its letters name it, in its own words."""

    name: str
    labels: Mapping[str, str]
    district_name: str = ""
    regency_name: str = ""
    province_name: str = ""


@dataclass(frozen=True)
class Request:
    """Who asks what: the applicant, the answers, the other residents named in them (by id), and the days."""

    applicant: Party
    answers: Answers
    on: date
    until: date | None = None
    others: Mapping[str, Party] = field(default_factory=dict)


def letter_values(content: TypeContent, request: Request, place: Place) -> dict[str, Any]:
    """Return every value that a wording may use, all of them texts ready to print."""
    values: dict[str, Any] = {**party_values(request.applicant, request.on), **place_values(place)}
    values["tanggal"] = date_long(request.on)
    values["berlaku_sampai"] = date_long(request.until) if request.until else ""
    values["judul"] = content.title
    for one in content.fields:
        values |= _field_values(one, request.answers.get(one.key), request)
    return values


def party_values(party: Party, on: date) -> dict[str, str]:
    """Return a person's facts under the names that wordings use."""
    born = party.birth_date
    day = date_long(born) if born else ""
    return {
        "nama": party.name,
        "nik": party.nik,
        "no_kk": party.kk_number,
        "tempat_lahir": party.birth_place,
        "tanggal_lahir": day,
        "ttl": ", ".join(part for part in (party.birth_place, day) if part) or party.birth,
        "umur": f"{age(born, on)} tahun" if born else "",
        "jenis_kelamin": party.sex,
        "agama": party.religion,
        "status_perkawinan": party.marital_status,
        "pekerjaan": party.occupation,
        "pendidikan": party.education,
        "kewarganegaraan": party.citizenship,
        "alamat": party.address,
        "nama_ayah": party.father_name,
        "nama_ibu": party.mother_name,
    }


def place_values(place: Place) -> dict[str, str]:
    """Return the village, the tiers above it and its labels under the names that wordings use."""
    labels = place.labels
    return {
        "desa": _titled(labels["village"], place.name),
        "nama_desa": place.name,
        "pejabat": head_title(place),
        "kecamatan": _titled(labels["district"], place.district_name),
        "kabupaten": place.regency_name,
        "provinsi": _titled(labels["province"], place.province_name.removeprefix("Provinsi ")),
        **{f"sebutan_{key}": word for key, word in _label_words(labels)},
    }


def values_above(place: Place) -> tuple[str, ...]:
    """Name the village and the tiers above it, as the end of an address."""
    values = place_values(place)
    return values["desa"], values["kecamatan"], values["kabupaten"]


def _label_words(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    names = {
        "desa": "village",
        "kepala_desa": "village_head",
        "sekretaris": "secretary",
        "dusun": "hamlet",
        "kepala_dusun": "hamlet_head",
        "rt": "rt",
        "rw": "rw",
        "kecamatan": "district",
        "camat": "district_head",
        "kabupaten": "regency",
        "bupati": "regency_head",
    }
    return [(name, labels[key]) for name, key in names.items()]


def _titled(label: str, name: str) -> str:
    return name if name.lower().startswith(label.lower() + " ") else f"{label} {name}".strip()


def head_title(place: Place) -> str:
    """Name the head's office: Kepala Desa Taraju, Lurah Cipadung, Keuchik Gampong Lampulo.

    Where the office already carries the village's label, the label is not said twice (UU 6/2014 art. 6; local names).
    """
    head, label = place.labels["village_head"], place.labels["village"]
    if label.lower() in head.lower() or head.lower() == "lurah":
        return f"{head} {place.name}"
    return f"{head} {_titled(label, place.name)}"


def _field_values(one: Field, answer: Any, request: Request) -> dict[str, Any]:
    if one.kind == "group":
        rows = answer if isinstance(answer, list) else []
        return {one.key: [_row(one.fields, row) for row in rows if isinstance(row, Mapping)]}
    if one.kind == "resident":
        return {one.key: _resident(answer, request)}
    return plain_values(one, answer)


def _row(parts: tuple[Field, ...], row: Answers) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        found |= plain_values(part, row.get(part.key))
    return found


def _resident(answer: Any, request: Request) -> dict[str, str]:
    given = answer if isinstance(answer, Mapping) else {}
    known = request.others.get(str(given.get("id") or ""))
    typed: dict[str, Any] = {part: str(given.get(part, "")) for part in _TYPED}
    return party_values(known or Party(**typed), request.on)


def plain_values(one: Field, answer: Any) -> dict[str, str]:
    """Return one answer under its key, with its other forms beside it (`_iso`, `_hari`, `_kode`)."""
    text = "" if answer is None else str(answer)
    if one.kind == "choice":
        return {one.key: dict(one.choices).get(text, text), f"{one.key}_kode": text}
    if one.kind == "date":
        day = _day(text)
        weekday = date_full(day).partition(",")[0] if day else ""
        return {one.key: date_long(day) if day else "", f"{one.key}_hari": weekday, f"{one.key}_iso": text}
    if one.kind in {"number", "money"}:
        return {one.key: _figures(one, text), f"{one.key}_angka": text}
    if one.kind == "time":
        return {one.key: text.replace(":", ".")}
    return {one.key: text}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _figures(one: Field, text: str) -> str:
    try:
        value = int(text)
    except ValueError:
        return text
    if one.kind == "money":
        return rupiah_spelled(value)
    figures = figures_and_words(value) if one.unit in _COUNTED and abs(value) < 1000 else number(value)
    return f"{figures} {one.unit}".strip()


def words_of(content: TypeContent) -> list[str]:
    """List every value that a wording of this type may use, as one writes it: v.nama."""
    place = Place("", defaultdict(str))
    base = {**party_values(Party(), date.min), **place_values(place), "tanggal": "", "berlaku_sampai": ""}
    own: list[str] = []
    for one in content.fields:
        own += [one.key, *(f"{one.key}.{name}" for name in ("nama", "nik") if one.kind == "resident")]
        own += [f"{one.key}_hari"] if one.kind == "date" else []
    return [f"v.{name}" for name in (*own, *base)]


def answer_rows(content: TypeContent, answers: Answers) -> list[dict[str, str]]:
    """List questions and answers for people to check; identity numbers are masked."""
    return [
        {"key": one.key, "label": one.label, "value": shown(one, answers.get(one.key))}
        for one in content.fields
        if one.key in answers
    ]


def shown(one: Field, answer: Any) -> str:
    """Say one answer in a line, with identity numbers masked."""
    if one.kind == "group":
        rows = answer if isinstance(answer, list) else []
        lines = [
            ", ".join(filter(None, (shown(part, row.get(part.key)) for part in one.fields))) for row in rows
        ]
        return "; ".join(f"{position}. {line}" for position, line in enumerate(lines, 1))
    if one.kind == "resident":
        given = answer if isinstance(answer, Mapping) else {}
        nik = mask(str(given["nik"])) if given.get("nik") else ""
        rest = (str(given.get(part, "")) for part in _TYPED if part not in ("name", "nik"))
        return ", ".join(part for part in (str(given.get("name", "")), nik, *rest) if part)
    if one.kind == "money" and str(answer or "").isdigit():
        return rupiah_figures(int(str(answer)))
    words = plain_values(one, answer)[one.key]
    return mask(words) if one.digits == 16 and words else words
