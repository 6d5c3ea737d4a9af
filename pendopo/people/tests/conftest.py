"""A village's site for each test of the command line, and a browser that is signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor
from tests.sites import Site, copied, drop_database, fresh_site, village_site


@pytest.fixture(scope="session")
def pattern_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that the others are copied from."""
    site = village_site(tmp_path_factory.mktemp("pattern") / "site")
    yield site
    if site.database_url:
        drop_database(site.database_url)


@pytest.fixture
def site(pattern_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A site of Desa Taraju with nobody in it."""
    with copied(pattern_site, tmp_path / "site") as made:
        yield made


@pytest.fixture
def no_site(tmp_path: Path) -> Iterator[Site]:
    """A place where no site is yet."""
    place = fresh_site(tmp_path / "none")
    yield place
    if place.database_url:
        drop_database(place.database_url)


@pytest.fixture
def come_as(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Sign somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return client

    return sign_in
