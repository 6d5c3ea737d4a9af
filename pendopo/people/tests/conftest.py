"""A browser that is signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor


@pytest.fixture
def come_as(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return client

    return sign_in
