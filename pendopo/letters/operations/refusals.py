"""The refusal that the rules of letters raise."""

from typing import Any

from django.utils.translation import gettext

from pendopo.kernel.errors import Refusal
from pendopo.letters.rules.refusals import WORDS


class LetterRefused(Refusal):
    """A rule of letters said no."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(gettext(WORDS[code]) % details, code=code, **details)
