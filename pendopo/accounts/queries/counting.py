"""Under which keys tries are counted, and whether one is locked or braked; nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models import LoginThrottle
from pendopo.accounts.rules import pin, throttle
from pendopo.kernel import clock
from pendopo.kernel.errors import Refusal
from pendopo.kernel.keys import site_keys

Key = tuple[str, bytes]


class TooManyAttempts(Refusal):
    """This identifier, network or device must wait."""

    code = "too_many_attempts"
    default = _("Terlalu banyak percobaan. Tunggu sedikitnya 15 menit, atau datang ke kantor desa.")


@dataclass(frozen=True)
class Spray:
    """One secret tried on one account, as the brake counts it."""

    kind: str
    key: bytes
    mark: bytes


def key_of(kind: str, text: str) -> Key:
    """Return the key under which one thing is counted."""
    return kind, pin.keyed(site_keys().pepper, f"attempt {kind}", text)[:16]


def device_key(device: str, account_id: UUID) -> tuple[Key, ...]:
    """Return the one key of an account on a browser known to it."""
    return (key_of("device", f"{device} {account_id}"),)


def network_key(kind: str, address: str) -> tuple[Key, ...]:
    """Return the one key of a network, for one way of coming in."""
    return (key_of(kind, throttle.network_of(address)),)


def spray_of(kind: str, secret: str, target: str) -> Spray:
    """Return what the brake counts when a secret fails on an account, known or not."""
    pepper = site_keys().pepper
    return Spray(
        kind,
        pin.keyed(pepper, f"spray {kind}", secret)[:16],
        pin.keyed(pepper, "spray target", target),
    )


def refuse_locked(keys: Iterable[Key]) -> None:
    """Refuse before any work while locked; this writes nothing, so a flood cannot fill the disk."""
    if is_locked(keys):
        raise TooManyAttempts


def is_locked(keys: Iterable[Key]) -> bool:
    """Say whether a lock that is shown stands.

    A lock of the account is not among these: it looks like a wrong PIN, or else a telephone number would betray
    that it belongs to the NIK locked before.
    """
    return _locked([key for kind, key in keys if kind != "account"])


def is_braked(spray: Spray | None) -> bool:
    """Say whether a secret is refused now because it failed on many accounts."""
    return spray is not None and _locked([spray.key])


def _locked(keys: list[bytes]) -> bool:
    now = clock.now()
    return any(throttle.is_locked(row.tally, now) for row in LoginThrottle.objects.filter(key__in=keys))
