"""One demo and one Chromium for all journeys of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


@pytest.fixture
def live_server(live_server: Any) -> Any:
    """Django's server, whose threads share one connection to a database in memory, as no thread of the program does.

    SQLite asks `kernel/barrier.py` while it holds that connection; another thread that waits for it with Python's
    lock in its hands would wait for ever. So this one connection is not asked.
    """
    from django.db import connection

    connection.ensure_connection()
    connection.connection.set_authorizer(None)
    return live_server


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def telephone(request: pytest.FixtureRequest, browser: Browser, demo: Demo) -> Iterator[Walk]:
    """A 360 px screen, once with and once without JavaScript."""
    with walk(browser, demo.address, script=request.param) as walked:
        yield walked
