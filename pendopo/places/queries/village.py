"""Reads about the village itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.kernel.memo import per_request
from pendopo.places.formats.areas import area_table
from pendopo.places.models import DomainSwitch, Emblem, VillageProfile
from pendopo.places.rules.addresses import origin_of
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.labels import area_title, chain_title
from pendopo.places.rules.zones import zone_of


@dataclass(frozen=True)
class Village:
    """A village as everybody may see it."""

    code: str
    name: str
    kind: str
    kode_bps: str | None
    labels: Mapping[str, str]
    address: str
    postal_code: str
    phone: str
    email: str
    website: str
    public_url: str  # the proven address of this site, without a slash at its end; empty while there is none
    district_name: str
    regency_name: str
    province_name: str
    has_switched: bool  # has ever opened or closed a service, so that the table of them is worth asking

    @property
    def title(self) -> str:
        """The name with its label: Desa Taraju."""
        return area_title(self.labels["village"], self.name)

    @property
    def subtitle(self) -> str:
        """The line below the name: Kec. Taraju · Kab. Tasikmalaya."""
        return chain_title(self.labels, self.district_name, self.regency_name)


def _village(profile: VillageProfile) -> Village:
    table = area_table()
    district, regency, province = (table.get(profile.area_code[:end]) for end in (8, 5, 2))
    return Village(
        code=profile.area_code,
        name=profile.name,
        kind=profile.kind,
        kode_bps=profile.kode_bps,
        labels=profile.labels,
        address=profile.address,
        postal_code=profile.postal_code,
        phone=profile.phone,
        email=profile.email,
        website=profile.website,
        public_url=_proven(profile),
        district_name=district.name if district else "",
        regency_name=regency.name if regency else "",
        province_name=province.name if province else "",
        has_switched=bool(getattr(profile, "has_switched", False)),
    )


def _profiles() -> QuerySet[VillageProfile]:
    own = DomainSwitch.objects.filter(area_code=OuterRef("area_code"))
    return VillageProfile.objects.annotate(has_switched=Exists(own))


def _proven(profile: VillageProfile) -> str:
    """Return the address that was opened from outside; one named in the options counts only if it is that one."""
    named = origin_of(settings.PENDOPO_PUBLIC_URL)
    return profile.public_url if profile.public_url_tested_at and named in ("", profile.public_url) else ""


def public_village(code: str) -> Village | None:
    """Return a village that is set up on this site; that of the portal is read once a request."""
    site = public_site_village()
    return site if site is not None and site.code == code else _village_called(code)


@per_request(VillageProfile, DomainSwitch)
def _village_called(code: str) -> Village | None:
    profile = _profiles().filter(area_code=code).first()
    return _village(profile) if profile else None


def public_villages(area: str = "") -> list[Village]:
    """Return the villages of an area that are set up on this site, by code."""
    return [_village(row) for row in _profiles().order_by("area_code") if contains(area, row.area_code)]


def public_village_codes(area: str = "") -> list[str]:
    """Return the codes of the villages of an area that are set up on this site."""
    codes = VillageProfile.objects.order_by("area_code").values_list("area_code", flat=True)
    return [code for code in codes if contains(area, code)]


def profiles_of(codes: Collection[str]) -> QuerySet[VillageProfile]:
    """Return the profiles of these villages, as far as they are set up on this site."""
    return VillageProfile.objects.filter(area_code__in=codes)


@per_request(VillageProfile, DomainSwitch)
def public_site_village() -> Village | None:
    """Return the village whose portal this site is: the one in the options, else the first."""
    if settings.PENDOPO_VILLAGE:
        return _village_called(settings.PENDOPO_VILLAGE)
    profile = _profiles().order_by("id").first()
    return _village(profile) if profile else None


def public_zone(area: str = "") -> str:
    """Return the time zone of an area, or of the site's village; an option of the site wins."""
    if settings.PENDOPO_TIME_ZONE:
        return str(settings.PENDOPO_TIME_ZONE)
    site = None if area else public_site_village()
    return zone_of(area or (site.code if site else ""))


def public_emblem(code: str, *owners: EmblemOwner) -> Emblem | None:
    """Return the picture at the head of a village's letters: of the first of these owners of whom there is one."""
    held = {row.owner: row for row in Emblem.objects.filter(area_code=code, owner__in=owners)}
    return next((held[owner] for owner in owners if owner in held), None)


def public_emblem_owners(code: str) -> list[str]:
    """Say which pictures a village has."""
    return list(Emblem.objects.filter(area_code=code).order_by("owner").values_list("owner", flat=True))


def profile_for(actor: Actor, permission: str) -> VillageProfile:
    """Return the village that an officer works on: this site's, else the first of the officer's."""
    site = public_site_village()
    if site is not None and actor.may(permission, site.code):
        return VillageProfile.objects.get(area_code=site.code)
    areas = actor.areas(permission)
    rows = VillageProfile.objects.order_by("area_code")
    found = next((row for row in rows if any(contains(area, row.area_code) for area in areas)), None)
    if found is None:
        raise NotFound
    return found
