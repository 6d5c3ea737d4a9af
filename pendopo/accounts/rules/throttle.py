"""Lock-out: how long to wait after failed attempts, and how addresses are grouped."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limits:
    """The dated settings of the lock-out."""

    tries: int
    lock_minutes: int
    lock_minutes_most: int
    forget_hours: int


@dataclass(frozen=True)
class Tally:
    """Failures of one identifier, account or network so far."""

    failures: int = 0
    last_at: datetime | None = None
    locked_until: datetime | None = None


def is_locked(tally: Tally, now: datetime) -> bool:
    """Say whether attempts are refused at this moment (issue 2: lock-out)."""
    return tally.locked_until is not None and now < tally.locked_until


def after_attempt(tally: Tally, now: datetime, limits: Limits) -> Tally:
    """Return the tally after one more attempt, counted before it is checked (issue 2: lock-out).

    Each further round of failures doubles the wait, up to the longest; a quiet time forgets all of it.
    """
    # Sitting out a lock is no quiet time, or the longest lock would forget everything before it.
    since = tally.locked_until or tally.last_at
    quiet = since is not None and now - since >= timedelta(hours=limits.forget_hours)
    failures = 1 if quiet else tally.failures + 1
    if failures % limits.tries:
        return Tally(failures, now, None)
    rounds = min(failures // limits.tries - 1, 20)
    minutes = min(limits.lock_minutes << rounds, limits.lock_minutes_most)
    return Tally(failures, now, now + timedelta(minutes=minutes))


@dataclass(frozen=True)
class Brake:
    """The dated settings of the brake on one secret tried over many accounts."""

    accounts: int
    window_minutes: int
    pause_minutes: int


_MARK = 4


def seen_after(seen: bytes, mark: bytes, now: datetime, window_minutes: int) -> bytes:
    """Return on which accounts a secret failed within the window, this one added (issue 8, line 6: spraying).

    Each account is four bytes of a keyed hash and the minute: enough to count different ones, too little to know one.
    """
    minute = int(now.timestamp()) // 60
    size = _MARK * 2
    held = [seen[start : start + size] for start in range(0, len(seen), size)]
    young = [one for one in held if minute - int.from_bytes(one[_MARK:], "big") < window_minutes]
    others = [one for one in young if one[:_MARK] != mark[:_MARK]]
    return b"".join([*others, mark[:_MARK] + minute.to_bytes(_MARK, "big")])


def accounts_seen(seen: bytes) -> int:
    """Return on how many accounts a secret failed (issue 8, line 6: spraying)."""
    return len(seen) // (_MARK * 2)


def network_of(address: str) -> str:
    """Return the network an address belongs to: /24 of IPv4, /48 of IPv6 (one household or mast shares it)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def plain_phone(typed: str) -> str:
    """Return a telephone number in one spelling, 0812... or +65..., or nothing (ITU E.164: at most 15 digits)."""
    digits = "".join(char for char in typed if char.isdigit())
    if not digits.isascii():
        return ""
    foreign = typed.strip().startswith("+") and not digits.startswith("62")
    if foreign:
        return f"+{digits}" if 8 <= len(digits) <= 15 else ""
    if digits.startswith("62"):
        digits = digits[2:]
    digits = "0" + digits.lstrip("0")
    return digits if 9 <= len(digits) <= 14 else ""


def plain_nik(typed: str) -> str:
    """Return a typed NIK as 16 digits, or nothing (Permendagri on NIK: 16 digits)."""
    digits = "".join(typed.split()).replace(".", "").replace("-", "")
    return digits if len(digits) == 16 and digits.isascii() and digits.isdigit() else ""
