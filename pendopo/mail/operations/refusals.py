"""The refusal that the rules of mail raise."""

from pendopo.kernel.errors import WordedRefusal
from pendopo.mail.rules.refusals import WORDS


class MailRefused(WordedRefusal):
    """A rule of mail said no."""

    words = WORDS
