"""What the desk's own pages tell an officer follows from what he may do, and where."""

from dataclasses import replace

import pytest

from pendopo.accounts.models import ResidentAccount
from pendopo.accounts.operations import end_other_resident_sessions
from pendopo.accounts.queries import actor_of_resident
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.models import ClockDoubt, JournalEntry
from pendopo.kernel.powers import CONFIRM_CLOCK, READ_JOURNAL
from pendopo.kernel.reading import Wanted
from pendopo.people.operations.opening import open_file
from pendopo.people.rules.permissions import READ
from pendopo.people.tests import crowd
from pendopo.site.queries.clock import clock_waiting
from pendopo.site.queries.journal import entry_page, journal_page
from tests.making import ELSEWHERE, TARAJU, make, officer

pytestmark = pytest.mark.django_db
AUDITOR = officer(READ_JOURNAL)
READERS = [
    (officer(READ_JOURNAL, READ), True),
    (AUDITOR, False),
    (replace(AUDITOR, powers=AUDITOR.powers | officer(READ, area=ELSEWHERE).powers), False),
]


@pytest.mark.parametrize(("reader", "knows"), READERS, ids=["reads here", "reads nobody", "reads elsewhere"])
def test_a_resident_is_named_to_who_reads_residents_there(reader: Actor, knows: bool) -> None:
    crowd.village()
    row = crowd.person("Asep Sunarya")
    crowd.write([row])
    open_file(crowd.TESTER, person=row, purpose="surat")
    entry = JournalEntry.objects.get(operation="people.file.open")
    assert bool(entry_page(reader, entry.pk).file_url) is knows
    account = make(ResidentAccount, resident=row, area_code=TARAJU)
    end_other_resident_sessions(actor_of_resident(account), account=account, session_id=None)
    assert journal_page(reader, Wanted()).lines[0].actor == ("Asep Sunarya" if knows else "warga")


def test_the_question_for_the_date_is_put_to_who_may_answer_it() -> None:
    make(ClockDoubt, noticed_at=clock.now(), newest_at=clock.now())
    assert [len(clock_waiting(one)) for one in (officer(CONFIRM_CLOCK), officer(READ))] == [1, 0]
