"""No number under a clock that is in doubt: nothing is lost, and it goes on when somebody has said what day it is."""

import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pendopo.accounts.rules.roles import role_of
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.kernel.errors import ClockDoubtful
from pendopo.kernel.models import ClockDoubt
from pendopo.kernel.operations import confirm_clock
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import answer_request, begin_request, send_request
from pendopo.letters.operations.clocks import wind_clocks
from pendopo.letters.operations.signing import sign_batch, sign_request
from pendopo.letters.rules.states import RequestState
from pendopo.letters.tests.office import (
    TARAJU,
    TYPE,
    Office,
    ask,
    checked,
    entry_of,
    full_answers,
    open_office,
    seen,
    take_over,
)
from pendopo.mail.models import NumberCounter, RegisterEntry
from pendopo.mail.operations.register import Mail, receive_mail, send_mail

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
THURSDAY = datetime(2026, 11, 12, 10, 0, tzinfo=WIB)
WRONG = {
    "2036": datetime(2036, 1, 4, 8, 0, tzinfo=WIB),
    "2010": datetime(2010, 1, 1, 0, 0, tzinfo=WIB),
    "a month on": datetime(2026, 12, 14, 8, 0, tzinfo=WIB),
    "yesterday": datetime(2026, 11, 11, 8, 0, tzinfo=WIB),
}


@pytest.fixture(autouse=True)
def _own_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Certificates of other tests begin today, and these tests lie earlier."""
    monkeypatch.setattr("pendopo.letters.operations.issuing.keys_folder", lambda: tmp_path)


@pytest.fixture
def ready() -> tuple[Office, LetterRequest]:
    """A letter that the head has looked at on Thursday."""
    with time_machine.travel(THURSDAY, tick=False):
        made = open_office()
        return made, seen(made)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_no_letter_is_numbered_under_a_doubtful_clock(ready: Any, wrong: datetime) -> None:
    office, row = ready
    with time_machine.travel(wrong, tick=False):
        with pytest.raises(ClockDoubtful) as refusal:
            sign_request(office.head, case=row)
        assert str(wrong.year) in str(refusal.value) and "12 November 2026" in str(refusal.value)
        assert "hilang" in str(refusal.value)
        batch = sign_batch(office.head, requests=[row])
        assert (batch.signed, [failed.pk for failed, _why in batch.failed]) == ([], [row.pk])
    assert not NumberCounter.objects.exists() and not RegisterEntry.objects.exists()
    row.refresh_from_db()
    assert row.state == RequestState.SIGNING and row.seen_by_id == office.head.id
    assert ClockDoubt.objects.count() == 1
    # The clock is set right; it is believed only when somebody has said so.
    with time_machine.travel(THURSDAY + timedelta(hours=2), tick=False):
        with pytest.raises(ClockDoubtful):
            sign_request(office.head, case=row)
        confirm_clock(office.operator, area=TARAJU, day=date(2026, 11, 12))
        signed = sign_request(office.head, case=row)
    assert (entry_of(signed).year, entry_of(signed).number, entry_of(signed).on) == (
        2026,
        1,
        date(2026, 11, 12),
    )
    assert entry_of(signed).text.endswith("/2026")


def test_mail_waits_as_well(ready: Any) -> None:
    office, _row = ready
    with time_machine.travel(WRONG["2036"], tick=False):
        for enter in (receive_mail, send_mail):
            mail = Mail(uuid.uuid4(), "Camat Taraju", "Undangan", date(2026, 11, 12), archive="005")
            with pytest.raises(ClockDoubtful):
                enter(office.operator, village=TARAJU, mail=mail)
    assert not RegisterEntry.objects.exists()


def test_a_receipt_says_the_month_and_waits_while_the_draft_is_kept(ready: Any) -> None:
    office, _row = ready
    with time_machine.travel(WRONG["2036"], tick=False):
        draft = begin_request(office.resident, village=TARAJU, key=TYPE, form_key=uuid.uuid4())
        draft = answer_request(office.resident, request=draft, answers=full_answers(draft))
        with pytest.raises(ClockDoubtful):
            send_request(office.resident, request=draft)
    draft.refresh_from_db()
    assert (draft.state, draft.receipt) == (RequestState.DRAFT, None) and draft.answers
    with time_machine.travel(THURSDAY + timedelta(hours=1), tick=False):
        confirm_clock(office.operator, area=TARAJU, day=date(2026, 11, 12))
        sent = send_request(office.resident, request=draft)
    assert str(sent.receipt).startswith("S2611-") and sent.asked_on == date(2026, 11, 12)


def test_nothing_lapses_and_no_draft_goes_by_a_doubtful_clock() -> None:
    with time_machine.travel(THURSDAY, tick=False):
        office = open_office()
        row = ask(office)
        draft = begin_request(office.resident, village=TARAJU, key="usaha", form_key=uuid.uuid4())
    with time_machine.travel(WRONG["2036"], tick=False):
        assert wind_clocks() == (0, 0)
        assert ClockDoubt.objects.count() == 1  # the timer is the first to look
    row.refresh_from_db()
    draft.refresh_from_db()
    assert (row.level, draft.state) == (0, RequestState.DRAFT)
    with time_machine.travel("2026-11-18 08:00 +0700", tick=False):
        assert wind_clocks() == (0, 0)
        confirm_clock(office.operator, area=TARAJU, day=date(2026, 11, 18))
        assert wind_clocks() == (1, 0)


@pytest.mark.parametrize("wrong", [WRONG["2036"], WRONG["2010"]], ids=["2036", "2010"])
def test_what_goes_on_meanwhile_counts_from_the_last_day_that_is_sure(wrong: datetime) -> None:
    """A request is checked and a draft begun under the wrong clock: neither its deadline nor the draft is lost."""
    with time_machine.travel(THURSDAY, tick=False):
        office = open_office()
        row = ask(office)
    with time_machine.travel(wrong, tick=False):
        draft = begin_request(office.resident, village=TARAJU, key="usaha", form_key=uuid.uuid4())
        row = checked(office, row)
        with pytest.raises(CaseRefused) as refusal:
            take_over(office.head, case=row)
        assert refusal.value.code == "case_moved"
    assert (row.step_since, row.step_due) == (date(2026, 11, 12), date(2026, 11, 13))
    with time_machine.travel("2026-11-16 08:00 +0700", tick=False):
        confirm_clock(office.operator, area=TARAJU, day=date(2026, 11, 16))
        assert wind_clocks() == (1, 0)
    draft.refresh_from_db()
    assert (draft.state, draft.begun_at) == (RequestState.DRAFT, THURSDAY)


def test_whoever_serves_or_runs_the_site_answers_without_a_second_factor() -> None:
    holders = (
        "administrator",
        "operator_desa",
        "kasi_pelayanan",
        "sekretaris_desa",
        "kepala_desa",
        "diskominfo",
    )
    for key in holders:
        role = role_of(key)
        assert role is not None and "kernel.clock.confirm" in role.permissions, key
    for key in ("observer", "bpd", "ketua_rt"):
        role = role_of(key)
        assert role is not None and "kernel.clock.confirm" not in role.all_permissions, key
