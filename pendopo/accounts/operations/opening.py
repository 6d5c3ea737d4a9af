"""The first steps of a new site, before anybody can sign in."""

from pendopo.accounts import queries
from pendopo.accounts.models import Grant, OneTimeLink, User
from pendopo.accounts.operations.officers import _usable_link
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier, tier_of
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.places import operations as places
from pendopo.places import queries as areas


@operation("accounts.site.choose_village", "Desa situs dipilih", PUBLIC, "link", replicates=False)
def choose_site_village(actor: Actor, *, link: OneTimeLink, token: str, code: str) -> None:
    """Give a new site its village, or an area of them, for the holder of the first administrator's one-time link."""
    held = _usable_link(link, token)
    if areas.public_site_area():
        raise AccountRefused("village_chosen")
    if not queries.public_link_opens_site(held):
        raise AccountRefused("link_no_site")
    make = system_actor("pendopo serve")
    if tier_of(code) is Tier.VILLAGE:
        places.set_up_village(make, code=code)
    else:
        places.serve_area(make, area=code)
    _move_to_village(held.user, code)
    clock.set_zone(areas.public_zone(code))  # the office's day begins where the village lies


def _move_to_village(user: User, code: str) -> None:
    """The first administrator's role was given for the whole site: from now on it holds in the village."""
    user.area_code = code
    user.save(update_fields=["area_code"])
    today = clock.today()
    for grant in Grant.objects.filter(user=user, area_code="", valid_to__isnull=True):
        grant.valid_to = max(today, grant.valid_from)
        grant.save(update_fields=["valid_to"])
        Grant.objects.create(
            user=user, role=grant.role, area_code=code, valid_from=today, reason=grant.reason
        )
