"""Reads about the address of the site."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.village_pages import plain
from pendopo.kernel.worklist import Waiting, WorkItem, few
from pendopo.places.models import VillageProfile
from pendopo.places.queries.village import (
    Village,
    profile_for,
    profiles_of,
    public_site_village,
    public_village,
    public_villages,
)
from pendopo.places.rules.addresses import origin_of, stays_inside
from pendopo.places.rules.permissions import EDIT_ADDRESS


@dataclass(frozen=True)
class AddressPage:
    """What the desk's page about the site's address shows."""

    profile: VillageProfile
    in_use: str
    tested_at: datetime | None
    fixed: str  # the address that the options of the program name
    trial: str
    trial_link: str
    inside_only: bool


@dataclass(frozen=True)
class TrialPage:
    """What somebody sees who opens the trial link."""

    profile: VillageProfile
    village: Village
    wanted: str


def public_address(code: str = "") -> str:
    """Return where a village's site is reached, by default this site's own: proven, else named."""
    village = public_village(code) if code else public_site_village()
    named = settings.PENDOPO_PUBLIC_URL.rstrip("/")
    if village is None:
        return str(named)
    return village.public_url or (f"{named}{village.form}" if named else "")


def address_page(actor: Actor) -> AddressPage:
    """Return the address in use and the one on trial, for an officer who may name it."""
    profile = profile_for(actor, EDIT_ADDRESS)
    path = plain(reverse("places-address-trial", args=[profile.trial_code])) if profile.trial_code else ""
    village = public_village(profile.area_code)
    in_use = village.public_url if village else ""
    return AddressPage(
        profile=profile,
        in_use=in_use,
        tested_at=profile.public_url_tested_at if in_use else None,
        fixed=origin_of(settings.PENDOPO_PUBLIC_URL),
        trial=profile.trial_url,
        trial_link=f"{profile.trial_url}{path}" if path else "",
        inside_only=stays_inside(profile.trial_url or in_use) if profile.trial_url or in_use else False,
    )


def public_trial(code: str) -> TrialPage:
    """Return the trial that a link belongs to, for whoever holds the link."""
    profile = VillageProfile.objects.exclude(trial_code="").filter(trial_code=code).first()
    village = public_village(profile.area_code) if profile else None
    if profile is None or village is None:
        raise NotFound
    return TrialPage(profile, village, profile.trial_url)


def address_waiting(actor: Actor) -> Waiting:
    """Remind whoever may name the address of a village that no letter is signed without one."""
    missing = [one for one in public_villages() if not one.public_url and actor.may(EDIT_ADDRESS, one.code)]
    if not missing:
        return few([])
    trials = dict(profiles_of([one.code for one in missing]).values_list("area_code", "trial_url"))
    return few([_reminder(one, trials[one.code]) for one in missing])


def _reminder(village: Village, trial: str) -> WorkItem:
    title = gettext("Uji alamat situs") if trial else gettext("Tetapkan alamat situs")
    detail = gettext("Sebelum itu surat belum dapat ditandatangani.")
    url = f"{village.form}{plain(reverse('places-address'))}"
    return WorkItem(None, title, trial or village.title, clock.today(), url, detail)
