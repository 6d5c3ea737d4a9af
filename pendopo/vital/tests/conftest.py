"""What tests of reports share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor


@pytest.fixture(autouse=True)
def _one_village_with_its_own_uploads(settings: Any, tmp_path: Path) -> None:
    """Papers of a test lie in a folder of their own; the site serves one village."""
    settings.MEDIA_ROOT, settings.PENDOPO_VILLAGE = tmp_path / "uploads", "32.06.13.2001"


@pytest.fixture
def office(db: None) -> Any:
    """A village with an operator, a secretary, a midwife, the head of an RT, and a family."""
    from pendopo.vital.tests.office import open_office

    return open_office()


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return sign_in
