"""The invented people behind register and list: who they are before anybody writes them down."""

from dataclasses import dataclass
from random import Random

import numpy as np

from benchmarks.matching import pools
from benchmarks.matching.kinship import Array, resemble, twins

TODAY = np.datetime64("2026-11-01", "D")
RARE = 5000


@dataclass
class People:
    """One entry a person in every array; `family` leads into the arrays of families."""

    family: Array
    role: Array  # 0 head, 1 spouse, 2 child, 3 elder
    female: Array
    age: Array
    birth: Array  # as the person says it, datetime64[D]
    name: Array
    nik: Array
    born_in: Array
    married: Array
    kk: Array  # of families
    village: Array  # of families
    dusun: Array  # of families
    rt: Array
    rw: Array
    street: Array
    places: "Places"

    def __len__(self) -> int:
        return len(self.family)


@dataclass
class Places:
    """Villages with their district, and the hamlets of each."""

    desa: Array
    kec: Array
    code: Array  # six digits, of the district
    culture: Array
    hamlets: list[list[str]]


def make_people(count: int, culture: str, rng: np.random.Generator) -> People:
    """Invent `count` people in families, with numbers and addresses as a civil registry gives them."""
    places = _make_places(max(1, round(count / 3300)), culture, rng)
    family, role = _make_families(count, rng)
    families = int(family[-1]) + 1
    female, age, married = _make_ages(family, role, families, rng)
    twin = twins(family, role, rng)
    age[twin] = age[twin - 1]
    alike = twin[rng.random(len(twin)) < 0.65]
    female[alike] = female[alike - 1]
    birth = _make_births(age, rng)
    birth[twin] = birth[twin - 1]
    weight = rng.lognormal(0, 0.35, len(places.desa))
    village = np.sort(rng.choice(len(places.desa), families, p=weight / weight.sum()))
    hamlets = np.array([len(each) for each in places.hamlets])[village]
    dusun = rng.integers(0, hamlets)
    rw = dusun * 2 + rng.integers(1, 3, families)
    names = _make_names(female, age, places.culture[village[family]], rng)
    resemble(names, twin, family, role, female, Random(int(rng.integers(2**31))))
    home = places.code[village]
    nik = _make_niks(home[family], _date_at_issue(birth, rng), female, places, rng)
    issued = TODAY - rng.integers(30, 5500, families)
    towns = np.array([pools.TOWNS[each][0] for each in places.culture])[village[family]]
    elsewhere = rng.random(count) < 0.22
    cultures = places.culture[village[family]][elsewhere]
    pick = np.minimum(rng.geometric(0.35, elsewhere.sum()) - 1, 7)
    towns = towns.astype(object)
    towns[elsewhere] = [pools.TOWNS[each][int(at)] for each, at in zip(cultures, pick, strict=True)]
    return People(
        family=family, role=role, female=female, age=age, birth=birth, name=names, nik=nik, born_in=towns,
        married=married, kk=_numbers(home, issued, np.zeros(families, bool)), village=village, dusun=dusun,
        rw=rw, rt=rng.integers(1, 7, families), street=rng.integers(0, 10**6, families), places=places,
    )  # fmt: skip


def _make_places(count: int, culture: str, rng: np.random.Generator) -> Places:
    districts = -(-count // 9)
    regencies = pools.REGENCIES[culture]
    code, cultures, kec = [], [], []
    for number in range(districts):
        regency = regencies[number % 2] if culture == "mixed" else regencies[number // 39 % 2]
        at = number // 2 if culture == "mixed" else number % 39
        code.append(int(regency) * 100 + 1 + at % 39)
        cultures.append("sunda" if regency.startswith("32") else "java")
        kec.append(f"{pools.VILLAGE_FIRST[number % 16]}{pools.VILLAGE_LAST[(number * 7 + 3) % 17]}")
    of = np.arange(count) // 9
    desa = []
    for _ in range(count):
        desa.append(f"{rng.choice(pools.VILLAGE_FIRST)}{rng.choice(pools.VILLAGE_LAST)}")
    hamlets = [list(rng.choice(pools.HAMLETS, int(rng.integers(2, 7)), replace=False)) for _ in range(count)]
    return Places(
        np.array(desa, object), np.array(kec, object)[of], np.array(code)[of], np.array(cultures)[of], hamlets
    )


def _make_families(count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    sizes = rng.choice([1, 2, 3, 4, 5, 6, 7], count, p=[0.09, 0.18, 0.26, 0.25, 0.13, 0.06, 0.03])
    ends = np.cumsum(sizes)
    families = int(np.searchsorted(ends, count)) + 1
    family = np.repeat(np.arange(families), sizes[:families])[:count]
    start = np.concatenate([[0], ends[: families - 1]])
    place = np.arange(count) - start[family]
    role = np.where(place == 0, 0, 2)
    couple = rng.random(families) < 0.86
    role[(place == 1) & couple[family]] = 1
    last = np.concatenate([family[1:] != family[:-1], [True]])
    role[last & (place >= 2) & (rng.random(count) < 0.16)] = 3
    return family, role


def _make_ages(
    family: Array, role: Array, families: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    head = np.clip(rng.gamma(9, 5.3, families), 21, 82 + rng.random(families) * 14)
    couple = np.zeros(families, bool)
    couple[family[role == 1]] = True
    mother = head - rng.normal(3.5, 4, families)
    count = len(family)
    age = head[family].copy()
    age[role == 1] = np.clip(mother, 17 + rng.random(families) * 6, 92)[family[role == 1]]
    bore = 18 + rng.random(count) * np.clip(mother[family] - 18.2, 0.2, 23)  # the mother's age at birth
    child = mother[family] - bore
    gone = child > rng.uniform(17, 50, count)  # has a house of his own; a younger child stays
    child = np.clip(np.where(gone, rng.uniform(0, 22, count), child), rng.random(count) * 2 + 0.02, None)
    age[role == 2] = child[role == 2]
    elder = np.clip(head[family] + rng.uniform(18, 34, count), 42, 84 + rng.random(count) * 14)
    age[role == 3] = elder[role == 3]
    female = rng.random(count) < 0.49
    female[role == 0] = np.where(couple[family[role == 0]], False, rng.random((role == 0).sum()) < 0.62)
    female[role == 1] = True
    female[role == 3] = rng.random((role == 3).sum()) < 0.7
    married = (role == 1) | ((role == 0) & couple[family]) | (role == 3)
    return female, age, married


def _make_births(age: Array, rng: np.random.Generator) -> Array:
    """Elders who never had a certificate were given 1 January, 1 July or 31 December."""
    birth = TODAY - (age * 365.25).astype("timedelta64[D]")
    years = birth.astype("datetime64[Y]")
    given = rng.random(len(age)) < np.where(age > 60, 0.20, np.where(age > 45, 0.07, 0.006))
    day = rng.choice([0, 0, 0, 181, 364], len(age))
    return np.where(given, years.astype("datetime64[D]") + day, birth)


def _date_at_issue(birth: Array, rng: np.random.Generator) -> Array:
    """The number keeps the date it was issued with; a few dates were corrected later."""
    wrong = rng.random(len(birth)) < 0.035
    shift = rng.choice([-3653, -731, -366, -31, -2, -1, 1, 1, 3, 30, 365, 731], len(birth))
    return np.where(wrong, np.minimum(birth + shift, TODAY), birth)


def ddmmyy(days: Array, female: Array) -> Array:
    """The six digits of a date in an identity number; women's days count from 41."""
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    day = (days - months.astype("datetime64[D]")).astype(int) + 1 + 40 * female
    digits: Array = day * 10000 + ((months - years).astype(int) + 1) * 100 + (years.astype(int) + 1970) % 100
    return digits


def _numbers(area: Array, days: Array, female: Array) -> Array:
    """Area, date and a serial that counts who got a number in this area for this date."""
    stem = area.astype(np.int64) * 10**6 + ddmmyy(days, female)
    order = np.argsort(stem, kind="stable")
    ordered = stem[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    starts = np.flatnonzero(first)
    serial = np.empty(len(stem), np.int64)
    serial[order] = np.arange(len(stem)) - starts[np.cumsum(first) - 1] + 1
    return stem * 10**4 + serial


def _make_niks(area: Array, days: Array, female: Array, places: Places, rng: np.random.Generator) -> Array:
    """Most numbers come from the own district; who moved in brought another one."""
    area = area.copy()
    moved = rng.random(len(area)) < 0.13
    near = rng.choice(places.code, moved.sum())
    far = rng.integers(31, 36, moved.sum()) * 10000 + rng.integers(1, 30, moved.sum()) * 100 + 7
    area[moved] = np.where(rng.random(moved.sum()) < 0.6, near, far)
    return _numbers(area, days, female)


def _zipf(size: int, power: float = 0.85) -> Array:
    weight: Array = 1 / np.arange(3, size + 3) ** power
    weight /= weight.sum()
    return weight


def _pick(pool: list[str], count: int, rng: np.random.Generator, power: float = 0.9) -> Array:
    return np.array(pool, object)[rng.choice(len(pool), count, p=_zipf(len(pool), power))]


def _rare(sex: str, rng: np.random.Generator) -> list[str]:
    stems, middles, ends = (rng.choice(each, RARE) for each in (pools.STEMS, pools.MIDDLES, pools.ENDS[sex]))
    return [f"{a}{b}{c}" for a, b, c in zip(stems, middles, ends, strict=True)]


def _make_names(female: Array, age: Array, culture: Array, rng: np.random.Generator) -> Array:
    names = np.empty(len(female), object)
    for sex in "LP":
        rare = _rare(sex, rng)
        for place in np.unique(culture):
            who = np.flatnonzero((female == (sex == "P")) & (culture == place))
            names[who] = _full_names(age[who], pools.OLD[str(place)][sex].split(), sex, rare, rng)
    return names


def _full_names(age: Array, old: list[str], sex: str, rare: list[str], rng: np.random.Generator) -> Array:
    """The older, the shorter: two of three people over 65 have one name, one child in fifty."""
    count = len(age)
    young = rng.random(count) < np.clip((58 - age) / 45, 0.02, 0.97)
    first = np.where(young, _pick(pools.YOUNG[sex].split(), count, rng), _pick(old, count, rng))
    first = np.where(rng.random(count) < 0.18, _pick(rare, count, rng, 0.5), first)
    second = np.where(
        rng.random(count) < 0.2,
        _pick(rare, count, rng, 0.4),
        _pick(pools.SECOND[sex].split(), count, rng, 0.7),
    )
    third = _pick(pools.THIRD[sex].split(), count, rng)
    single = rng.random(count) < np.interp(age, [0, 15, 35, 50, 65, 90], [0.02, 0.05, 0.2, 0.42, 0.66, 0.75])
    long = ~single & (rng.random(count) < np.interp(age, [0, 20, 45], [0.45, 0.22, 0.04]))
    return np.array(
        [
            a if s else f"{a} {b} {c}" if t else f"{a} {b}"
            for a, b, c, s, t in zip(first, second, third, single, long, strict=True)
        ],
        object,
    )
