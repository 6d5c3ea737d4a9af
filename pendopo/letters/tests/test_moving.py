"""A resident who moves to another village of the site: account, messages and letters go on being his."""

import pytest
from django.test import Client

from pendopo.accounts.models import ResidentAccount
from pendopo.accounts.tests import folk
from pendopo.cases.queries.kinds import contradictions
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.requests import my_requests, own_request
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.tests.office import TARAJU, Office, ask, seen
from pendopo.notices.models import ContactAddress, Notice
from pendopo.people.models import Person, Transfer
from pendopo.people.operations import transfers
from pendopo.people.operations.events.moves import record_move_out
from pendopo.people.operations.families import NewFamily
from pendopo.people.queries.transfers import transfer_page
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.tests import crowd
from tests.making import make, officer

pytestmark = pytest.mark.django_db
NEXT = "32.06.13.2002"
THERE = officer(READ, RECORD, CORRECT, area=NEXT)


@pytest.fixture
def letter(office: Office) -> LetterRequest:
    crowd.village(NEXT)
    folk.active_account(office.person)
    make(ContactAddress, person=office.person, area_code=TARAJU, channel="email", address="dadang@contoh.id")
    return seen(office, ask(office))


def send(office: Office) -> Transfer:
    return transfers.send_transfer(
        office.operator, person=office.person, on=clock.today(), to=NEXT, consent="self"
    )


def arrive(office: Office, file: Transfer) -> Person:
    (new,) = transfers.accept_transfer(
        THERE, village=NEXT, transfer=file, on=clock.today(), relations={office.person.pk: 1},
        new_family=NewFamily(f"{NEXT}.01", "Kp. Baru"),
    )  # fmt: skip
    return new


def page(client: Client, where: str) -> str:
    answer = client.get(where, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_account_stays_his_from_the_departure_to_the_new_village(
    office: Office, letter: LetterRequest
) -> None:
    own = folk.resident_browser()
    file = send(office)
    assert "Menunggu diterima desa tujuan" in page(own, "/saya/")
    # On the way he signs in anew as well.
    assert "Menunggu diterima desa tujuan" in page(folk.resident_browser(), "/saya/")
    new = arrive(office, file)
    account = ResidentAccount.objects.get()
    assert (account.resident_id, account.area_code, account.former) == (
        new.pk,
        new.area_code,
        [str(office.person.pk)],
    )
    assert "Sudah diterima desa tujuan" in page(own, "/saya/")
    assert "Sudah diterima desa tujuan" in page(folk.resident_browser(), "/saya/")


def test_letters_stay_where_they_were_asked_and_remain_his(office: Office, letter: LetterRequest) -> None:
    own = folk.resident_browser()
    new = arrive(office, send(office))
    letter.refresh_from_db()
    assert (letter.person_id, letter.area_code) == (office.person.pk, TARAJU)
    moved = Actor(kind="resident", name="x", resident_id=new.pk, former=frozenset({office.person.pk}))
    assert [one.row.pk for one in my_requests(moved)] == [letter.pk]
    assert own_request(moved, letter.pk) == letter
    assert letter.receipt is not None
    assert letter.receipt in page(own, "/surat/saya/")
    assert letter.receipt in page(own, f"/surat/permohonan/{letter.pk}/")
    # The old office is told in red, and the new one sees the receipt and nothing of what it says.
    assert "tidak lagi tercatat" in " ".join(contradictions(REQUEST, letter))
    file = Transfer.objects.get()
    (matter,) = transfer_page(THERE, file.pk).matters
    assert matter.receipt == letter.receipt
    assert letter.receipt in page(Client(), f"/resi/?nomor={letter.receipt}")


def test_messages_and_the_address_follow(office: Office, letter: LetterRequest) -> None:
    make(
        Notice,
        person=office.person,
        area_code=TARAJU,
        subject="Kabar",
        body="Kabar",
        sent_at=clock.now(),
    )
    new = arrive(office, send(office))
    assert set(Notice.objects.values_list("person_id", flat=True)) == {new.pk}
    address = ContactAddress.objects.get()
    assert (address.person_id, address.area_code, address.address) == (
        new.pk,
        new.area_code,
        "dadang@contoh.id",
    )


def test_whoever_was_merely_moved_out_has_no_way_in(office: Office, letter: LetterRequest) -> None:
    own = folk.resident_browser()
    record_move_out(office.operator, person=office.person, on=clock.today())
    assert own.get("/saya/").status_code == 302
