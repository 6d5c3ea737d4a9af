"""The files of papers, each kept once under the digest of its content. Inner part of the operations.

Two requests may hold the same file, and one may come while the other goes: whoever keeps or deletes a file has its turn
until the transaction ends, and looks again before anything is deleted.
"""

from collections.abc import Iterable

from django.db import transaction

from pendopo.kernel.turns import take_turn
from pendopo.letters.formats import vault
from pendopo.letters.models import RequestPaper


def hold(digest: str, content: bytes) -> None:
    """Keep a file for a paper that the same transaction writes down."""
    take_turn(f"letters.paper {digest}")
    vault.keep(digest, content)


def forget(digests: Iterable[str]) -> None:
    """Delete files that no paper names any more, once the present transaction has really happened."""
    for digest in sorted(set(digests) - {""}):
        transaction.on_commit(lambda gone=digest: _discard_unheld(gone))  # type: ignore[misc]


def sweep() -> int:
    """Delete what no paper names: left by a transaction that was rolled back, or by a power cut; answer how many."""
    return sum(_discard_unheld(digest) for digest in vault.kept())


def _discard_unheld(digest: str) -> bool:
    with transaction.atomic():
        take_turn(f"letters.paper {digest}")
        if RequestPaper.objects.filter(digest=digest, removed_at__isnull=True).exists():
            return False
        vault.discard(digest)
    return True
