"""Files of letters at rest: sealed with a key outside the database, bound to the row that holds them."""

from uuid import UUID

from pendopo.kernel.sealed import seal_bytes, unseal_bytes


def seal_file(content: bytes, row_id: UUID) -> bytes:
    """Seal a file for one row with the newest key."""
    return seal_bytes(content, _place(row_id))


def open_file(sealed: bytes, row_id: UUID) -> bytes:
    """Open a file again; raise DamagedContent when it was cut, moved or altered, KeyTrouble without its key."""
    return unseal_bytes(sealed, _place(row_id))


def _place(row_id: UUID) -> bytes:
    return b"letters.file:" + row_id.bytes
