"""The address of the site: named by an officer, and in use once somebody has opened the site through it."""

import secrets

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.places.models import VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.addresses import leads_home, origin_of
from pendopo.places.rules.permissions import EDIT_ADDRESS


@operation("places.address.name", "Alamat situs ditulis untuk diuji", EDIT_ADDRESS, "profile")
def name_address(actor: Actor, *, profile: VillageProfile, address: str) -> VillageProfile:
    """Keep a new address of the site for a trial; the one in use stays until the trial succeeds."""
    current = VillageProfile.objects.select_for_update().get(pk=profile.pk)
    origin, named = origin_of(address), origin_of(settings.PENDOPO_PUBLIC_URL)
    if not origin:
        raise PlaceRefused("address_unreadable")
    if leads_home(origin) and not settings.PENDOPO_DEMO:
        raise PlaceRefused("address_leads_home")
    if named and origin != named:
        raise PlaceRefused("address_fixed")
    host, _port = split_domain_port(origin.partition("://")[2])
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise PlaceRefused("address_not_answered")
    current.trial_url, current.trial_code = origin, secrets.token_urlsafe(15)
    current.save()
    return current


@operation("places.address.prove", "Alamat situs diuji dan dipakai", PUBLIC, "profile")
def prove_address(actor: Actor, *, profile: VillageProfile, code: str, opened: str) -> VillageProfile:
    """Take an address into use for whoever opened its trial page through that very address."""
    current = VillageProfile.objects.select_for_update().get(pk=profile.pk)
    if not current.trial_code or not secrets.compare_digest(current.trial_code.encode(), code.encode()):
        raise PlaceRefused("address_trial_over")
    if origin_of(opened) != current.trial_url:
        raise PlaceRefused("address_other")
    current.public_url, current.public_url_tested_at = current.trial_url, clock.now()
    current.trial_url = current.trial_code = ""
    current.save()
    return current
