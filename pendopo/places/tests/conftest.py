"""What the tests of places share."""

from collections.abc import Callable

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return sign_in
