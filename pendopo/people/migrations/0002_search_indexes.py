"""Indexes for the searches of a kabupaten; SQLite answers the same questions from person_by_name alone."""

from typing import Any

from django.db import migrations

MAKE = (
    "CREATE INDEX IF NOT EXISTS person_by_name_anywhere ON people_person (name_key, id)",
    "CREATE INDEX IF NOT EXISTS person_by_word ON people_person USING gin (to_tsvector('simple'::regconfig, name_key))",
)
DROP = ("DROP INDEX IF EXISTS person_by_word", "DROP INDEX IF EXISTS person_by_name_anywhere")


def _run(statements: tuple[str, ...]) -> Any:
    def step(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(_run(MAKE), _run(DROP))]
