"""Hamlets, RW and RT: their numbers, names and local codes.

A local code grows from the village code: hamlet `.01`, RW `.01.004`, RT `.01.004.002`. Village, RW and RT without
a hamlet (a kelurahan without lingkungan) hang below hamlet `.00`; an RT without an RW hangs below `.000`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from pendopo.places.rules.names import fold_name

NO_HAMLET = "00"
NO_NUMBER = "000"
MAX_HAMLETS = 99
NUMBER = re.compile(r"0*(\d{1,3})([A-Z]?)")
NUMBER_WORDS = re.compile(r"^(R\.?[TW]\.?|NO\.?|RUKUN\s+(TETANGGA|WARGA))[\s:]*", re.IGNORECASE)
HAMLET_WORDS = re.compile(r"^(dusun|dsn\.?|lingkungan|link\.?)\s+", re.IGNORECASE)
NOTHING = frozenset({"", "-", "--", ".", "0", "TIDAK ADA"})
SMALL_WORDS = frozenset({"di", "dan"})
ROMAN = re.compile(r"[IVX]+")
ROMANS = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True))
KIND_WORDS = re.compile(r"^(kampung|kp|dusun|dsn|dukuh|lingkungan|link|blok|rt|rw)\s+")
ALIKE = 0.88  # one letter of eight may differ


class LocalityTier(StrEnum):
    """The three tiers below a village."""

    HAMLET = "hamlet"
    RW = "rw"
    RT = "rt"


TIER_BY_DEPTH = {5: LocalityTier.HAMLET, 6: LocalityTier.RW, 7: LocalityTier.RT}


class Triple(NamedTuple):
    """Hamlet, RW and RT as a resident's row names them."""

    hamlet: str
    rw: str
    rt: str


class BadNumber(ValueError):
    """An RW or RT number that nobody can read as a number."""


def clean_number(text: str) -> str:
    """Write an RW or RT number with three digits; nothing becomes 000 (handbook/domain.md 12)."""
    bare = NUMBER_WORDS.sub("", text.strip()).strip().upper()
    if bare.removesuffix(".0").lstrip("0") in NOTHING:
        return NO_NUMBER
    match = NUMBER.fullmatch(bare.removesuffix(".0").replace(" ", ""))
    if match is None:
        raise BadNumber("not a number of an RW or RT")
    return f"{int(match.group(1)):03d}{match.group(2)}"


def clean_hamlet(text: str) -> str:
    """Tidy a hamlet's name: without the word dusun, not all in capitals; nothing stays empty."""
    bare = HAMLET_WORDS.sub("", " ".join(text.split()))
    if bare.upper() in NOTHING:
        return ""
    return title_name(bare) if bare.isupper() or bare.islower() else bare


def title_name(text: str) -> str:
    """Write a name with capital initials and keep Roman numerals (handbook/domain.md section 12)."""
    words = []
    for word in text.split():
        if ROMAN.fullmatch(word.upper()):
            words.append(word.upper())
        elif word.lower() in SMALL_WORDS and words:
            words.append(word.lower())
        else:
            words.append(word[:1].upper() + word[1:].lower())
    return " ".join(words)


def clean_triple(hamlet: str, rw: str, rt: str) -> Triple:
    """Bring hamlet, RW and RT of a row into the form in which places keeps them (design.md 5)."""
    return Triple(clean_hamlet(hamlet), clean_number(rw), clean_number(rt))


def locality_tier(code: str) -> LocalityTier:
    """Return the tier of a local code by the number of its parts (design.md section 5)."""
    return TIER_BY_DEPTH[code.count(".") + 1]


def next_hamlet_number(taken: Iterable[str]) -> str:
    """Return the first free hamlet number; numbers of closed hamlets stay taken (design.md 5)."""
    used = set(taken)
    for number in range(1, MAX_HAMLETS + 1):
        if f"{number:02d}" not in used:
            return f"{number:02d}"
    raise BadNumber("a village has at most 99 hamlets")


class NewLocality(NamedTuple):
    """A hamlet, RW or RT that has to be made."""

    code: str
    name: str


class LocalityPlan(NamedTuple):
    """Where each triple lives, and what is missing for it."""

    codes: dict[Triple, str]
    missing: list[NewLocality]


def plan_localities(
    village: str, known_codes: Iterable[str], hamlet_names: Mapping[str, str], triples: Iterable[Triple]
) -> LocalityPlan:
    """Find the code of each triple and list parents before children of what is missing.

    `hamlet_names` maps a hamlet's code to its name; a hamlet is recognised by its folded name (design.md section 5).
    """
    known = set(known_codes)
    by_name = {fold_name(name): code for code, name in sorted(hamlet_names.items(), reverse=True)}
    by_name[""] = f"{village}.{NO_HAMLET}"
    numbers = {code.rpartition(".")[2] for code in hamlet_names}
    plan = LocalityPlan({}, [])

    def need(code: str, name: str) -> None:
        if code not in known:
            known.add(code)
            plan.missing.append(NewLocality(code, name))

    for triple in sorted(set(triples)):
        key = fold_name(triple.hamlet)
        hamlet = by_name.get(key)
        if hamlet is None:
            number = next_hamlet_number(numbers)
            numbers.add(number)
            hamlet = by_name[key] = f"{village}.{number}"
        need(hamlet, triple.hamlet)
        plan.codes[triple] = _code_below(hamlet, triple, need)
    return plan


def _code_below(hamlet: str, triple: Triple, need: Callable[[str, str], None]) -> str:
    """Walk from the hamlet down to the deepest tier that the triple names."""
    if triple.rw == NO_NUMBER and triple.rt == NO_NUMBER:
        return hamlet
    rw = f"{hamlet}.{triple.rw}"
    need(rw, triple.rw)
    if triple.rt == NO_NUMBER:
        return rw
    need(f"{rw}.{triple.rt}", triple.rt)
    return f"{rw}.{triple.rt}"


def alike_hamlets(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Name the hamlets that may be the same one, written otherwise: Sukamaju, Suka Maju, KP. SUKAMAJU."""
    bare, number = _bare(name)
    found = []
    for other in dict.fromkeys(others):
        key, its_number = _bare(other)
        same = bool(bare) and number == its_number
        if same and (key == bare or SequenceMatcher(None, bare, key).ratio() >= ALIKE):
            found.append(other)
    return tuple(found)


def _bare(name: str) -> tuple[str, str]:
    """Split a hamlet's name into its letters, run together, and the number behind it: I and 1 are one."""
    words = KIND_WORDS.sub("", fold_name(name)).split()
    tail = (
        words.pop() if len(words) > 1 and (words[-1].isdigit() or ROMAN.fullmatch(words[-1].upper())) else ""
    )
    return "".join(words), str(ROMANS.get(tail.upper(), tail))


def locality_title(labels: Mapping[str, str], tier: LocalityTier, name: str, *, silent: bool = False) -> str:
    """Name a part of a village: Dusun Cibolang, RW 004; `silent` leaves out what has no name."""
    label = labels[tier.value]
    if name not in ("", NO_NUMBER):
        return f"{label} {name}"
    return "" if silent else f"(tanpa {label})"
