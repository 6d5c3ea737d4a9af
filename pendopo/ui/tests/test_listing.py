"""What a list shows of its rows, and that its file says the same."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from pendopo.ui.listing import Act, Cell, Head, Listing, Tab, Tag, asked, paged

ROWS = [("Siti", 3), ("<Ujang>", 0), ("=1+1", 7)]


def listing(rows: list[tuple[str, int]] = ROWS, **more: Any) -> Listing[tuple[str, int]]:
    return Listing(
        "Daftar uji",
        ["Nama", Head("Jumlah", number=True, width=9), "Keadaan"],
        rows,
        lambda row: [
            Cell(row[0], f"/warga/{row[1]}/"),
            str(row[1]) if row[1] else "",
            Cell(tag=Tag("hadir", "ok") if row[1] else None, soft="pagi"),
        ],
        ("Belum ada apa-apa", "Catat yang pertama."),
        **more,
    )


def drawn(shown: Listing[Any], path: str = "/") -> str:
    return render_to_string("ui/listing.html", {"listing": shown, "request": RequestFactory().get(path)})


def test_each_row_is_named_by_its_first_column_and_each_cell_carries_its_heading() -> None:
    html = drawn(listing())
    assert html.count('<th scope="row">') == 3
    assert html.count('data-l="Keadaan"') == 3
    assert html.count('<td class="n" data-l="Jumlah">') == 3
    assert '<a href="/warga/3/">Siti</a>' in html
    assert "&lt;Ujang&gt;" in html
    assert '<span class="tag ok">hadir</span>' in html
    assert "–" in html  # nothing is said as nothing


def test_the_total_is_that_of_all_pages_and_the_pages_keep_what_was_asked() -> None:
    page = paged([("Siti", number) for number in range(60)], "2")
    html = drawn(listing(list(page), page=page, counted="60 orang"), "/?jenis=lahir&halaman=2")
    assert re.search("<caption *>60 orang</caption>", html)
    assert html.count('<th scope="row">') == 25
    assert "26–50 dari 60" in html
    assert re.search(r'rel="next" href="\?jenis=lahir&amp;halaman=3"', html)


def test_pages_without_a_number_go_on_with_all_that_was_asked_and_lead_to_a_file() -> None:
    given = QueryDict("jenis=lahir&sesudah=3")
    html = drawn(listing(onward=asked(given, sesudah=9), download="/unduh/" + asked(given, sesudah="")))
    assert re.search(r'rel="next" href="\?jenis=lahir&amp;sesudah=9"', html)
    assert 'href="/unduh/?jenis=lahir"' in html
    assert "rel=" not in drawn(listing()) and "Unduh" not in drawn(listing())


def test_tabs_and_acts_stand_where_they_are_asked_for() -> None:
    html = drawn(
        listing(
            tabs=[Tab("Semua", "?", True), Tab("Selesai", "?tampil=selesai", count=4)],
            acts=lambda row: [Act("Batalkan", f"/batal/{row[1]}/", row[0])] if row[1] else [],
        )
    )
    assert 'aria-current="page"' in html and "Selesai</a>" not in html and "Selesai (4)" in html
    assert html.count('class="act"') == 2
    assert '<span class="vh"> Siti</span>' in html
    assert "<td></td>" in html  # so that the card of a row without acts has no empty line


def test_an_empty_list_says_the_next_step() -> None:
    html = drawn(listing([]))
    assert "<table" not in html
    assert "Belum ada apa-apa" in html and "Catat yang pertama." in html


def test_a_row_that_forgets_a_column_is_a_fault_and_no_shifted_table() -> None:
    short = Listing("Uji", ["Satu", "Dua"], [1], lambda row: [str(row)], ("", ""))
    with pytest.raises(ValueError):
        list(short.lines())


def test_the_file_has_the_same_columns_and_all_rows() -> None:
    table = listing(ROWS[:1]).table(ROWS)
    assert [column.title for column in table.columns] == ["Nama", "Jumlah", "Keadaan"]
    assert [column.width for column in table.columns] == [18, 9, 18]
    assert list(table.rows) == [
        ["Siti", "3", "hadir pagi"],
        ["<Ujang>", "", "pagi"],
        ["=1+1", "7", "hadir pagi"],
    ]
