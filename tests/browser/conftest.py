"""One demo and one Chromium for all journeys of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.walking import Demo, Walk, launch, start_demo, stop_demo, walk


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("demo") / "site"
    running = start_demo(folder)
    yield running
    stop_demo(running)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def telephone(request: pytest.FixtureRequest, browser: Browser, demo: Demo) -> Iterator[Walk]:
    """A 360 px screen, once with and once without JavaScript."""
    with walk(browser, demo.address, script=request.param) as walked:
        yield walked
