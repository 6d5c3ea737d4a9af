"""Whom a search finds: word breaks, parts of numbers, places, mothers; and the table that the database keeps for it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.guard import unguarded
from pendopo.people.models import Person
from pendopo.people.queries.persons import PAGE, Wanted, every_person, persons_visible_to
from pendopo.people.rules.names import fold
from pendopo.people.rules.searching import joined, key_of_mother, looks
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, family, officer, person, village, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_kept_tables")]
READER = officer("people.read")
NIK = "3206135708850001"  # a woman born on 17 August 1985


def look(text: str = "", actor: Any = READER, **wanted: Any) -> list[str]:
    return [one.name for one in persons_visible_to(actor, Wanted(text=text, **wanted)).persons]


# Who is in the register, and what an officer types who looks for him.
TYPED = [
    ("Nur Hasanah", "nurhasanah"), ("Nurhasanah", "nur hasanah"), ("Nur Hasanah", "nurhas"),
    ("Mas'ariah", "Mas ariah"), ("Mas Ariah", "mas'ariah"), ("Masariah", "mas ariah"),
    ("Siti Nur Hasanah", "nurhasanah"), ("Siti Nurhasanah", "nur hasanah"),
    ("Siti Nurhasanah Dewi", "nur hasanah siti"), ("Nur Siti Aminah", "siti nur"),
    ("Abdur Rahman", "abdurrahman"), ("Abdurrahman", "abdur rahman"),
    ("Rahmat Hidayat", "rahmathidayat"), ("Rahmathidayat", "rahmat hidayat"), ("Said Hamid", "saidhamid"),
    ("Fatimah Zahra", "fatimahzahra"), ("Fatimahzahra", "fatimah zahra"), ("Asma Khadijah", "asmakhadijah"),
    ("Nur-Hayati", "noerhajati"), ("Nur Hayati", "noer hajati"), ("H. Moch. Nur Rohman", "nurrohman"),
    ("Al Amin", "alamin"),
]  # fmt: skip
NOBODY = ("urhasanah", "hasanahnur", "nurhasanahx", "nur x hasanah", "xy", "'", "lain siti nur")


def test_a_search_crosses_word_breaks_in_both_directions() -> None:
    village()
    write([person(name) for name in {name for name, _typed in TYPED}] + [person("Ujang Lain")])
    missed = [
        (name, typed) for name, typed in TYPED if name not in (found := look(typed)) or "Ujang Lain" in found
    ]
    assert missed == []
    assert [typed for typed in NOBODY if look(typed)] == []


# Words whose borders sound together, or double a letter.
PIECES = (
    "abdur",
    "rahman",
    "said",
    "hamid",
    "ana",
    "ali",
    "ae",
    "bambang",
    "gunawan",
    "dus",
    "sop",
    "a",
    "t",
    "h",
    "e",
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)
)
def test_the_database_joins_words_as_the_rules_do(names: list[str]) -> None:
    keys = sorted({fold(name) for name in names} - {""})
    people = [person("X") for _key in keys]
    write(people)
    with unguarded("many names at once"), connection.cursor() as cursor:
        for one, key in zip(people, keys, strict=True):
            pk = Person._meta.pk.get_db_prep_value(one.pk, connection)
            cursor.execute("UPDATE people_person SET name_key = %s WHERE id = %s", [key, pk])
        cursor.execute("SELECT tail, name_key FROM people_name_word")
        kept = set(cursor.fetchall())
        cursor.execute("DELETE FROM people_person")
    for key in keys:
        words = key.split()
        tails = {joined(" ".join(words[words.index(word) :])) for word in words}
        assert {tail for tail, of in kept if of == key} == tails


def words() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT village_code, tail FROM people_name_word ORDER BY village_code, tail")
        return [tuple(row) for row in cursor.fetchall()]


def by_hand(statement: str) -> None:
    with unguarded("a change beside the program"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_corrected_name_a_move_and_a_deletion_are_followed() -> None:
    village()
    write([person("Asep Sunandar")])
    assert words() == [(TARAJU, "asepsunandar"), (TARAJU, "sunandar")]
    by_hand("UPDATE people_person SET name_key = 'euis'")
    assert words() == [(TARAJU, "euis")]
    by_hand(f"UPDATE people_person SET village_code = '{ELSEWHERE}'")
    assert words() == [(ELSEWHERE, "euis")]
    by_hand("DELETE FROM people_person")
    assert words() == []


def test_a_search_has_pages_an_honest_count_and_the_best_first(monkeypatch: pytest.MonkeyPatch) -> None:
    village()
    write([person(f"Dewi Siti {number:02d}") for number in range(PAGE)])
    write([person(f"Siti {number:02d}", sex=2) for number in range(PAGE + 3)])
    write([person("Siti Jauh", village_code=ELSEWHERE, area_code=ELSEWHERE)])
    first, second, third = (persons_visible_to(READER, Wanted(text="siti", page=page)) for page in "123")
    assert first.total == 2 * PAGE + 3 and not first.more_than_counted
    names = [one.name for page in (first, second, third) for one in page.persons]
    assert names[: PAGE + 3] == [f"Siti {number:02d}" for number in range(PAGE + 3)]
    assert len(set(names)) == 2 * PAGE + 3 and len(third.persons) == 3
    assert persons_visible_to(READER, Wanted(text="siti", sex=2)).total == PAGE + 3
    assert len(list(every_person(READER, Wanted(text="siti", sex=1)))) == PAGE
    monkeypatch.setattr("pendopo.people.queries.finding.MOST_FOUND", 10)
    many = persons_visible_to(READER, Wanted(text="siti"))
    assert many.more_than_counted and many.total == 10
    assert [one.name for one in many.persons] == [f"Siti {number:02d}" for number in range(10)]


def test_an_officer_of_several_villages_finds_in_all_of_them_and_is_told_of_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    village(), village(code=ELSEWHERE)
    there = [person(f"Nur Hasanah {at}", village_code=ELSEWHERE, area_code=ELSEWHERE) for at in "ab"]
    write([person("Nurhasanah"), *there])
    wide = officer("people.read", area="32")
    assert len(look("nurhasanah", wide)) == 3
    monkeypatch.setattr("pendopo.people.queries.finding.MOST_HELD", 2)
    assert persons_visible_to(wide, Wanted(text="nurhasanah", sex=1)).more_than_counted


@pytest.fixture
def three(db: None) -> dict[str, Any]:
    """A woman with a NIK, another woman of the same birthday, and a man of it."""
    codes = village()
    first, last = codes["Babakan", "001", "001"], codes["Cikoneng", "001", "002"]
    born = {"birth_date": date(1985, 8, 17)}
    mother = {"mother_name": "Hj. Nur Aeni", "mother_key": key_of_mother("Hj. Nur Aeni")}
    home = family(area_code=last, address="Jl. Mawar 12")
    rows = [
        person("Euis", nik=NIK, sex=2, area_code=first, religion=1, **born),
        person(
            "Imas", nik="3206135708850002", sex=2, area_code=last, family=home, religion=2, **born, **mother
        ),
        person("Jajang", area_code=last, **born),
    ]
    write([home, *rows])
    return {"first": first, "last": last}


def test_the_first_twelve_digits_of_a_nik_find_the_birthday_and_open_no_number(three: dict[str, Any]) -> None:
    for typed in (NIK[:12], NIK[:15], f"{NIK[:14]}9", "32.06.13 570885"):
        assert look(typed) == ["Euis", "Imas"], typed  # no answer depends on a digit that is sealed
    exporter = officer("people.read", "people.export")
    assert look(NIK[:15], exporter) == ["Euis", "Imas"]
    assert look("320613570885000", exporter) == ["Euis", "Imas"]
    assert look(NIK, exporter) == ["Euis"]
    for typed in ("0001", "8850001", NIK[4:], "320613999999"):
        assert look(typed, exporter) == [], typed
    head = officer("people.read", area=three["last"])
    assert look(NIK[:12], head) == ["Imas"]


def test_one_who_may_hand_numbers_out_gets_the_one_whose_number_begins_so(three: dict[str, Any]) -> None:
    write([person("Titin", nik="3273015708850001", sex=2, birth_date=date(1985, 8, 17))])
    exporter = officer("people.read", "people.export")
    assert look("327301570885", exporter) == ["Titin"]
    assert look("327301570885") == ["Euis", "Imas", "Titin"]


PLACES = {
    **{"babakan": ["Euis"], "Cikoneng": ["Imas", "Jajang"], "rt 2": ["Imas", "Jajang"], "RT 001": ["Euis"]},
    **{"mawar 12": ["Imas"], "rt 3": [], "rt": []},
}


def test_a_place_finds_who_lives_there(three: dict[str, Any]) -> None:
    assert {text: look(text) for text in PLACES} == PLACES


def test_criteria_are_combined(three: dict[str, Any]) -> None:
    born = date(1985, 8, 17)
    assert look(born=born) == ["Euis", "Imas", "Jajang"]
    assert look(born=born, codes=(("religion", 2),)) == ["Imas"]
    assert look(mother="nuraeni") == look(mother="Noer Aeni") == look(mother="nur ae") == ["Imas"]
    assert look(mother="aeni") == look(mother="?") == []
    assert look("imas", mother="nuraeni", area=three["last"]) == ["Imas"]
    assert look("imas", mother="nuraeni", area=three["first"]) == []
    assert look(codes=(("nik", 3),)) == ["Euis", "Imas", "Jajang"]  # no column but those that hold codes


def test_no_question_reads_a_whole_village(three: dict[str, Any]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite says in a word whether it scans")
    from django.test.utils import CaptureQueriesContext

    for wanted in (
        Wanted(text="nurhasanah siti"),
        Wanted(text=NIK[:12]),
        Wanted(mother="nur"),
        Wanted(text=NIK),
    ):
        with CaptureQueriesContext(connection) as seen:
            persons_visible_to(READER, wanted)
        asked = [query["sql"] for query in seen.captured_queries if "people_person" in query["sql"]]
        with connection.cursor() as cursor:
            for sql in asked:
                cursor.execute("EXPLAIN QUERY PLAN " + sql)
                plan = [row[3] for row in cursor.fetchall()]
                for step in plan:
                    assert not step.startswith("SCAN people_") and "village_code=?)" not in step, (sql, plan)


def test_odd_text_asks_for_nothing() -> None:
    for text in ("", " ", "'", "🙂", "%", "_", "Ω", "\x00"):
        assert looks(text) == (), text
