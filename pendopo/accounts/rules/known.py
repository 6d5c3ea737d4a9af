"""Browsers in which somebody has signed in: a cookie that proves it for one account, and names nobody."""

import base64
import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pendopo.accounts.rules.pin import keyed

# An office PC serves many; the oldest proof goes first.
_MOST = 24
_LONGEST = 2000
_FORM = re.compile(r"[A-Za-z0-9_-]{22}(?:\.[0-9]{1,7}~[A-Za-z0-9_-]{22})+")


@dataclass(frozen=True)
class Owner:
    """An account that a browser may be known to; its epoch rises when no browser shall be known any more."""

    kind: str
    id: str
    epoch: int


def known_device(cookie: str, owner: Owner, *, pepper: bytes, on: date, days: int) -> str:
    """Return the device that a cookie proves for an account, or nothing (issue 8, line 6: known devices)."""
    device, found = "", ""
    for device, day, proof in _proofs(cookie):
        fits = hmac.compare_digest(proof, _proof(owner, device, day, pepper))
        if fits and 0 <= on.toordinal() - day < days:
            found = device
    return found


def cookie_with(cookie: str, owner: Owner, *, pepper: bytes, on: date) -> str:
    """Return the cookie with a fresh proof for an account, the others kept (issue 8, line 6: known devices)."""
    held = list(_proofs(cookie))
    device = held[0][0] if held else secrets.token_urlsafe(16)
    others = [(day, proof) for _, day, proof in held if proof != _proof(owner, device, day, pepper)]
    day = on.toordinal()
    kept = [(day, _proof(owner, device, day, pepper)), *others][:_MOST]
    return ".".join([device, *(f"{day}~{proof}" for day, proof in kept)])


def _proofs(cookie: str) -> Iterator[tuple[str, int, str]]:
    if len(cookie) > _LONGEST or not _FORM.fullmatch(cookie):
        return
    device, *parts = cookie.split(".")
    for part in parts[:_MOST]:
        day, _, proof = part.partition("~")
        yield device, int(day), proof


def _proof(owner: Owner, device: str, day: int, pepper: bytes) -> str:
    text = f"{owner.kind} {owner.id} {owner.epoch} {device} {day}"
    return base64.urlsafe_b64encode(keyed(pepper, "device", text)[:16]).decode().rstrip("=")
