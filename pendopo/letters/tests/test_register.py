"""Letters and mail share one register: its numbers, its lines and its books."""

import pytest
from python_calamine import CalamineWorkbook

from pendopo.kernel import clock
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.errors import DomainNotOpen
from pendopo.letters.operations.signing import hand_over, sign_request, void_letter
from pendopo.letters.tests.office import SETUP, TARAJU, Office, entry_of, seen
from pendopo.mail.operations.refusals import MailRefused
from pendopo.mail.operations.register import (
    receive_mail,
    record_delivery,
    send_mail,
    set_numbering,
    void_mail,
)
from pendopo.mail.queries import book_file, book_page
from pendopo.mail.rules.numbers import CounterMode
from pendopo.mail.tests.test_mail import mail, outgoing
from pendopo.places.operations import set_switch
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.places.rules.switches import Setting
from tests.making import officer

pytestmark = pytest.mark.django_db


def test_a_joined_counter_counts_letters_and_mail_together(office: Office) -> None:
    set_numbering(
        SETUP,
        village=TARAJU,
        pattern="[number]/[year]",
        mode=CounterMode.JOINED,
        valid_from=clock.today(),
        legal_basis="Perkades",
    )
    numbers = [
        receive_mail(office.operator, village=TARAJU, mail=mail()).number,
        send_mail(office.operator, village=TARAJU, mail=outgoing()).number,
        entry_of(sign_request(office.head, case=seen(office))).number,
    ]
    assert numbers == [1, 2, 3]


def test_a_signed_letter_is_not_voided_like_mail(office: Office) -> None:
    row = sign_request(office.head, case=seen(office))
    with pytest.raises(MailRefused):
        void_mail(office.operator, entry=entry_of(row), reason="Coba-coba")


def test_agenda_and_expedition_print_from_the_same_rows(office: Office) -> None:
    incoming = receive_mail(office.operator, village=TARAJU, mail=mail())
    sent = send_mail(office.operator, village=TARAJU, mail=outgoing(party="Bupati Tasikmalaya"))
    record_delivery(office.operator, entry=sent, party="", received_by="Resepsionis")
    letter = hand_over(
        office.operator, case=sign_request(office.head, case=seen(office)), received_by="Dadang"
    )
    agenda = book_page(office.operator, "agenda").rows
    assert [line[0] for line in agenda] == ["1", "2", "3"]
    assert agenda[0][2] == incoming.their_number and agenda[0][4] == "Camat Taraju"
    assert agenda[1][8] == "Bupati Tasikmalaya" and sent.text in agenda[1][6]
    assert entry_of(letter).text in agenda[2][6]
    expedition = book_page(office.operator, "ekspedisi").rows
    assert [line[4] for line in expedition] == ["Bupati Tasikmalaya", office.person.name]
    assert expedition[0][5] == "Diterima Resepsionis"
    for slug, lines in (("agenda", agenda), ("ekspedisi", expedition)):
        made = book_file(office.operator, slug)
        sheet = CalamineWorkbook.from_filelike(made.content).get_sheet_by_index(0).to_python()
        assert made.name.endswith(f"{clock.today().year}.xlsx")
        assert [[str(cell) for cell in row] for row in sheet[-len(lines) :]] == lines


def test_letters_are_signed_and_handed_over_while_the_register_of_mail_is_closed(office: Office) -> None:
    setting = Setting(SwitchState.CLOSED, "Tutup sampai Senin.", clock.today())
    set_switch(officer(SET_SWITCH), village=TARAJU, domain="mail", setting=setting)
    with pytest.raises(DomainNotOpen):
        receive_mail(office.operator, village=TARAJU, mail=mail())
    row = hand_over(office.operator, case=sign_request(office.head, case=seen(office)), received_by="Dadang")
    assert entry_of(row).number == 1 and entry_of(row).deliveries.get().received_by == "Dadang"
    void_letter(office.head, case=row, ground="wrong_content", reason="Salah nama")
    assert entry_of(row).is_void
