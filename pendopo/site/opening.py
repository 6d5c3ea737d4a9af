"""Opening a site: schema and keys that fit."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.guard import unguarded
from pendopo.kernel.keys import forget_keys, site_keys
from pendopo.kernel.models import KeyCheck
from pendopo.site.troubles import NoSite, WrongOrder


def check_site() -> None:
    """Refuse to go on without a site, or with keys that are not this site's; newer schema is applied first."""
    check_order()
    if "kernel_keycheck" not in connection.introspection.table_names():
        raise NoSite.at(settings.PENDOPO_DATA)
    check_keys()
    if schema_is_old():
        migrate()


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


def stop_on_signals() -> None:
    """Let SIGTERM end the server as Ctrl-C does."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    if os.name == "nt":
        signal.signal(signal.SIGINT, stop)
