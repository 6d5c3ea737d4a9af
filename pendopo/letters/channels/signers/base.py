"""What every way of signing has in common."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class Passphrase:
    """A secret that shows itself nowhere: not in a log, a traceback or a saved object."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Passphrase(...)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a passphrase is not stored")

    def __bool__(self) -> bool:
        return bool(self._text)

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text


@dataclass(frozen=True)
class SignTask:
    """A finished page and who signs it, why and where."""

    pdf: bytes
    name: str
    village: str
    reason: str
    place: str
    on: date
    nik: str = field(default="", repr=False)


@dataclass(frozen=True)
class Signed:
    """A signed PDF and the serial of the certificate that signed."""

    pdf: bytes
    serial: str


class SigningFailed(Exception):
    """Nobody signed; `code` says why, in the words of `reasons`. It never carries what was sent."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Signer(Protocol):
    """Signs a PDF so that any reader of PDFs can check it (ETSI EN 319 142-1, PAdES)."""

    def sign(self, task: SignTask, secret: Passphrase) -> Signed:
        """Return the signed PDF, or raise SigningFailed."""
        ...
