"""The pages on which two offices hand a resident over: each sees its own next step, and nothing of the other's data."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from pendopo.kernel.actor import Actor
from pendopo.people.models import Person, Transfer
from pendopo.people.operations import transfers
from pendopo.people.queries.transfers import transfers_waiting
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.tests import crowd
from pendopo.people.tests.movers import (
    HERE,
    KK,
    NEXT,
    NIK,
    THERE,
    THIRD,
    accepted,
    open_site,
    sent,
    write_household,
)
from tests.making import officer, resident

pytestmark = [pytest.mark.django_db]
ComeAs = Callable[[Actor], Client]
BELOW = f"/d/{NEXT}"


@pytest.fixture(autouse=True)
def _site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_site(settings, monkeypatch)


@pytest.fixture
def household() -> list[Person]:
    return write_household()


def test_from_the_old_desk_to_the_new_one(household: list[Person], come_as: ComeAs) -> None:
    head, wife, child = household
    here = come_as(HERE)
    page = here.get(f"/meja/warga/{head.pk}/peristiwa/")
    assert "Pindah ke desa lain di situs ini" in page.content.decode()
    where = f"/meja/warga/{head.pk}/pindah-desa/"
    answers = {
        "ikut-ada": "1", "ikut-together": [str(wife.pk), str(child.pk)], "kepindahan-ada": "1",
        "kepindahan-on": "05-10-2026", "kepindahan-to": NEXT, "kepindahan-destination": "Kp. Baru",
        "kepindahan-move_reason": "1", "kepindahan-consent": "self",
    }  # fmt: skip
    offered = here.post(where, {"langkah": "ikut", "ikut-ada": "1"}).content.decode()
    assert "Desa Cikubang" in offered and "Desa Taraju</option>" not in offered
    done = here.post(where, {**answers, "ke": "simpan"})
    file = Transfer.objects.get()
    assert done["Location"] == f"/meja/perpindahan/{file.pk}/"
    shown = here.get(done["Location"]).content.decode()
    assert "Menunggu diterima desa tujuan" in shown and "Tarik kembali" in shown and "/terima/" not in shown

    there = come_as(THERE)
    where = f"{BELOW}/meja/perpindahan/{file.pk}/"
    shut = there.get(where).content.decode()
    assert "Asep Sunarya" in shut and "Tarik kembali" not in shut and "Tempat lahir" not in shut
    assert "32061304" not in shut
    assert there.get(f"{where}terima/").status_code == 404
    there.post(f"{where}buka/")
    opened = there.get(where).content.decode()
    assert "Jenis kelamin" in opened and NIK not in opened
    form = there.get(f"{where}terima/").content.decode()
    assert KK in form
    relations = {str(head.pk): "1", str(wife.pk): "3", str(child.pk): "4"}
    given = {
        "on": "12-10-2026",
        "kk_number": KK,
        "address": "Kp. Baru",
        "area": f"{NEXT}.01.001.001",
        **relations,
    }
    done = there.post(f"{where}terima/", given)
    assert done.status_code == 302, done.content.decode()
    # A second click is told, and changes nothing.
    assert there.post(f"{where}terima/", given).status_code == 404
    new = Person.objects.get(village_code=NEXT, relation=1)
    assert f"{BELOW}/meja/warga/{new.pk}/" in there.get(where).content.decode()

    here = come_as(HERE)
    assert here.get(f"/meja/warga/{new.pk}/").status_code == 404
    shown = here.get(f"/meja/perpindahan/{file.pk}/").content.decode()
    assert "Sudah diterima desa tujuan" in shown and str(new.pk) not in shown
    here.post(f"/meja/warga/{head.pk}/buka/", {"purpose": "layanan"})
    stub = here.get(f"/meja/warga/{head.pk}/").content.decode()
    assert "sudah diterima desa lain" in stub and str(new.pk) not in stub and "Kp. Baru" in stub


@pytest.mark.pages(False)
def test_each_office_has_in_its_list_what_waits_for_it(household: list[Person]) -> None:
    file = sent(household)
    third = officer(READ, RECORD, CORRECT, area=THIRD)

    def waiting() -> list[int]:
        return [len(transfers_waiting(actor)) for actor in (HERE, THERE, third)]

    assert waiting() == [0, 1, 0]
    assert "Desa Taraju" in next(iter(transfers_waiting(THERE))).title
    transfers.ask_back(THERE, village=NEXT, transfer=file, question="Alamatnya?")
    assert waiting() == [1, 0, 0]
    transfers.answer_question(HERE, transfer=file, answer="Kp. Baru")
    assert waiting() == [0, 1, 0]
    transfers.refuse_transfer(THERE, village=NEXT, transfer=file, reason="Bukan")
    assert waiting() == [1, 0, 0]
    transfers.take_back(HERE, transfer=file, reason="Bukan")
    assert waiting() == [0, 0, 0]


def test_the_words_between_the_offices_are_kept_when_they_are_refused(
    household: list[Person],
    come_as: ComeAs,
) -> None:
    file = sent(household)
    there = come_as(THERE)
    where = f"{BELOW}/meja/perpindahan/{file.pk}/"
    assert there.post(f"{where}tanya/", {"question": "Alamat lamanya di mana?"}).status_code == 302
    second = there.post(f"{where}tanya/", {"question": "Sekali lagi"})
    assert second.status_code == 422 and "Sekali lagi" in second.content.decode()
    here = come_as(HERE)
    where = f"/meja/perpindahan/{file.pk}/"
    assert "Alamat lamanya di mana?" in here.get(f"{where}jawab/").content.decode()
    assert here.post(f"{where}jawab/", {"answer": "Kp. Lama"}).status_code == 302
    assert here.post(f"{where}tarik/", {"reason": "Batal"}).status_code == 302
    household[0].refresh_from_db()
    assert household[0].is_living


def test_a_file_is_nobody_elses(household: list[Person], come_as: ComeAs) -> None:
    file = sent(household)
    third = come_as(officer(READ, RECORD, CORRECT, area=THIRD))
    for tail in ("", "terima/", "terima/cari/", "tanya/", "tolak/", "jawab/", "tarik/"):
        assert third.get(f"/d/{THIRD}/meja/perpindahan/{file.pk}/{tail}").status_code == 404
    assert third.post(f"/d/{THIRD}/meja/perpindahan/{file.pk}/buka/").status_code == 404
    assert "Asep" not in third.get(f"/d/{THIRD}/meja/perpindahan/").content.decode()


def test_into_a_family_that_is_there(household: list[Person], come_as: ComeAs) -> None:
    card = crowd.family(village_code=NEXT, area_code=NEXT, address="Kp. Sana")
    crowd.write([card])
    given = {"village_code": NEXT, "area_code": NEXT, "birth_date": date(1950, 1, 1)}
    crowd.write([crowd.person("Ma Icih", family=card, relation=1, **given)])
    file = sent(household)
    there = come_as(THERE)
    where = f"{BELOW}/meja/perpindahan/{file.pk}/"
    there.post(f"{where}buka/")
    found = there.post(f"{where}terima/cari/", {"text": "Ma Icih"}).content.decode()
    assert f"{where}terima/{card.pk}/" in found
    joined = there.post(f"{where}terima/{card.pk}/", {"on": "12-10-2026", str(household[0].pk): "5"})
    assert joined.status_code == 302
    assert Person.objects.get(name="Asep Sunarya", village_code=NEXT).family == card
    # A family of the village that was left is none of this one.
    assert there.get(f"{where}terima/{household[1].family_id}/").status_code == 404


def test_who_moves_reads_where_the_file_is(household: list[Person], come_as: ComeAs) -> None:
    file = sent(household, 1, 2)
    own = come_as(resident(household[0].pk))
    assert "Menunggu diterima desa tujuan" in own.get("/saya/data/").content.decode()
    new = accepted(file, household)
    moved = Actor(
        kind="resident", id=new[0].pk, name="Asep", resident_id=new[0].pk, former=frozenset({household[0].pk})
    )
    own = come_as(moved)
    page = own.get(f"{BELOW}/saya/data/").content.decode()
    assert "Sudah diterima desa tujuan" in page and "Desa Cikubang" in page
