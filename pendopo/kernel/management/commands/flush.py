"""Django's own `flush`, for test databases only: a site is never emptied by a command."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoCommand
from django.db import connections

from pendopo.kernel.domains import parts_of
from pendopo.kernel.guard import unguarded
from pendopo.kernel.triggers import Kept


class Command(DjangoCommand):
    """`flush` that a real site refuses; in a test database the journal's triggers stand aside for it."""

    def handle(self, *args: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        if "test" not in name and "memory" not in name:
            raise CommandError("a site is never flushed")
        with unguarded("flush of a test database"), connection.cursor() as cursor:
            for _, kept in parts_of(Kept):  # no model of Django's, and their triggers stand aside too
                cursor.execute(f"DELETE FROM {kept.table}")  # noqa: S608 - a name of our own
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
                super().handle(*args, **options)
                cursor.execute("SET session_replication_role = origin")
                return None
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for trigger, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{trigger}"')
            super().handle(*args, **options)
            for _, statement in triggers:
                cursor.execute(statement)
        return None
