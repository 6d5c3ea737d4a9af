"""An officer's password is tried: from which browser, and whether it may be looked at."""

from dataclasses import dataclass

from pendopo.accounts.models import User
from pendopo.accounts.queries.counting import (
    Key,
    Spray,
    device_key,
    is_braked,
    is_locked,
    network_key,
    spray_of,
)
from pendopo.accounts.queries.known import public_known_device


@dataclass(frozen=True)
class OfficerTry:
    """One try of a password: where it is counted, and whether it is refused before the password is looked at."""

    keys: tuple[Key, ...]
    spray: Spray | None
    known: bool
    locked: bool
    braked: bool


def public_officer_try(*, name: str, password: str, address: str, cookie: str) -> OfficerTry:
    """Return how a try of an officer's password is counted: a browser that he knows has a counter of its own."""
    user = User.objects.filter(username=name).first()
    device = public_known_device(cookie, user)
    if device and user is not None:
        keys = device_key(f"officer {device}", user.pk)
        return OfficerTry(keys, None, True, is_locked(keys), False)
    keys = network_key("officers", address)
    spray = spray_of("officer", password, name)
    return OfficerTry(keys, spray, False, is_locked(keys), is_braked(spray))
