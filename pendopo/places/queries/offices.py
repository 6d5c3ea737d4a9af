"""Reads about the offices above the villages: their card, who holds their posts, and which villages they serve."""

from dataclasses import dataclass
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.memo import per_request
from pendopo.places.formats.areas import area_table
from pendopo.places.models import Official, SiteArea, TierOffice, VillageProfile
from pendopo.places.queries.officials import public_officials
from pendopo.places.queries.sites import public_title_of
from pendopo.places.queries.village import Village, public_village_codes, public_villages
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.identity import OfficeCard
from pendopo.places.rules.labels import default_labels, head_of
from pendopo.places.rules.permissions import EDIT_OFFICE

WIDE = (Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE)


@dataclass(frozen=True)
class Office:
    """The office of a tier above the villages as everybody may see it; what nobody has filled in is empty."""

    code: str
    title: str  # Kecamatan Taraju
    head_title: str  # Camat
    above: tuple[str, ...]  # from the widest: Provinsi Jawa Barat, Kabupaten Tasikmalaya
    card: OfficeCard

    @property
    def is_district(self) -> bool:
        """Whether it is that of a kecamatan, which serves people itself."""
        return tier_of(self.code) is Tier.DISTRICT


@dataclass(frozen=True)
class OfficePage:
    """An office with its officials and the villages of this site that it serves."""

    office: Office
    officials: list[Official]
    villages: list[Village]
    row: TierOffice | None = None


def public_office(area: str) -> Office:
    """Return the office of a tier that this site serves, or raise NotFound."""
    return _office(area, TierOffice.objects.filter(area_code=area).first())


def _office(area: str, row: TierOffice | None) -> Office:
    if not public_serves_office(area):
        raise NotFound
    regency = area_table().get(area[:5])
    labels = default_labels(VillageKind.DESA, area, regency.name if regency else "")
    filled = {name: getattr(row, name) for name in OfficeCard._fields} if row else {}
    above = tuple(public_title_of(area[:end]) for end in (2, 5) if end < len(area))
    return Office(area, public_title_of(area), head_of(tier_of(area), labels), above, OfficeCard(**filled))


def public_serves_office(area: str) -> bool:
    """Say whether this site is one of a wider area, and the office of this code one that it serves.

    It is that of the site's own area, or of a tier inside it with a village here: a site of one village is not the
    kecamatan's.
    """
    site, codes = _served()
    if not site or area_table().get(area) is None or tier_of(area) not in WIDE:
        return False
    return area == site or (contains(site, area) and any(contains(area, code) for code in codes))


@per_request(SiteArea, VillageProfile)
def _served() -> tuple[str, list[str]]:
    """The area of a site that serves more than a village, and the villages here."""
    site = SiteArea.objects.first()
    return (site.area_code, public_village_codes()) if site else ("", [])


def public_office_page(area: str) -> OfficePage:
    """Return an office with its officials and its villages here."""
    office = public_office(area)
    return OfficePage(office, public_officials(area), public_villages(area))


def offices_of(actor: Actor) -> list[Office]:
    """Return the offices that an officer keeps, the widest first."""
    site, villages = _served()
    codes = {site, *(code[:end] for code in villages for end in (2, 5, 8))}
    mine = sorted(code for code in codes if actor.may(EDIT_OFFICE, code) and public_serves_office(code))
    return [public_office(code) for code in mine]


def office_desk(actor: Actor, area: str) -> OfficePage:
    """Return an office for who may change it, with the officials of all times."""
    if not actor.may(EDIT_OFFICE, area):
        raise NotFound
    row = TierOffice.objects.filter(area_code=area).first()
    officials = Official.objects.filter(area_code=area).order_by("order", "position", "-starts_on")
    return OfficePage(_office(area, row), list(officials), public_villages(area), row)


def office_official(actor: Actor, official_id: UUID) -> Official:
    """Return one official of an office for who may edit its list."""
    row = Official.objects.filter(pk=official_id).first()
    if row is None or tier_of(row.area_code) not in WIDE or not actor.may(EDIT_OFFICE, row.area_code):
        raise NotFound
    return row
