"""Families that look unlikely are pointed out, never refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.codes import MaritalStatus, Relation, Sex
from pendopo.people.rules.dates import age
from pendopo.people.rules.families import YOUNGEST_PARENT, CardMember, check_family, check_parent, head_of
from pendopo.people.rules.files import judge_file
from pendopo.people.rules.messages import sentence
from pendopo.people.tests.sheets import SITI, TODAY

HEAD = CardMember(1, Relation.HEAD, Sex.MALE, date(1980, 1, 1), MaritalStatus.MARRIED)
WIFE = CardMember(2, Relation.WIFE, Sex.FEMALE, date(1982, 1, 1), MaritalStatus.MARRIED)
CHILD = CardMember(3, Relation.CHILD, Sex.MALE, date(2005, 1, 1), MaritalStatus.SINGLE)
PARENT = CardMember(4, Relation.PARENT, Sex.FEMALE, date(1955, 1, 1), MaritalStatus.WIDOWED)


def found(*members: CardMember) -> list[tuple[int, str]]:
    return [(key, problem.code) for key, problem in check_family(members, today=TODAY)]


def test_an_ordinary_family_gives_no_remark() -> None:
    assert found(HEAD, WIFE, CHILD, PARENT) == []


def _like(member: CardMember, **changes: object) -> CardMember:
    from dataclasses import replace

    return replace(member, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (_like(CHILD, birth_date=date(1979, 1, 1)), "parent_younger"),
        (_like(CHILD, birth_date=date(1980, 1, 1)), "parent_younger"),
        (_like(CHILD, birth_date=date(1989, 12, 31)), "parent_too_young"),
        (_like(PARENT, birth_date=date(1975, 1, 1)), "parent_too_young"),
        (_like(PARENT, birth_date=date(1985, 1, 1)), "parent_younger"),
        (_like(WIFE, sex=Sex.MALE), "spouse_same_sex"),
        (_like(WIFE, marital_status=MaritalStatus.SINGLE), "spouse_not_married"),
        (_like(WIFE, birth_date=date(2020, 1, 1)), "spouse_child"),
    ],
)
def test_each_oddity_names_the_member(member: CardMember, code: str) -> None:
    assert found(HEAD, member) == [(member.key, code)]


def test_a_head_under_17_is_odd_unless_married() -> None:
    young = _like(HEAD, birth_date=date(2012, 1, 1), marital_status=MaritalStatus.SINGLE)
    assert found(young) == [(1, "head_minor")]
    assert found(_like(young, marital_status=MaritalStatus.MARRIED)) == []


def test_a_child_at_ten_is_possible() -> None:
    assert found(HEAD, _like(CHILD, birth_date=date(1990, 1, 1))) == []


def test_two_heads_or_none_leave_nothing_to_compare_with() -> None:
    assert head_of([HEAD, _like(HEAD, key=9)]) is None
    assert found(WIFE, CHILD) == []


def test_a_whole_file_gathers_them_by_kind() -> None:
    child = {**SITI, "nik": "", "kk_level": "4", "tanggallahir": "17-08-1990", "nama": "Ade"}
    judged = judge_file(enumerate([SITI, child, child], start=2), columns_given=frozenset(SITI), today=TODAY)
    assert all(verdict.accepted for verdict in judged)
    (note,) = judged.notes
    assert (note.line, note.problem.code, note.problem.params["lines"]) == (
        3,
        "parent_too_young_lines",
        "3, 4",
    )
    assert "2 orang" in sentence(note.problem)


_DATES = st.one_of(st.none(), st.dates(date(1900, 1, 1), TODAY))
_MEMBERS = st.lists(
    st.builds(
        CardMember,
        key=st.integers(0, 50),
        relation=st.sampled_from([None, *Relation]),
        sex=st.sampled_from([None, *Sex]),
        birth_date=_DATES,
        marital_status=st.sampled_from([None, *MaritalStatus]),
    ),
    max_size=8,
)


@given(_MEMBERS)
def test_any_family_gives_warnings_about_its_own_members_only(members: list[CardMember]) -> None:
    keys = {member.key for member in members}
    for key, problem in check_family(members, today=TODAY):
        assert key in keys
        assert not problem.is_error
        assert sentence(problem) != problem.code


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(-3000, 20_000))
def test_a_parent_is_odd_exactly_below_the_limit(parent: date, days: int) -> None:
    child = parent + timedelta(days=days)
    codes = [problem.code for problem in check_parent(child, parent, field="birth_date")]
    if days <= 0:
        assert codes == ["parent_younger"]
    elif age(parent, child) < YOUNGEST_PARENT:
        assert codes == ["parent_too_young"]
    else:
        assert codes == []
