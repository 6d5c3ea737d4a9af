"""Which population event a letter is about, and what of its answers the register's own form can take over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class EventOffer:
    """Where the register's form stands and what is filled in already: url name, its argument, hidden fields."""

    url_name: str
    args: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    kind: str


def event_offer(event: Mapping[str, Any]) -> EventOffer | None:
    """This function will offer the form of the matching population event (issue 3: life events; UU 23/2006 Pasal 3)."""
    makers = {"death": _death, "birth": _birth, "move_out": _move_out, "move_in": _move_in}
    maker = makers.get(str(event["kind"]))
    return maker(event) if maker is not None else None


def _death(event: Mapping[str, Any]) -> EventOffer | None:
    given = event["answers"]
    dead = given.get("almarhum")
    person = str(dead.get("id", "")) if isinstance(dead, Mapping) else ""
    if not person:
        return None
    fields = _prefixed(
        "kematian",
        {
            "on": _day(given.get("tanggal_meninggal")),
            "time": _hour(given.get("jam_meninggal")),
            "place": _text(given.get("tempat_meninggal")),
            "cause": _text(given.get("sebab")),
            "reporter": _name(given.get("pelapor")),
        },
    )
    return EventOffer("people-death", (person,), fields, "death")


def _birth(event: Mapping[str, Any]) -> EventOffer | None:
    if not event["family_id"]:
        return None
    given = event["answers"]
    child = _prefixed(
        "anak",
        {
            "name": _text(given.get("nama_bayi")),
            "sex": {"l": "1", "p": "2"}.get(_text(given.get("kelamin_bayi")).lower(), ""),
            "birth_date": _day(given.get("tanggal_lahir_bayi")),
            "birth_place": _text(given.get("tempat_lahir_bayi")),
        },
    )
    details = _prefixed(
        "kelahiran",
        {
            "time": _hour(given.get("jam_lahir")),
            "order": _text(given.get("anak_ke")),
            "weight_grams": _text(given.get("berat")),
            "length_cm": _text(given.get("panjang")),
            "reporter": _name(given.get("pelapor")),
        },
    )
    return EventOffer("people-birth", (str(event["family_id"]),), (*child, *details[:-1]), "birth")


def _move_out(event: Mapping[str, Any]) -> EventOffer | None:
    given = event["answers"]
    target = ", ".join(_text(given.get(key)) for key in ("tujuan", "alamat_tujuan") if _text(given.get(key)))
    fields = _prefixed("kepindahan", {"on": _day(given.get("tanggal_pindah")), "destination": target[:200]})
    return EventOffer("people-move-out", (str(event["person_id"]),), fields, "move_out")


def _move_in(event: Mapping[str, Any]) -> EventOffer | None:
    return EventOffer("people-move-in", (), (), "move_in")


def _prefixed(step: str, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Name the answers as the register's form does; the last one opens the page itself."""
    filled = tuple((f"{step}-{key}", value) for key, value in values.items())
    return (*filled, (f"{step}-ada", "1"), ("ke", step))


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value).strip()


def _name(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, Mapping) else _text(value)


def _hour(value: Any) -> str:
    return _text(value).replace(":", ".")[:5]


def _day(value: Any) -> str:
    try:
        return f"{date.fromisoformat(_text(value)):%d-%m-%Y}"
    except ValueError:
        return _text(value)
