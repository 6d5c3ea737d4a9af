"""By which way a case came in, and who may have handed it in."""

from enum import StrEnum


class Channel(StrEnum):
    """By which way a case came in."""

    ONLINE = "online"
    DESK = "desk"
    BEHALF = "behalf"
    KIOSK = "kiosk"
    PAPER = "paper"


class OwnerKind(StrEnum):
    """Whose a case is: a resident's, a household's, an office's, or of somebody whom the register does not know."""

    PERSON = "person"
    HOUSEHOLD = "household"
    OFFICE = "office"
    UNKNOWN = "unknown"
