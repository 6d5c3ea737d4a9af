"""Codes and numbers that people type from paper: their signs, how they are made and read, and the one space of all."""

import hmac
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pendopo.kernel.domains import parts_of

# Letters and digits that nobody takes for one another (Crockford's base 32).
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011")


def new_code(length: int) -> str:
    """Make a code of so many signs, five random bits each, that nobody can guess."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def read_code(typed: str) -> str:
    """Read a code as people type it: any letter case, spaces or dashes; O is 0, I and L are 1 (Crockford's base 32)."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)


def same_code(held: str | None, typed: str) -> bool:
    """Compare a typed code with the one that is kept, in constant time; where none is kept, no code fits."""
    return hmac.compare_digest(read_code(held or "").encode(), read_code(typed).encode()) and bool(held)


class CodeForm(StrEnum):
    """How a code stands on its paper."""

    MARKED = "marked"  # B-7K4M9Q2X, and in a QR code /B/7K4M9Q2X
    BARE = "bare"  # its signs alone; only the address says the mark
    NUMBER = "number"  # a receipt: S2611-7K4M9Q, mark and month


@dataclass(frozen=True)
class CodeKind:
    """One kind of code that a domain puts on papers, as a part of `register_domain`.

    `mark` is one capital letter, `signs` counts what follows it. `where` gets the code behind its mark (of a number all
    of it, in its own spelling) and answers the path of its page, or nothing for a code that was never given. A number
    guards nothing: it leads to the page that asks for the secret, given or not. `url_name` is the kind's own page,
    `hint` says how the code looks.
    """

    mark: str
    title: object
    hint: object
    where: Callable[[str], str | None]
    url_name: str
    signs: int = 8
    form: CodeForm = CodeForm.MARKED
    order: int = 100

    @property
    def length(self) -> int:
        """How many signs are typed: the mark among them, unless the code is bare."""
        return self.signs + (self.form is not CodeForm.BARE)


NUMBER_SIGNS: Final = 10
_NUMBER: Final = re.compile(rf"[0-9]{{2}}(0[1-9]|1[0-2])[{SIGNS}]{{6}}")


def new_number(mark: str, on: date) -> str:
    """Make the number of a receipt: it says the month, and nothing about anybody."""
    return f"{mark}{on:%y%m}-{new_code(6)}"


def read_number(mark: str, typed: str) -> str:
    """Return a typed receipt number in its own spelling, or nothing for any other text (design.md 2: receipts)."""
    signs = read_code(typed)
    fits = signs[:1] == read_code(mark) and _NUMBER.fullmatch(signs[1:])
    return f"{mark}{signs[1:5]}-{signs[5:]}" if fits else ""


def readings(typed: str, kinds: Sequence[CodeKind]) -> Iterator[tuple[CodeKind, str]]:
    """List what a typed text or a pasted address may be: a kind, and what its `where` gets.

    A text has one reading at most, an address one for each of its words, the last first (design.md 3: documents).
    """
    words = [word.strip() for word in re.split(r"[/?#]", typed) if word.strip()]
    for at in range(len(words) - 1, -1, -1):
        for kind in kinds:
            code = _marked(kind, words[at - 1], words[at]) if at else ""
            if code := code or _typed(kind, words[at]):
                yield kind, code


def _marked(kind: CodeKind, before: str, word: str) -> str:
    return word if kind.form is not CodeForm.NUMBER and before.upper() == kind.mark else ""


def _typed(kind: CodeKind, word: str) -> str:
    signs = read_code(word)
    if kind.form is CodeForm.NUMBER:
        return read_number(kind.mark, signs)
    if len(signs) != kind.length or not set(signs) <= set(SIGNS):
        return ""
    if kind.form is CodeForm.BARE:
        return signs
    return signs[1:] if signs[0] == read_code(kind.mark) else ""


def code_kinds() -> list[CodeKind]:
    """Return the kinds that the domains bring (design.md 3: documents)."""
    return [kind for _, kind in parts_of(CodeKind)]


def require_one_space() -> None:
    """Raise at start-up when one paper could mean two kinds, so that no code leads to another's page (design.md 3)."""
    if found := clashes(code_kinds()):
        raise RuntimeError(f"codes that cannot be told apart: {'; '.join(found)}")


def clashes(kinds: Sequence[CodeKind]) -> list[str]:
    """Name the pairs of kinds that one paper could mean, and marks that are no letter (design.md 3: documents)."""
    odd = [kind.mark for kind in kinds if not re.fullmatch("[A-Z]", kind.mark)]
    pairs = [(one, other) for at, one in enumerate(kinds) for other in kinds[:at] if _alike(one, other)]
    return [*odd, *(f"{other.mark} ({other.form}), {one.mark} ({one.form})" for one, other in pairs)]


def _alike(one: CodeKind, other: CodeKind) -> bool:
    numbers = {kind.form is CodeForm.NUMBER for kind in (one, other)}
    if one.mark == other.mark and len(numbers) == 1:
        return True
    bare = CodeForm.BARE in (one.form, other.form)
    return one.length == other.length and (bare or read_code(one.mark) == read_code(other.mark))
