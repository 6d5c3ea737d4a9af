"""Hamlets, RW and RT: numbers, names, codes, and the operations on them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted
from pendopo.places import operations, queries
from pendopo.places.models import Locality
from pendopo.places.queries.localities import public_area_lines
from pendopo.places.rules import figures
from pendopo.places.rules.localities import (
    BadNumber,
    Triple,
    clean_hamlet,
    clean_number,
    clean_triple,
    next_hamlet_number,
    plan_localities,
)

TARAJU = "32.06.13.2001"
CIKUBANG = "32.06.13.2002"
SYSTEM = system_actor("tests")


def officer(area: str, *permissions: str) -> Actor:
    return Actor(kind="officer", name="Bu Ai", powers=frozenset(Power(name, area) for name in permissions))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("4", "004"),
        ("04", "004"),
        ("004", "004"),
        ("4.0", "004"),
        (" RW 04 ", "004"),
        ("RT. 12", "012"),
        ("R.T. 3", "003"),
        ("5A", "005A"),
        ("5 a", "005A"),
        ("", "000"),
        ("-", "000"),
        ("0", "000"),
        ("000", "000"),
    ],
)
def test_numbers_get_three_digits(text: str, clean: str) -> None:
    assert clean_number(text) == clean


@pytest.mark.parametrize("text", ["melati", "1/2", "12345", "4AB", "IV"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadNumber):
        clean_number(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("DUSUN CIBOLANG", "Cibolang"),
        ("Dsn. Pasir  Mukti", "Pasir Mukti"),
        ("KRAJAN II", "Krajan II"),
        ("McDonald", "McDonald"),
        ("-", ""),
        ("", ""),
    ],
)
def test_hamlet_names_are_tidied(text: str, clean: str) -> None:
    assert clean_hamlet(text) == clean


def test_plan_lists_parents_before_children_and_knows_old_spelling() -> None:
    triples = [Triple("Tjibolang", "004", "002"), Triple("", "001", "000"), Triple("Nagrak", "000", "000")]
    plan = plan_localities(TARAJU, [f"{TARAJU}.01"], {f"{TARAJU}.01": "Cibolang"}, triples)
    assert plan.codes[triples[0]] == f"{TARAJU}.01.004.002"
    assert plan.codes[triples[1]] == f"{TARAJU}.00.001"
    assert plan.codes[triples[2]] == f"{TARAJU}.02"
    made = [new.code.removeprefix(TARAJU) for new in plan.missing]
    assert sorted(made) == [".00", ".00.001", ".01.004", ".01.004.002", ".02"]
    assert all(made.index(code.rpartition(".")[0]) < made.index(code) for code in (".00.001", ".01.004.002"))


names = st.sampled_from(["", "Cibolang", "CIBOLANG", "Nagrak", "dusun nagrak", "Krajan II"])
numbers = st.sampled_from(["", "0", "1", "01", "004", "12", "5A"])


@given(st.lists(st.tuples(names, numbers, numbers), max_size=30))
def test_the_same_triples_plan_nothing_the_second_time(raw: list[tuple[str, str, str]]) -> None:
    triples = [clean_triple(*triple) for triple in raw]
    first = plan_localities(TARAJU, [], {}, triples)
    codes = [new.code for new in first.missing]
    assert len(codes) == len(set(codes))
    hamlets = {new.code: new.name for new in first.missing if new.code.count(".") == 4}
    again = plan_localities(TARAJU, codes, hamlets, triples)
    assert again.missing == []
    assert again.codes == first.codes


def test_numbers_of_hamlets_run_out_at_99() -> None:
    assert next_hamlet_number(["01", "03"]) == "02"
    with pytest.raises(BadNumber):
        next_hamlet_number(f"{number:02d}" for number in range(100))


@pytest.fixture
def taraju(db: None) -> str:
    return operations.set_up_village(SYSTEM, code=TARAJU).area_code


def test_import_makes_missing_parts_once(taraju: str) -> None:
    triples = {("DUSUN CIBOLANG", "4", "2"), ("Cibolang", "004", "003"), ("", "", "")}
    codes = operations.ensure_localities(SYSTEM, village=taraju, triples=triples)
    assert codes["DUSUN CIBOLANG", "4", "2"] == f"{TARAJU}.01.004.002"
    assert codes["Cibolang", "004", "003"] == f"{TARAJU}.01.004.003"
    assert codes["", "", ""] == f"{TARAJU}.00"
    before = Locality.objects.count()
    assert operations.ensure_localities(SYSTEM, village=taraju, triples=triples) == codes
    assert Locality.objects.count() == before == 5
    titles = queries.public_locality_titles(taraju)
    assert titles[f"{TARAJU}.01.004.002"] == "RT 002 RW 004 Dusun Cibolang"
    assert titles[f"{TARAJU}.00"] == ""


def test_import_into_a_closed_part_opens_it_again(taraju: str) -> None:
    code = operations.ensure_localities(SYSTEM, village=taraju, triples=[("Nagrak", "1", "2")])[
        "Nagrak", "1", "2"
    ]
    rt = Locality.objects.get(code=code)
    operations.close_locality(SYSTEM, locality=rt, until=clock.today() + timedelta(days=1))
    assert code not in {row.code for row in queries.public_localities(taraju)}
    assert queries.public_planned_places(taraju, [("Nagrak", "1", "2")]).codes == {("Nagrak", "1", "2"): code}
    operations.ensure_localities(SYSTEM, village=taraju, triples=[("NAGRAK", "01", "02")])
    assert code in {row.code for row in queries.public_localities(taraju)}


def test_many_heads_are_named_at_once(taraju: str) -> None:
    codes = operations.ensure_localities(
        SYSTEM, village=taraju, triples=[("Nagrak", "1", "1"), ("Nagrak", "1", "2")]
    )
    first, second = sorted(codes.values())
    heads = {first: " Pak  Ujang ", second: "Bu Euis", f"{CIKUBANG}.01": "Orang lain"}
    assert operations.name_heads(officer(TARAJU, "places.localities.edit"), village=taraju, heads=heads) == 2
    assert operations.name_heads(SYSTEM, village=taraju, heads=heads) == 0
    found = {row.code: row.head_name for row in queries.public_localities(taraju) if row.head_name}
    assert found == {first: "Pak Ujang", second: "Bu Euis"}


def test_import_of_a_bad_number_writes_nothing(taraju: str) -> None:
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.ensure_localities(SYSTEM, village=taraju, triples=[("A", "1", "1"), ("A", "melati", "1")])
    assert refused.value.code == "bad_number"
    assert not Locality.objects.exists()


def test_import_into_a_village_without_profile_is_refused(db: None) -> None:
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.ensure_localities(SYSTEM, village=CIKUBANG, triples=[("A", "1", "1")])
    assert refused.value.code == "village_not_set_up"


def test_officer_adds_renames_and_closes(taraju: str, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = officer(TARAJU, "places.localities.edit")
    hamlet = operations.add_hamlet(actor, village=taraju, name="Dusun Nagrak", head_name="Pak Ujang")
    rw = operations.add_neighbourhood(actor, parent=hamlet, number="4")
    rt = operations.add_neighbourhood(actor, parent=rw, number="2", head_name="Bu Euis")
    assert [row.code for row in queries.localities_of(actor, taraju)] == [hamlet.code, rw.code, rt.code]
    with pytest.raises(operations.PlaceRefused, match="sudah ada"):
        operations.add_hamlet(actor, village=taraju, name="NAGRAK")
    with pytest.raises(operations.PlaceRefused, match="sudah ada"):
        operations.add_neighbourhood(actor, parent=hamlet, number="004")
    with pytest.raises(operations.PlaceRefused, match="Di bawah RT"):
        operations.add_neighbourhood(actor, parent=rt, number="1")
    renamed = operations.rename_locality(actor, locality=hamlet, name="Nagrak Kaler", head_name="Pak Dadang")
    assert (renamed.code, renamed.name, renamed.head_name) == (hamlet.code, "Nagrak Kaler", "Pak Dadang")
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(operations.PlaceRefused, match="Masih ada RW"):
        operations.close_locality(actor, locality=hamlet, until=tomorrow)
    counter = figures.CountsAreas(lambda _: {rt.code: figures.AreaFigures(3, 1, 2, 1)})
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (counter,)))
    with pytest.raises(operations.PlaceRefused, match="Masih ada penduduk"):
        operations.close_locality(actor, locality=rt, until=tomorrow)
    village = queries.public_village(taraju)
    assert village is not None
    assert public_area_lines(taraju, village.labels)[2].figures == figures.AreaFigures(3, 1, 2, 1)
    del DOMAINS["trial"]
    operations.close_locality(actor, locality=rt, until=tomorrow)
    assert [row.code for row in queries.public_localities(taraju)] == [hamlet.code, rw.code]
    again = operations.add_neighbourhood(actor, parent=rw, number="2")
    assert (again.pk, again.active_until) == (rt.pk, None)


def test_second_editor_sees_the_first_ones_change(taraju: str) -> None:
    actor = officer(TARAJU, "places.localities.edit")
    hamlet = operations.add_hamlet(actor, village=taraju, name="Nagrak")
    seen = queries.locality_by_id(actor, hamlet.pk).last_entry
    operations.rename_locality(actor, locality=hamlet, head_name="Pak Dadang", seen=seen)
    with pytest.raises(Conflict) as conflict:
        operations.rename_locality(actor, locality=hamlet, head_name="Bu Euis", seen=seen)
    assert conflict.value.details["current"].head_name == "Pak Dadang"


def test_officer_of_another_village_finds_and_changes_nothing(taraju: str) -> None:
    hamlet = operations.add_hamlet(SYSTEM, village=taraju, name="Nagrak")
    stranger = officer(CIKUBANG, "places.localities.edit")
    with pytest.raises(NotFound):
        queries.localities_of(stranger, taraju)
    with pytest.raises(NotFound):
        queries.locality_by_id(stranger, hamlet.pk)
    with pytest.raises(NotPermitted):
        operations.rename_locality(stranger, locality=hamlet, head_name="Saya")
    with pytest.raises(NotPermitted):
        operations.ensure_localities(stranger, village=taraju, triples=[("A", "1", "1")])
    with pytest.raises(NotPermitted):
        operations.close_locality(stranger, locality=hamlet, until=date(2030, 1, 1))
    assert Locality.objects.get().head_name == ""


def test_two_villages_with_hamlets_of_one_name_know_nothing_of_each_other(taraju: str) -> None:
    operations.set_up_village(SYSTEM, code=CIKUBANG)
    here = operations.add_hamlet(SYSTEM, village=taraju, name="Nagrak")
    there = operations.add_hamlet(SYSTEM, village=CIKUBANG, name="Nagrak")
    other = operations.add_hamlet(SYSTEM, village=CIKUBANG, name="Cikoneng")
    assert (here.code[-2:], there.code[-2:], other.code[-2:]) == ("01", "01", "02")
    assert operations.rename_locality(SYSTEM, locality=here, head_name="", name="Cikoneng").name == "Cikoneng"
    assert operations.name_heads(SYSTEM, village=taraju, heads={there.code: "Pak Emed"}) == 0
    assert [row.code for row in queries.public_localities(taraju)] == [here.code]
    assert set(queries.public_locality_titles(taraju)) == {here.code}
    codes = operations.ensure_localities(SYSTEM, village=taraju, triples=[("Nagrak", "1", "1")])
    assert all(code.startswith(f"{taraju}.02.") for code in codes.values())
    editor = Actor(kind="officer", name="Bu Ai", powers=frozenset({Power("places.localities.edit", taraju)}))
    assert {row.village_code for row in queries.localities_of(editor, taraju)} == {taraju}
