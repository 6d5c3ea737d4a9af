"""What a letter says: the answers of a request, made ready to print for the wording and for a village's Word file."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.letters.rules.types import TypeContent
from pendopo.people.rules.dates import age
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.values import MORE_OF_PERSON, plain_values, row_values, rows_of
from pendopo.ui.rules import date_long

_TYPED = ("name", "nik", *MORE_OF_PERSON)


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


def _field_values(one: Field, answer: object, request: Request) -> Mapping[str, object]:
    if one.kind == "group":
        return {one.key: [row_values(one.fields, row) for row in rows_of(answer)]}
    if one.kind == "resident":
        return {one.key: _resident(answer, request)}
    return plain_values(one, answer)


def _resident(answer: object, request: Request) -> dict[str, str]:
    given = answer if isinstance(answer, Mapping) else {}
    known = request.others.get(str(given.get("id") or ""))
    if known is None:
        name, nik, birth, religion, occupation, address = (str(given.get(part, "")) for part in _TYPED)
        known = Party(
            name=name, nik=nik, birth=birth, religion=religion, occupation=occupation, address=address
        )
    return party_values(known, request.on)


def words_of(content: TypeContent) -> list[str]:
    """List every value that a wording of this type may use, as one writes it: v.nama."""
    place = Place("", defaultdict(str))
    base = {**party_values(Party(), date.min), **place_values(place), "tanggal": "", "berlaku_sampai": ""}
    own: list[str] = []
    for one in content.fields:
        own += [one.key, *(f"{one.key}.{name}" for name in ("nama", "nik") if one.kind == "resident")]
        own += [f"{one.key}_hari"] if one.kind == "date" else []
    return [f"v.{name}" for name in (*own, *base)]
