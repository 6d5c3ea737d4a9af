"""Tables of letters, one file a theme."""

from pendopo.letters.models.types import LetterType, LetterTypeVersion

__all__ = ["LetterType", "LetterTypeVersion"]
