"""Posts of the village are linked to accounts: asked by one, confirmed by another, shown on one page with the gaps."""

from argparse import Namespace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from pendopo.accounts import operations, queries
from pendopo.accounts.commands import user_post
from pendopo.accounts.models import OfficerIdentity, PendingChange, PostLink, User
from pendopo.accounts.queries.posts import posts_held
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, SETUP, TARAJU
from pendopo.accounts.tests.test_pages import strong
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.people.tests import crowd
from pendopo.places.models import Official
from pendopo.places.operations import appoint_official, edit_official, end_official
from pendopo.places.rules.terms import Appointment, HolderKind, Term

pytestmark = pytest.mark.django_db
START = date(2024, 1, 1)


@pytest.fixture
def chief(db: None) -> Official:
    crowd.village()
    return appoint("Asep Sunandar", "Kepala Desa")


@pytest.fixture
def kades(chief: Official) -> User:
    return folk.officer("kades", "kepala_desa")


@pytest.fixture
def admin(chief: Official) -> User:
    return folk.officer("pengelola", "administrator")


@pytest.fixture
def second(chief: Official) -> User:
    return folk.officer("pengelola2", "administrator")


def appoint(name: str, position: str, until: date | None = None) -> Official:
    term = Term(position, HolderKind.DEFINITIVE, START, until)
    return appoint_official(SETUP, village=TARAJU, appointment=Appointment(name), term=term)


def ask(asker: User, user: User, official: Official) -> PendingChange:
    waits = operations.ask_post(folk.actor(asker), area=TARAJU, user=user, official=official.pk).waits
    assert waits is not None
    return waits


def holds(user: User, official: Official) -> bool:
    return official.pk in posts_held(folk.actor(user), TARAJU)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_post_waits_for_the_second_officer(admin: User, second: User, kades: User, chief: Official) -> None:
    change = ask(admin, kades, chief)
    assert not holds(kades, chief)
    with refused("not_the_second"):
        operations.confirm_change(folk.actor(admin), change=change)
    operations.confirm_change(folk.actor(second), change=change)
    assert holds(kades, chief)
    link = PostLink.objects.get()
    assert (link.said_by, link.source, link.said_position) == (admin, "said", "Kepala Desa")


def test_or_for_a_day_and_never_by_its_owner(admin: User, kades: User, chief: Official) -> None:
    change = ask(admin, kades, chief)
    with refused("change_waits"):
        operations.carry_out_change(folk.actor(admin), change=change)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        with pytest.raises(NotFound):
            operations.carry_out_change(folk.actor(kades), change=change)
        operations.carry_out_change(folk.actor(admin), change=change)
        assert holds(kades, chief)


def test_nobody_gives_himself_a_post_nor_one_above_him(admin: User, kades: User, chief: Official) -> None:
    secretary = folk.officer("sekdes", "sekretaris_desa")
    with refused("self_post"):
        ask(secretary, secretary, chief)
    with pytest.raises(NotFound):
        ask(secretary, kades, chief)  # she could not have made him head
    with pytest.raises(NotPermitted):
        ask(folk.officer("operator", "operator_desa"), secretary, chief)
    with pytest.raises(NotPermitted):
        ask(folk.officer("jauh", "administrator", area=ELSEWHERE), kades, chief)
    with refused("no_role_here"):
        ask(admin, folk.officer("jauh2", "operator_desa", area=ELSEWHERE), chief)
    assert not PendingChange.objects.exists() and not PostLink.objects.exists()


def test_a_line_that_is_edited_into_another_holds_nothing(kades: User, chief: Official) -> None:
    section = appoint("Tatang", "Kasi Pelayanan")
    clerk = folk.officer("tatang", "kasi_pelayanan", "penanda_tangan_ub")
    operations.ask_post(SETUP, area=TARAJU, user=clerk, official=section.pk)
    assert holds(clerk, section)
    term = Term("Kepala Dusun", HolderKind.DEFINITIVE, START, None)
    for appointment, wanted in (
        (Appointment("Tatang"), term),
        (Appointment("Asep Sunandar"), Term("Kasi Pelayanan", HolderKind.DEFINITIVE, START, None)),
        (Appointment("Tatang"), Term("Kasi Pelayanan", HolderKind.PLT, START, None)),
    ):
        edit_official(SETUP, official=section, appointment=appointment, term=wanted)
        assert not holds(clerk, section)
        assert queries.posts_page(folk.actor(kades)).posts[1].changed
    edit_official(
        SETUP,
        official=section,
        appointment=Appointment("Tatang", nip="197001011990011001"),
        term=Term("Kasi Pelayanan", HolderKind.DEFINITIVE, START, None),
    )
    assert holds(clerk, section)


def test_a_term_may_end_earlier_and_never_later(kades: User) -> None:
    until = clock.today() + timedelta(days=30)
    section = appoint("Tatang", "Kasi Pelayanan", until)
    clerk = folk.officer("tatang", "kasi_pelayanan")
    operations.ask_post(SETUP, area=TARAJU, user=clerk, official=section.pk)
    end_official(SETUP, official=section, until=until - timedelta(days=9))
    assert holds(clerk, section)
    end_official(SETUP, official=section, until=until + timedelta(days=1))
    assert not holds(clerk, section)


def test_a_line_edited_while_the_request_waits_gives_nothing(
    admin: User, second: User, kades: User, chief: Official
) -> None:
    section = appoint("Tatang", "Kasi Pelayanan")
    clerk = folk.officer("tatang", "kasi_pelayanan")
    change = ask(admin, clerk, section)
    end_official(SETUP, official=chief, until=clock.today())
    term = Term("Kepala Desa", HolderKind.DEFINITIVE, clock.today(), None)
    edit_official(SETUP, official=section, appointment=Appointment("Tatang"), term=term)
    with refused("post_changed"):
        operations.confirm_change(folk.actor(second), change=change)


def test_the_next_holder_ends_the_one_before(admin: User, kades: User, chief: Official) -> None:
    other = folk.officer("baru", "kepala_desa")
    for user in (kades, other):
        operations.ask_post(SETUP, area=TARAJU, user=user, official=chief.pk)
    assert holds(other, chief) and not holds(kades, chief)
    link = PostLink.objects.get(valid_to__isnull=True)
    with refused("reason_missing"):
        operations.end_post(folk.actor(admin), post=link, reason=" ")
    operations.end_post(folk.actor(admin), post=link, reason="berhenti")
    assert not holds(other, chief)
    with refused("post_ended"):
        operations.end_post(folk.actor(admin), post=link, reason="berhenti")


def test_the_database_keeps_one_holder_of_a_post(kades: User, chief: Official) -> None:
    from tests.making import make

    operations.ask_post(SETUP, area=TARAJU, user=kades, official=chief.pk)
    said = {"said_name": "-", "said_position": "-", "said_kind": "definitive"}
    with pytest.raises(IntegrityError):
        make(PostLink, officer=kades, official=chief, area_code=TARAJU, valid_from=clock.today(), **said)


def test_nobody_says_who_he_is_and_no_resident_is_two_officers(kades: User, chief: Official) -> None:
    secretary, person = folk.officer("sekdes", "sekretaris_desa"), folk.resident()
    actor = folk.actor(secretary)
    with refused("own_identity"):
        operations.identify_officer(actor, area=TARAJU, officer=secretary, person=person)
    row = operations.identify_officer(actor, area=TARAJU, officer=kades, person=person)
    assert (row.person_id, row.said_by, row.said_on) == (person.pk, secretary, clock.today())
    with refused("somebody_elses_person"):
        operations.identify_officer(SETUP, area=TARAJU, officer=secretary, person=person)
    away = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    with pytest.raises(NotFound):
        operations.identify_officer(actor, area=TARAJU, officer=away, person=None)
    with pytest.raises(NotPermitted):
        operations.identify_officer(actor, area=ELSEWHERE, officer=away, person=None)


def test_the_page_shows_every_gap_and_leads_through(admin: User, kades: User, chief: Official) -> None:
    appoint("Tatang", "Kasi Pelayanan")
    folk.officer("tatang", "kasi_pelayanan", "penanda_tangan_ub")
    client = strong(admin)
    page = client.get("/meja/akun/jabatan/").content.decode()
    assert page.count("belum ada akun") == 2
    assert page.count("menandatangani, tetapi belum memegang jabatan") == 2
    assert page.count("belum disebut siapa") == 3  # the administrator erases; the head and the clerk sign
    assert "Siapa dia?" not in page  # he opens no data of residents
    asked = client.post(f"/meja/akun/jabatan/{chief.pk}/", {"user": str(kades.pk)})
    change = PendingChange.objects.get()
    assert asked.headers["Location"] == f"/meja/akun/menunggu/{change.pk}/"
    assert "jabatan Kepala Desa, Asep Sunandar" in client.get(asked.headers["Location"]).content.decode()
    page = client.get("/meja/akun/jabatan/").content.decode()
    assert "Menunggu disetujui: Kades" in page
    again = client.post(f"/meja/akun/jabatan/{chief.pk}/", {"user": str(kades.pk)})
    assert "masih menunggu" in again.content.decode()
    operations.ask_post(SETUP, area=TARAJU, user=kades, official=chief.pk)
    address = f"/meja/akun/jabatan/{chief.pk}/akhiri/"
    assert "Alasan" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "berhenti"}).status_code == 302
    assert not holds(kades, chief) and client.get(address).status_code == 404


def test_the_command_line_links_at_once(
    kades: User, chief: Official, capsys: pytest.CaptureFixture[str]
) -> None:
    user_post.run(Namespace(username="kades", position="kepala  desa"))
    assert capsys.readouterr().out == "kades: Kepala Desa, Asep Sunandar\n" and holds(kades, chief)
    with pytest.raises(NotFound):
        queries.post_named(SETUP, "kades", "Bendahara")


def test_the_secretary_says_who_the_head_is(kades: User) -> None:
    person = folk.resident(name="Neneng Hasanah")
    secretary = folk.officer("sekdes", "sekretaris_desa")
    client = strong(secretary)
    address = f"/meja/akun/petugas/{kades.pk}/warga/"
    assert str(person.pk) in client.post(address, {"q": "Neneng"}).content.decode()
    client.post(f"{address}hubungkan/", {"person": str(person.pk)})
    page = client.get("/meja/akun/jabatan/").content.decode()
    assert "Neneng Hasanah" in page and "kata Sekdes" in page
    said = client.post(f"/meja/akun/petugas/{secretary.pk}/warga/hubungkan/", follow=True).content.decode()
    assert "akun Anda sendiri" in said
    watcher = folk.browser(folk.officer("pengamat", "observer")).get("/meja/akun/jabatan/").content.decode()
    assert "sudah dihubungkan" in watcher and "Neneng" not in watcher
    assert OfficerIdentity.objects.count() == 1
