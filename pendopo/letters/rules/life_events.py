"""Which population event a letter is about, and what of its answers the register's own form can take over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

EVENTS: Final = ("birth", "death", "move_out", "move_in")


@dataclass(frozen=True)
class Event:
    """A population event that a letter is about: who asked, the family it happened in, and what was answered.

    `members` are ids of the family; `labels` and `order` say which choice was made, in words and by its place.
    """

    kind: str
    person_id: UUID | None
    applicant: str
    family_id: UUID | None
    members: Collection[str]
    answers: Mapping[str, object]
    labels: Mapping[str, str]
    order: Mapping[str, str]


@dataclass(frozen=True)
class EventOffer:
    """Where the register's form stands and what is filled in already: url name, its argument, hidden fields."""

    url_name: str
    args: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    kind: str


def event_offer(event: Event) -> EventOffer | None:
    """Offer the form of the matching population event (issue 3: life events; UU 23/2006 Pasal 3)."""
    makers = {"death": _death, "birth": _birth, "move_out": _move_out, "move_in": _move_in}
    maker = makers.get(str(event.kind))
    return maker(event) if maker is not None else None


def _death(event: Event) -> EventOffer | None:
    given, labels = event.answers, event.labels
    person = _id(given.get("almarhum"))
    if not person:
        return None
    fields = _prefixed(
        "kematian",
        {
            "on": _day(given.get("tanggal_meninggal")),
            "time": _hour(given.get("jam_meninggal")),
            "place": _text(given.get("tempat_meninggal")),
            "cause": labels.get("sebab", ""),
            "determined_by": labels.get("yang_menerangkan", ""),
            "reporter": event.applicant,
        },
    )
    return EventOffer("people-death", (person,), (*fields, ("ke", "kematian")), "death")


def _birth(event: Event) -> EventOffer | None:
    if not event.family_id:
        return None
    given, order = event.answers, event.order
    child = {
        "name": _text(given.get("nama_bayi")),
        "sex": {"l": "1", "p": "2"}.get(_text(given.get("kelamin_bayi")).lower(), ""),
        "birth_date": _day(given.get("tanggal_lahir_bayi")),
        "birth_place": _text(given.get("tempat_lahir_bayi")),
    }
    parents = {"relation": "4"}  # a child of the family's head, as most are; the officer sees and changes it
    for word, key in (("mother", "ibu"), ("father", "ayah")):
        member = _id(given.get(key)) in event.members
        parents[word] = _id(given.get(key)) if member else ""
        parents[f"{word}_name"] = "" if member else _name(given.get(key))
    details = {
        "time": _hour(given.get("jam_lahir")),
        # The register counts places and helpers in the order in which the letter offers them.
        "place_kind": order.get("tempat_dilahirkan", ""),
        "helper": order.get("penolong", ""),
        "order": _text(given.get("anak_ke")),
        "weight_grams": _text(given.get("berat")),
        "length_cm": _text(given.get("panjang")),
        "reporter": event.applicant,
    }
    fields = (
        *_prefixed("anak", child),
        *_prefixed("orangtua", parents),
        *_prefixed("kelahiran", details),
        ("ke", "anak"),
    )
    return EventOffer("people-birth", (str(event.family_id),), fields, "birth")


def _move_out(event: Event) -> EventOffer | None:
    given = event.answers
    parts = ("alamat_tujuan", "desa_tujuan", "kecamatan_tujuan", "kabupaten_tujuan", "provinsi_tujuan")
    target = ", ".join(_text(given.get(key)) for key in parts if _text(given.get(key)))
    fields = _prefixed(
        "kepindahan",
        {
            "on": _day(given.get("tanggal_pindah")),
            "destination": target[:200],
            "move_class": _text(given.get("klasifikasi")),
            "move_reason": _text(given.get("alasan")),
            "reporter": event.applicant,
        },
    )
    return EventOffer("people-move-out", (str(event.person_id),), (*fields, ("ke", "kepindahan")), "move_out")


def _move_in(event: Event) -> EventOffer | None:
    return EventOffer("people-move-in", (), (), "move_in")


def _prefixed(step: str, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Name the answers of a page as the register's own form does."""
    return (*((f"{step}-{key}", value) for key, value in values.items()), (f"{step}-ada", "1"))


def _id(value: object) -> str:
    return str(value.get("id") or "") if isinstance(value, Mapping) else ""


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value).strip()


def _name(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, Mapping) else _text(value)


def _hour(value: object) -> str:
    return _text(value).replace(":", ".")[:5]


def _day(value: object) -> str:
    try:
        return f"{date.fromisoformat(_text(value)):%d-%m-%Y}"
    except ValueError:
        return _text(value)
