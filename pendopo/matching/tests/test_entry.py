"""The check at a form: whoever resembles the person being written down is shown, quickly, and nobody else."""

import time
from datetime import date

import pytest

from pendopo.matching.tests.neighbours import TARAJU, village
from pendopo.people.queries.events import likely_duplicates
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db


def shown(name: str, born: date) -> list[tuple[str, bool]]:
    actor = crowd.officer("people.record", "people.read")
    found = likely_duplicates(actor, name=name, birth_date=born, mother_name="", village=TARAJU)
    return [(one.name, one.resembles) for one in found]


def test_a_name_written_differently_is_recognised_by_the_measure_of_matching() -> None:
    crowd.write([crowd.person("Dadang Hidayat", birth_date=date(1980, 3, 4))])
    assert shown("Dadang Hidayat", date(1980, 3, 4)) == [("Dadang Hidayat", False)]
    assert shown("Dadng Hidayat", date(1980, 3, 4)) == [("Dadang Hidayat", True)]
    assert shown("Dadang Hidayat", date(1980, 4, 3)) == [("Dadang Hidayat", False)]


def test_whoever_only_shares_the_birth_date_is_not_shown() -> None:
    crowd.write([crowd.person("Dadang Hidayat", birth_date=date(1980, 3, 4))])
    assert shown("Neneng Rohaeti", date(1980, 3, 4)) == []


def test_whoever_was_marked_as_not_valid_is_not_shown() -> None:
    crowd.write([crowd.person("Dadang Hidayat", birth_date=date(1980, 3, 4), basic_status=9)])
    assert shown("Dadng Hidayat", date(1980, 3, 4)) == []


def test_the_check_answers_within_fifty_milliseconds() -> None:
    village(100)
    crowd.write([crowd.person(f"Ujang Nomor {number}", birth_date=date(1980, 3, 4)) for number in range(150)])
    shown("Asep Sunarya", date(1980, 3, 4))  # the parameters are read once
    times = []
    for _ in range(5):
        start = time.process_time()
        shown("Asep Soenarja", date(1980, 3, 4))
        times.append(time.process_time() - start)
    assert sorted(times)[2] < 0.05
