"""The interface speaks in the words of the village of the page: every translated sentence passes here."""

from django.utils.translation import trans_real

from pendopo.places.queries import public_said
from pendopo.places.rules.wording import NAMED


class VillageTranslation(trans_real.DjangoTranslation):
    """A catalogue whose sentences name what the village has: Lurah where they are written for a Kepala Desa."""

    def gettext(self, message: str) -> str:
        """Return the translation in the words of the village; what is a name stays a name."""
        context, _, plain = message.rpartition(trans_real.CONTEXT_SEPARATOR)
        found = super().gettext(message)
        if context and found == message:
            found = plain
        return found if context == NAMED else public_said(found, self.language())

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number in the words of the village."""
        return public_said(super().ngettext(msgid1, msgid2, n), self.language())


def speak_of_villages() -> None:
    """Let Django read its catalogues as this one."""
    trans_real.DjangoTranslation = VillageTranslation  # type: ignore[misc]
    # what was translated before this moment was read with Django's own
    trans_real._translations.clear()  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]
