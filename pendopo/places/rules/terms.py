"""Terms of officials: half-open periods, and who may hold one position at the same time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pendopo.kernel.rules import RuleDefault
from pendopo.places.rules.names import fold_name

RULES = (
    RuleDefault(
        "places.village_head_term_years",
        "Masa jabatan kepala yang dipilih warga (tahun)",
        8,
        "UU 3/2024 (perubahan UU 6/2014) Pasal 39",
        date(2024, 4, 25),
    ),
)


class HolderKind(StrEnum):
    """In what capacity somebody holds a position."""

    DEFINITIVE = "definitive"
    PLT = "plt"
    PLH = "plh"


@dataclass(frozen=True)
class Term:
    """One holder of one position from a day until, and not including, another day."""

    position: str
    kind: HolderKind
    starts: date
    until: date | None


def in_force(starts: date, until: date | None, on: date) -> bool:
    """Say whether a half-open period holds on a day (handbook/style.md section 5)."""
    return starts <= on and (until is None or on < until)


def overlap(first: Term, second: Term) -> bool:
    """Say whether two half-open periods share a day (handbook/style.md section 5)."""
    starts_before_end = second.until is None or first.starts < second.until
    ends_after_start = first.until is None or second.starts < first.until
    return starts_before_end and ends_after_start


def may_coincide(first: HolderKind, second: HolderKind) -> bool:
    """Allow only a daily stand-in beside a holder (UU 30/2014 Pasal 14 ayat 2)."""
    return (first is HolderKind.PLH) != (second is HolderKind.PLH)


def clashing_term(new: Term, others: Iterable[Term]) -> Term | None:
    """Find a term for the same position that excludes the new one (UU 30/2014 Pasal 14 ayat 2)."""
    for other in others:
        same = fold_name(other.position) == fold_name(new.position)
        if same and overlap(new, other) and not may_coincide(new.kind, other.kind):
            return other
    return None


def longest_until(starts: date, years: int) -> date:
    """Return the last possible end of a term of whole years (UU 3/2024 Pasal 39)."""
    try:
        return starts.replace(year=starts.year + years)
    except ValueError:
        return date(starts.year + years, 3, 1)


class Appointment(NamedTuple):
    """Who is appointed; the term says to what and for how long."""

    name: str
    nip: str = ""
    niap: str = ""
    order: int = 0


# Structure of a village government: UU 6/2014 Pasal 48, Permendagri 84/2015.
POSITION_ORDER = (
    (
        10,
        (
            "kepala desa",
            "lurah",
            "keuchik",
            "wali nagari",
            "perbekel",
            "kepala kampung",
            "pj kepala desa",
            "camat",
            "panewu",
            "kepala distrik",
            "bupati",
            "wali kota",
            "gubernur",
        ),
    ),
    (20, ("sekretaris", "carik")),
    (30, ("kaur", "kepala urusan")),
    (40, ("kasi", "kepala seksi")),
    (50, ("kepala dusun", "kadus", "kepala lingkungan", "dukuh", "wali jorong", "kelian")),
)
OTHER_ORDER = 90


def position_order(position: str) -> int:
    """Place a position in the list of officials (UU 6/2014 Pasal 48, Permendagri 84/2015)."""
    folded = fold_name(position)
    for order, beginnings in POSITION_ORDER:
        if folded.startswith(beginnings):
            return order
    return OTHER_ORDER


def appointment_problem(appointment: Appointment, term: Term) -> str:
    """Return the code of the first thing wrong with an appointment (NIP: Perka BKN 22/2007)."""
    if not appointment.name.strip():
        return "name_missing"
    if not term.position.strip():
        return "position_missing"
    if appointment.nip and not re.fullmatch(r"[0-9]{18}", appointment.nip):
        return "bad_nip"
    return ""
