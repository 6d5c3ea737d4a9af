"""The invented village must look like a village and obey every rule the register will check."""

import hashlib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from demo.people.localities import hamlets_of
from demo.people.population import COLUMNS, Row, generate, generate_many
from demo.people.workbook import write_workbook

ON = date(2026, 11, 21)
CODES: dict[str, set[int | None]] = {
    "sex": {1, 2}, "agama_id": {*range(1, 8)}, "pendidikan_kk_id": {*range(1, 11)},
    "pendidikan_sedang_id": {*range(1, 19)}, "pekerjaan_id": {*range(1, 90)},
    "status_kawin": {1, 2, 3, 4}, "kk_level": {*range(1, 12)}, "warganegara_id": {1, 2, 3},
    "golongan_darah_id": {*range(1, 14)},
    "cacat_id": {*range(1, 8)}, "cara_kb_id": {None, 1, 2, 3, 4, 5, 6, 7, 99}, "hamil": {None, 1, 2},
    "ktp_el": {1, 2}, "status_rekam": {*range(1, 9)}, "status_dasar": {1, 2, 3, 4, 6, 9},
    "id_asuransi": {1, 2, 3, 99},
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(generate())


@pytest.fixture(scope="module")
def families(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["no_kk"])].append(row)
    return found


def _born(row: Row) -> date:
    born = row["tanggallahir"]
    assert isinstance(born, date)
    return born


def _age(row: Row) -> float:
    return (ON - _born(row)).days / 365.2425


def _digest(seed: int) -> str:
    return hashlib.sha256(repr(list(generate(families=150, seed=seed))).encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_village() -> None:
    assert _digest(1) == _digest(1)
    assert _digest(1) != _digest(2)


def test_the_village_has_the_promised_size(rows: list[Row], families: dict[str, list[Row]]) -> None:
    alive = [row for row in rows if row["status_dasar"] == 1]
    assert len(families) == 2000
    assert 6_200 <= len(alive) <= 6_800
    assert 20 <= len(rows) - len(alive) <= 400


def test_every_row_has_the_43_columns_and_only_known_codes(rows: list[Row]) -> None:
    assert len(COLUMNS) == 43
    for row in rows:
        assert tuple(row) == COLUMNS
        for column, codes in CODES.items():
            assert row[column] in codes, column


def test_every_nik_follows_the_rule_and_is_unique(rows: list[Row]) -> None:
    given = [row for row in rows if row["nik"] != "0"]
    assert len({row["nik"] for row in given}) == len(given)
    assert 0.001 < 1 - len(given) / len(rows) < 0.02
    for row in given:
        nik, born = str(row["nik"]), _born(row)
        day = born.day + (40 if row["sex"] == 2 else 0)
        assert len(nik) == 16
        assert nik.isdecimal()
        assert nik[6:12] == f"{day:02d}{born:%m%y}"
        assert nik[12:] != "0000"


def test_every_family_has_one_head_and_women_head_about_one_in_seven(
    families: dict[str, list[Row]],
) -> None:
    women = 0
    for number, members in families.items():
        heads = [row for row in members if row["kk_level"] == 1]
        assert len(heads) == 1
        assert heads[0]["status_dasar"] == 1
        assert len(number) == 16
        assert len({(row["dusun"], row["rw"], row["rt"]) for row in members}) == 1
        women += heads[0]["sex"] == 2
    assert 0.11 <= women / len(families) <= 0.19


def test_parents_inside_the_family_agree_with_their_children(families: dict[str, list[Row]]) -> None:
    linked = 0
    for members in families.values():
        people = {row["nik"]: row for row in members if row["nik"] != "0"}
        births: dict[object, list[date]] = defaultdict(list)
        for row in members:
            for number, name in (("ayah_nik", "nama_ayah"), ("ibu_nik", "nama_ibu")):
                assert row[name]
                if row[number]:
                    parent = people[row[number]]
                    assert row[name] == parent["nama"]
                    assert parent["sex"] == (1 if number == "ayah_nik" else 2)
                    assert (_born(row) - _born(parent)).days > 15 * 365
                    linked += 1
            if row["ibu_nik"]:
                births[row["ibu_nik"]].append(_born(row))
        for dates in births.values():
            dates.sort()
            assert all((after - before).days >= 365 for before, after in zip(dates, dates[1:], strict=False))
    assert linked > 3_000


def test_age_school_work_and_marriage_fit_together(rows: list[Row]) -> None:
    for row in rows:
        age = _age(row)
        assert -0.01 <= age < 110
        if age < 6:
            assert (row["pendidikan_kk_id"], row["pekerjaan_id"]) == (1, 1)
        if age < 18:
            assert row["status_kawin"] == 1
        if row["status_kawin"] == 1:
            assert row["tanggalperkawinan"] is None
        if row["pekerjaan_id"] in (65, 5, 72, 73) and age < 80:
            assert int(str(row["pendidikan_kk_id"])) >= 5
        if row["hamil"] == 1:
            assert row["sex"] == 2
            assert 17 <= age < 44


def test_one_village_head_and_a_handful_of_officials(rows: list[Row]) -> None:
    posts = Counter(row["pekerjaan_id"] for row in rows)
    assert posts[86] == 1
    assert posts[85] == 13


def test_the_age_pyramid_is_wide_at_the_base_and_narrow_at_the_top(rows: list[Row]) -> None:
    ages = [_age(row) for row in rows if row["status_dasar"] == 1]
    children = sum(age < 15 for age in ages) / len(ages)
    old = sum(age >= 65 for age in ages) / len(ages)
    assert 0.21 <= children <= 0.28
    assert 0.06 <= old <= 0.10


def test_names_vary_from_one_word_to_three_and_stay_within_sixty_letters(rows: list[Row]) -> None:
    words = Counter(len(str(row["nama"]).split()) for row in rows)
    assert min(words[1], words[2], words[3]) > 200
    assert all(len(str(row["nama"])) <= 60 for row in rows)
    mononyms = [_age(row) for row in rows if len(str(row["nama"]).split()) == 1]
    assert sum(age > 55 for age in mononyms) > len(mononyms) / 2
    assert any(str(row["nama"]).startswith("Hj. ") for row in rows)


def test_six_hamlets_with_two_to_four_rw_of_two_to_five_rt() -> None:
    for village in ("32.06.13.2001", "35.22.01.2003"):
        hamlets = hamlets_of(village)
        assert len({hamlet.name for hamlet in hamlets}) == 6
        numbers = [each.rw for hamlet in hamlets for each in hamlet.neighbourhoods]
        assert numbers == [f"{number:03d}" for number in range(1, len(numbers) + 1)]
        for hamlet in hamlets:
            assert 2 <= len(hamlet.neighbourhoods) <= 4
            assert all(2 <= len(each.rts) <= 5 for each in hamlet.neighbourhoods)


def test_many_villages_have_the_wanted_rows_and_no_number_twice() -> None:
    villages = [f"32.06.{district}.{2000 + index}" for district in (13, 14) for index in range(1, 9)]
    seen: set[object] = set()
    cards: dict[object, str] = {}
    count = 0
    for village, row in generate_many(villages, 8_000, seed=7):
        count += 1
        if row["nik"] != "0":
            assert row["nik"] not in seen
            seen.add(row["nik"])
        assert cards.setdefault(row["no_kk"], village) == village
    assert count == 8_000
    assert len(set(cards.values())) == 16


def test_the_workbook_reads_back_as_it_was_written(tmp_path: Path) -> None:
    some = list(generate(families=12))
    assert write_workbook(tmp_path / "village.xlsx", some) == len(some)
    book = CalamineWorkbook.from_path(tmp_path / "village.xlsx")
    sheet = book.get_sheet_by_name("Data Penduduk").to_python()
    assert tuple(sheet[0]) == COLUMNS
    assert len(sheet) == len(some) + 1
    for written, read in zip(some, sheet[1:], strict=True):
        assert read[COLUMNS.index("nik")] == written["nik"]
        assert read[COLUMNS.index("tanggallahir")] == written["tanggallahir"]
