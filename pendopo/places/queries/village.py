"""Reads about the village itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from pendopo.kernel import memo
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains, village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.memo import per_request
from pendopo.kernel.prepared import Prepared
from pendopo.kernel.village_pages import OtherVillage, VillageNeeded, form_of, makes_page, page_village
from pendopo.places.formats.areas import area_table
from pendopo.places.models import DomainSwitch, Emblem, OfficeHours, SiteArea, VillageProfile
from pendopo.places.rules.access import held_facts
from pendopo.places.rules.addresses import origin_of
from pendopo.places.rules.hours import Hours
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
    public_url: str  # where its pages are reached, proven, without a slash at its end; empty while it is not
    form: str  # what stands before its pages' addresses on this site; nothing where the bare ones are its own
    has_neighbours: bool  # this site serves other villages too
    district_name: str
    regency_name: str
    province_name: str
    site_area: str  # the area that the whole site serves, where that is more than a village
    hours: Hours  # what the office says of its hours and place
    has_switched: bool  # has ever opened or closed a service, so that the table of them is worth asking

    @property
    def title(self) -> str:
        """The name with its label: Desa Taraju."""
        return area_title(self.labels["village"], self.name)

    @property
    def district_title(self) -> str:
        """The name of the district with its label: Kecamatan Taraju."""
        return area_title(self.labels["district"], self.district_name)

    @property
    def district_office(self) -> str:
        """The code of its kecamatan, where this site serves that too; a site of one village is not the kecamatan's."""
        district = self.code[:8]
        return district if self.site_area and contains(self.site_area, district) else ""

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
        form=_form(profile),
        has_neighbours=_has_neighbours(profile),
        district_name=district.name if district else "",
        regency_name=regency.name if regency else "",
        province_name=province.name if province else "",
        site_area=getattr(profile, "site_area", None) or "",
        hours=_hours(profile),
        has_switched=bool(getattr(profile, "has_switched", False)),
    )


def _profiles() -> QuerySet[VillageProfile]:
    own = DomainSwitch.objects.filter(area_code=OuterRef("area_code"))
    others = VillageProfile.objects.exclude(pk=OuterRef("pk"))
    hours = OfficeHours.objects.filter(area_code=OuterRef("area_code"))
    held = {f"hours_{name}": Subquery(hours.values(name)[:1]) for name in Hours._fields}
    held["site_area"] = Subquery(SiteArea.objects.values("area_code")[:1])
    return VillageProfile.objects.annotate(has_switched=Exists(own), has_neighbours=Exists(others), **held)


# Every page asks for the village.
_CALLED = Prepared(
    lambda code: _profiles().filter(area_code=code), VillageProfile._meta.get_field("area_code")
)
_FIRST_TWO = Prepared(lambda: _profiles().order_by("id")[:2])


def _hours(profile: VillageProfile) -> Hours:
    week, lat, lng, note, access = (getattr(profile, f"hours_{name}", None) for name in Hours._fields)
    said = access if isinstance(access, list) else ()
    return Hours(week if isinstance(week, dict) else {}, lat, lng, note or "", held_facts(map(str, said)))


def _has_neighbours(profile: VillageProfile) -> bool:
    return bool(getattr(profile, "has_neighbours", False))


def _form(profile: VillageProfile) -> str:
    bare = not _has_neighbours(profile) or profile.area_code == settings.PENDOPO_VILLAGE
    return "" if bare else form_of(profile.area_code)


def _proven(profile: VillageProfile) -> str:
    """Return the address that was opened from outside; one named in the options counts only if it is that one."""
    if not profile.public_url_tested_at:
        return ""
    if settings.PENDOPO_VILLAGE_HOSTS.get(urlsplit(profile.public_url).hostname or "") == profile.area_code:
        return profile.public_url
    named = origin_of(settings.PENDOPO_PUBLIC_URL)
    return f"{profile.public_url}{_form(profile)}" if named in ("", profile.public_url) else ""


def public_village(code: str) -> Village | None:
    """Return a village that is set up on this site; that of the portal is read once a request."""
    site = public_site_village()
    return site if site is not None and site.code == code else _village_called(code)


@per_request(VillageProfile, DomainSwitch, OfficeHours, SiteArea)
def _village_called(code: str) -> Village | None:
    found = _CALLED(code)
    return _village(found[0]) if found else None


def public_villages(area: str = "") -> list[Village]:
    """Return the villages of an area that are set up on this site, by code."""
    found = [_village(row) for row in _profiles().order_by("area_code") if contains(area, row.area_code)]
    for village in found:
        memo.hold(_village_called, village, village.code)
    return found


def public_village_codes(area: str = "") -> list[str]:
    """Return the codes of the villages of an area that are set up on this site."""
    codes = VillageProfile.objects.order_by("area_code").values_list("area_code", flat=True)
    return [code for code in codes if contains(area, code)]


def profiles_of(codes: Collection[str]) -> QuerySet[VillageProfile]:
    """Return the profiles of these villages, as far as they are set up on this site."""
    return VillageProfile.objects.filter(area_code__in=codes)


def public_site_village() -> Village | None:
    """Return the village of the page: the one that the address names, else that of the bare addresses.

    Bare are those of the village in the options, else of the only one; of several without an option, of none.
    """
    code = page_village() or settings.PENDOPO_VILLAGE
    return _village_called(code) if code else _only_village()


@per_request(VillageProfile, DomainSwitch, OfficeHours, SiteArea)
def _only_village() -> Village | None:
    found = _FIRST_TWO()
    return _village(found[0]) if len(found) == 1 else None


def public_page_village() -> Village:
    """Return the village of the page, or ask which of several is meant."""
    village = public_site_village()
    if village is None:
        raise VillageNeeded if VillageProfile.objects.exists() else NotFound
    return village


def public_lead_to_page_of(area: str) -> None:
    """Lead to the village of a row, where the page is of another or of none; jobs and commands make no page."""
    here, village = public_site_village(), village_of(area)
    if makes_page() and (here is None or here.code != village) and public_village(village) is not None:
        raise OtherVillage(village)


def public_zone(area: str = "") -> str:
    """Return the time zone of an area, or of the site's village; an option of the site wins."""
    if settings.PENDOPO_TIME_ZONE:
        return str(settings.PENDOPO_TIME_ZONE)
    # Villages of one site may lie in three zones; the office's clock is that of the page's.
    site = None if area else public_site_village()
    return zone_of(area or (site.code if site else next(iter(public_village_codes()), "")))


def public_emblem(code: str, *owners: EmblemOwner) -> Emblem | None:
    """Return the picture at the head of a village's letters: of the first of these owners of whom there is one."""
    held = {row.owner: row for row in Emblem.objects.filter(area_code=code, owner__in=owners)}
    return next((held[owner] for owner in owners if owner in held), None)


def public_emblem_owners(code: str) -> list[str]:
    """Say which pictures a village has."""
    return list(Emblem.objects.filter(area_code=code).order_by("owner").values_list("owner", flat=True))


def village_for(actor: Actor, permission: str, *, whole: bool = False) -> Village:
    """Return the village in which an officer holds a permission: that of the page, else the only one where he does.

    `whole` asks for the permission in all of the village; else a part of it is enough.
    """
    held = actor.areas(permission)
    site = public_site_village()
    if site is not None and _reaches(held, site.code, whole):
        return site
    codes = [code for code in public_village_codes() if _reaches(held, code, whole)]
    if not codes:
        raise NotFound
    if makes_page():
        raise VillageNeeded if len(codes) > 1 else OtherVillage(codes[0])
    return public_village(codes[0]) or public_page_village()


def _reaches(held: Collection[str], village: str, whole: bool) -> bool:
    return any(contains(area, village) or (not whole and contains(village, area)) for area in held)


def profile_for(actor: Actor, permission: str) -> VillageProfile:
    """Return the profile of the village in all of which an officer holds a permission."""
    return VillageProfile.objects.get(area_code=village_for(actor, permission, whole=True).code)
