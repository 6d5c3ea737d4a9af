"""The shipped list of areas: complete, found by code and by name."""

from collections import Counter

import pytest

from pendopo.kernel.areas import Tier
from pendopo.places import queries
from pendopo.places.formats.area_search import search_areas
from pendopo.places.formats.areas import AREAS_FILE, AreaRow, AreaTable, area_table, write_areas
from pendopo.places.rules.codes import VillageKind, is_local_code, is_village_code, kind_of, parse_code
from pendopo.places.rules.names import fold_name


def test_every_area_is_there() -> None:
    rows = list(area_table().rows())
    codes = {row.code for row in rows}
    assert Counter(len(row.code) for row in rows) == {2: 38, 5: 514, 8: 7_285, 13: 83_762}
    assert len(codes) == len(rows)
    assert all(row.parent_code == "" or row.parent_code in codes for row in rows)
    villages = Counter(kind_of(row.code) for row in rows if len(row.code) == 13)
    assert villages == {VillageKind.DESA: 75_252, VillageKind.KELURAHAN: 8_496, VillageKind.DESA_ADAT: 14}


def test_the_file_is_small_and_its_licence_beside_it() -> None:
    assert AREAS_FILE.stat().st_size <= 480_000
    notice = AREAS_FILE.with_name("ODBL-NOTICE.md").read_text()
    assert "Open Database License" in notice
    assert "idn-area-data" in notice


def test_known_places() -> None:
    taraju = queries.public_area("3206132001")
    assert taraju is not None
    assert (taraju.code, taraju.name, taraju.tier) == ("32.06.13.2001", "Taraju", Tier.VILLAGE)
    assert taraju.above == ("Taraju", "Kabupaten Tasikmalaya", "Jawa Barat")
    assert [area.name for area in queries.public_area_children("32.06.13")] == [
        *("Taraju", "Cikubang", "Deudeul", "Purwarahayu", "Singasari"),
        *("Banyuasih", "Raksasari", "Kertaraharja", "Pageralam"),
    ]
    assert len(queries.public_area_children("")) == 38
    assert len(queries.public_area_children("32.06")) == 39
    assert queries.public_area("32.06.13.2999") is None
    assert queries.public_area("99") is None
    assert queries.public_area_children("32.06.13.2001") == []


def test_search_by_name() -> None:
    found = [area.code for area in search_areas("Taraju", 20)]
    assert {"32.06.13.2001", "32.08.31.2011"} <= set(found)
    assert found[-1] == "32.04.13.2008"  # Tarajusari only begins so
    assert [area.code for area in search_areas("taraju kuningan", 20)] == ["32.08.31.2011"]
    assert "31.73.01.1001" in {area.code for area in search_areas("tjengkareng barat", 20)}
    assert search_areas("32.06.13", 20)[0].name == "Taraju"
    assert search_areas("x", 20) == []
    assert search_areas("tidak ada desa seperti ini", 20) == []
    assert len(search_areas("sidomulyo", 5)) == 5


def test_every_row_is_found_on_its_own_line() -> None:
    rows = list(area_table().rows())
    for row in (rows[0], rows[1], rows[2], rows[3], *rows[10_000::20_000], rows[-1]):
        assert area_table().get(row.code) == row
        assert row in list(area_table().find(fold_name(row.name)))


def test_writing_and_reading_a_list() -> None:
    rows = [
        *(
            AreaRow("11", "Satu"),
            AreaRow("11.01", "Dua"),
            AreaRow("11.01.01", "Tiga"),
            AreaRow("11.01.02", "Kosong"),
        ),
        *(AreaRow("12", "Empat"), AreaRow("12.01", "Lima"), AreaRow("12.01.03", "Enam")),
        *(AreaRow("12.01.03.1001", "A"), AreaRow("12.01.03.2001", "B"), AreaRow("12.01.03.2002", "7 Ulu")),
        *(AreaRow("12.01.03.2003", "C, D"), AreaRow("12.01.03.2009", "E")),
    ]
    assert sorted(AreaTable(write_areas(rows)).rows()) == sorted(rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3206132001", "32.06.13.2001"),
        ("32.06.13.2001", "32.06.13.2001"),
        (" 32 06 13 2001 ", "32.06.13.2001"),
        ("320613", "32.06.13"),
        ("32", "32"),
        ("320613200", None),
        ("32061320011", None),
        ("Taraju", None),
        ("", None),
        ("٣٢", None),
    ],
)
def test_codes_with_and_without_dots(text: str, code: str | None) -> None:
    assert parse_code(text) == code


def test_forms_of_codes() -> None:
    assert is_village_code("32.06.13.2001")
    assert not is_village_code("32.06.13.4001")
    assert not is_village_code("32.06.13")
    assert is_local_code("32.06.13.2001.01.004.002")
    assert is_local_code("32.06.13.2001.01.004A")
    assert not is_local_code("32.06.13.2001.1")
    assert not is_local_code("32.06.13.200101")
    assert not is_local_code("32.06.13.2001.01.004.002.001")
    with pytest.raises(ValueError, match="village"):
        kind_of("32.06")
