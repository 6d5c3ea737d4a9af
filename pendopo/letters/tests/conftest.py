"""What tests of letters share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor, system_actor

TARAJU = "32.06.13.2001"


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, tmp_path: Path) -> None:
    """Papers and letters of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def office(db: None) -> Any:
    """A village with its officials and two families."""
    from pendopo.letters.tests.office import open_office

    return open_office()


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return sign_in


@pytest.fixture
def taraju(db: None) -> str:
    """A village with its profile and nothing else."""
    from pendopo.places import operations as places

    places.set_up_village(system_actor("tests"), code=TARAJU)
    return TARAJU
