"""Rules of the events: what may follow what, clocks, kinds of moves, heads and relations."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.registering import (
    Member,
    allowed_kinds,
    days_late,
    event_problem,
    move_kind,
    similar_birth,
    successor_order,
    suggest_relations,
)

TODAY = date(2026, 11, 21)
KINDS = ("death", "move_out", "missing", "leave", "return", "split")
days = st.dates(date(1930, 1, 1), date(2030, 12, 31))
statuses = st.sampled_from(list(BasicStatus))
kinds = st.sampled_from(KINDS)


def member(number: int, relation: int, sex: int = 1, born: int = 1980, married: int = 1) -> Member:
    return Member(UUID(int=number), relation, sex, date(born, 1, 1), married)


@given(kinds, days, st.none() | days, st.none() | days)
def test_nothing_happens_after_death(kind: str, on: date, birth: date | None, last: date | None) -> None:
    found = event_problem(
        kind, on=on, today=TODAY, basic_status=BasicStatus.DEAD, birth_date=birth, last_event_on=last
    )
    assert found == "already_dead"


@given(kinds, days, statuses, st.none() | days, st.none() | days)
def test_an_event_without_problem_lies_between_birth_and_today(
    kind: str, on: date, status: BasicStatus, birth: date | None, last: date | None
) -> None:
    found = event_problem(kind, on=on, today=TODAY, basic_status=status, birth_date=birth, last_event_on=last)
    if found is None:
        assert on <= TODAY and (birth is None or birth <= on)
        assert kind == "split" or last is None or last <= on
        assert kind in allowed_kinds(status)
    else:
        assert kind not in allowed_kinds(status) or on > TODAY or on < max(birth or on, last or on)


def test_who_is_dead_or_invalid_has_no_event_left() -> None:
    assert allowed_kinds(BasicStatus.DEAD) == allowed_kinds(BasicStatus.INVALID) == ()
    assert "return" not in allowed_kinds(BasicStatus.ALIVE)
    assert allowed_kinds(BasicStatus.MOVED) == ("return",)


@given(days, st.integers(0, 4000), st.integers(0, 365))
def test_lateness_counts_the_days_beyond_the_limit(on: date, waited: int, limit: int) -> None:
    late = days_late(on, on + timedelta(days=waited), limit)
    assert late == max(0, waited - limit)


@given(st.sets(st.integers(1, 6), min_size=1))
def test_the_kind_of_a_move_says_who_goes(going: set[int]) -> None:
    family = [member(n, Relation.HEAD if n == 1 else Relation.CHILD) for n in range(1, 7)]
    kind = move_kind(family, frozenset(UUID(int=n) for n in going))
    if 1 not in going:
        assert kind == 4
    elif len(going) == 6:
        assert kind == 2
    else:
        assert kind == (1 if len(going) == 1 else 3)


def test_a_head_who_lives_alone_takes_the_whole_family_along() -> None:
    assert move_kind([member(1, Relation.HEAD)], frozenset({UUID(int=1)})) == 2


def test_the_spouse_comes_before_the_eldest_child_and_children_come_last() -> None:
    family = [
        member(1, Relation.HEAD, 1, 1950),
        member(2, Relation.CHILD, 1, 2015),
        member(3, Relation.CHILD, 2, 1990),
        member(4, Relation.CHILD, 1, 1985),
        member(5, Relation.PARENT, 2, 1930),
        member(6, Relation.WIFE, 2, 1955),
    ]
    assert [one.id.int for one in successor_order(family, TODAY)] == [6, 4, 3, 5, 2]


relations = st.sampled_from([int(relation) for relation in Relation if relation != Relation.HEAD])
families = st.lists(
    st.tuples(relations, st.integers(1, 2), st.integers(1930, 2020), st.integers(1, 4)), max_size=8
)


@given(families, st.data())
def test_a_new_head_is_the_only_head_and_everybody_gets_a_relation(
    rest: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    family = [member(1, Relation.HEAD), *(member(n, *one) for n, one in enumerate(rest, start=2))]
    chosen = data.draw(st.sampled_from(family)).id
    found = suggest_relations(family, chosen)
    assert set(found) == {one.id for one in family}
    assert [pk for pk, relation in found.items() if relation == Relation.HEAD] == [chosen]
    assert all(relation in list(Relation) for relation in found.values())
    by_id = {one.id: one for one in family}
    for pk, relation in found.items():
        if relation in (Relation.WIFE, Relation.HUSBAND) and pk != chosen:
            assert (relation == Relation.WIFE) == (by_id[pk].sex == 2)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # the wife becomes head: her husband, children stay, his parents become hers in law
        (2, {1: 2, 2: 1, 3: 4, 4: 5, 5: 6, 6: 8, 7: 9, 8: 10}),
        # the married daughter becomes head: parents, her husband, her child
        (3, {1: 7, 2: 7, 3: 1, 4: 2, 5: 4, 6: 9, 7: 9, 8: 10}),
    ],
)
def test_relations_turn_with_the_head(head: int, expected: dict[int, int]) -> None:
    family = [
        member(1, Relation.HEAD, 1, 1950, 2),
        member(2, Relation.WIFE, 2, 1955, 2),
        member(3, Relation.CHILD, 2, 1985, 2),
        member(4, Relation.CHILD_IN_LAW, 1, 1983, 2),
        member(5, Relation.GRANDCHILD, 1, 2012),
        member(6, Relation.PARENT, 2, 1930, 4),
        member(7, Relation.OTHER_KIN, 1, 1990),
        member(8, Relation.DOMESTIC_WORKER, 2, 2000),
    ]
    found = suggest_relations(family, UUID(int=head))
    assert {pk.int: relation for pk, relation in found.items()} == expected


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        (date(1980, 3, 4), date(1980, 3, 4), True),
        (date(1980, 3, 4), date(1980, 4, 3), True),
        (date(1980, 3, 4), date(1981, 4, 3), False),
        (date(1980, 3, 14), date(1980, 3, 15), False),
        (None, date(1980, 3, 4), False),
        (None, None, False),
    ],
)
def test_birth_dates_resemble_when_day_and_month_are_swapped(
    one: date | None, other: date | None, similar: bool
) -> None:
    assert similar_birth(one, other) is similar_birth(other, one) is similar
