"""Short codes that people type from paper: their signs, how they are made, read and compared."""

import hmac
import secrets
from typing import Final

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
