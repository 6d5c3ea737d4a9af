"""A resident's file on its way from one village of a site to another: its states, and what may follow what.

The village that is left owns the departure and its stub, the village that is reached the arrival and its new row: what
travels between two sites later is the same two statements.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _


class TransferState(StrEnum):
    """Where a file stands."""

    WAITING = "waiting"
    ASKED = "asked"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    TAKEN_BACK = "taken_back"


STATE_WORDS: Final[Mapping[TransferState, str]] = {
    TransferState.WAITING: _("Menunggu diterima desa tujuan"),
    TransferState.ASKED: _("Menunggu jawaban desa asal"),
    TransferState.REFUSED: _("Ditolak, menunggu dikembalikan desa asal"),
    TransferState.ACCEPTED: _("Sudah diterima desa tujuan"),
    TransferState.TAKEN_BACK: _("Ditarik kembali desa asal"),
}
# Whoever moves with such a file lives in no village yet.
ON_THE_WAY: Final = (TransferState.WAITING, TransferState.ASKED, TransferState.REFUSED)
# What waits for the village that was left.
WITH_SENDER: Final = (TransferState.ASKED, TransferState.REFUSED)

_ALLOWED: Final[Mapping[str, tuple[TransferState, ...]]] = {
    "open": (TransferState.WAITING, TransferState.ASKED),
    "accept": (TransferState.WAITING,),
    "ask": (TransferState.WAITING,),
    "answer": (TransferState.ASKED,),
    "refuse": (TransferState.WAITING, TransferState.ASKED),
    "take_back": ON_THE_WAY,
}
_WHY_NOT: Final[Mapping[TransferState, str]] = {
    TransferState.WAITING: "transfer_waiting",
    TransferState.ASKED: "transfer_asked",
    TransferState.REFUSED: "transfer_refused",
    TransferState.ACCEPTED: "transfer_accepted",
    TransferState.TAKEN_BACK: "transfer_taken_back",
}
# On whose word a file is handed on (UU 27/2022 art. 20: a basis for processing, and whoever moves is told).
CONSENTS: Final[Mapping[str, str]] = {
    "self": _("Yang pindah meminta sendiri"),
    "family": _("Keluarga serumah meminta untuknya"),
}


def transfer_problem(act: str, state: str) -> str | None:
    """Say why an act cannot follow the state of a file (handbook sync.md 1.3: each fact has one owner), or nothing."""
    held = TransferState(state)
    return None if held in _ALLOWED[act] else _WHY_NOT[held]


def allowed_acts(state: str) -> frozenset[str]:
    """Return what may be done with a file in a state (handbook sync.md 1.3)."""
    return frozenset(act for act in _ALLOWED if transfer_problem(act, state) is None)
