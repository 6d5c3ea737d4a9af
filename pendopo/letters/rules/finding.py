"""Which letter somebody means by what was typed: the words as they begin, a slip of the finger forgiven."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from pendopo.letters.rules.types import TypeContent

_WORD = re.compile(r"[^\W_]+")
SHORTEST_FORGIVEN = 3  # letters: what is shorter is meant as it stands ("KK", "RT")
LONG_WORD = 7  # letters: from here on two slips are forgiven, below it one
BEGINNINGS_FROM = 5  # letters: with fewer, a slip is forgiven in whole words alone
ENOUGH = 3  # letters that fit as typed: nobody who found as many is offered others

_Row = TypeVar("_Row")
_Texts = tuple[str, ...]  # of one letter: its name, its title, other words for it, what it is for
_Place = tuple[
    int, int, int
]  # which letter, which of its words (0 is the first), slips it takes to come to it at all


def fitting(rows: Iterable[_Row], text: str, content_of: Callable[[_Row], TypeContent]) -> list[_Row]:
    """Return the letters in which every typed word begins one, the name first; near ones follow where those are few.

    Without a word they come all, as they are.
    """
    rows, typed = list(rows), _WORD.findall(text.lower())[:8]
    if not typed:
        return rows
    contents = [content_of(row) for row in rows]
    index = _index(tuple((one.name, one.title, one.search, one.purpose) for one in contents))
    ranks = {at: (0, 0) for at in range(len(rows))}
    for word in typed:
        near = _near(index, word)
        # A splinter of a word among others is a slip, and no reason to find nothing.
        other = (1, 0) if len(word) < SHORTEST_FORGIVEN and len(typed) > 1 else None
        ranks = {
            at: (slips + best[0], place + best[1])
            for at, (slips, place) in ranks.items()
            if (best := near.get(at, other)) is not None
        }
    found = sorted(ranks, key=lambda at: (ranks[at], at))
    exact = [at for at in found if ranks[at][0] == 0]
    return [rows[at] for at in (exact if len(exact) >= ENOUGH else found)]


@lru_cache(maxsize=16)
def _index(letters: tuple[_Texts, ...]) -> Mapping[str, Sequence[_Place]]:
    """Every word of the letters with where it stands.

    Of the name and the title two that follow each other stand as one, too, for whoever left out the space.
    """
    found: dict[str, list[_Place]] = {}
    for letter, texts in enumerate(letters):
        for part, said in enumerate(texts):
            words = _WORD.findall(said.lower())
            for at, word in enumerate(words, part * 100):
                found.setdefault(word, []).append((letter, at, 0))
            for at, two in enumerate(zip(words, words[1:], strict=False) if part < 2 else (), part * 100):
                found.setdefault("".join(two), []).append((letter, at, 1))
    return found


def _near(index: Mapping[str, Sequence[_Place]], typed: str) -> dict[int, tuple[int, int]]:
    """The letters with a word near what was typed: slips of the finger, then which of its words."""
    found: dict[int, tuple[int, int]] = {}
    for word, places in index.items():
        far = _far(typed, word)
        for letter, at, more in places if far is not None else ():
            found[letter] = min(found.get(letter, (9, 0)), ((far or 0) + more, at))
    return found


@lru_cache(maxsize=16_384)
def _far(typed: str, word: str) -> int | None:
    """Count the slips from what was typed to a word, or to the beginning of a long one; None beyond the forgiven."""
    if word.startswith(typed):
        return 0
    most = 0 if len(typed) < SHORTEST_FORGIVEN else 2 if len(typed) >= LONG_WORD else 1
    longest = len(typed) + most if len(typed) < BEGINNINGS_FROM else len(word)
    if not most or not max(len(typed) - most, SHORTEST_FORGIVEN) <= len(word) <= longest:
        return None
    if len(set(typed).difference(word)) > most:  # each letter that it has not at all is a slip of its own
        return None
    slips = _slips(typed, word[: len(typed) + most], most)
    return slips if slips <= most else None


def _slips(typed: str, word: str, most: int) -> int:
    """The fewest letters left out, added, changed or swapped with the next one, to any beginning of the word."""
    before, above = list[int](), list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for column, other in enumerate(word, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[max(0, len(typed) - most) :]) if len(typed) >= BEGINNINGS_FROM else above[-1]
