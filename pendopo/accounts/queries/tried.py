"""Whose account somebody tried to open."""

from dataclasses import dataclass

from pendopo.accounts.models import User
from pendopo.accounts.rules import pin
from pendopo.kernel.keys import site_keys
from pendopo.places import queries as places


@dataclass(frozen=True)
class Tried:
    """The officer whose name was typed, or the site's area and a keyed hash of a name nobody has."""

    account: User | str
    evidence: tuple[bytes, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is such an officer."""
        return not isinstance(self.account, str)


def public_tried_account(name: str) -> Tried:
    """Return whose account was tried; an unknown name stays behind a keyed hash."""
    user = User.objects.filter(username=name).first()
    if user is not None:
        return Tried(user)
    village = places.public_site_village()
    digest = pin.keyed(site_keys().pepper, "tried", name)
    return Tried(village.code if village else "", (digest,))
