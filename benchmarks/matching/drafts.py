"""Register and list as both would be without any mistake of the pen: who stands in which, and under which family."""

from dataclasses import dataclass

import numpy as np

from benchmarks.matching.kinship import Array
from benchmarks.matching.people import TODAY, People, ddmmyy
from benchmarks.matching.profiles import Profile

REASONS = ("", "dead", "moved", "unregistered", "invented")


@dataclass
class Draft:
    """Rows of a list: the person each one means, and what its writer could have known."""

    person: Array  # index into people
    reason: Array  # why the person is not in the register, index into REASONS
    kk: Array
    village: Array
    dusun: Array
    rt: Array
    rw: Array
    writer: Array
    again: Array  # a second row of the same person


def draft_both(
    people: People, listed: float, profile: Profile, rng: np.random.Generator
) -> tuple[Draft, Draft]:
    """Choose who is registered and who is listed; families move, split and get new cards between the two."""
    families = len(people.kk)
    poor = rng.beta(1.2, 1.8, families)
    limit = np.quantile(poor, 1 - listed * 1.012)
    on_list = (poor > limit)[people.family] & (rng.random(len(people)) < 0.965)
    reason = _absences(people, on_list, profile.absent, rng)
    new_kk, kk = _cards(people, profile, rng)
    register = np.flatnonzero(reason == 0)
    other = rng.random(len(people)) < 0.006
    register = register[~(other & ~on_list)[register]]  # some are in neither
    who = np.flatnonzero(on_list)
    again = rng.random(len(who)) < profile.duplicate
    who = np.concatenate([who, who[again]])
    twice = np.concatenate([np.zeros(len(again), bool), np.ones(int(again.sum()), bool)])
    home = people.family[who]
    village = people.village[home].copy()
    moved = (rng.random(families) < profile.family_moved)[home] | (twice & (rng.random(len(who)) < 0.4))
    village[moved] = _elsewhere(people, village[moved], rng)
    rt, rw, dusun = people.rt[home].copy(), people.rw[home].copy(), people.dusun[home].copy()
    rt[moved], rw[moved] = rng.integers(1, 7, moved.sum()), rng.integers(1, 8, moved.sum())
    dusun[moved] = rng.integers(0, 6, moved.sum())
    order = np.lexsort((people.role[who], home, rw, village))
    writer = village * 8 + (rw + twice) % 5
    listed_rows = Draft(who, reason[who], kk[who], village, dusun, rt, rw, writer, twice)
    own = people.family[register]
    none = np.zeros(len(register), int)
    registered = Draft(
        register, none, new_kk[register], people.village[own], people.dusun[own], people.rt[own], people.rw[own],
        people.village[own] * 8 + 7, none.astype(bool),
    )  # fmt: skip
    return registered, _take(listed_rows, order)


def _take(rows: Draft, order: Array) -> Draft:
    return Draft(**{key: value[order] for key, value in vars(rows).items()})


def _absences(people: People, on_list: Array, share: float, rng: np.random.Generator) -> Array:
    """Old people died and were struck off, whole families moved away, babies were never registered."""
    reason = np.zeros(len(people), int)
    draw = rng.random(len(people))
    age = np.interp(people.age, [0, 40, 60, 75, 95], [0.15, 0.3, 1.5, 5, 9])
    dead = draw < share * 0.36 * age / age[on_list].mean()
    young = np.interp(people.age, [0, 4, 10, 18, 60], [8, 4, 1, 0.5, 0.5])
    unregistered = rng.random(len(people)) < share * 0.22 * young / young[on_list].mean()
    moved = (rng.random(len(people.kk)) < share * 0.18)[people.family]
    single = rng.random(len(people)) < share * 0.05
    invented = rng.random(len(people)) < share * 0.22
    for number, which in ((3, unregistered), (2, moved | single), (1, dead), (4, invented)):
        reason[which & on_list] = number
    return reason


def _cards(people: People, profile: Profile, rng: np.random.Generator) -> tuple[Array, Array]:
    """Card numbers by person, as the register has them today and as the list has them."""
    families = len(people.kk)
    today, listed = people.kk[people.family], people.kk[people.family].copy()
    fresh = _new_cards(people, 1, rng)
    changed = (rng.random(families) < profile.family_kk_changed)[people.family]
    listed[changed] = fresh[people.family][changed]
    split = (rng.random(families) < profile.family_split)[people.family]
    leaving = split & (((people.role == 2) & (people.age > 17)) | (people.role == 3))
    leaving |= split & (people.role == 1) & (rng.random(families) < 0.25)[people.family]
    second = _new_cards(people, 2, rng)[people.family]
    in_register = (rng.random(families) < 0.65)[people.family]
    today = np.where(leaving & in_register, second, today)
    listed = np.where(leaving & ~in_register, second, listed)
    return today, listed


def _new_cards(people: People, shift: int, rng: np.random.Generator) -> Array:
    families = len(people.kk)
    days = TODAY - rng.integers(30, 5500, families)
    area = people.places.code[people.village].astype(np.int64)
    serial = rng.integers(1, 40, families) + 40 * shift
    return (area * 10**6 + ddmmyy(days, np.zeros(families, bool))) * 10**4 + serial


def _elsewhere(people: People, village: Array, rng: np.random.Generator) -> Array:
    count = len(people.places.desa)
    near = np.clip(village + rng.integers(-4, 5, len(village)), 0, count - 1)
    return np.where(rng.random(len(village)) < 0.75, near, rng.integers(0, count, len(village)))
