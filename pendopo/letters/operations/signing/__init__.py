"""Signing: looking at each letter, one letter, many letters, and what comes after."""

from pendopo.letters.operations.signing.after import (
    hand_over,
    note_life_event,
    void_letter,
)
from pendopo.letters.operations.signing.batch import BatchResult, sign_batch, sign_now
from pendopo.letters.operations.signing.one import look_at, sign_request

__all__ = [
    "BatchResult",
    "hand_over",
    "look_at",
    "note_life_event",
    "sign_batch",
    "sign_now",
    "sign_request",
    "void_letter",
]
