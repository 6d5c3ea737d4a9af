"""What the database keeps by triggers survives a rebuilt table of residents: words of names, families without head."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models

from pendopo.kernel.guard import unguarded
from pendopo.kernel.triggers import put_back_kept
from pendopo.people.models import Person
from pendopo.people.tests import crowd


def kept() -> set[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT village_code, tail, name_key, person_id FROM people_name_word")
        return set(cursor.fetchall())


def standing() -> set[str]:
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    sql = sqlite if connection.vendor == "sqlite" else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} AND {'name' if connection.vendor == 'sqlite' else 'tgname'} LIKE 'people_%'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.usefixtures("empty_kept_tables")
@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_register_is_searched_as_before() -> None:
    crowd.village()
    crowd.write([crowd.person("Asep Sunandar"), crowd.person("Siti Aminah Lestari")])
    before = standing()
    assert len(before) >= 6
    column = Person._meta.get_field("birth_place")
    assert isinstance(column, models.CharField)
    wider = column.clone()
    wider.max_length = (column.max_length or 0) + 10
    wider.set_attributes_from_name(column.name)
    wider.model = Person
    with unguarded("a migration in a test"), connection.schema_editor() as editor:
        editor.alter_field(Person, column, wider)
    if connection.vendor == "sqlite":
        assert standing() < before, "Django drops them: the reason for all this"
    words = kept()
    assert len(words) == 5
    with unguarded("rows that came while nobody kept the words"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_name_word")
        cursor.execute("DROP TRIGGER IF EXISTS people_name_word_change" + _on_residents())
    call_command("migrate", verbosity=0)
    assert standing() == before
    assert kept() == words
    assert put_back_kept() == []


def _on_residents() -> str:
    return " ON people_person" if connection.vendor == "postgresql" else ""
