"""The demonstration may be started as a desa, a kelurahan, or a kabupaten with three villages."""

from __future__ import annotations

import pytest

from demo.cast import CASTS, begin
from demo.district import seed_district
from demo.seed import settle, silent
from pendopo.accounts.models import Grant, User
from pendopo.people.models import Person
from pendopo.places.queries import public_officials, public_serves_office, public_villages
from tests.architecture.kinds import desa_words

pytestmark = pytest.mark.django_db
FAMILIES = 60


def test_a_kelurahan_has_a_lurah_with_a_nip_and_nobody_of_a_desa() -> None:
    made, _behind = begin("kelurahan", FAMILIES, 2026, silent)
    (village,) = public_villages()
    assert village.title == "Kelurahan Cipadung"
    officials = public_officials(village.code)
    assert officials[0].position == "Lurah" and len(officials[0].nip) == 18
    printed = " ".join([*(one.position for one in officials), *(one.role for one in made.officers)])
    assert not desa_words(printed), printed
    assert not Grant.objects.filter(role="bpd").exists(), (
        "a kelurahan has no BPD, nor anybody with its powers"
    )
    assert not Person.objects.filter(occupation__in=(85, 86)).exists()  # of a desa, in the national list


def test_a_kabupaten_has_three_villages_and_a_kecamatan_and_its_neighbours_come_behind() -> None:
    made, _behind = begin("kabupaten", FAMILIES, 2026, silent)
    assert [one.code for one in public_villages()] == list(CASTS["kabupaten"].villages)
    assert public_officials("32.06.13")[0].position == "Camat" and public_serves_office("32.06.13")
    beside = settle(CASTS["kabupaten"].villages[1], FAMILIES, 2026, before=len(made.accounts))
    names = [one.username for one in (*made.officers, *beside.made.officers)]
    assert len(names) == len(set(names)) and {"camat", "kabupaten", "kades-cikubang"} <= set(names)
    assert {one.phone for one in made.accounts}.isdisjoint(one.phone for one in beside.made.accounts)
    assert User.objects.get(username="camat").grants.get().area_code == "32.06.13"
    assert seed_district(made.village) == 6
