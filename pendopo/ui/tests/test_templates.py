"""Every template of the design system: no inline code, no outside address, every text translatable."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import render_to_string

UI = Path(__file__).resolve().parents[1]
FILES = sorted((UI / "templates").rglob("*.html"))


def name_of(file: Path) -> str:
    return file.relative_to(UI / "templates").as_posix()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_there_is_no_inline_style_script_or_outside_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "http" not in text


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_template_compiles(file: Path) -> None:
    assert engines["django"].get_template(name_of(file))


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "500.html"], ids=name_of)
def test_visible_words_stand_in_translation_tags(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.S)
    text = re.sub(r"<pre>.*?</pre>", "", text, flags=re.S)  # code has no language
    text = re.sub(r'<p lang="su">.*?</p>', "", text)  # a sample in another language stays as it is
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", "\n", text, flags=re.S)
    words = {word for word in re.findall(r"[A-Za-z]{3,}", text)}
    # names that no language translates
    assert words <= {"Indonesia", "English", "CSV", "NIK"}


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_no_request_and_say_the_next_step(name: str) -> None:
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert 'class="btn" href="/"' in page
    assert '<html lang="id">' in page


@pytest.mark.parametrize("name", ["ui/base.html", "ui/portal.html", "ui/desk.html", "ui/print.html"])
def test_frames_render_without_a_request(name: str) -> None:
    page = render_to_string(name)
    assert 'id="isi"' in page and 'class="skip" href="#isi"' in page


def test_the_500_page_uses_no_template_machinery() -> None:
    assert not re.search(r"{%|{{", (UI / "templates/500.html").read_text(encoding="utf-8"))


def test_a_page_with_no_numbers_shows_no_pagination() -> None:
    from django.core.paginator import Paginator

    assert render_to_string("ui/pagination.html", {"page": Paginator([1], 40).get_page(1)}).strip() == ""


def test_links_to_other_pages_keep_the_filter_and_drop_the_old_page() -> None:
    from django.core.paginator import Paginator
    from django.test import RequestFactory

    request = RequestFactory().get("/warga/?dusun=Babakan&halaman=2")
    page = render_to_string(
        "ui/pagination.html", {"page": Paginator(range(200), 40).get_page(2), "request": request}
    )
    assert 'href="?dusun=Babakan&amp;halaman=3"' in page and 'href="?dusun=Babakan&amp;halaman=1"' in page
    assert "41–80 dari 200" in page
