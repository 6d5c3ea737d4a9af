"""Groups of ages, and the hiding of small counts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pendopo.people.rules.dates import age
from pendopo.people.rules.statistics import (
    AGE_GROUPS,
    BANDS,
    BY_SLUG,
    SPANS,
    TOPICS,
    band_label,
    band_of,
    born_by,
    in_group,
    may_publish_area,
    quarter_start,
    span_of,
    suppress,
)

days = st.dates(date(1900, 1, 1), date(2060, 12, 31))
tables = st.lists(st.integers(0, 60), min_size=1, max_size=8)


@given(days, st.integers(0, 110), st.integers(-3, 3))
def test_born_by_is_the_birthday_on_which_the_age_is_reached(on: date, years: int, shift: int) -> None:
    cut = born_by(on, years)
    birth = cut + timedelta(days=shift)
    if birth <= on:
        assert (age(birth, on) >= years) == (birth <= cut)


@given(st.integers(0, 130))
def test_every_age_lies_in_one_band_and_in_the_groups_that_name_it(years: int) -> None:
    span = span_of(years)
    label = band_label(band_of(span))
    low = int(label.rstrip("+").split("–")[0])
    assert low <= years and (label == "75+" or years <= low + 4)
    for group in AGE_GROUPS:
        assert in_group(group, span) == (group.low <= years and (group.high is None or years <= group.high))


def test_bands_run_to_75_and_unknown_ages_lie_in_no_group() -> None:
    assert [band_label(code) for code in BANDS][::15] == ["0–4", "75+"]
    assert {band_of(span_of(cut)) for cut in SPANS} == set(BANDS)
    assert band_of(0) == 0 and not any(in_group(group, 0) for group in AGE_GROUPS)


@given(tables, st.integers(2, 10))
def test_no_small_count_is_shown_and_no_other_count_is_changed(counts: list[int], k: int) -> None:
    shown = suppress(counts, k)
    assert len(shown.counts) == len(counts)
    for count, seen in zip(counts, shown.counts, strict=True):
        assert seen is None or (seen == count and not 0 < count < 2 * k)
    hidden = [place for place, seen in enumerate(shown.counts) if seen is None]
    assert len(hidden) != 1 or shown.withheld  # the total is known, so one hidden count is none
    assert bool(hidden) == any(0 < count < 2 * k for count in counts)


@example(small=[1], large=8, k=4)  # 7 and 2 would be withheld, so whoever sees these knows of the 1
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 60), st.integers(2, 5))
def test_every_hidden_count_may_be_any_small_number(small: list[int], large: int, k: int) -> None:
    """An attacker who knows the total and this very rule cannot narrow a hidden count down."""
    counts = [*small, large]
    shown = suppress(counts, k)
    assume(not shown.withheld and None in shown.counts)
    assert shown.covering is not None
    hidden = [place for place, seen in enumerate(shown.counts) if seen is None and place != shown.covering]
    for values in product(range(1, k), repeat=len(hidden)):
        other = list(counts)
        for place, value in zip(hidden, values, strict=True):
            other[place] = value
        other[shown.covering] += sum(counts) - sum(other)
        assert suppress(other, k) == shown


def test_sensitive_topics_are_published_for_the_village_only_and_nothing_below_the_hamlet() -> None:
    village, hamlet, rt = "32.06.13.2001", "32.06.13.2001.01", "32.06.13.2001.01.001.002"
    sensitive = {topic.slug for topic in TOPICS if topic.sensitive}
    assert sensitive == {"agama", "pekerjaan", "status-kawin", "asuransi", "golongan-darah", "disabilitas"}
    for topic in TOPICS:
        assert may_publish_area(topic, village, village)
        assert may_publish_area(topic, hamlet, village) == (topic.slug not in sensitive)
        assert not may_publish_area(topic, rt, village)
        assert not may_publish_area(topic, "32.06.13.20011", village)
    assert not may_publish_area(BY_SLUG["pendidikan"], "32.06.13.2002.01", village)


@given(days)
def test_the_published_day_changes_four_times_a_year(on: date) -> None:
    start = quarter_start(on)
    assert start <= on and start.day == 1 and start.month in (1, 4, 7, 10) and (on - start).days < 93
    assert (
        Counter(quarter_start(date(on.year, month, 28)) for month in range(1, 13)).most_common(1)[0][1] == 3
    )


K, CODES = 5, 3
World = tuple[int, ...]
Table = tuple[int | None, ...]


def _published(counts: World) -> tuple[Table, frozenset[int]]:
    """The table of a quarter, with the codes said to be small, as the public sees it."""
    shown = suppress(counts, K)
    return shown.counts, frozenset(
        place for place, count in enumerate(counts) if 0 < count < K and not shown.withheld
    )


def _worlds(table: Table, small: frozenset[int], total: int) -> Iterator[World]:
    """Every population that a reader of one table must hold possible."""
    left = total - sum(count or 0 for count in table)
    hidden = [place for place, count in enumerate(table) if count is None]
    for values in product(range(left + 1), repeat=max(0, len(hidden) - 1)):
        rest = left - sum(values)
        if rest < 0 or (not hidden and rest):
            continue
        world = dict(zip(hidden, (*values, rest), strict=False))
        if all(0 < world[place] < K for place in small):
            yield tuple(world.get(place, count or 0) for place, count in enumerate(table))


steps = st.lists(
    st.tuples(st.integers(0, CODES - 1), st.integers(0, CODES - 1), st.sampled_from("bdm")),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*[st.integers(0, 11)] * (CODES - 1)), st.integers(20, 26), steps)
def test_whoever_keeps_every_quarter_and_knows_all_comings_and_goings_solves_no_small_count(
    others: World, large: int, moves: list[tuple[int, int, str]]
) -> None:
    """One birth, death or change of a code between two quarters, and the reader knows of which kind it was."""
    worlds: list[World] = [(*others, large)]
    for one, other, kind in moves:
        worlds.append(_after(worlds[-1], one if kind in "dm" else None, other if kind in "bm" else None))
    tables = [_published(world) for world in worlds]
    held = [set(_worlds(*table, sum(world))) for table, world in zip(tables, worlds, strict=True)]
    # Forwards and backwards: what is possible in a quarter must follow from the one before and lead to the next.
    for order in (range(1, len(held)), range(len(held) - 2, -1, -1)):
        for at in order:
            held[at] &= {near for world in held[at - order.step] for near in _near(world)}
    for world, possible, (table, _small) in zip(worlds, held, tables, strict=True):
        assert world in possible
        for place in (place for place, count in enumerate(world) if 0 < count < K):
            assert table[place] is None
            # That somebody came into a group of none is seen: not even the two tables beside it can hide that.
            solved = len({one[place] for one in possible}) == 1
            assert not solved or any(shown[place] == 0 for shown, _small in tables), (worlds, place)


def _near(world: World) -> Iterator[World]:
    """What one birth, death or change makes of a population, or nothing at all."""
    places = (None, *range(CODES))
    return (_after(world, one, other) for one in places for other in places)


def _after(world: World, gone: int | None, come: int | None) -> World:
    now = list(world)
    if gone is not None and now[gone]:
        now[gone] -= 1
    if come is not None:
        now[come] += 1
    return tuple(now)
