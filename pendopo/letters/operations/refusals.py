"""The refusal that the rules of letters raise."""

from pendopo.kernel.errors import WordedRefusal
from pendopo.letters.rules.refusals import WORDS


class LetterRefused(WordedRefusal):
    """A rule of letters said no."""

    words = WORDS
