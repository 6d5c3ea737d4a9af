"""One at a time, for what lies outside the database: a file that two transactions know by the same name."""

from hashlib import sha256

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until the present one ends.

    On SQLite every writing transaction holds the whole database from its first statement (ADR 0016), so nothing is left
    to wait for.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a turn ends with its transaction: take it inside one")
    if connection.vendor == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
