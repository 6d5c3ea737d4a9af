"""A browser that is signed in, and tables that triggers keep, empty."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from pendopo.kernel.actor import Actor
from pendopo.kernel.guard import unguarded


@pytest.fixture
def empty_kept_tables(db: None) -> None:
    """What the database keeps by triggers begins empty: a flush between tests empties only tables that models name."""
    with unguarded("tables that no model names"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_name_word")
        cursor.execute("DELETE FROM people_family_without_head")


@pytest.fixture
def come_as(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return client

    return sign_in
