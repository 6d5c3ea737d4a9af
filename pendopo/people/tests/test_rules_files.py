"""What only a whole file shows."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.files import judge_file
from pendopo.people.tests.sheets import SITI, TODAY

ALL = frozenset(NAMES)


def judge(*people: Any) -> Any:
    judged = judge_file(enumerate(people, start=2), columns_given=ALL, today=TODAY)
    return list(judged), judged.notes


def person(**cells: Any) -> Any:
    return {**SITI, **cells}


def test_a_nik_twice_refuses_the_later_lines_and_names_the_first() -> None:
    verdicts, _ = judge(person(), person(kk_level="4"), person(kk_level="4"))
    assert [verdict.accepted for verdict in verdicts] == [True, False, False]
    assert all(verdict.problems[-1].params["line"] == 2 for verdict in verdicts[1:])


def test_a_second_head_of_a_family_is_refused() -> None:
    verdicts, notes = judge(person(), person(nik=""))
    assert [verdict.accepted for verdict in verdicts] == [True, False]
    assert verdicts[1].problems[-1].code == "second_head_in_file"
    assert notes == []


def test_a_head_who_died_leaves_the_place_free() -> None:
    verdicts, notes = judge(person(status_dasar="2"), person(nik=""))
    assert all(verdict.accepted for verdict in verdicts)
    assert notes == []


def test_a_family_without_head_is_noted_once_and_nobody_is_chosen() -> None:
    verdicts, notes = judge(person(nik="", kk_level="4"), person(nik="", kk_level="4"))
    assert all(verdict.row is not None and verdict.row.relation == 4 for verdict in verdicts)
    assert [(note.line, note.problem.code, note.problem.is_error) for note in notes] == [
        (2, "family_without_head_lines", False)
    ]
    assert notes[0].problem.params["count"] == 1


def test_without_the_relation_column_no_family_is_called_headless() -> None:
    judged = judge_file(
        [(2, {"nama": "A", "nik": "", "no_kk": SITI["no_kk"]})],
        columns_given=frozenset({"nama", "nik", "no_kk"}),
        today=TODAY,
    )
    assert all(verdict.accepted for verdict in judged)
    assert judged.notes == []


def test_blank_lines_are_skipped() -> None:
    verdicts, _ = judge(dict.fromkeys(NAMES, ""), person())
    assert [verdict.line for verdict in verdicts] == [3]


def test_a_file_whose_nik_all_end_in_zero_is_called_mangled() -> None:
    people = [person(nik=f"320613570885{number:03d}0", kk_level="4") for number in range(1, 41)]
    _, notes = judge(*people)
    assert "all_nik_end_in_zero" in [note.problem.code for note in notes]


_KKS = ["3206131708120001", "3206131708120002", ""]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(_KKS),
            st.sampled_from(["1", "3", "4", ""]),
            st.sampled_from(["1", "2"]),
        ),
        max_size=25,
    )
)
def test_accepted_lines_never_share_a_nik_or_a_head(rows: Any) -> None:
    people = [
        person(nik=f"320613570885000{serial}", no_kk=kk, kk_level=relation, status_dasar=status)
        for serial, kk, relation, status in rows
    ]
    verdicts, notes = judge(*people)
    accepted = [verdict.row for verdict in verdicts if verdict.row is not None]
    niks = [row.nik for row in accepted if row.nik]
    heads = [
        row.kk_number for row in accepted if row.kk_number and row.relation == 1 and row.basic_status == 1
    ]
    families = {row.kk_number for row in accepted if row.kk_number and row.basic_status == 1}
    assert len(niks) == len(set(niks))
    assert len(heads) == len(set(heads))
    headless = [
        note.problem.params["count"] for note in notes if note.problem.code == "family_without_head_lines"
    ]
    assert sum(headless) == len(families - set(heads))
