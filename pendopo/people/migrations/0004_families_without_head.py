"""The families that nobody heads, kept by the database itself: the desk asks for them at every opening.

A row is a family that has a living member and no head who still belongs to it: what an index on one table cannot say.
Kept apart from the family's own row, so that no older copy of it in memory writes over it, and so that the journal,
which holds what people decided, holds nothing that follows from it. Only residents are read here: whether a family is
dissolved, and where it lives, is asked when the list is read.
"""

from typing import Any

from django.db import migrations

TABLE = "CREATE TABLE people_family_without_head (family_id {key} NOT NULL PRIMARY KEY){without_rowid}"
# people.rules.codes: alive 1, missing 4, away 6; the head of a family is relation 1.
HEADLESS = (
    "EXISTS (SELECT 1 FROM people_person m WHERE m.family_id = {family} AND m.basic_status = 1) AND NOT EXISTS"
    " (SELECT 1 FROM people_person h WHERE h.family_id = {family} AND h.relation = 1 AND h.basic_status IN (1, 4, 6))"
)
FILL = (
    "INSERT INTO people_family_without_head (family_id) SELECT f.id FROM people_family f WHERE "
    + HEADLESS.format(family="f.id")
)
CHANGED = (
    "{old}.family_id {differs} {new}.family_id OR {old}.relation {differs} {new}.relation"
    " OR {old}.basic_status <> {new}.basic_status"
)


def _sqlite_look(row: str) -> str:
    family = f"{row}.family_id"
    return (
        f"DELETE FROM people_family_without_head WHERE family_id = {family};"
        f" INSERT INTO people_family_without_head (family_id) SELECT {family}"
        f" WHERE {family} IS NOT NULL AND {HEADLESS.format(family=family)};"
    )


def _sqlite_trigger(name: str, when: str, *rows: str) -> str:
    return f"CREATE TRIGGER people_head_{name} AFTER {when} BEGIN {' '.join(_sqlite_look(row) for row in rows)} END"


SQLITE = (
    TABLE.format(key="char(32)", without_rowid=" WITHOUT ROWID"),
    _sqlite_trigger("add", "INSERT ON people_person WHEN NEW.family_id IS NOT NULL", "NEW"),
    _sqlite_trigger("take", "DELETE ON people_person WHEN OLD.family_id IS NOT NULL", "OLD"),
    _sqlite_trigger(
        "change",
        "UPDATE OF family_id, relation, basic_status ON people_person WHEN "
        + CHANGED.format(old="OLD", new="NEW", differs="IS NOT"),
        "OLD",
        "NEW",
    ),
    FILL,
)

# Nothing is locked here: the list asks the residents of these few families again before it shows one.
POSTGRES_LOOK = (
    "DELETE FROM people_family_without_head WHERE family_id IN ({ids});"
    " INSERT INTO people_family_without_head (family_id) SELECT f.id FROM people_family f WHERE f.id IN ({ids})"
    f" AND {HEADLESS.format(family='f.id')} ON CONFLICT DO NOTHING"
)


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION people_head_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"


def _trigger(name: str, when: str, each: str, also: str = "") -> str:
    return (
        f"CREATE TRIGGER people_head_{name} AFTER {when} FOR EACH {each}{also}"
        f" EXECUTE FUNCTION people_head_{name}()"
    )


POSTGRES = (
    TABLE.format(key="uuid", without_rowid=""),
    _function("add", POSTGRES_LOOK.format(ids="SELECT family_id FROM added")),
    _function("take", POSTGRES_LOOK.format(ids="SELECT family_id FROM taken")),
    _function("change", POSTGRES_LOOK.format(ids="SELECT OLD.family_id UNION SELECT NEW.family_id")),
    _function("empty", "TRUNCATE people_family_without_head"),
    _trigger("add", "INSERT ON people_person REFERENCING NEW TABLE AS added", "STATEMENT"),
    _trigger("take", "DELETE ON people_person REFERENCING OLD TABLE AS taken", "STATEMENT"),
    _trigger(
        "change",
        "UPDATE OF family_id, relation, basic_status ON people_person",
        "ROW",
        f" WHEN ({CHANGED.format(old='OLD', new='NEW', differs='IS DISTINCT FROM')})",
    ),
    _trigger("empty", "TRUNCATE ON people_person", "STATEMENT"),
    FILL,
)


def creating(vendor: str) -> tuple[str, ...]:
    return POSTGRES if vendor == "postgresql" else SQLITE


def filling(vendor: str) -> tuple[str, ...]:
    return (FILL,)


def make(apps: Any, schema_editor: Any) -> None:
    for statement in creating(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name in ("add", "take", "change", *(["empty"] if postgres else [])):
        where = " ON people_person" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER people_head_{name}{where}")
        if postgres:
            schema_editor.execute(f"DROP FUNCTION people_head_{name}()")
    schema_editor.execute("DROP TABLE people_family_without_head")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_name_words")]

    operations = [migrations.RunPython(make, drop)]
