"""The table of words in names follows every change of a resident, without anybody's help."""

import pytest
from django.db import connection

from pendopo.kernel.guard import unguarded
from pendopo.people.queries.name_words import ids_by_word
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, person, village, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_kept_tables")]


def words() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT village_code, word FROM people_name_word ORDER BY village_code, word")
        return [tuple(row) for row in cursor.fetchall()]


def test_each_word_of_a_name_stands_once() -> None:
    village()
    write([person("Ade Ade Sunandar")])
    assert words() == [(TARAJU, "ade"), (TARAJU, "sunandar")]


def by_hand(statement: str) -> None:
    with unguarded("a change beside the program"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_corrected_name_a_move_and_a_deletion_are_followed() -> None:
    village()
    write([person("Asep Sunandar")])
    by_hand("UPDATE people_person SET name_key = 'euis'")
    assert words() == [(TARAJU, "euis")]
    by_hand(f"UPDATE people_person SET village_code = '{ELSEWHERE}'")
    assert words() == [(ELSEWHERE, "euis")]
    by_hand("DELETE FROM people_person")
    assert words() == []


def test_words_are_found_in_any_order_by_how_they_begin_and_only_in_these_villages() -> None:
    village()
    here = person("Nur Siti Aminah")
    there = person("Siti Nurjanah", village_code=ELSEWHERE, area_code=ELSEWHERE)
    write([here, there])
    assert ids_by_word([TARAJU], ("siti nur",), 10) == [here.pk]
    assert set(ids_by_word([TARAJU, ELSEWHERE], ("siti nur",), 10)) == {here.pk, there.pk}
    assert ids_by_word([TARAJU], ("iti",), 10) == []
    assert ids_by_word([], ("siti",), 10) == []
    assert len(ids_by_word([TARAJU, ELSEWHERE], ("siti",), 1)) == 1
