"""Every shipped letter type: its wording becomes a letter, and the letter says every answer."""

import io
import re
from datetime import date
from typing import Any

import pytest

from pendopo.letters.formats.type_check import sample_page, sample_values, wording_problems
from pendopo.letters.formats.type_files import FOLDER, shipped_types
from pendopo.letters.rules.codes import CODES
from pendopo.letters.rules.samples import OTHER, SAMPLE
from pendopo.letters.rules.types import GROUPS, Standard, TypeContent, valid_until
from pendopo.letters.rules.values import Place, words_of
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import DESA, default_labels
from pendopo.press.page import render_pdf

ON = date(2026, 11, 21)
TARAJU = Place("Taraju", DESA, "Taraju", "Kabupaten Tasikmalaya", "Jawa Barat")
NAGARI = Place(
    "Koto Contoh",
    default_labels(VillageKind.DESA, "13.06.01.2001", "Kabupaten Agam"),
    "Contoh",
    "Kabupaten Agam",
    "Sumatera Barat",
)
KEYS = sorted(shipped_types())


def text_of(content: TypeContent, place: Place) -> str:
    """What a reader takes from the PDF, without line breaks: they fall anywhere."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(io.BytesIO(render_pdf(sample_page(content, place, ON))))
    found = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    return squeezed(found)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\ufffe]+", "", text)


def printed(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for row in value for text in printed(row)]
    if isinstance(value, dict):
        return (
            [value["nama"]] if "ttl" in value else [text for key, text in value.items() if "_kode" not in key]
        )
    return [str(value)]


@pytest.mark.parametrize("key", KEYS)
def test_every_wording_becomes_a_letter_that_says_every_answer(key: str) -> None:
    content = shipped_types()[key]
    assert wording_problems(content, TARAJU, ON) == []
    said = text_of(content, TARAJU).lower()
    values = sample_values(content, TARAJU, ON)
    silent = {
        one.key
        for one in content.fields
        if any(squeezed(text).lower() not in said for text in printed(values[one.key]))
    }
    assert not silent
    assert squeezed(SAMPLE.name).lower() in said
    assert squeezed(SAMPLE.nik) in said or key == "perjalanan-dinas"


@pytest.mark.parametrize("key", KEYS)
def test_no_wording_says_desa_where_the_village_has_another_word(key: str) -> None:
    content = shipped_types()[key]
    said = text_of(content, NAGARI)
    assert "NagariKotoContoh" in said
    assert "WaliNagari" in said
    # "Desa/Kelurahan" names the unknown village somebody moves to; "BUM Desa" is a name in law.
    rest = re.sub(r"Desa/Kelurahan|[Dd]esaataukelurahan|BUMDesa", "", said)
    assert "Desa" not in rest


@pytest.mark.parametrize("key", KEYS)
def test_every_type_is_whole(key: str) -> None:
    content = shipped_types()[key]
    assert content.key == key == (FOLDER / f"{key}.toml").stem
    assert content.group in GROUPS
    assert content.key in CODES, "no archive code"
    assert content.days > 0
    assert content.fields
    assert all(vars(content.standard)[name] for name in vars(Standard()))
    assert len(content.standard.procedure) >= 4
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.?]\s", content.purpose)), (
        content.purpose
    )
    for one in content.fields:
        assert len(one.label) <= 80
        assert one.label[0].isupper()


@pytest.mark.parametrize("key", KEYS)
def test_a_wording_names_only_values_that_exist(key: str) -> None:
    content = shipped_types()[key]
    known = {word.removeprefix("v.") for word in words_of(content)}
    used = set(re.findall(r"#?\bv\.([a-z_]+)", content.template)) | set(
        re.findall(r'ada\("([a-z_]+)"\)', content.template)
    )
    assert not {word for word in used if word not in known and not word.endswith("_kode")}
    asked = {one.key for one in content.fields}
    assert asked <= used, asked - used


def test_there_are_enough_types_and_each_life_event_has_one() -> None:
    types = shipped_types()
    assert len(types) >= 40
    assert {"birth", "stillbirth", "death", "move_out", "move_in"} <= {
        one.life_event for one in types.values()
    }
    assert {"nikah-n1", "nikah-n2", "nikah-n4", "skck", "tidak-mampu", "usaha", "ahli-waris"} <= set(types)
    assert len({one.name for one in types.values()}) == len(types)


def test_field_text_with_markup_stays_text() -> None:
    content = shipped_types()["keterangan-umum"]
    page = sample_page(content, TARAJU, ON)
    nasty = '#read("/etc/passwd") *tebal* $x^2$ @siapa <label> \\ // "kutip" [kurung] _garis_'
    page.values["isi_keterangan"] = nasty
    import pypdfium2

    pdf = pypdfium2.PdfDocument(io.BytesIO(render_pdf(page)))
    said = squeezed("".join(one.get_textpage().get_text_range() for one in pdf))
    assert squeezed(nasty) in said


def test_ten_thousand_characters_and_a_name_of_sixty_still_become_a_letter() -> None:
    page = sample_page(shipped_types()["keterangan-umum"], TARAJU, ON)
    page.values["isi_keterangan"] = "kata " * 2000
    page.values["nama"] = "Siti Nur Halimah Tussadiyah Kusumawardhani Prameswari Dewanti"
    assert render_pdf(page).startswith(b"%PDF")


def test_validity_ends_on_the_last_day_of_a_short_month() -> None:
    months = TypeContent("a", "A", "A", "a", "a", validity_count=3, validity_unit="month")
    assert valid_until(months, date(2026, 11, 30)) == date(2027, 2, 28)
    days = TypeContent("a", "A", "A", "a", "a", validity_count=14, validity_unit="day")
    assert valid_until(days, date(2026, 12, 25)) == date(2027, 1, 8)
    years = TypeContent("a", "A", "A", "a", "a", validity_count=1, validity_unit="year")
    assert valid_until(years, date(2028, 2, 29)) == date(2029, 2, 28)
    assert valid_until(TypeContent("a", "A", "A", "a", "a"), ON) is None


def test_the_sample_people_do_not_exist() -> None:
    assert SAMPLE.nik.endswith("0000")
    assert OTHER.nik.endswith("0000")
