"""Reads of the table of words in names, which the database itself keeps beside the residents (migration 0003)."""

from uuid import UUID

from django.db import connection


def ids_by_word(villages: list[str], keys: tuple[str, ...], most: int) -> list[UUID]:
    """Return people of these villages whose folded names hold all words of one of the keys.

    A word is found by how it begins. At most this many are returned for each key, in no order that means anything.
    """
    found: dict[UUID, None] = {}
    for key in filter(str.isascii, keys):
        words = sorted(key.split(), key=len)
        if words and villages:
            found |= dict.fromkeys(_ids(villages, words.pop(), words, most))
    return list(found)


def _ids(villages: list[str], longest: str, others: list[str], most: int) -> list[UUID]:
    # The longest word is the rarest one as a rule; the whole name stands in the same index, for the other words.
    places = ", ".join(["%s"] * len(villages))
    also = " AND (' ' || name_key) LIKE %s" * len(others)
    statement = (
        f"SELECT person_id FROM people_name_word WHERE village_code IN ({places})"  # noqa: S608 - only placeholders
        f" AND word >= %s AND word < %s{also} LIMIT %s"
    )
    after = longest[:-1] + chr(ord(longest[-1]) + 1)
    words = [longest, after, *(f"% {word}%" for word in others)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*villages, *words, most])
        return [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in cursor.fetchall()]
