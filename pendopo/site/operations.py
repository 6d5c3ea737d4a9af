"""What the pages that belong to no domain write down."""

from collections.abc import Sequence

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.kernel.powers import READ_JOURNAL


@operation("site.journal.list", "Daftar isi jurnal diunduh", READ_JOURNAL, "area", replicates=False)
def record_journal_file(actor: Actor, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
    """Write down that entries of an area's journal were handed out as a list: what for, how many lines
    (reason), and the hash of the file (evidence)."""
