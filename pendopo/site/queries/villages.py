"""The villages of a site that serves several: where somebody belongs, which he may choose, what waits in each."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.kernel.village_pages import form_of, page_of_village
from pendopo.kernel.worklist import waiting_for
from pendopo.people.queries.persons import own_person
from pendopo.places.queries import (
    Village,
    public_own_village,
    public_serves_office,
    public_site_title,
    public_site_village,
    public_village,
    public_villages,
)
from pendopo.ui.listing import paged


@dataclass(frozen=True)
class VillageLine:
    """One village to choose, and what stands before its addresses."""

    title: str
    form: str


@dataclass(frozen=True)
class VillageChoice:
    """The villages of a site by district, as somebody may choose among them."""

    site: str
    # name, code of the kecamatan's office where the site serves it, villages
    districts: list[tuple[str, str, list[VillageLine]]]


def own_village(actor: Actor) -> Village | None:
    """Return the village to which somebody belongs: a resident's own, or the only one where an officer works."""
    if actor.kind != "resident":
        code = public_own_village(actor)
    else:
        try:
            code = own_person(actor).village_code
        except NotFound:
            return None
    return public_village(code) if code else None


def works_in(actor: Actor, village: str) -> bool:
    """Say whether an officer holds anything in a village, in a part of it or above it."""
    return any(contains(held.area, village) or contains(village, held.area) for held in actor.powers)


def village_choice(actor: Actor, *, desk: bool) -> VillageChoice:
    """Return the villages of the site; for the desk, those where the officer works."""
    villages = [one for one in public_villages() if not desk or works_in(actor, one.code)]
    districts = groupby(villages, key=lambda one: one.code[:8])
    lines = [
        (
            found[0].district_title,
            found[0].code[:8] if public_serves_office(found[0].code[:8]) else "",
            [VillageLine(one.title, form_of(one.code)) for one in found],
        )
        for found in (list(group) for _code, group in districts)
    ]
    return VillageChoice(public_site_title(), lines)


@dataclass(frozen=True)
class VillageWork:
    """How much waits for an officer in one of his villages."""

    title: str
    district: str
    form: str
    waiting: int


@dataclass(frozen=True)
class VillageWorkPage:
    """A page of an officer's villages, with what waits in each of them."""

    page: Page[Village]
    lines: list[VillageWork]


def village_work(actor: Actor, *, number: str = "1", size: int = 20) -> VillageWorkPage | None:
    """Return a page of an officer's villages with what waits in each; nothing on the page of one village.

    Each is asked as its own desk would ask: some ten small questions a village, so that a page holds twenty.
    """
    if public_site_village() is not None:
        return None
    page = paged([one for one in public_villages() if works_in(actor, one.code)], number, size)
    return VillageWorkPage(page, [_work(actor, one) for one in page])


def _work(actor: Actor, village: Village) -> VillageWork:
    form = form_of(village.code)
    with page_of_village(village.code, form):
        return VillageWork(
            village.title, village.district_title, form, len(waiting_for(actor.within(village.code)))
        )
