"""Reads about the site itself: which area it serves, and which villages of it are set up."""

from dataclasses import dataclass

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, chain_of, tier_of
from pendopo.kernel.memo import per_request
from pendopo.places.formats.area_search import Area, search_areas
from pendopo.places.formats.areas import area_table
from pendopo.places.models import SiteArea, VillageProfile
from pendopo.places.queries.areas import public_area_children
from pendopo.places.queries.village import Village, public_village_codes, public_villages
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import area_title, default_labels
from pendopo.places.rules.permissions import ADD_VILLAGE

MOST_FOUND = 30


@dataclass(frozen=True)
class SitePage:
    """The villages of a site as far as somebody may add to them, and those that a search found."""

    title: str
    area: str  # in which he may add
    villages: list[Village]
    found: list[Area]
    may_add: bool  # somewhere beyond the villages that are here
    command: str  # what widens the site on its own computer
    wider: list[tuple[str, str]]  # the areas that the site may be given by this officer, code and title


@per_request(SiteArea, VillageProfile)
def public_site_area() -> str:
    """Return the code of the area that this site serves: its own, else that of its villages; none of an empty site."""
    row = SiteArea.objects.first()
    if row is not None:
        return row.area_code
    chains = [chain_of(code) for code in public_village_codes()]
    shared = [parts[0] for parts in zip(*chains, strict=False) if len(set(parts)) == 1]
    return shared[-1] if shared else ""


@per_request(SiteArea, VillageProfile)
def public_site_title() -> str:
    """Return the name of the area that this site serves: Kabupaten Tasikmalaya."""
    code = public_site_area()
    return public_title_of(code) if code else "Pendopo"


def public_title_of(code: str) -> str:
    """Return the name of an area from province to village with its label, as its region says it."""
    table = area_table()
    row, regency = table.get(code), table.get(code[:5])
    labels = default_labels(VillageKind.DESA, code, regency.name if regency else "")
    label = labels[tier_of(code).value]
    return area_title(label, row.name) if row else code


def site_page(actor: Actor, text: str = "") -> SitePage:
    """Return the villages of the site in an officer's areas, and what a search found to be added there."""
    mine = [one for one in public_villages() if actor.may(ADD_VILLAGE, one.code)]
    held, site = {one.code for one in mine}, public_site_area()
    area = site if actor.may(ADD_VILLAGE, site) else next(iter(actor.areas(ADD_VILLAGE)), site)
    # Of a kecamatan all are named at once; of a wider area one looks for them.
    near = public_area_children(area) if area and tier_of(area) is Tier.DISTRICT else []
    found = [
        one
        for one in (search_areas(text, MOST_FOUND) if text.strip() else near)
        if one.tier is Tier.VILLAGE and one.code not in held and actor.may(ADD_VILLAGE, one.code)
    ]
    wider = [code for code in chain_of(site)[:-1] if actor.may(ADD_VILLAGE, code)]
    return SitePage(
        public_site_title(),
        area,
        mine,
        found,
        may_add=any(tier_of(code) is not Tier.VILLAGE for code in actor.areas(ADD_VILLAGE)),
        command=f"pendopo init --tier kabupaten --area {site[:5]}",
        wider=[(code, public_title_of(code)) for code in wider],
    )
