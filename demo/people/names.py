"""Believable names for fictional people, by sex and year of birth."""

import random

from demo.people.chance import spin
from demo.people.name_lists import (
    DOUBLED,
    FIRST,
    NEW_FIRST,
    NEW_SECOND,
    NEW_THIRD,
    OLD_SINGLE,
    SECOND,
)

MALE, FEMALE = 1, 2


def draw_name(rnd: random.Random, sex: int, born: int) -> str:
    """Draw a name as people of that sex and year of birth carry it in rural West Java."""
    if born < 1968:
        # one word was the rule before the war and still half the village in the 1960s
        single = 0.85 if born < 1945 else 0.6 if born < 1957 else 0.32
        if rnd.random() < single:
            return spin(rnd, OLD_SINGLE[sex])
        return _middle_name(rnd, sex)
    if born < 1994:
        # the new fashion arrives slowly: one in twelve in 1968, half in 1993
        if rnd.random() < 0.08 + (born - 1968) * 0.017:
            return _young_name(rnd, sex, 0.1)
        return _middle_name(rnd, sex)
    return _young_name(rnd, sex, min(0.62, 0.14 + (born - 1994) * 0.018))


def _middle_name(rnd: random.Random, sex: int) -> str:
    dice = rnd.random()
    if dice < 0.36:
        call, full = spin(rnd, DOUBLED[sex])
        return f"{call} {spin(rnd, full)}"
    if dice < 0.41:
        return spin(rnd, SECOND[sex])
    return f"{spin(rnd, FIRST[sex])} {spin(rnd, SECOND[sex])}"


def _young_name(rnd: random.Random, sex: int, three_words: float) -> str:
    first = spin(rnd, NEW_FIRST[sex])
    second = spin(rnd, NEW_SECOND[sex])
    if second == first:
        second = spin(rnd, SECOND[sex])
    if rnd.random() >= three_words:
        return f"{first} {second}"
    third = spin(rnd, NEW_THIRD[sex])
    return f"{first} {third}" if third == second else f"{first} {second} {third}"


def with_title(rnd: random.Random, name: str, sex: int, age: int) -> str:
    """Put the pilgrim's H. or Hj. before some older people's names, as family cards do."""
    if age < 45 or rnd.random() >= (0.05 if age < 60 else 0.09):
        return name
    return f"H. {name}" if sex == MALE else f"Hj. {name}"
