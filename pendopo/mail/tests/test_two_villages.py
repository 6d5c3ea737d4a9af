"""The register of mail of two villages: each has its own numbers, lines, books and dispositions."""

import uuid

import pytest
from django.conf import LazySettings

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.mail.models import Disposition, RegisterEntry
from pendopo.mail.operations.letters import Letter, number_letter, void_letter_line
from pendopo.mail.operations.register import give_disposition, receive_mail
from pendopo.mail.queries import (
    book_page,
    disposition_for,
    dispositions_waiting,
    mail_list,
    mail_page,
    numbering,
    register_entry,
)
from pendopo.mail.rules.permissions import DISPOSE, NUMBER, READ, WRITE
from pendopo.mail.tests.office import SETUP
from pendopo.mail.tests.test_mail import mail
from pendopo.people.tests import crowd
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
ALL = (READ, WRITE, DISPOSE, NUMBER)
WIDE, HERE, THERE = (officer(*ALL, area=area) for area in ("32", TARAJU, ELSEWHERE))
PART, READER = officer(*ALL, area=f"{TARAJU}.01"), officer(READ)


@pytest.fixture(autouse=True)
def lines(settings: LazySettings) -> dict[str, RegisterEntry]:
    """One letter came to each village; the other village's is the older one."""
    settings.PENDOPO_VILLAGE = TARAJU
    found = {}
    for code in (ELSEWHERE, TARAJU):
        crowd.village(code)
        found[code] = receive_mail(SETUP, village=code, mail=mail())
    return found


def test_each_village_counts_from_one(lines: dict[str, RegisterEntry]) -> None:
    assert {code: row.number for code, row in lines.items()} == {TARAJU: 1, ELSEWHERE: 1}


def test_the_book_and_the_list_are_those_of_one_village(lines: dict[str, RegisterEntry]) -> None:
    assert mail_list(WIDE).rows == [lines[TARAJU]] and mail_list(PART).rows == []
    assert [len(list(book_page(actor, "agenda").rows)) for actor in (WIDE, PART)] == [1, 0]
    assert register_entry(HERE, lines[TARAJU].pk) == lines[TARAJU]
    with pytest.raises(NotFound):
        register_entry(HERE, lines[ELSEWHERE].pk)


def test_who_reads_is_offered_nothing_to_write(lines: dict[str, RegisterEntry]) -> None:
    row = lines[TARAJU]
    assert [mail_list(actor).may_write for actor in (HERE, READER)] == [True, False]
    pages = [mail_page(actor, row.pk) for actor in (HERE, READER)]
    assert [(page.may_write, page.may_dispose) for page in pages] == [(True, True), (False, False)]


def test_a_disposition_is_done_in_its_village(lines: dict[str, RegisterEntry]) -> None:
    given = {"position": "Sekretaris Desa", "instruction": "Hadiri"}
    made: Disposition = give_disposition(SETUP, entry=lines[TARAJU], **given, due=clock.today())
    assert [len(dispositions_waiting(actor)) for actor in (HERE, THERE)] == [1, 0]
    assert disposition_for(HERE, made.pk) == made
    for actor in (THERE, READER):
        with pytest.raises(NotFound):
            disposition_for(actor, made.pk)


def test_a_letter_is_void_in_the_village_that_numbered_it() -> None:
    letter = Letter(uuid.uuid4(), "000", "Surat", "Dadang", "Kepala")
    number_letter(SETUP, village=TARAJU, letter=letter)
    with pytest.raises(NotFound):
        void_letter_line(SETUP, village=ELSEWHERE, request_id=letter.request_id, reason="salah")
    assert void_letter_line(SETUP, village=TARAJU, request_id=letter.request_id, reason="salah").is_void


def test_numbers_are_arranged_by_who_may_for_his_village() -> None:
    assert numbering(HERE).village.code == TARAJU
    assert numbering(THERE).village.code == ELSEWHERE
    for actor in (PART, READER):
        with pytest.raises(NotFound):
            numbering(actor)
