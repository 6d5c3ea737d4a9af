"""Word letters of villages: filled with values, and no way for a template out of its place."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
import zxingcpp
from docx.oxml import parse_xml
from jinja2.exceptions import SecurityError, UndefinedError
from PIL import Image

from pendopo.letters.formats import word_page, word_worker
from pendopo.letters.formats.type_check import word_problems
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.rules.values import Place
from pendopo.places.rules.labels import DESA
from pendopo.press.faults import PageTrouble
from pendopo.press.tests.sheets import SHEET, sheet

TARAJU_PLACE = Place("Taraju", DESA, "Taraju", "Kabupaten Tasikmalaya", "Jawa Barat")


def word_letter(*lines: str) -> bytes:
    """Answers a Word file with these lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(file: bytes) -> str:
    return "\n".join(part.text for part in docx.Document(io.BytesIO(file)).paragraphs)


def test_values_stand_where_the_village_put_them() -> None:
    file = word_page.render_docx(
        word_letter("{{ nama }}, {{ nik }}", "{{ nomor }} {{ qr }}", "{{ jabatan }}"), SHEET
    )
    text = text_of(file)
    assert "Siti Aminah, 3206135708850002" in text and SHEET.number in text and "Kepala Desa Taraju" in text
    assert len(docx.Document(io.BytesIO(file)).inline_shapes) == 1


def test_what_people_type_is_neither_template_nor_xml() -> None:
    nasty = '{{ nik }} {% raw %} <w:p/> & "x"'
    assert nasty in text_of(word_page.render_docx(word_letter("{{ nama }}"), sheet(nama=nasty)))


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ nama.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
        "{{ nama }",
        "{% if %}",
        "{% include '/etc/passwd' %}",
        "{{ lipsum(n=10 ** 6) }}{{ cycler }}{{ joiner }}",
        "{{ ''.format.__self__ }}{{ nama.format(nama) }}",
    ],
)
def test_a_template_stays_in_its_place(line: str) -> None:
    try:
        text = text_of(word_page.render_docx(word_letter(line), SHEET))
    except PageTrouble as trouble:
        assert trouble.problems[0].message
        return
    assert "root:" not in text and "class" not in text and "uid=" not in text


PROVED = (  # as they were proved through the web on c27e40a
    "{% if qr %}{{ qr.tpl.replace_zipname('docProps/app.xml', '/proc/self/environ') }}{% endif %}",
    "{% if qr %}{{ qr.tpl.save('/tmp/pendopo-planted') }}{% endif %}",
)


@pytest.mark.parametrize("line", PROVED)
def test_no_file_of_the_node_is_read_or_written(line: str) -> None:
    with pytest.raises(PageTrouble) as refused:
        word_page.render_docx(word_letter(line), SHEET)
    assert "tidak diizinkan" in refused.value.problems[0].message
    assert not Path("/tmp/pendopo-planted").exists()


@pytest.mark.parametrize(
    "line",
    [
        *PROVED,
        "{{ qr._insert_image() }}",
        "{{ nama.encode('utf-8') }}",
        "{{ {}.update(a=1) }}",
        "{{ ('%s' | attr('format'))(nama) }}",
    ],
)
def test_no_call_is_made_that_is_not_on_the_list(line: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        word_worker.fill(word_letter(line), word_page.values_of(SHEET), "qr0", b"")


def test_useful_words_still_work() -> None:
    lines = (
        "{{ nama.upper() }} {{ nama | lower }} {{ jabatan.split(' ') | first }}",
        "{% for name, value in daftar.items() %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ value }}{% endfor %}",
        "{% macro baris(x) %}<{{ x }}>{% endmacro %}{{ baris(nik) }} {% for n in range(3) %}{{ n }}{% endfor %}",
    )
    text = text_of(word_page.render_docx(word_letter(*lines), sheet(daftar={"satu": "x", "dua": "y"})))
    assert "SITI AMINAH siti aminah Kepala" in text and "1ax2by" in text
    assert "<3206135708850002> 012" in text


def test_the_code_stands_where_the_village_put_it_and_can_be_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ qr }}"
    document.add_paragraph("{% if qr %}Pindai: {{ qr }}{% endif %}")
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(io.BytesIO(word_page.render_docx(out.getvalue(), SHEET))) as file:
        pictures = [file.read(name) for name in file.namelist() if name.startswith("word/media/")]
        drawn = [name for name in file.namelist() if b"<w:drawing>" in file.read(name)]
    assert sorted(drawn) == ["word/document.xml", "word/header1.xml"]
    for picture in pictures:
        (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert read.text == SHEET.qr_url
    without = word_page.render_docx(
        word_letter("A{% if qr %}B{% endif %}{{ qr }}C"), replace(SHEET, qr_url="")
    )
    assert text_of(without) == "AC"


def _linked(kind: str, target: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ nama }}")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    document.part.relate_to(target, base + kind, is_external=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_field(instruction: str) -> bytes:
    document = docx.Document()
    for piece in (instruction[:3], instruction[3:]):  # Word itself cuts instructions into runs
        run = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
        run.add_run()._r.append(
            parse_xml(f'<w:instrText xmlns:w="{docx.oxml.ns.nsmap["w"]}">{piece}</w:instrText>')
        )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        _linked("attachedTemplate", "http://127.0.0.1:9/jahat.dotm"),
        _linked("image", "file://///127.0.0.1/x.png"),
        _linked("oleObject", "http://127.0.0.1:9/x"),
        _with_field("DDEAUTO c:\\\\x"),
        _with_field("INCLUDETEXT c:\\\\secret"),
    ],
    ids=["template", "picture", "object", "dde", "include"],
)
def test_a_file_that_would_fetch_something_when_it_is_opened_is_refused(file: bytes) -> None:
    with pytest.raises(word_worker.ActiveContent):
        word_worker.fill(file, word_page.values_of(SHEET), "", b"")


def test_such_a_file_is_refused_in_words() -> None:
    with pytest.raises(PageTrouble) as refused:
        word_page.render_docx(_linked("attachedTemplate", "http://127.0.0.1:9/jahat.dotm"), SHEET)
    assert "dari luar" in refused.value.problems[0].message


def test_a_link_that_a_reader_clicks_and_the_page_number_may_stay() -> None:
    for file in (_linked("hyperlink", "https://taraju.desa.id/"), _with_field("PAGE \\* MERGEFORMAT")):
        assert word_worker.fill(file, word_page.values_of(SHEET), "", b"").startswith(b"PK")


def test_the_trial_sees_what_a_letter_with_a_code_would_do() -> None:
    content, place = shipped_types()["domisili"], TARAJU_PLACE
    assert not word_problems(word_letter("{{ nama }} {{ qr }}"), content, place, date(2026, 11, 30))
    found = word_problems(
        word_letter("{% if qr %}{{ qr.tpl.save() }}{% endif %}"), content, place, date(2026, 11, 30)
    )
    assert found and "tidak diizinkan" in found[0].message


def test_a_template_without_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_page, "SECONDS", 4.0)
    loops = "".join(f"{{% for x{at} in range(99999) %}}" for at in range(3)) + "{% endfor %}" * 3
    began = time.monotonic()
    with pytest.raises(PageTrouble):
        word_page.render_docx(word_letter(loops), SHEET)
    assert time.monotonic() - began < 15


def test_a_file_that_would_fill_the_memory_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("word/document.xml", b"0" * 60_000_000)
    assert len(out.getvalue()) < 100_000
    for file in (out.getvalue(), b"not a zip", b""):
        with pytest.raises(PageTrouble):
            word_page.render_docx(file, SHEET)
