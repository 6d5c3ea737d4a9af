"""Which two people of one register are worth a look: those who share something rare (matching.md 4)."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from pendopo.matching.rules.nik import clean_number
from pendopo.matching.rules.record import Record
from pendopo.people.rules.names import fold

# A block of so many says nothing: half a village is born on 1 January of some year.
LARGEST_BLOCK: Final = 40


def candidate_pairs(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Yield each pair once that shares a NIK, a birth date or a name (matching.md 4)."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for place, record in enumerate(records):
        for key in _keys(record):
            blocks.setdefault(key, []).append(place)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > LARGEST_BLOCK:
            continue
        for pair in combinations(members, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _keys(record: Record) -> Iterator[tuple[str, ...]]:
    nik = clean_number(record.nik)
    if nik:
        yield "nik", nik[:15]
    if record.birth_date:
        yield "birth", record.birth_date, record.sex, fold(record.name)[:1]
    name = fold(record.name)
    if name and record.birth_date:
        yield "name", name, record.birth_date[:4]
    if name and record.kk:
        yield "card", name, record.kk


def are_siblings(one: Record, other: Record) -> bool:
    """Recognise twins and brothers: one card, two sound NIK, two names; they are two people."""
    numbers = clean_number(one.nik), clean_number(other.nik)
    differ = all(len(number) == 16 for number in numbers) and numbers[0] != numbers[1]
    same_card = bool(one.kk) and one.kk == other.kk
    return same_card and differ and fold(one.name) != fold(other.name)
