"""Tables of letters, one file a theme."""

from pendopo.letters.models.documents import LetterDocument, LetterFile, LetterKey
from pendopo.letters.models.register import Delivery, Disposition, NumberCounter, RegisterEntry
from pendopo.letters.models.requests import (
    LetterRequest,
    LetterStep,
    RequestPaper,
)
from pendopo.letters.models.types import LetterType, LetterTypeVersion

__all__ = [
    "Delivery",
    "Disposition",
    "LetterDocument",
    "LetterFile",
    "LetterKey",
    "LetterRequest",
    "LetterStep",
    "LetterType",
    "LetterTypeVersion",
    "NumberCounter",
    "RegisterEntry",
    "RequestPaper",
]
