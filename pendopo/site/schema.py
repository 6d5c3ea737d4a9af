"""The schema of the database against that of the program: older is brought up to date, newer is left alone."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from pendopo.site.backup import back_up
from pendopo.site.troubles import NewerDatabase

KEPT = 3  # backups before updates: the newest ones
FORMER: frozenset[str] = frozenset()  # libraries with tables that an older program used and this one does not


def require_known(applied: Iterable[tuple[str, str]]) -> None:
    """Raise NewerDatabase when a database has seen a schema change that this program does not know."""
    known = MigrationLoader(None).disk_migrations or {}
    for app, name in sorted(applied):
        ours = apps.is_installed(f"pendopo.{app}") or app not in {*apps.app_configs, *FORMER}
        if ours and (app, name) not in known:
            raise NewerDatabase.because_of(f"{app}.{name}")


def require_not_newer() -> None:
    """Refuse a database that a newer program has changed: this one would spoil what it does not know."""
    require_known(MigrationRecorder(connection).applied_migrations())


def schema_is_old() -> bool:
    """Say whether the program brings schema changes that the database does not have yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def update() -> Path:
    """Back the site up, then bring its database to the schema of this program; return the backup."""
    folder: Path = settings.PENDOPO_DATA / "backups"
    made = back_up(folder)
    for older in sorted(folder.glob("pendopo-*"))[:-KEPT]:
        shutil.rmtree(older, ignore_errors=True)
    call_command("migrate", verbosity=0, interactive=False)
    return made
