"""What tests of the kecamatan share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, tmp_path: Path) -> None:
    """Papers of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def office(db: None) -> Any:
    """A kecamatan with its camat and staff, and a village whose head has signed a letter."""
    from pendopo.district.tests.office import open_office

    return open_office()


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return sign_in
