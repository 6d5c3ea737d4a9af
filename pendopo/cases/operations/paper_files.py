"""The files of papers, each kept once in its domain's room under the digest of its content. Part of the operations.

Two rows may hold the same file, and one may come while the other goes: whoever keeps or deletes a file has its turn
until the transaction ends, and looks again before anything is deleted. `held` says whether a row still names a digest.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from pendopo.cases.formats import vault
from pendopo.kernel.turns import take_turn

Held = Callable[[str], bool]


def hold_file(room: str, digest: str, content: bytes) -> None:
    """Keep a file for a paper that the same transaction writes down."""
    take_turn(f"{room}.paper {digest}")
    vault.keep(room, digest, content)


def forget_files(room: str, digests: Iterable[str], held: Held) -> None:
    """Delete files that no paper names any more, once the present transaction has really happened."""
    for digest in sorted(set(digests) - {""}):
        transaction.on_commit(lambda gone=digest: _discard_unheld(room, gone, held))  # type: ignore[misc]


def sweep_files(room: str, held: Held) -> int:
    """Delete what no paper names: left by a transaction that was rolled back, or by a power cut; answer how many."""
    return sum(_discard_unheld(room, digest, held) for digest in vault.kept(room))


def _discard_unheld(room: str, digest: str, held: Held) -> bool:
    with transaction.atomic():
        take_turn(f"{room}.paper {digest}")
        if held(digest):
            return False
        vault.discard(room, digest)
    return True
