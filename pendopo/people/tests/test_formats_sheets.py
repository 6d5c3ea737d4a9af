"""The streaming reader gives what calamine gives, and knows when to leave a sheet to it."""

import io
import zipfile
from datetime import date, datetime, time
from time import process_time
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pendopo.people.formats import grid as grids
from pendopo.people.formats.detect import open_file
from pendopo.people.formats.grid import open_grids
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.messages import MESSAGES
from pendopo.people.tests.sheets import SITI, residents, workbook

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def filled(rows: list[list[Any]], **options: Any) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    sheet = book.add_worksheet("A")
    day = book.add_format({"num_format": 'dd "bulan" mmm yyyy'})
    clock = book.add_format({"num_format": "hh:mm"})
    money = book.add_format({"num_format": '"Rp"#,##0;[Red]-#,##0'})
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, datetime | date):
                sheet.write_datetime(line, place, cell, day)
            elif isinstance(cell, time):
                sheet.write_datetime(line, place, cell, clock)
            elif isinstance(cell, int) and not isinstance(cell, bool):
                sheet.write_number(line, place, cell, money)
            elif isinstance(cell, str):
                sheet.write_string(line, place, cell)
            else:
                sheet.write(line, place, cell)
    book.close()
    return content.getvalue()


def streamed(content: bytes) -> list[list[Any]]:
    (grid,) = open_grids(content)
    return [cells for _, cells in grid.rows()]


def laid_out(content: bytes) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def padded(rows: list[list[Any]]) -> list[list[Any]]:
    width = max(map(len, rows), default=0)
    return [[*cells, *([""] * (width - len(cells)))] for cells in rows]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12)
_CELL = st.one_of(
    _TEXT,
    st.sampled_from(["<a> & \"b\" 'c'", "  spasi  ", "dua\nbaris", "&amp;", "", None, True, False]),
    st.integers(-(10**15), 10**15),
    st.dates(date(1905, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(_CELL, max_size=6), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_both_readers_agree(rows: list[list[Any]], inline: bool, from_1904: bool) -> None:
    rows = [[*cells, "x"] for cells in rows]
    content = filled(rows, constant_memory=inline, in_memory=not inline, date_1904=from_1904)
    assert padded(streamed(content)) == padded(laid_out(content))


def test_times_and_money_are_told_from_dates() -> None:
    content = filled([[time(9, 30), 1500, date(1985, 8, 17), "x"]])
    assert streamed(content) == laid_out(content) == [[time(9, 30), 1500.0, date(1985, 8, 17), "x"]]


def rewritten(content: bytes, **changes: Any) -> bytes:
    """Change the text of parts of a workbook; a name stands for the end of a path."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            text = old.read(entry).decode()
            for name, change in changes.items():
                text = change(text) if entry.filename.endswith(f"{name}.xml") else text
            new.writestr(entry.filename, text)
    return changed.getvalue()


PLAIN = workbook(("A", [["nik", "nama", "sex"], [SITI["nik"], "Siti", "P"], ["", "Ujang", "L"]]))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('<c r="B2" t="s">', '<c t="s" r="B2">'),
        lambda text: text.replace('<c r="B2" t="s">', '<c r="B2" s="0" t="s">'),
        lambda text: text.replace("<row ", "\n  <row ").replace("<v>", "\n<v>"),
        lambda text: text.replace(' r="A2"', "").replace(' r="B2"', "").replace(' r="C2"', ""),
        lambda text: text.replace(' r="2"', "").replace(' r="3"', ""),
        lambda text: text.replace("</row>", '<c r="D9"/></row>', 1),
        lambda text: text.replace('<c r="B2" t="s">', '<c r="B2" t="s"><f>A1</f>'),
        lambda text: text.replace("<sheetData>", "<!-- dari program lain --><sheetData>"),
        lambda text: text.replace('encoding="UTF-8"', "encoding='utf-8'"),
    ],
)
def test_other_writers_ways_give_the_same_people(change: Any) -> None:
    content = rewritten(PLAIN, sheet1=change)
    assert content != PLAIN
    assert [cells for _, cells in open_file(content)] == [cells for _, cells in open_file(PLAIN)]


def test_prefixed_tags_are_left_to_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    def prefixed(text: str) -> str:
        head, _, body = text.partition("<worksheet")
        body = (
            f"<worksheet{body}".replace("</", "</x:")
            .replace("<x:/", "</")
            .replace(f'xmlns="{NAMESPACE}"', "")
        )
        body = (
            body.replace("<", "<x:")
            .replace("<x:/x:", "</x:")
            .replace("<x:worksheet", f'<x:worksheet xmlns:x="{NAMESPACE}"', 1)
        )
        return head + body

    content = rewritten(PLAIN, sheet1=prefixed)
    monkeypatch.setattr(grids, "SheetReader", None)
    with pytest.raises(TypeError):
        open_file(PLAIN)
    assert [cells["nama"] for _, cells in open_file(content)] == ["Siti", "Ujang"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("</row>", "", 1),
        lambda text: text.replace("</c>", "", 1),
    ],
)
def test_a_line_that_cannot_be_understood_is_never_lost_in_silence(change: Any) -> None:
    with pytest.raises(FileRefused) as caught:
        list(open_file(rewritten(PLAIN, sheet1=change)))
    assert caught.value.code == "file_damaged"


@pytest.mark.parametrize(
    ("part", "find", "fill"),
    [
        ("sheet1", "</sheetData>", "<row >"),
        ("sheet1", "</sheetData>", "<row"),
        ("sheet1", "</row>", '<c r="A1">'),
        ("sheet1", "</row>", '<c r="A1" t="inlineStr"><is><t'),
        ("sheet1", "</row>", "<c "),
        ("sharedStrings", "</sst>", "<si>"),
        ("sharedStrings", "</si>", "<rPh>"),
        ("sharedStrings", "</si>", "<t "),
        ("styles", "</styleSheet>", "<cellXfs <xf <numFmt "),
        ("workbook", "</workbook>", "<sheet "),
    ],
)
def test_a_hostile_part_is_decided_upon_quickly(part: str, find: str, fill: str) -> None:
    # Each tag is opened again and again and never closed; varied, so that the container is no bomb by its ratio.
    noise = "".join(f"{fill}{number * 7919 % 99_991:x}" for number in range(20_000))
    content = rewritten(PLAIN, **{part: lambda text: text.replace(find, noise + find, 1)})
    start = process_time()
    try:
        list(open_file(content))
    except FileRefused as found:
        assert found.code in MESSAGES
    assert process_time() - start < 5


def test_a_missing_shared_text_is_damage() -> None:
    content = rewritten(PLAIN, sharedStrings=lambda text: text.replace("<si><t>Siti</t></si>", ""))
    with pytest.raises(FileRefused) as caught:
        list(open_file(content))
    assert caught.value.code == "file_damaged"


def test_formatted_text_is_joined() -> None:
    runs = '<si><r><t>Si</t></r><r><rPr><b/></rPr><t xml:space="preserve">ti </t></r><rPh><t>x</t></rPh></si>'
    content = rewritten(PLAIN, sharedStrings=lambda text: text.replace("<si><t>Siti</t></si>", runs))
    assert [cells["nama"] for _, cells in open_file(content)] == ["Siti ", "Ujang"]


def test_a_large_sheet_is_never_laid_out_whole() -> None:
    people = [{**SITI, "nik": f"320613570885{number:04d}"} for number in range(1, 3_000)]
    (grid,) = open_grids(workbook(("A", residents(*people))))
    rows = grid.rows()
    assert next(rows)[1][:2] == ["alamat", "dusun"]
    assert sum(1 for _ in rows) == 2_999
    assert sum(1 for _ in grid.rows()) == grid.height == 3_000
