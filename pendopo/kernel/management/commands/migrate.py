"""Django's own `migrate`, with the write door open for the schema."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoCommand

from pendopo.kernel.guard import unguarded


class Command(DjangoCommand):
    """`migrate` under a named exception of the write guard."""

    def handle(self, *args: Any, **options: Any) -> Any:
        with unguarded("migrate"):
            return super().handle(*args, **options)
