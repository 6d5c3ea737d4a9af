"""The streaming reader gives what calamine gives, and knows when to leave a sheet to it."""

import io
import zipfile
from datetime import date, datetime, time
from time import process_time
from typing import Any

import pytest
import xlsxwriter

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


def read(content: bytes) -> list[list[Any]]:
    (grid,) = open_grids(content)
    return [cells for _, cells in grid.rows()]


def test_what_a_writer_wrote_is_read_again() -> None:
    day, moment = date(1985, 8, 17), datetime(2026, 11, 30, 9, 30)
    odd = ["<a> & \"b\" 'c'", "  spasi  ", "dua\nbaris", "&amp;", "", "x"]
    for options in ({"date_1904": True}, {"in_memory": False, "constant_memory": True}, {}):
        content = filled([[day, moment, time(9, 30), 1500, 10**15, True, "x"], odd], **options)
        assert read(content) == [
            ["1985-08-17", "2026-11-30 09:30:00", "09:30:00", 1500.0, 1e15, True, "x"],
            [*odd, ""],
        ]


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


def test_prefixed_tags_are_read() -> None:
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
    assert [cells["nama"] for _, cells in open_file(content)] == ["Siti", "Ujang"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("</row>", "", 1),
        lambda text: text.replace("</c>", "", 1),
    ],
)
def test_a_line_that_cannot_be_understood_is_never_lost_in_silence(change: Any) -> None:
    try:
        found = list(open_file(rewritten(PLAIN, sheet1=change)))
    except FileRefused as refused:
        assert refused.code == "file_damaged"
    else:
        assert found == list(open_file(PLAIN))


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


def test_a_large_sheet_is_read_as_often_as_asked() -> None:
    people = [{**SITI, "nik": f"320613570885{number:04d}"} for number in range(1, 3_000)]
    (grid,) = open_grids(workbook(("A", residents(*people))))
    rows = grid.rows()
    assert next(rows)[1][:2] == ["alamat", "dusun"]
    assert sum(1 for _ in rows) == 2_999
    assert sum(1 for _ in grid.rows()) == grid.height == 3_000
