"""What a village has not filled in is printed nowhere: no label without its fact, on no page and no letter."""

import re

import pytest
from django.test import Client

from pendopo.kernel.actor import system_actor
from pendopo.letters.queries.drafting import public_letterhead
from pendopo.places import operations, queries
from pendopo.places.models import VillageProfile
from pendopo.places.rules.identity import Letterhead

pytestmark = pytest.mark.django_db
JOB = system_actor("test")
TARAJU = "32.06.13.2001"
PUBLIC = (
    "/",
    "/profil/",
    "/wilayah/",
    "/surat/",
    "/informasi-publik/",
    "/statistik/",
    "/kinerja/",
    "/masuk/",
)
# A term with nothing, or only a dash, beside it; a sentence that ends at its colon; a cell with a dash.
EMPTY = (
    re.compile(r"<dt>([^<]*)</dt>\s*<dd[^>]*>\s*(?:–|-)?\s*</dd>"),
    re.compile(r"<(?:td|th)[^>]*>\s*(–)\s*</"),
    re.compile(r"<(?:p|li)[^>]*>([^<:]*:)\s*</"),
)


def empty_in(page: str) -> list[str]:
    return [found for pattern in EMPTY for found in pattern.findall(page)]


@pytest.fixture
def fresh() -> VillageProfile:
    profile = operations.set_up_village(JOB, code=TARAJU)
    operations.add_hamlet(JOB, village=TARAJU, name="Sukasari")
    return profile


@pytest.mark.parametrize("path", PUBLIC)
def test_a_fresh_village_shows_no_label_without_its_fact(
    fresh: VillageProfile, client: Client, path: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert empty_in(page.content.decode()) == []


def test_its_letters_begin_without_an_empty_line(fresh: VillageProfile) -> None:
    village = queries.public_village(TARAJU)
    assert village is not None
    assert public_letterhead(village).address == ""


def test_what_is_filled_in_stands_there(fresh: VillageProfile, client: Client) -> None:
    assert "Telepon" not in client.get("/profil/").content.decode()
    facts = Letterhead(name="Taraju", address="Jl. Raya 1", phone="0265123456", email="desa@contoh.id")
    operations.edit_profile(JOB, profile=fresh, letterhead=facts)
    page = client.get("/profil/").content.decode()
    assert all(
        words in page for words in ("Telepon", "0265123456", "Alamat kantor", "Jl. Raya 1", "desa@contoh.id")
    )


def test_an_empty_label_is_seen() -> None:
    for page in ("<dt>Telepon</dt>\n<dd>–</dd>", "<td data-l='Ketua'>–</td>", "<p>Telepon: </p>"):
        assert len(empty_in(page)) == 1, page
    assert empty_in("<dt>Telepon</dt><dd>0265</dd><p>Kontak: ada</p>") == []
