"""Which pages axe need not judge again, and that it still finds what is new on one that looks alike."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import JUDGED, skeleton, walk

PAGE = """<!doctype html><html lang="id"><head><title>{title}</title></head><body><main><h1>{title}</h1>
<ul>{rows}</ul><form><label for="{id}">{label}</label><input id="{id}" value="{value}"></form></main></body></html>"""
GIVEN = {"title": "Surat", "rows": "<li>1</li>", "id": "id_3", "label": "Nama", "value": "Ai"}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"title": "Warga", "value": "Ujang", "id": "id_4"}, True),
        ({"rows": "<li>7</li> <li>8</li>"}, True),
        ({"rows": "<li><b>1</b></li>"}, False),
        ({"rows": ""}, False),
        ({"label": ""}, False),
        ({"value": ""}, False),
        ({"id": "nama"}, False),
    ],
)
def test_a_page_in_the_same_state_has_the_same_skeleton(other: dict[str, str], same: bool) -> None:
    assert (skeleton(PAGE.format(**GIVEN)) == skeleton(PAGE.format(**{**GIVEN, **other}))) is same


@pytest.mark.parametrize("script", [True, False])
def test_a_field_that_loses_its_name_is_found_after_a_good_page_like_it(
    browser: Browser, script: bool
) -> None:
    JUDGED.clear()
    shown = dict(GIVEN)
    with walk(browser, "http://127.0.0.1:1", script=script) as walked:
        walked.page.route(
            "**/*", lambda route: route.fulfill(body=PAGE.format(**shown), content_type="text/html")
        )
        for shown["value"] in ("Ai", "Ujang"):
            walked.go("/")
            walked.check()
        assert len(JUDGED) == 1
        shown["label"] = ""
        walked.go("/")
        with pytest.raises(AssertionError, match="label"):
            walked.check()
