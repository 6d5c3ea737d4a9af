"""The number and the code on a receipt: who holds both may ask how far a case is."""

from datetime import date
from typing import Final

from pendopo.documents.rules import new_code, read_code

SECRET_LENGTH: Final = 12
_MONTH, _SIGNS = 4, 6


def new_receipt(mark: str, on: date) -> str:
    """Make a receipt's number: the mark of its kind, the month, and six signs that say nothing of anybody."""
    return f"{mark}{on:%y%m}-{new_code(_SIGNS)}"


def read_receipt(typed: str) -> str:
    """Write a number as the receipt does, however it was typed; the mark stands apart, for it may be an I or an L."""
    held = "".join(typed.split()).upper()
    rest = read_code(held[1:])
    return f"{held[:1]}{rest[:_MONTH]}-{rest[_MONTH:]}"
