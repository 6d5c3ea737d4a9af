"""The register of mail: in and out, dispositions, deliveries, and the books that print from the same rows."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import cbor2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalEntry
from pendopo.mail.models import RegisterEntry
from pendopo.mail.operations.refusals import MailRefused
from pendopo.mail.operations.register import (
    Mail,
    finish_disposition,
    give_disposition,
    receive_mail,
    record_delivery,
    send_mail,
    void_mail,
)
from pendopo.mail.queries import (
    book_file,
    book_page,
    dispositions_waiting,
    mail_list,
    mail_page,
    register_entry,
)
from pendopo.mail.tests.office import SETUP, TARAJU, Office
from pendopo.people.tests import crowd
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db


def mail(**changed: Any) -> Mail:
    """A letter from the district."""
    given: dict[str, Any] = {
        "form_key": uuid.uuid4(),
        "party": "Camat Taraju",
        "summary": "Undangan rapat koordinasi",
        "on": clock.today(),
        "their_number": "005/112/Kec",
        "their_date": clock.today() - timedelta(days=2),
    }
    return Mail(**{**given, **changed})


def outgoing(**changed: Any) -> Mail:
    """A letter of the office."""
    return mail(their_number="", their_date=None, archive="000.1.5", **changed)


def test_incoming_mail_gets_its_own_numbers_and_is_written_once(office: Office) -> None:
    letter = mail()
    first = receive_mail(office.operator, village=TARAJU, mail=letter)
    again = receive_mail(office.operator, village=TARAJU, mail=letter)
    assert first.pk == again.pk and first.number == 1
    assert receive_mail(office.operator, village=TARAJU, mail=mail()).number == 2
    assert send_mail(office.operator, village=TARAJU, mail=outgoing()).number == 1


def test_the_future_cannot_be_registered(office: Office) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    for letter in (mail(on=tomorrow), mail(their_date=tomorrow)):
        with pytest.raises(MailRefused) as refusal:
            receive_mail(office.operator, village=TARAJU, mail=letter)
        assert refusal.value.code == "future_day"


def test_a_disposition_waits_until_it_is_done(office: Office) -> None:
    entry = receive_mail(office.operator, village=TARAJU, mail=mail())
    with pytest.raises(NotPermitted):
        give_disposition(office.operator, entry=entry, position="Sekretaris Desa", instruction="Hadiri.")
    due = clock.today() + timedelta(days=3)
    row = give_disposition(
        office.head, entry=entry, position="Sekretaris Desa", instruction="Hadiri.", due=due
    )
    waiting = list(dispositions_waiting(office.operator))
    assert [item.due for item in waiting] == [due] and str(entry.pk) in waiting[0].url
    finish_disposition(office.operator, disposition=row, result="Dihadiri sekretaris.")
    assert list(dispositions_waiting(office.operator)) == []
    with pytest.raises(MailRefused) as refusal:
        finish_disposition(office.operator, disposition=row, result="Lagi.")
    assert refusal.value.code == "already_done"


def test_a_void_line_keeps_its_number_and_says_why(office: Office) -> None:
    entry = send_mail(office.operator, village=TARAJU, mail=outgoing())
    with pytest.raises(MailRefused):
        void_mail(office.operator, entry=entry, reason=" ")
    void_mail(office.operator, entry=entry, reason="Salah alamat")
    assert send_mail(office.operator, village=TARAJU, mail=outgoing()).number == entry.number + 1
    lines = book_page(office.operator, "agenda").rows
    assert lines[0][-1] == "Batal: Salah alamat" and entry.text in lines[0][6]
    with pytest.raises(MailRefused):
        record_delivery(office.operator, entry=entry, party="Camat", received_by="Ujang")


def test_a_formula_in_a_letter_stays_text_in_the_workbook(office: Office) -> None:
    receive_mail(office.operator, village=TARAJU, mail=mail(summary='=HYPERLINK("http://x","y")'))
    made = book_file(office.operator, "agenda")
    sheet = CalamineWorkbook.from_filelike(made.content).get_sheet_by_index(0).to_python()
    assert '=HYPERLINK("http://x","y")' in sheet[-1]


def test_who_takes_the_file_of_a_book_stands_in_the_journal(office: Office) -> None:
    receive_mail(office.operator, village=TARAJU, mail=mail())
    answer = folk.browser(office.users["operator"]).get(reverse("mail-book-file", args=["agenda"]))
    assert answer.status_code == 200
    assert answer.getvalue()[:2] == b"PK"
    entry = JournalEntry.objects.get(operation="mail.book.hand_out")
    assert entry.outcome == "done"
    assert f"A.7 {clock.today().year} · 1 baris" in cbor2.loads(bytes(entry.journalbody.body))["reason"]


def test_another_village_sees_and_writes_nothing(office: Office) -> None:
    entry = receive_mail(office.operator, village=TARAJU, mail=mail())
    stranger = officer("mail.write", "mail.read", "mail.dispose", area=ELSEWHERE)
    for look in (register_entry, mail_page):
        with pytest.raises(NotFound):
            look(stranger, entry.pk)
    with pytest.raises(NotPermitted):
        receive_mail(stranger, village=TARAJU, mail=mail())
    with pytest.raises(NotPermitted):
        give_disposition(stranger, entry=entry, position="x", instruction="y")


def test_names_in_the_register_are_sealed(office: Office) -> None:
    from django.db import connection

    receive_mail(office.operator, village=TARAJU, mail=mail(party="Nama Rahasia", summary="Isi Rahasia"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT party, summary FROM letters_registerentry")
        stored = b"".join(bytes(part) for part in cursor.fetchone())
    assert b"Rahasia" not in stored
    assert RegisterEntry.objects.get().party == "Nama Rahasia"


def test_the_pages_of_the_register(office: Office, settings: Any) -> None:
    settings.PENDOPO_DEMO = True
    operator, head = folk.browser(office.users["operator"]), folk.browser(office.users["head"])
    address = "/meja/surat/masuk/catat/incoming/"
    page = operator.get(address).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    assert operator.post(address, {"form_key": key, "party": "Camat"}).status_code == 422
    typed = {"form_key": key, "party": "Camat", "summary": "Undangan", "on": f"{clock.today():%d-%m-%Y}"}
    places = {operator.post(address, typed)["Location"] for _ in range(2)}
    assert len(places) == 1
    shown = places.pop()
    assert "Undangan" in operator.get(shown).content.decode()
    assert "Tulis disposisi" in head.get(shown).content.decode()
    given = {"position": "Sekretaris Desa", "instruction": "Hadiri", "due": ""}
    said = head.post(f"{shown}disposisi/", given, follow=True).content.decode()
    assert "Hadiri" in said
    done = re.search(r"/meja/surat/disposisi/[^/]+/selesai/", operator.get(shown).content.decode())
    assert done is not None
    assert "Beres" in operator.post(done.group(), {"result": "Beres"}, follow=True).content.decode()
    assert "Undangan" in operator.get("/meja/surat/masuk/").content.decode()
    voided = operator.post(f"{shown}batal/", {"reason": "Salah catat"}, follow=True).content.decode()
    assert "Salah catat" in voided
    out = "/meja/surat/masuk/catat/outgoing/"
    page = operator.get(out).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    sent = operator.post(out, {**typed, "form_key": key, "archive": "000.1.5"})
    assert "000.1.5/001/" in operator.get(sent["Location"]).content.decode()
    given = {"party": "Camat", "received_by": "Ujang"}
    assert "Ujang" in operator.post(f"{sent['Location']}kirim/", given, follow=True).content.decode()
    assert operator.get(f"/meja/surat/agenda/?tahun={date.today().year - 1}").status_code == 200
    assert operator.get("/meja/surat/penomoran/").status_code == 404


def test_two_villages_number_and_list_their_mail_apart(office: Office) -> None:
    crowd.village(ELSEWHERE, ("Cipicung",))
    here, there = (receive_mail(SETUP, village=village, mail=mail()) for village in (TARAJU, ELSEWHERE))
    assert (here.number, there.number) == (1, 1)
    both = officer("mail.read", "mail.write", area="32")
    assert [row.pk for row in mail_list(both).rows] == [here.pk]
    assert len(list(book_page(both, "agenda").rows)) == 1
