"""What every kind of writing does alike: whose rows suffer, and what becomes of a number or a date."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from benchmarks.matching.columns import Columns
from benchmarks.matching.drafts import Draft
from benchmarks.matching.kinship import Array
from benchmarks.matching.people import People
from benchmarks.matching.profiles import Profile
from benchmarks.matching.variants import Variants

DIGITS = "0123456789"


@dataclass
class Desk:
    """All that a writer of the list has before him."""

    rows: Draft
    people: People
    columns: Columns
    profile: Profile
    variants: Variants
    rng: np.random.Generator
    chance: Random
    factor: Array  # how careless the writer of each row is; 1 on average

    def suffering(self, rate: float) -> Iterator[int]:
        """The rows to which something happens that happens at this rate; the careless have more of it."""
        share = np.minimum(rate * self.factor, 0.9)
        return iter(np.flatnonzero(self.rng.random(len(share)) < share).tolist())

    def kinds(self, rates: dict[str, float]) -> Iterator[tuple[int, str]]:
        """Rows and what happens to each, one thing a row."""
        names = list(rates)
        total = sum(rates.values())
        chosen = list(self.suffering(total))
        weights = np.array([rates[each] for each in names]) / total
        for row, kind in zip(
            chosen, self.rng.choice(len(names), len(chosen), p=weights).tolist(), strict=True
        ):
            yield row, names[kind]


def carelessness(rows: Draft, spread: float, rng: np.random.Generator) -> Array:
    """Rates differ between villages and between the people who write."""
    villages = rng.lognormal(0, spread * 0.6, int(rows.village.max()) + 1)
    writers = rng.lognormal(0, spread, int(rows.writer.max()) + 1)
    factor: Array = villages[rows.village] * writers[rows.writer]
    factor = np.minimum(factor / factor.mean(), 3.5)  # beyond that an office stops the enumerator
    factor /= factor.mean()
    return factor


def spoil_niks(desk: Desk) -> None:
    """Numbers go missing, are copied wrongly, made up, borrowed from a relative or cut by a spreadsheet."""
    numbers = desk.columns["nik"]
    whole = list(numbers)
    for row, kind in desk.kinds(desk.profile.nik):
        numbers[row] = _spoilt(kind, row, whole, desk)
    for row in np.flatnonzero(desk.rows.reason >= 3).tolist():  # never registered, or invented
        kind = desk.chance.choices(["missing", "placeholder", "serial", "relative"], [10, 4, 9, 2])[0]
        numbers[row] = _spoilt(kind, row, whole, desk)


def _spoilt(kind: str, row: int, whole: list[str], desk: Desk) -> str | None:
    number, chance = whole[row], desk.chance
    if kind == "missing":
        return None
    if kind == "placeholder":
        return chance.choice(["0", "-", "9" * 16, "0" * 16, number[:6] + "0" * 10, number[:12] + "0000"])
    if kind == "typo":
        return typo(number, chance)
    if kind == "serial":
        return f"{number[:12]}{chance.choice([1, 1, 2, 3, *(chance.randint(5, 99) for _ in range(3))]):04d}"
    if kind == "relative":
        return _relative(row, whole, desk)
    if kind == "excel":
        return number[:15] + "0"
    if kind == "fifteen":
        at = chance.randrange(16)
        return number[:at] + number[at + 1 :]
    return f"{int(number[:6]) + chance.choice([1, -1, 100, 9]):06d}{number[6:]}"


def _relative(row: int, whole: list[str], desk: Desk) -> str:
    """The number of somebody of the family who stands near in the list; else one of a neighbour."""
    family = desk.people.family[desk.rows.person]
    near = [at for at in range(max(0, row - 5), min(len(whole), row + 6)) if at != row]
    own = [at for at in near if family[at] == family[row]]
    return whole[desk.chance.choice(own or near)] if near else whole[row]


def typo(number: str, chance: Random) -> str:
    """One digit changed, two neighbours swapped, or now and then two digits changed."""
    at = chance.randrange(0, 15)
    kind = chance.random()
    if kind < 0.35 and number[at] != number[at + 1]:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    changed = _changed(number, chance.randrange(16), chance)
    return _changed(changed, chance.randrange(16), chance) if kind > 0.9 else changed


def _changed(number: str, at: int, chance: Random) -> str:
    return number[:at] + chance.choice(DIGITS.replace(number[at], "")) + number[at + 1 :]


def spoil_cards(desk: Desk) -> None:
    """Family card numbers go missing or are copied wrongly, more often for a whole family than for one person."""
    cards = desk.columns["kk"]
    for row, kind in desk.kinds(desk.profile.kk):
        if kind == "missing":
            cards[row] = None
        elif kind == "typo":
            cards[row] = typo(cards[row], desk.chance)
        else:
            cards[row] = desk.chance.choice(["0", "-", "0" * 16])


def spoil_dates(desk: Desk) -> None:
    """Dates of birth: 1 January where only the year is known, slips of day, month and year, day and month swapped.

    Where the register corrected a date after the number was issued, half of the lists still have the old one.
    """
    dates = desk.columns["tgl_lahir"]
    _keep_old_dates(desk)
    for row, kind in desk.kinds(desk.profile.date):
        dates[row] = _other_date(kind, dates[row], desk.chance)


def _keep_old_dates(desk: Desk) -> None:
    who = desk.rows.person
    digits = desk.people.nik[who] // 10**4 % 10**6
    day, month, short = digits // 10**4 % 40, digits // 100 % 100, digits % 100
    year = desk.people.birth[who].astype("datetime64[Y]").astype(int) + 1970
    century = np.where(np.abs(1900 + short - year) < 40, 1900, 2000)
    old = [
        f"{c + s:04d}-{m:02d}-{d:02d}"
        for c, s, m, d in zip(century.tolist(), short.tolist(), month.tolist(), day.tolist(), strict=True)
    ]
    keep = desk.rng.random(len(who)) < 0.5
    dates = desk.columns["tgl_lahir"]
    for row in np.flatnonzero(keep).tolist():
        dates[row] = old[row]


def _other_date(kind: str, date: str, chance: Random) -> str | None:
    if kind == "missing":
        return None
    year, month, day = (int(each) for each in date.split("-"))
    if kind == "first_january":
        return f"{year + chance.choice([-5, -2, -1, 0, 0, 0, 0, 1, 2]):04d}-01-01"
    if kind == "as_number":  # a spreadsheet of 1904 on one of 1900
        return f"{year + 4:04d}-{month:02d}-{min(day + 1, 28):02d}"
    if kind == "swap" and day <= 12:
        return f"{year:04d}-{day:02d}-{month:02d}"
    if kind in ("swap", "month"):
        month = (month + chance.choice([0, 1, 10])) % 12 + 1
    elif kind == "year":
        year += chance.choice([-10, -3, -2, -1, -1, 1, 1, 2, 3, 10])
    else:
        day += chance.choice([-10, -2, -1, -1, 1, 1, 2, 10])
    last = calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{min(max(day, 1), last):02d}"
