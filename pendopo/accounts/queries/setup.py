"""Whether a new site still waits for its first administrator, and for its village."""

from dataclasses import dataclass

from pendopo.accounts.models import OneTimeLink, User
from pendopo.accounts.queries.officers import public_link
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.areas import Tier, chain_of, tier_of
from pendopo.kernel.errors import NotFound
from pendopo.places import queries as places


def first_officer_waiting(actor: Actor) -> tuple[bool, User | None]:
    """Say whether nobody has ever set a password, and return the officer who still can."""
    officers = list(User.objects.order_by("id")[:2])
    if not officers:
        return True, None
    first = officers[0]
    return (len(officers) == 1 and not first.has_usable_password()), first


def public_link_opens_site(link: OneTimeLink) -> bool:
    """Say whether a one-time link is that of the first administrator of a site without a village."""
    waiting, officer = first_officer_waiting(ANONYMOUS)
    return waiting and officer is not None and officer.pk == link.user_id and not places.public_site_area()


@dataclass(frozen=True)
class LinkPage:
    """A one-time link that holds, and what its holder has to choose first on a new site."""

    link: OneTimeLink
    choice: "AreaChoice | None"


def public_link_page(token: str, area: str = "") -> LinkPage | None:
    """Return the link with this token, with the choice of a village if the site has none yet."""
    link = public_link(token)
    if link is None:
        return None
    return LinkPage(link, public_area_choice(area) if public_link_opens_site(link) else None)


@dataclass(frozen=True)
class AreaChoice:
    """One question on the way from province to village, or at its end the village itself."""

    area: str
    tier: Tier
    above: list[tuple[str, str]]  # code and name of each area chosen so far
    choices: list[tuple[str, str]]

    @property
    def done(self) -> bool:
        """Whether a village has been chosen."""
        return self.tier is Tier.VILLAGE


def public_area_choice(code: str) -> AreaChoice:
    """Return what can be chosen below an area; NotFound for what is no area down to a village."""
    if code and (code.count(".") > 3 or not places.public_area_exists(code)):
        raise NotFound
    above = []
    for part in chain_of(code):
        found = places.public_area(part)
        above.append((part, found.name if found else part))
    below = [] if code.count(".") == 3 else places.public_area_children(code)
    return AreaChoice(code, tier_of(code), above, [(area.code, area.name) for area in below])
