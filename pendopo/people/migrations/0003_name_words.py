"""One row for each word of each name, kept by the database itself: what a search for a later word reads."""

from typing import Any

from django.db import migrations, models

TABLE = """
CREATE TABLE people_name_word (
    village_code {text} NOT NULL, word {text} NOT NULL, name_key {text} NOT NULL, person_id {key} NOT NULL,
    PRIMARY KEY (village_code, word, name_key, person_id)
){without_rowid}
"""
COLUMNS = "people_name_word (village_code, word, name_key, person_id)"
SQLITE_TABLE = TABLE.format(text="varchar(255)", key="char(32)", without_rowid=" WITHOUT ROWID")
POSTGRES_TABLE = TABLE.format(text='varchar(255) COLLATE "C"', key="uuid", without_rowid="")


# A folded name holds letters, digits and single spaces only (people.rules.names), so that it splits as a JSON list.
def _sqlite_words(row: str) -> str:
    return f"""json_each('["' || replace({row}.name_key, ' ', '","') || '"]') AS each"""


SQLITE_ADD = (
    f"INSERT OR IGNORE INTO {COLUMNS} SELECT NEW.village_code, each.value, NEW.name_key, NEW.id"
    f" FROM {_sqlite_words('NEW')} WHERE each.value <> '';"
)
SQLITE_TAKE = (
    "DELETE FROM people_name_word WHERE village_code = OLD.village_code AND name_key = OLD.name_key"
    f" AND person_id = OLD.id AND word IN (SELECT each.value FROM {_sqlite_words('OLD')});"
)
SQLITE = (
    SQLITE_TABLE,
    f"CREATE TRIGGER people_name_word_add AFTER INSERT ON people_person BEGIN {SQLITE_ADD} END",
    f"CREATE TRIGGER people_name_word_take AFTER DELETE ON people_person BEGIN {SQLITE_TAKE} END",
    "CREATE TRIGGER people_name_word_change AFTER UPDATE OF name_key, village_code ON people_person"
    " WHEN OLD.name_key <> NEW.name_key OR OLD.village_code <> NEW.village_code"
    f" BEGIN {SQLITE_TAKE} {SQLITE_ADD} END",
    f"INSERT OR IGNORE INTO {COLUMNS} SELECT p.village_code, each.value, p.name_key, p.id"
    f" FROM people_person AS p, {_sqlite_words('p')} WHERE each.value <> ''",
)

POSTGRES_SPLIT = (
    f"INSERT INTO {COLUMNS} SELECT p.village_code, w.word, p.name_key, p.id FROM %s AS p,"
    " LATERAL unnest(string_to_array(p.name_key, ' ')) AS w (word) WHERE w.word <> '' ON CONFLICT DO NOTHING"
)
POSTGRES_JOIN = (
    "DELETE FROM people_name_word AS w USING %s AS p WHERE w.village_code = p.village_code"
    " AND w.name_key = p.name_key AND w.person_id = p.id AND w.word = ANY (string_to_array(p.name_key, ' '))"
)


def _function(name: str, body: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
    )


def _trigger(name: str, when: str, each: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {when} FOR EACH {each} EXECUTE FUNCTION {name}()"


POSTGRES = (
    POSTGRES_TABLE,
    _function("people_name_word_add", POSTGRES_SPLIT % "added"),
    _function("people_name_word_take", POSTGRES_JOIN % "taken"),
    _function(
        "people_name_word_change",
        f"{POSTGRES_JOIN % '(SELECT OLD.*)'}; {POSTGRES_SPLIT % '(SELECT NEW.*)'}",
    ),
    _function("people_name_word_empty", "TRUNCATE people_name_word"),
    _trigger("people_name_word_add", "INSERT ON people_person REFERENCING NEW TABLE AS added", "STATEMENT"),
    _trigger("people_name_word_take", "DELETE ON people_person REFERENCING OLD TABLE AS taken", "STATEMENT"),
    _trigger("people_name_word_change", "UPDATE OF name_key, village_code ON people_person", "ROW"),
    _trigger("people_name_word_empty", "TRUNCATE ON people_person", "STATEMENT"),
    POSTGRES_SPLIT % "people_person",
    "DROP INDEX IF EXISTS person_by_word",
    "DROP INDEX IF EXISTS person_by_name_anywhere",
)


def creating(vendor: str) -> tuple[str, ...]:
    return POSTGRES if vendor == "postgresql" else SQLITE


def filling(vendor: str) -> tuple[str, ...]:
    return (POSTGRES_SPLIT % "people_person",) if vendor == "postgresql" else SQLITE[-1:]


def make(apps: Any, schema_editor: Any) -> None:
    for statement in creating(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name in ("add", "take", "change", *(["empty"] if postgres else [])):
        where = " ON people_person" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER people_name_word_{name}{where}")
        if postgres:
            schema_editor.execute(f"DROP FUNCTION people_name_word_{name}()")
    schema_editor.execute("DROP TABLE people_name_word")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search_indexes")]

    operations = [
        migrations.RunPython(make, drop),
        migrations.RemoveIndex("person", "person_by_key_prefix"),
        migrations.AddIndex(
            "person", models.Index(fields=["name_key", "id"], name="person_by_name_anywhere")
        ),
    ]
