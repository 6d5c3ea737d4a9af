"""Word letters of villages: filled with values, and no way for a template out of its place."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest

from pendopo.letters.formats import word_page
from pendopo.letters.formats.trouble import PageTrouble
from pendopo.letters.tests.sheets import SHEET, sheet


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
    ],
)
def test_a_template_stays_in_its_place(line: str) -> None:
    try:
        text = text_of(word_page.render_docx(word_letter(line), SHEET))
    except PageTrouble as trouble:
        assert trouble.problems[0].message
        return
    assert "root:" not in text and "class" not in text and "uid=" not in text


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
