"""Opening a site: schema, keys that fit, static files, and the server."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pendopo.kernel.clock import set_zone
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.guard import unguarded
from pendopo.kernel.keys import forget_keys, site_keys
from pendopo.kernel.models import KeyCheck
from pendopo.places.queries import public_zone
from pendopo.site.office_clock import heed_the_clock
from pendopo.site.troubles import NoSite, WrongOrder, in_words


def check_site() -> None:
    """Refuse to go on without a site, or with keys that are not this site's; newer schema is applied first."""
    check_order()
    if "kernel_keycheck" not in connection.introspection.table_names():
        raise NoSite.at(settings.PENDOPO_DATA)
    check_keys()
    if schema_is_old():
        migrate()
    heed_the_clock()


def check_order() -> None:
    """Refuse a database that sorts by the rules of a language: areas are ranges of codes, compared byte by byte."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT '32.06.13' < '32.06/' AND '32.061' > '32.06/' AND 'Z' < 'a' AND 'a b' < 'aa'")
        if not cursor.fetchone()[0]:
            raise WrongOrder.of(str(connection.settings_dict["NAME"]))


def schema_is_old() -> bool:
    """Say whether the program brings schema changes that the database does not have yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database to the schema of this program."""
    settings.PENDOPO_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    remember_keys()


def remember_keys() -> None:
    """Note the fingerprint of each key, new ones included; a known name with another fingerprint stays as it was."""
    rows = [KeyCheck(name=name, fingerprint=mark) for name, mark in site_keys().fingerprints().items()]
    with unguarded("key fingerprints at first start"):
        KeyCheck.objects.bulk_create(rows, ignore_conflicts=True)


def check_keys() -> None:
    """Raise KeyTrouble naming the first key file that does not belong to this database."""
    checks = list(KeyCheck.objects.order_by("name"))
    marks = site_keys().fingerprints()
    if any(check.name not in marks for check in checks):
        forget_keys()  # another process may have added a key since this one read the file
        checks, marks = list(KeyCheck.objects.order_by("name")), site_keys().fingerprints()
    for check in checks:
        name = check.name.split("#")[0]
        if check.name not in marks:
            raise KeyTrouble(
                f"{name}: kunci {check.name} tidak ada. Pulihkan berkas ini dari cadangan kunci."
            )
        if marks[check.name] != check.fingerprint:
            raise KeyTrouble(
                f"{name} di {settings.PENDOPO_KEYS} bukan kunci situs ini. Pulihkan berkas ini dari cadangan kunci."
            )


def open_or_create() -> None:
    """Open this data folder's site, or make an empty one."""
    check_order()
    if "kernel_keycheck" in connection.introspection.table_names():
        check_site()
    else:
        migrate()


def set_village(code: str) -> None:
    """Give the site its village, through the same operation as everything else."""
    from pendopo.kernel.actor import system_actor
    from pendopo.places.operations import set_up_village

    set_up_village(system_actor("pendopo init"), code=code)
    note_village(code)


def note_village(code: str) -> None:
    """Write the village's code beside the data: a folder with it never gets new keys."""
    path = Path(settings.PENDOPO_DATA / "village")
    if not path.exists():
        path.write_text(code + "\n")
    set_zone(public_zone())


def first_administrator_link() -> str:
    """Return the path of a one-time link while nobody has set a password on this site yet, else an empty text."""
    from django.urls import reverse

    from pendopo.accounts import operations
    from pendopo.accounts.queries.setup import first_officer_waiting
    from pendopo.kernel.actor import system_actor
    from pendopo.places.queries import public_site_village

    actor = system_actor("pendopo serve")
    waiting, officer = first_officer_waiting(actor)
    if not waiting:
        return ""
    village = public_site_village()
    area = village.code if village else ""
    if officer is None:
        officer, token = operations.create_officer(
            actor, area=area, username="pengelola", name="Pengelola situs"
        )
        operations.grant_role(
            actor, user=officer, role="administrator", area=area, reason="pengelola pertama"
        )
    else:
        token = operations.issue_link(actor, user=officer)
    return reverse("officer-link", args=[token])


def listening() -> dict[str, Any]:
    """Return how the server treats the headers of a proxy: believed when there is one, dropped otherwise."""
    plain: dict[str, Any] = {"ident": "pendopo", "clear_untrusted_proxy_headers": True}
    if not settings.PENDOPO_PROXY:
        return plain
    # Without these the whole world would come from the proxy's address, and no form sent by HTTPS would be accepted.
    return {
        **plain,
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def serve(
    host: str, port: int, *, threads: int = 4, note: str = "", then: Callable[[], None] | None = None
) -> int:
    """Serve the site until interrupted; print `ready` when the first page answers, and go on with `then` behind it."""
    import threading

    from waitress.server import create_server

    from pendopo.site.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=threads, **listening())
    except OSError as trouble:
        print(
            f"pendopo: alamat {host}:{port} tidak dapat dipakai ({trouble.strerror}). Pilih --port lain.",
            file=sys.stderr,
        )
        return 1
    everywhere = {"", "0.0.0.0"}  # noqa: S104 - asks, does not bind
    address = f"http://{'127.0.0.1' if host in everywhere else host}:{server.effective_port}/"
    threading.Thread(target=_announce, args=(address, note, then), daemon=True).start()
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
    return 0


def _announce(address: str, note: str, then: Callable[[], None] | None) -> None:
    import urllib.request

    try:
        with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 - our own address
            page.read()
        print(f"{note.format(address=address)}ready {address}", flush=True)
        if then is not None:
            then()
    except Exception as trouble:  # noqa: BLE001 - a thread of its own: nobody above could say it in words
        print(f"pendopo: {in_words(trouble)}", file=sys.stderr, flush=True)
    finally:
        connection.close()


def stop_on_signals() -> None:
    """Let SIGTERM end the server as Ctrl-C does."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    if os.name == "nt":
        signal.signal(signal.SIGINT, stop)
