"""Every kind of work that is killed."""

from tests.ordeal.kinds.frame import Ack, Kind
from tests.ordeal.kinds.office import Cases, Numbering, Signing
from tests.ordeal.kinds.register import Events, Import, Merge, Undo
from tests.ordeal.kinds.whole import Backup, Migration, Restore, Rotation

KINDS: tuple[Kind, ...] = (
    Import(), Undo(), Numbering(), Events(), Merge(), Backup(), Rotation(), Restore(), Cases(), Signing(), Migration(),
)  # fmt: skip
