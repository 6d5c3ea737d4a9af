"""Who may send messages, when one is tried again, and when its sending is given up."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

SEND: Final = "notices.send"
FOLLOW: Final = "notices.follow"
HELD: Final[Powers] = {COUNTER: (SEND,)}
DECIDING: Final[Powers] = {"sekretaris_desa": (FOLLOW,)}


class OutboxState(StrEnum):
    """How far the sending of a message over one channel has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


# After each failure the pause grows; after the last one a person has to look (Pendopo design).
_PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=24))


def pause_after(attempts: int) -> timedelta | None:
    """Say how long to wait after so many failures, or that sending is given up (Pendopo design)."""
    return _PAUSES[attempts - 1] if 0 < attempts <= len(_PAUSES) else None


def mask_address(address: str) -> str:
    """Show as much of an e-mail address as its owner needs to recognise it (UU 27/2022 art. 16)."""
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}" if host else "•••"
