"""The office above the villages: its card, its officials, its villages; and what its officers may not do below."""

from datetime import date

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted, TierNotAllowed
from pendopo.places import operations, queries
from pendopo.places.operations import PlaceRefused
from pendopo.places.rules.identity import OfficeCard
from pendopo.places.rules.permissions import EDIT_OFFICE, EDIT_OFFICIALS
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from tests.making import TARAJU, officer

pytestmark = pytest.mark.django_db
JOB, DISTRICT, NEXT = system_actor("test"), "32.06.13", "32.06.14"
CARD = OfficeCard("Jl. Raya 10", "46474", "(0265) 1", hours="Senin–Jumat 08.00–15.00")
CAMAT = Term("Camat", HolderKind.DEFINITIVE, date(2023, 1, 2), None)


@pytest.fixture(autouse=True)
def regency() -> None:
    for code in (TARAJU, "32.06.13.2002", "32.06.14.2001"):
        operations.set_up_village(JOB, code=code)
    operations.serve_area(JOB, area="32.06")


def clerk(area: str = DISTRICT) -> Actor:
    return officer(EDIT_OFFICE, EDIT_OFFICIALS, area=area)


def test_a_kecamatan_shows_its_card_its_camat_and_its_villages_and_nothing_that_nobody_filled_in() -> None:
    bare = Client().get(f"/kantor/{DISTRICT}/").content.decode()
    assert "Kecamatan Taraju" in bare and "Alamat kantor" not in bare and "Pejabat" not in bare
    operations.edit_office(clerk(), area=DISTRICT, card=CARD)
    operations.appoint_at_office(clerk(), area=DISTRICT, appointment=Appointment("Endang"), term=CAMAT)
    page = Client().get(f"/kantor/{DISTRICT}/").content.decode()
    for words in ("Jl. Raya 10", "Senin–Jumat", "Endang", "Camat", "/d/32.06.13.2001/", "/d/32.06.13.2002/"):
        assert words in page
    assert "/d/32.06.14.2001/" not in page
    assert f"/kantor/{DISTRICT}/" in Client().get(f"/d/{TARAJU}/profil/").content.decode()


@pytest.mark.parametrize("area", ["32.06.99", "32.07", TARAJU, "apa saja", "32.06.15"])
def test_an_office_that_this_site_does_not_serve_is_not_there(area: str) -> None:
    assert Client().get(f"/kantor/{area}/").status_code == 404


def test_nobody_keeps_the_office_of_another_kecamatan() -> None:
    operations.edit_office(clerk(NEXT), area=NEXT, card=CARD)
    official = operations.appoint_at_office(
        clerk(NEXT), area=NEXT, appointment=Appointment("Endang"), term=CAMAT
    )
    with pytest.raises(NotPermitted):
        operations.edit_office(clerk(), area=NEXT, card=CARD)
    with pytest.raises(NotPermitted):
        operations.end_at_office(clerk(), official=official, until=date(2026, 1, 1))
    for read in (
        lambda: queries.office_desk(clerk(), NEXT),
        lambda: queries.office_official(clerk(), official.pk),
    ):
        with pytest.raises(NotFound):
            read()
    assert [one.code for one in queries.offices_of(clerk())] == [DISTRICT]


def test_the_list_of_a_village_stays_its_own_and_that_of_the_office_no_village_touches() -> None:
    term = Term("Kaur Umum", HolderKind.DEFINITIVE, date(2023, 1, 2), None)
    below = operations.appoint_official(JOB, village=TARAJU, appointment=Appointment("Dedi"), term=term)
    with pytest.raises(PlaceRefused):
        operations.end_at_office(clerk(), official=below, until=date(2026, 1, 1))
    with pytest.raises(TierNotAllowed):
        operations.end_official(clerk(), official=below, until=date(2026, 1, 1))
    operations.edit_office(clerk(), area=DISTRICT, card=CARD)
    above = operations.appoint_at_office(
        clerk(), area=DISTRICT, appointment=Appointment("Endang"), term=CAMAT
    )
    with pytest.raises(NotPermitted):
        operations.end_official(officer(EDIT_OFFICIALS), official=above, until=date(2026, 1, 1))
    with pytest.raises(PlaceRefused):  # one camat at a time
        operations.appoint_at_office(clerk(), area=DISTRICT, appointment=Appointment("Nani"), term=CAMAT)


def test_a_site_of_one_village_has_no_office_above_it() -> None:
    from pendopo.places.models import SiteArea
    from tests.making import remove

    remove(SiteArea.objects.get())
    assert Client().get(f"/kantor/{DISTRICT}/").status_code == 404
    with pytest.raises(PlaceRefused):
        operations.edit_office(clerk(), area=DISTRICT, card=CARD)


def test_two_who_fill_in_a_card_for_the_first_time_notice_each_other() -> None:
    operations.edit_office(clerk(), area=DISTRICT, card=CARD)
    with pytest.raises(Conflict):
        operations.edit_office(clerk(), area=DISTRICT, card=CARD._replace(hours="Sabtu 08.00–12.00"))
