"""One row for each word of each name, kept by the database itself: the name from that word on, without spaces.

Migration 0006 makes the table anew where an older program made it, with the words alone.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pendopo.people.rules.searching import BORDERS, LETTERS

TABLE = """
CREATE TABLE people_name_word (
    village_code {text} NOT NULL, tail {text} NOT NULL, name_key {text} NOT NULL, person_id {key} NOT NULL,
    PRIMARY KEY (village_code, tail, name_key, person_id)
){without_rowid}
"""
COLUMNS = "people_name_word (village_code, tail, name_key, person_id)"
SQLITE_TABLE = TABLE.format(text="varchar(255)", key="char(32)", without_rowid=" WITHOUT ROWID")
POSTGRES_TABLE = TABLE.format(text='varchar(255) COLLATE "C"', key="uuid", without_rowid="")


STEPS = ((" ", ""), *BORDERS, *((letter * 2, letter) for letter in LETTERS))


def _joined(text: str, steps: tuple[tuple[str, str], ...]) -> str:
    """Half of the twin of `rules.searching.joined`: the parser of SQLite takes no more calls within one another."""
    for written, sound in steps:
        text = f"replace({text}, '{written}', '{sound}')"
    return text


def _tails(row: str, begins: str, words: str) -> str:
    """Give name_key, village, id and one tail for each word of a row: where the word begins in the name, and what follows."""
    key = f"{row}.name_key"
    where = f"{begins}(' ' || {key} || ' ', ' ' || word.value || ' ')"
    half = _joined(f"substr({key}, {where})", STEPS[:15])
    return (
        f"SELECT part.village_code, {_joined('part.half', STEPS[15:])}, part.name_key, part.id FROM (SELECT"
        f" {row}.village_code AS village_code, {half} AS half, {key} AS name_key, {row}.id AS id"
        f" FROM {words} WHERE word.value <> '') AS part"
    )


# A folded name holds letters, digits and single spaces only (people.rules.names), so that it splits as a JSON list.
def _sqlite_tails(row: str, table: str = "") -> str:
    words = f"""json_each('["' || replace({row}.name_key, ' ', '","') || '"]') AS word"""
    return _tails(row, "instr", f"{table}{words}")


SQLITE_ADD = f"INSERT OR IGNORE INTO {COLUMNS} {_sqlite_tails('NEW')};"
SQLITE_TAKE = (
    "DELETE FROM people_name_word WHERE (village_code, tail, name_key, person_id)"
    f" IN ({_sqlite_tails('OLD')});"
)
SQLITE = (
    SQLITE_TABLE,
    f"CREATE TRIGGER people_name_word_add AFTER INSERT ON people_person BEGIN {SQLITE_ADD} END",
    f"CREATE TRIGGER people_name_word_take AFTER DELETE ON people_person BEGIN {SQLITE_TAKE} END",
    "CREATE TRIGGER people_name_word_change AFTER UPDATE OF name_key, village_code ON people_person"
    " WHEN OLD.name_key <> NEW.name_key OR OLD.village_code <> NEW.village_code"
    f" BEGIN {SQLITE_TAKE} {SQLITE_ADD} END",
    f"INSERT OR IGNORE INTO {COLUMNS} {_sqlite_tails('p', 'people_person AS p, ')}",
)

POSTGRES_TAILS = _tails(
    "p", "strpos", "%s AS p, LATERAL unnest(string_to_array(p.name_key, ' ')) AS word (value)"
)
POSTGRES_SPLIT = f"INSERT INTO {COLUMNS} {POSTGRES_TAILS} ON CONFLICT DO NOTHING"
POSTGRES_JOIN = (
    f"DELETE FROM people_name_word WHERE (village_code, tail, name_key, person_id) IN ({POSTGRES_TAILS})"
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
)


def creating(vendor: str) -> tuple[str, ...]:
    return POSTGRES if vendor == "postgresql" else SQLITE


def filling(vendor: str) -> tuple[str, ...]:
    return (POSTGRES_SPLIT % "people_person",) if vendor == "postgresql" else SQLITE[-1:]


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in creating(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_indexes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in ("person_by_word", "person_by_name_anywhere"):
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name in ("add", "take", "change", *(["empty"] if postgres else [])):
        where = " ON people_person" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS people_name_word_{name}{where}")
        if postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS people_name_word_{name}()")
    schema_editor.execute("DROP TABLE people_name_word")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search_indexes")]

    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(drop_indexes, migrations.RunPython.noop),
        migrations.RemoveIndex("person", "person_by_key_prefix"),
        migrations.AddIndex(
            "person", models.Index(fields=["name_key", "id"], name="person_by_name_anywhere")
        ),
    ]
