"""Files of letters at rest: sealed with a key outside the database, bound to the row that holds them."""

from uuid import UUID

from pendopo.kernel.sealed import seal_bytes, unseal_bytes
from pendopo.letters.rules.signing import file_place


def seal_file(content: bytes, row_id: UUID) -> bytes:
    """Seal a file for one row with the newest key."""
    return seal_bytes(content, file_place(row_id))


def open_file(sealed: bytes, row_id: UUID) -> bytes:
    """Open a file again; raise DamagedContent when it was cut, moved or altered, KeyTrouble without its key."""
    return unseal_bytes(sealed, file_place(row_id))
