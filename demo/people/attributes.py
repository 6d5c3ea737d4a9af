"""School, work and health of fictional people, in the codes of the resident workbook (resident-codes.md)."""

import random
from collections.abc import Mapping

from demo.people.chance import spin, wheel

MALE, FEMALE = 1, 2
SINGLE, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4

# Highest schooling of adults by the year they were born before: the schools came late to the hills.
_SCHOOLING = (
    (1945, wheel({1: 25, 2: 30, 3: 40, 4: 3, 5: 2})),
    (1960, wheel({1: 6, 2: 18, 3: 62, 4: 7, 5: 5, 8: 2})),
    (1975, wheel({1: 1, 2: 5, 3: 62, 4: 16, 5: 12, 6: 1, 8: 3})),
    (1990, wheel({2: 1, 3: 45, 4: 27, 5: 20, 7: 1, 8: 5, 9: 1})),
    (2002, wheel({3: 16, 4: 34, 5: 40, 7: 2, 8: 8})),
    (9999, wheel({3: 8, 4: 31, 5: 61})),
)
_GRADUATE_MAN = wheel({65: 32, 5: 18, 15: 16, 88: 15, 18: 12, 16: 2, 45: 3, 71: 1, 64: 1})
_GRADUATE_WOMAN = wheel({65: 42, 2: 20, 5: 11, 73: 6, 74: 4, 15: 7, 88: 5, 18: 5})
_SKILLED_MAN = wheel({15: 23, 88: 24, 19: 16, 9: 10, 84: 7, 81: 5, 18: 4, 35: 3, 13: 3, 12: 3, 6: 1, 7: 1})
_YOUNG_MAN = wheel(
    {19: 30, 20: 17, 9: 14, 88: 13, 15: 7, 84: 6, 81: 4, 13: 3, 26: 2, 27: 2, 14: 1, 30: 2, 29: 1}
)
_OLDER_MAN = wheel({9: 42, 20: 23, 19: 15, 88: 6, 84: 5, 26: 2, 27: 2, 10: 2, 45: 1, 41: 1, 37: 1})
_UNMARRIED_WOMAN = wheel({1: 24, 15: 38, 2: 13, 23: 8, 30: 6, 84: 5, 88: 4, 18: 4})
_MARRIED_WOMAN = wheel({2: 66, 20: 9, 9: 6, 84: 6, 88: 5, 19: 2, 30: 2, 15: 3, 23: 1})
_PROVIDER_WOMAN = wheel({2: 33, 20: 22, 9: 18, 84: 11, 19: 8, 88: 6, 23: 2})
_OLD_WOMAN = wheel({2: 58, 1: 26, 9: 9, 20: 5, 38: 2})

BLOOD = wheel({13: 70, 4: 12, 1: 8, 2: 8, 3: 2})
RELIGION = wheel({1: 996, 2: 2, 3: 1, 7: 1})
PEOPLE = wheel({"Sunda": 96, "Jawa": 3, "Batak": 1})
INSURANCE = wheel({2: 52, 3: 22, 1: 25, 99: 1})
IMPAIRMENT = wheel({1: 38, 2: 14, 3: 17, 4: 18, 5: 4, 6: 9})
FAMILY_PLANNING = wheel({3: 56, 1: 19, 5: 10, 2: 9, 6: 4, 4: 2})


def draw_education(rnd: random.Random, age: int, born: int) -> int:
    """Draw the highest schooling that fits the age and the year of birth."""
    if age < 7:
        return 1
    if age < 13:
        return 2
    if age < 16:
        return 3 if rnd.random() < 0.95 else 2
    if age < 19:
        return 4 if rnd.random() < 0.86 else 3
    drawn = 3
    for limit, choices in _SCHOOLING:
        if born < limit:
            drawn = spin(rnd, choices)
            break
    return 5 if drawn >= 8 and age < 23 else drawn


def draw_school(rnd: random.Random, age: int, education: int) -> int:
    """Draw what the person is attending now, or why nothing."""
    dice = rnd.random()
    if age < 7:
        return 2 if age >= 4 and dice < (age - 3) * 0.3 else 1
    if age < 13:
        return 4
    if age < 16:
        return 6 if education == 3 else 4
    if age < 19:
        return 7 if education == 4 and dice < 0.85 else 18
    if age < 23 and education == 5 and dice < 0.17:
        return 11
    if education == 1:
        return 17 if dice < 0.4 else 3
    return 5 if education == 2 else 18


def draw_occupation(
    rnd: random.Random, *, sex: int, age: int, education: int, school: int, marital: int
) -> int:
    """Draw one of the 89 occupations that fits sex, age, schooling and marriage."""
    if age < 7:
        return 1
    if school in (4, 6, 7, 11):
        return 3
    if sex == MALE:
        return _man_occupation(rnd, age, education)
    return _woman_occupation(rnd, age, education, marital)


def _man_occupation(rnd: random.Random, age: int, education: int) -> int:
    dice = rnd.random()
    if education >= 8:
        return 4 if age >= 60 and dice < 0.75 else spin(rnd, _GRADUATE_MAN)
    if (age < 25 and dice < 0.24) or (age >= 75 and dice < 0.45):
        return 1
    if education >= 5:
        return 4 if age >= 60 and dice < 0.25 else spin(rnd, _SKILLED_MAN)
    return spin(rnd, _OLDER_MAN if age >= 45 else _YOUNG_MAN)


def _woman_occupation(rnd: random.Random, age: int, education: int, marital: int) -> int:
    if education >= 8:
        return 4 if age >= 60 and rnd.random() < 0.75 else spin(rnd, _GRADUATE_WOMAN)
    if age >= 70:
        return spin(rnd, _OLD_WOMAN)
    if marital == SINGLE:
        return spin(rnd, _UNMARRIED_WOMAN)
    return spin(rnd, _MARRIED_WOMAN if marital == MARRIED else _PROVIDER_WOMAN)


def draw_impairment(rnd: random.Random, age: int) -> int:
    """Draw a kind of disability for one to two people in a hundred, more among the old."""
    if rnd.random() < (0.011 if age < 60 else 0.032):
        return spin(rnd, IMPAIRMENT)
    return 7


def draw_family_planning(
    rnd: random.Random, sex: int, age: int, marital: int
) -> tuple[int | None, int | None]:
    """Draw contraception and pregnancy for married women of child-bearing age."""
    if sex == MALE or marital != MARRIED or not 17 <= age <= 49:
        return None, None
    dice = rnd.random()
    if dice < 0.045 and age < 43:
        return None, 1
    return (spin(rnd, FAMILY_PLANNING) if dice < 0.62 else None), 2


BIRTH_CERTIFICATE_CHANCE: Mapping[int, float] = {18: 0.93, 40: 0.55, 60: 0.22, 200: 0.07}


def has_birth_certificate(rnd: random.Random, age: int) -> bool:
    """Draw whether an akta was ever made: nearly all children, few of the old."""
    chance = next(each for limit, each in BIRTH_CERTIFICATE_CHANCE.items() if age < limit)
    return rnd.random() < chance
