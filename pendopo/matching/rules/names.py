"""How two names relate: an ordered scale from identical to different, with the rare words they share."""

from functools import lru_cache
from typing import Final, Literal

from pendopo.matching.rules.nik import one_edit
from pendopo.matching.rules.normalise import Name, grown_from, read_name, skeleton
from pendopo.matching.rules.similarity import distance, jaro_winkler

NameLevel = Literal[
    "identical",
    "same_sound",
    "spelling",
    "words_missing",
    "cut",
    "call_name",
    "one_word",
    "alike",
    "other",
    "missing",
]
_MEET: Final = 0.8  # from here on two words are one word written differently
_CUT_FROM: Final = 8


@lru_cache(maxsize=262_144)
def word_likeness(one: str, other: str) -> float:
    """Say how likely two words (as sounds) are spellings of one name."""
    if one == other:
        return 1.0
    if skeleton(one) == skeleton(other) and distance(one, other, 2) <= 2 and min(len(one), len(other)) > 2:
        return 0.9
    longest = max(len(one), len(other))
    if longest >= 4 and one_edit(one, other):
        return 0.85
    return 0.8 if longest >= 8 and distance(one, other, 2) == 2 else 0.0


def relate(one: str, other: str) -> NameLevel:
    """Place two written names on the scale; the order of words never matters."""
    return relate_names(read_name(one), read_name(other))


def relate_names(one: Name, other: Name) -> NameLevel:
    """Place two names that were read already on the scale."""
    if not one.words or not other.words:
        return "missing"
    if one.words == other.words:
        return "identical"
    if one.key == other.key or one.joined == other.joined or "".join(one.core) == "".join(other.core):
        return "same_sound"
    if len(one.core) > len(other.core):
        one, other = other, one
    return _relate_words(one, other)


def _relate_words(short: Name, long: Name) -> NameLevel:
    pairs = _align(short.core, long.core)
    met = sum(likeness >= _MEET for _, _, likeness in pairs)
    if met == len(short.core):
        return "spelling" if met == len(long.core) else "words_missing"
    if _joined_alike(short, long):
        return "spelling"
    if _is_cut(short, long):
        return "cut"
    if _has_call_name(short, long, met):
        return "call_name"
    if met:
        return "one_word"
    return "alike" if jaro_winkler("".join(short.core), "".join(long.core)) >= 0.86 else "other"


def _align(short: tuple[str, ...], long: tuple[str, ...]) -> list[tuple[str, str, float]]:
    """Give each word of the shorter name its best free partner; names have few words, so greedy is enough."""
    free = list(long)
    pairs = []
    for word in short:
        best = max(free, key=lambda partner: word_likeness(word, partner))
        likeness = word_likeness(word, best)
        if likeness >= _MEET:
            free.remove(best)
        pairs.append((word, best, likeness))
        if not free:
            break
    return pairs


def _joined_alike(short: Name, long: Name) -> bool:
    one, other = "".join(short.core), "".join(long.core)
    if min(len(one), len(other)) < 6:
        return False
    return distance(one, other, 2) <= (2 if min(len(one), len(other)) >= 10 else 1) or (
        distance(short.joined, long.joined, 1) <= 1
    )


def _is_cut(short: Name, long: Name) -> bool:
    """A field that was too narrow, or words written as initials."""
    for one, other in ((short, long), (long, short)):
        for cut, whole in ((one.joined, other.joined), ("".join(one.core), "".join(other.core))):
            if len(cut) >= _CUT_FROM and whole.startswith(cut):
                return True
    return _initials(short, long) or _initials(long, short)


def _initials(one: Name, other: Name) -> bool:
    """Every word of one begins or equals a word of the other, and at least one is whole."""
    free = [*other.weak, *other.core]
    whole = 0
    for word in sorted((*one.core, *one.weak), key=len, reverse=True):
        found = next((w for w in free if word_likeness(word, w) >= _MEET), None)
        if found is not None:
            whole += len(word) > 2
        else:
            found = next((w for w in free if len(word) != 2 and w.startswith(word)), None)
        if found is None:
            return False
        free.remove(found)
    return whole > 0


def _has_call_name(short: Name, long: Name, met: int) -> bool:
    if met and len(short.core) > 1 and len(long.core) > 1 and met < len(short.core) - 1:
        return False
    ones, others = (*short.core, *short.weak), (*long.core, *long.weak)
    return any(
        grown_from(a, b) or grown_from(b, a) for a in ones for b in others if len(a) > 2 and len(b) > 2
    )


def shared_words(one: Name, other: Name) -> tuple[str, ...]:
    """Name the words of the first that also stand in the second, as sounds."""
    return tuple(w for w in one.core if any(word_likeness(w, o) >= _MEET for o in other.core))
