"""Two villages of one site: what one keeps is never counted, shown or replaced with the other's."""

import json
from datetime import date

import pytest

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.places import operations, queries
from pendopo.places.models import Boundary, Emblem
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.queries.pages import public_areas_page, public_profile_page, village_desk
from pendopo.places.queries.village import (
    profiles_of,
    public_emblem_owners,
    public_village_codes,
    public_villages,
)
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from pendopo.places.tests.test_village import PNG

pytestmark = pytest.mark.django_db
# The neighbour comes first in every order, by code and by day.
OURS, THEIRS = "32.06.13.2001", "32.06.12.2001"
DAY = date(2020, 1, 1)
SYSTEM = system_actor("tests")


def outline(west: float) -> str:
    ring = [[west, -7.45], [west + 0.01, -7.45], [west + 0.01, -7.44], [west, -7.44], [west, -7.45]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def appoint(village: str, name: str) -> None:
    term = Term("Kepala Dusun Cikadu", HolderKind.DEFINITIVE, DAY, None)
    operations.appoint_official(SYSTEM, village=village, appointment=Appointment(name), term=term)


def furnish(village: str, west: float, name: str) -> None:
    operations.set_up_village(SYSTEM, code=village)
    operations.add_hamlet(SYSTEM, village=village, name=f"Dusun {name}")
    operations.import_boundaries(
        SYSTEM,
        area=village,
        outlines={village: (outline(west), west), f"{village}.01": (outline(west), west)},
        source="BIG",
        valid_from=DAY,
    )
    operations.set_emblem(SYSTEM, village=village, owner=EmblemOwner.VILLAGE, content=PNG)
    appoint(village, name)


@pytest.fixture
def both(settings: object) -> None:
    settings.PENDOPO_VILLAGE = OURS  # type: ignore[attr-defined]
    furnish(THEIRS, 107.10, "Mereka")
    furnish(OURS, 107.97, "Kita")


def test_the_same_day_and_post_in_two_villages_clash_nowhere(both: None) -> None:
    assert Boundary.objects.count() == 4 and Emblem.objects.count() == 2
    assert {row.area_code: row.hectares for row in Boundary.objects.filter(area_code__in=[OURS, THEIRS])} == {
        OURS: 107.97,
        THEIRS: 107.10,
    }
    assert [row.name for row in queries.public_officials(OURS)] == ["Kita"]


def test_every_reading_of_a_village_leaves_the_neighbour_out(both: None) -> None:
    boundary = queries.public_boundary(OURS)
    assert boundary is not None and boundary.area_code == OURS
    assert [row.area_code for row in queries.public_boundaries(OURS)] == [OURS, f"{OURS}.01"]
    features = queries.public_boundary_collection(OURS)["features"]
    assert "Mereka" not in json.dumps(features)
    assert [village.code for village in public_villages(OURS)] == [OURS]
    assert public_village_codes(OURS) == [OURS]
    assert [row.area_code for row in profiles_of([OURS])] == [OURS]


def test_a_hamlet_of_the_neighbour_is_none_of_ours(both: None) -> None:
    wanted = ("Mereka", "001", "001")
    assert queries.public_planned_places(OURS, [wanted]).codes[wanted].startswith(f"{OURS}.")


def test_the_pages_of_the_site_are_those_of_its_village(both: None) -> None:
    page = public_profile_page()
    assert page.boundary is not None and page.boundary.area_code == OURS
    assert page.emblems == ["village"] == public_emblem_owners(OURS)
    assert public_areas_page().has_boundary


def test_a_village_without_anything_shows_nothing_of_its_neighbour(settings: object) -> None:
    settings.PENDOPO_VILLAGE = OURS  # type: ignore[attr-defined]
    furnish(THEIRS, 107.10, "Mereka")
    operations.set_up_village(SYSTEM, code=OURS)
    page = public_profile_page()
    assert (page.boundary, page.emblems, page.officials, page.hamlets) == (None, [], [], [])
    assert not public_areas_page().has_boundary and queries.public_boundary(OURS) is None
    with pytest.raises(PlaceRefused):
        appoint("32.06.13.2002", "Tanpa desa")
    with pytest.raises(PlaceRefused):
        operations.add_hamlet(SYSTEM, village="32.06.13.2002", name="Tanpa desa")


def test_the_desk_shows_one_village_and_what_its_officer_may_do(both: None) -> None:
    powers = frozenset({Power("places.profile.edit", OURS)})
    page = village_desk(Actor(kind="officer", name="Bu Ai", powers=powers))
    assert [row.name for row in page.officials] == ["Kita"]
    assert [len(group) for group in page.hamlets] == [1]
    assert not (page.may_officials or page.may_localities or page.may_boundaries or page.may_address)


def test_the_outline_of_a_hamlet_is_not_that_of_its_village(settings: object) -> None:
    settings.PENDOPO_VILLAGE = OURS  # type: ignore[attr-defined]
    operations.set_up_village(SYSTEM, code=OURS)
    part = {f"{OURS}.01": (outline(107.97), 1.0)}
    operations.import_boundaries(SYSTEM, area=OURS, outlines=part, source="BIG", valid_from=DAY)
    assert public_profile_page().boundary is None
