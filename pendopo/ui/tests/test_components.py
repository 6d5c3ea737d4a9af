"""The live component page shows what it promises."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from pendopo.ui import views
from pendopo.ui.views import samples


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> str:
    caught: dict[str, object] = {}
    monkeypatch.setattr(
        views, "render", lambda request, name, context: caught.update(context, request=request)
    )
    views.components(RequestFactory().get("/ui/"))
    with translation.override("id"):
        return render_to_string("ui/components.html", caught)


def test_every_component_is_there(page: str) -> None:
    for mark in (
        "tasks", "tiles", "tag late", "notice wait", "empty", "<progress", "receipt", "timeline", "tabs", "summary",
        "confirm", "choices", "check", 'type="file"', "error-summary", "filter", "cards", "pages", "chart", "qr",
        "trail",
    ):  # fmt: skip
        assert mark in page, mark
    assert page.count('role="img"') >= 5


def test_the_table_has_forty_rows_whose_cells_name_their_column(page: str) -> None:
    table = page[page.index('<table class="cards"') :]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", table[: table.index("</table>")], re.S)
    assert len(rows) == 40
    assert all(row.count("data-l=") == 5 for row in rows)


def test_ids_are_unique_and_headings_in_order(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<h1") == 1


def test_no_sample_shows_a_whole_identity_number(page: str) -> None:
    assert not re.search(r"\d{16}", page)


def test_the_page_is_open_to_everyone() -> None:
    assert views.components.access == "public"  # type: ignore[attr-defined]


def test_samples_are_fictional_and_masked() -> None:
    assert all("•" in person.nik for person in samples.PEOPLE)
