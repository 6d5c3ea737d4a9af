"""What may be done with messages, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

SEND: Final = "notices.send"
FOLLOW: Final = "notices.follow"
OUTBOX: Final = "notices.outbox"
HELD: Final[Powers] = {COUNTER: (SEND, OUTBOX), "sekretaris_desa": (OUTBOX,)}
DECIDING: Final[Powers] = {"sekretaris_desa": (FOLLOW,)}
