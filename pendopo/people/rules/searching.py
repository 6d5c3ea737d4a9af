"""What an officer types into the search box: under which keys the name may stand, or which number, day or place it is.

The database keeps, for each word of a folded name, the name from that word on without spaces (migration 0003), so
that "nurhasanah" and "Nur Hasanah" meet. `joined` is the twin of what its triggers do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.people.rules.dates import parse_date
from pendopo.people.rules.names import fold, fold_variants
from pendopo.people.rules.nik import LENGTH, Nik, parse_nik

# Where two words become one, their border sounds as it would inside a word; then doubled letters are one.
BORDERS: Final = (
    *(("th", "t"), ("dh", "d"), ("kh", "h"), ("ts", "s"), ("ds", "s"), ("sh", "s"), ("ph", "p"), ("bh", "b")),
    *(("gh", "g"), ("ae", "ai")),
)
LETTERS: Final = "abcdeghiklmnoprstuw"  # those that a fold leaves
# A number may stand in an address as long as it can be no identity number, no part of one that says something.
MOST_DIGITS: Final = 6
_BORN_PART: Final = 12  # area and birth date stand in the first twelve digits of a NIK
_TOKEN = re.compile(r"[a-z]+|\d+")
_NUMBER_SIGNS: Final = frozenset("0123456789 .-–'")
_MOST_WORDS: Final = 5


@dataclass(frozen=True)
class Look:
    """One question to the index of words: how a name goes on from a word, and words that stand elsewhere in it."""

    start: str
    others: tuple[str, ...] = ()


def joined(key: str) -> str:
    """Write a folded name as one word, in the sounds of one word."""
    text = key.replace(" ", "")
    for written, sound in BORDERS:
        text = text.replace(written, sound)
    for letter in LETTERS:
        text = text.replace(letter * 2, letter)
    return text


def key_of_mother(name: str) -> str:
    """Turn a mother's name into what stands beside it: one word, so that a break within it hides nobody."""
    return joined(fold(name))[:160]


def looks(typed: str) -> tuple[Look, ...]:
    """Give every question that finds a typed name: as one word, its words in any order, neighbours joined."""
    found = [look for key in fold_variants(typed) for look in _looks(key)]
    whole = fold(re.sub(r"[\s'’`-]+", "", typed))
    found += [Look(joined(key)) for key in (whole, *_without_inner_h(whole))]
    return tuple(dict.fromkeys(look for look in found if look.start.isascii() and look.start))


def _looks(key: str) -> list[Look]:
    words = key.split()[:_MOST_WORDS]
    found = [Look(joined(key))]
    if len(words) > 1:
        # The longest word is the rarest one as a rule.
        longest = max(words, key=len)
        found.append(Look(joined(longest), _but(words, words.index(longest), 1)))
    if len(words) > 2:
        pairs = range(len(words) - 1)
        found += [Look(joined(words[at] + words[at + 1]), _but(words, at, 2)) for at in pairs]
    return found


def _but(words: list[str], at: int, count: int) -> tuple[str, ...]:
    return tuple(words[:at] + words[at + count :])


def _without_inner_h(key: str) -> list[str]:
    """A word loses its last h when it is folded, which inside of a longer one nobody can see: Fatimah Zahra."""
    places = [at for at in range(2, len(key) - 2) if key[at] == "h" and key[at - 1] in "aiueo"][:3]
    found = [key[:at] + key[at + 1 :] for at in places]
    return [*found, "".join(sign for at, sign in enumerate(key) if at not in places)] if found else []


def ranking(typed: str) -> Callable[[str], int]:
    """Say how to rank found names: one begins as typed, begins so as one word, or holds such words."""
    keys = fold_variants(typed)
    whole = tuple(joined(key) for key in keys)

    def rank(name_key: str) -> int:
        if name_key.startswith(keys):
            return 0
        return 1 if joined(name_key).startswith(whole) else 2

    return rank


def digits_of(text: str) -> str:
    """The digits of a text that holds nothing but a number, as people write it; else nothing."""
    return "".join(filter(str.isdigit, text)) if text.isascii() and set(text) <= _NUMBER_SIGNS else ""


def may_stand_in_address(text: str) -> bool:
    """Say whether a search may be a link: a name or a place, never a number that says who somebody is."""
    return sum(character.isdigit() for character in text) <= MOST_DIGITS


def day_of(text: str, *, today: date) -> date | None:
    """The birth date that a text is, if it is nothing else."""
    if text.strip().isdigit():
        return None
    found = parse_date(text, today=today, past=True)
    return found if isinstance(found, date) else None


def part_of_nik(digits: str, *, today: date) -> Nik | None:
    """What the first digits of a NIK say, from the twelfth on: the birth date. The last four say nothing of it."""
    if not _BORN_PART <= len(digits) < LENGTH:
        return None
    found = parse_nik(digits.ljust(LENGTH, "0"), today=today)
    return found if found and found.births else None


def names_place(text: str, title: str) -> bool:
    """Say whether a text is a place's title or a piece of it: "rt 2", "RW 01 Babakan", "babakan"."""
    asked, called = _tokens(text), _tokens(title)
    width = len(asked)
    return text.upper() != text.lower() and any(
        called[at : at + width] == asked for at in range(len(called) - width + 1)
    )


def _tokens(text: str) -> list[str]:
    return [token.lstrip("0") or "0" for token in _TOKEN.findall(text.lower())]
