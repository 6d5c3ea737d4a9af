"""Tables of letters, one file a theme."""

from pendopo.letters.models.documents import LetterDocument, LetterFile, LetterKey
from pendopo.letters.models.requests import (
    LetterRequest,
    LetterStep,
    RequestPaper,
)
from pendopo.letters.models.types import LetterType, LetterTypeVersion

__all__ = [
    "LetterDocument",
    "LetterFile",
    "LetterKey",
    "LetterRequest",
    "LetterStep",
    "LetterType",
    "LetterTypeVersion",
    "RequestPaper",
]
