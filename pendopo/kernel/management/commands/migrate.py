"""Django's own `migrate`, with the write door open for the schema."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from pendopo.kernel.guard import unguarded
from pendopo.kernel.triggers import put_back_kept, put_back_triggers, set_aside_triggers


class Command(DjangoCommand):
    """`migrate` under a named exception of the write guard, with the audit tables' triggers in place at its end."""

    def handle(self, *args: Any, **options: Any) -> Any:
        executor = MigrationExecutor(connections[options["database"]])
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        applied = executor.loader.applied_migrations
        with unguarded("migrate"):
            if pending and ("kernel", "0002_guard_triggers") in applied:
                set_aside_triggers()
            done = super().handle(*args, **options)
            if ("kernel", "0002_guard_triggers") in MigrationExecutor(
                executor.connection
            ).loader.applied_migrations:
                put_back_triggers()
                put_back_kept()
            return done
