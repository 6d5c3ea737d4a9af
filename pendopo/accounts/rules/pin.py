"""Residents' secrets: what a good PIN is, how it is hashed, and codes that can be read from paper."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from datetime import date

PIN_LEAST = 6
PIN_MOST = 16
PASSPHRASE_LEAST = 12
PASSPHRASE_MOST = 128

# No letter or digit that looks like another on a poor print: 0 O, 1 I, 2 Z, 5 S, 6 G, 8 B.
CODE_ALPHABET = "ACDEFHJKLMNPQRTUVWXY3479"
CODE_LENGTH = 10

_COST = 1 << 14
_BLOCK = 8
_LANES = 2


def weakness(secret: str, *, birth_date: date | None = None, numbers: tuple[str, ...] = ()) -> str | None:
    """Return why a PIN or passphrase is too easy, or nothing (OWASP ASVS 5.0 V6; issue 2: six digits or more).

    `numbers` are identity and telephone numbers whose digits must not serve as the PIN.
    """
    if not (secret.isascii() and secret.isdigit()):
        return _weak_passphrase(secret)
    if len(secret) < PIN_LEAST:
        return "pin_short"
    if len(secret) > PIN_MOST:
        return "secret_long"
    if _is_run(secret) or _is_repetition(secret):
        return "pin_pattern"
    if birth_date is not None and any(form in secret for form in _date_forms(birth_date)):
        return "pin_birth_date"
    if any(secret in number for number in numbers if number):
        return "pin_from_number"
    return None


def _weak_passphrase(secret: str) -> str | None:
    if len(secret) < PASSPHRASE_LEAST:
        return "passphrase_short"
    if len(secret) > PASSPHRASE_MOST:
        return "secret_long"
    return "passphrase_pattern" if len(set(secret.casefold())) < 5 else None


def _is_run(digits: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in zip(digits, digits[1:], strict=False)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _is_repetition(digits: str) -> bool:
    # 121212, 123123, 112233: a short block repeated, or each digit doubled along a run.
    if any(digits == (digits[:size] * len(digits))[: len(digits)] for size in (1, 2, 3)):
        return True
    doubled = len(digits) % 2 == 0 and digits[::2] == digits[1::2]
    return len(set(digits)) <= 2 or (doubled and _is_run(digits[::2]))


def _date_forms(day: date) -> set[str]:
    return {day.strftime(form) for form in ("%d%m%y", "%d%m%Y", "%y%m%d", "%Y%m%d", "%m%d%y", "%m%d%Y")}


def new_code() -> str:
    """Return a fresh one-time code, about 46 random bits (issue 2: one-time code, printed or sent)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def spaced_code(code: str) -> str:
    """Return the code in two groups, easier to copy from paper (issue 2)."""
    return f"{code[:5]}-{code[5:]}"


def plain_code(typed: str) -> str:
    """Return a typed code without spaces, hyphens and small letters (issue 2)."""
    return "".join(char for char in typed.upper() if char in CODE_ALPHABET)


def keyed(pepper: bytes, purpose: str, text: str) -> bytes:
    """Return the keyed hash of a text for one purpose; the key lies outside the database (opensid.md 2.3)."""
    return hmac.new(pepper, f"pendopo {purpose}:{text}".encode(), hashlib.sha256).digest()


def slow_hash(peppered: bytes, salt: bytes) -> bytes:
    """Return the slow hash of a peppered secret (RFC 7914 scrypt; opensid.md 2.3: never a bare fast hash)."""
    return hashlib.scrypt(peppered, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=64 << 20, dklen=32)


def hash_secret(secret: str, pepper: bytes) -> str:
    """Return the stored form of a secret: parameters, salt, slow hash (RFC 7914; opensid.md 2.3)."""
    salt = secrets.token_bytes(16)
    digest = slow_hash(keyed(pepper, "secret", settled(secret)), salt)
    return f"scrypt${_b64(salt)}${_b64(digest)}"


def matches(secret: str, stored: str, pepper: bytes) -> bool:
    """Compare a secret with its stored form in constant time; without one, do the same work and say no (issue 2)."""
    parts = stored.split("$")
    known = len(parts) == 3 and parts[0] == "scrypt"
    salt = base64.b64decode(parts[1]) if known else bytes(16)
    wanted = base64.b64decode(parts[2]) if known else bytes(32)
    digest = slow_hash(keyed(pepper, "secret", settled(secret)), salt)
    return hmac.compare_digest(digest, wanted) and known


def same(one: str, other: str) -> bool:
    """Compare two short texts in constant time; empty ones are never the same (issue 2: constant time)."""
    return hmac.compare_digest(one.encode(), other.encode()) and bool(one)


def settled(secret: str) -> str:
    """Return a secret in one Unicode form (UAX 15: NFKC)."""
    # The same passphrase typed on another keyboard may arrive in another Unicode form.
    return unicodedata.normalize("NFKC", secret)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
