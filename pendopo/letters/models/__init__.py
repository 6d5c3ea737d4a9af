"""Tables of letters, one file a theme."""

from pendopo.letters.models.documents import LetterDocument, LetterFile, LetterKey
from pendopo.letters.models.requests import LetterFollow, LetterNote, LetterRequest, LetterStep, RequestPaper
from pendopo.letters.models.types import LetterType, LetterTypeVersion

__all__ = [
    "LetterDocument",
    "LetterFile",
    "LetterFollow",
    "LetterKey",
    "LetterNote",
    "LetterRequest",
    "LetterStep",
    "LetterType",
    "LetterTypeVersion",
    "RequestPaper",
]
