"""The way of a request, from the resident's first answer to the letter in hand, and every turn that it may take."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.cases.operations.refusals import CaseRefused
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operations import confirm_clock
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations.asking import (
    answer_request,
    begin_request,
    complete_request,
    discard_draft,
    send_request,
)
from pendopo.letters.operations.clocks import wind_clocks
from pendopo.letters.operations.desk import (
    Asked,
    check_request,
    record_request,
)
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.signing import hand_over, sign_request, void_letter
from pendopo.letters.queries.requests import request_page
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.tests.office import (
    TARAJU,
    TYPE,
    Office,
    ask,
    checked,
    entry_of,
    full_answers,
    public_status,
    refuse_request,
    requests_waiting,
    resident_actor,
    return_request,
    seen,
    take_over,
    verified,
    verify_request,
    withdraw_request,
)
from pendopo.notices.queries import inbox

pytestmark = pytest.mark.django_db


def test_a_letter_goes_from_the_question_to_the_hand(office: Office) -> None:
    row = ask(office)
    assert row.state == "checking"
    assert row.receipt
    assert row.due and row.due > clock.today()
    row = sign_request(office.head, case=seen(office, row))
    assert row.state == "signed"
    assert entry_of(row).text.endswith(f"/{clock.today().year}")
    assert inbox(office.resident).notices[0].subject.startswith("Surat Anda selesai")
    row = hand_over(office.operator, case=row, received_by="Dadang Suryana")
    assert row.state == "handed"
    assert entry_of(row).deliveries.get().handed_by == office.operator.name
    actions = list(row.steps.order_by("at", "id").values_list("move", flat=True))
    assert actions == ["asked", "check", "verify", "sign", "hand_over"]


def test_a_form_sent_twice_is_one_request(office: Office) -> None:
    key = uuid.uuid4()
    first = begin_request(office.resident, village=TARAJU, key=TYPE, form_key=key)
    again = begin_request(office.resident, village=TARAJU, key=TYPE, form_key=key)
    assert first.pk == again.pk
    answer_request(office.resident, request=first, answers=full_answers(first))
    sent = send_request(office.resident, request=first)
    twice = send_request(office.resident, request=again)
    assert sent.receipt == twice.receipt
    assert LetterRequest.objects.count() == 1
    assert sent.steps.count() == 1


def test_another_residents_form_key_opens_nothing(office: Office) -> None:
    key = uuid.uuid4()
    begin_request(office.resident, village=TARAJU, key=TYPE, form_key=key)
    with pytest.raises(NotFound):
        begin_request(resident_actor(office.neighbour), village=TARAJU, key=TYPE, form_key=key)


def test_somebody_elses_request_is_not_found(office: Office) -> None:
    row = ask(office)
    stranger = resident_actor(office.neighbour)
    with pytest.raises(NotFound):
        request_page(stranger, row.pk)
    with pytest.raises(NotFound):
        discard_draft(stranger, request=row)
    for act in (withdraw_request, complete_request):
        with pytest.raises(NotFound):
            act(stranger, case=row)
    row.refresh_from_db()
    assert row.state == "checking"


def test_nothing_is_sent_while_a_question_is_open(office: Office) -> None:
    row = begin_request(office.resident, village=TARAJU, key=TYPE, form_key=uuid.uuid4())
    with pytest.raises(LetterRefused) as refusal:
        send_request(office.resident, request=row)
    assert refusal.value.code == "answers_missing"
    row.refresh_from_db()
    assert row.state == "draft" and row.receipt is None


def test_the_answers_stand_sealed_in_the_database(office: Office) -> None:
    from django.db import connection

    row = ask(office, answers={"keperluan": "rahasia-sekali"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers_sealed, note FROM letters_letterrequest")
        stored = b"".join(
            bytes(str(part), "utf8") if isinstance(part, str) else bytes(part or b"")
            for part in cursor.fetchone()
        )
    assert b"rahasia-sekali" not in stored
    assert LetterRequest.objects.get(pk=row.pk).answers["keperluan"] == "rahasia-sekali"


def test_a_missing_paper_is_named_and_the_request_comes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(office)
    key = row.version.content["requirements"][0]["key"]
    row = return_request(office.operator, case=row, missing=[key], note="Foto buram.")
    assert row.state == "returned"
    assert row.step_due is None
    told = inbox(office.resident).notices[0]
    assert row.version.content["requirements"][0]["name"] in told.body
    assert "Foto buram." in told.body
    page = request_page(office.resident, row.pk)
    assert page.wanted_papers[0]["missing"]
    before = row.due
    later = clock.today() + timedelta(days=9)
    monkeypatch.setattr(clock, "today", lambda: later)
    row = complete_request(office.resident, case=row, reply="Aslinya saya bawa ke kantor.")
    assert row.state == "checking" and not row.marks
    assert before and row.due and row.due > later > before


def test_returning_needs_a_named_paper_or_a_word(office: Office) -> None:
    row = ask(office)
    with pytest.raises(CaseRefused) as refusal:
        return_request(office.operator, case=row, missing=[], note=" ")
    assert refusal.value.code == "nothing_marked"
    with pytest.raises(CaseRefused) as refusal:
        return_request(office.operator, case=row, missing=["kartu_ajaib"], note="")
    assert refusal.value.code == "unknown_answer"


def test_checking_waits_for_the_required_papers(office: Office) -> None:
    row = ask(office)
    with pytest.raises(LetterRefused) as refusal:
        check_request(office.operator, case=row)
    assert refusal.value.code == "papers_missing"
    row = checked(office, row)
    assert row.state == "verifying"
    assert set(RequestPaper.objects.values_list("shown_to", flat=True)) == {office.operator.name}


def test_a_refusal_needs_a_reason_and_the_owner_reads_it(office: Office) -> None:
    row = ask(office)
    with pytest.raises(CaseRefused) as refusal:
        refuse_request(office.operator, case=row, reason="  ")
    assert refusal.value.code == "reason_missing"
    row = refuse_request(office.operator, case=row, reason="Bukan warga desa ini lagi.")
    assert row.state == "refused"
    assert inbox(office.resident).notices[0].body == "Bukan warga desa ini lagi."


def test_no_step_is_skipped_or_done_twice(office: Office) -> None:
    row = ask(office)
    with pytest.raises(CaseRefused):
        verify_request(office.secretary, case=row)
    with pytest.raises(CaseRefused):
        sign_request(office.head, case=row)
    row = checked(office, row)
    with pytest.raises(CaseRefused):
        checked(office, row)


def test_steps_can_be_switched_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.kernel.actor import system_actor
    from pendopo.kernel.operations import set_rule

    def off(value: list[str], day: date) -> None:
        set_rule(
            system_actor("test"),
            area=TARAJU,
            key="letters.steps_off",
            value=value,
            legal_basis="Perdes",
            valid_from=day,
        )

    off(["verify"], clock.today() - timedelta(days=2))
    assert checked(office, ask(office)).state == "signing"
    off([f"verify:{TYPE}", "check:lain"], clock.today() - timedelta(days=1))
    assert checked(office, ask(office)).state == "signing"
    off(["check", "verify"], clock.today())
    assert ask(office).state == "signing"


def test_roles_stay_in_their_steps(office: Office) -> None:
    row = ask(office)
    # He could once silence had moved it up to him, and it has not.
    with pytest.raises(CaseRefused):
        check_request(office.head, case=row)
    row = checked(office, row)
    with pytest.raises(NotPermitted):
        verify_request(office.operator, case=row)
    row = verify_request(office.secretary, case=row)
    with pytest.raises(NotPermitted):
        sign_request(office.operator, case=row)


def test_a_request_at_the_desk_is_one_however_often_it_is_sent(office: Office) -> None:
    row = ask(office)
    keys = [one["key"] for one in row.version.content["requirements"]]
    asked = Asked(key=TYPE, form_key=uuid.uuid4(), answers=full_answers(row), shown=keys)
    first = record_request(office.operator, person=office.neighbour, asked=asked)
    again = record_request(office.operator, person=office.neighbour, asked=asked)
    assert first.pk == again.pk
    assert first.channel == "desk" and first.asked_by == office.operator.name
    assert first.papers.count() == len(keys)


def test_a_paper_request_entered_later_counts_from_its_own_day(office: Office) -> None:
    row = ask(office)
    day = clock.today() - timedelta(days=10)
    asked = Asked(key=TYPE, form_key=uuid.uuid4(), answers=full_answers(row), on_paper=day)
    late = record_request(office.operator, person=office.person, asked=asked)
    assert late.channel == "paper" and late.asked_on == day
    assert late.due and late.due < clock.today()
    tomorrow = Asked(
        key=TYPE, form_key=uuid.uuid4(), answers=full_answers(row), on_paper=clock.today() + timedelta(days=1)
    )
    with pytest.raises(CaseRefused) as refusal:
        record_request(office.operator, person=office.person, asked=tomorrow)
    assert refusal.value.code == "future_day"


def test_silence_moves_up_and_never_rejects(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask(office)
    assert row.step_due
    assert [item.url for item in requests_waiting(office.head)] == []
    with pytest.raises(CaseRefused) as refusal:
        take_over(office.head, case=row)
    assert refusal.value.code == "case_moved"
    for expected in (1, 2):
        row.refresh_from_db()
        due = row.step_due
        monkeypatch.setattr(clock, "today", lambda due=due: due + timedelta(days=1))
        assert wind_clocks()[0] == 1
        assert wind_clocks()[0] == 0
        row.refresh_from_db()
        assert row.level == expected and row.state == "checking"
    # nobody stands above the last one: the site asks every ten minutes and writes nothing down
    top = row.step_due
    monkeypatch.setattr(clock, "today", lambda: top + timedelta(days=1))
    entries = JournalEntry.objects.count()
    assert wind_clocks() == (0, 0)
    assert JournalEntry.objects.count() == entries
    assert len(requests_waiting(office.head)) == 1
    row = take_over(office.head, case=row)
    assert row.state == "signing"
    assert row.steps.filter(move="climbed").count() == 2


def test_the_queue_is_ordered_by_clock_and_shows_what_each_may_do(office: Office) -> None:
    first, second = ask(office), ask(office)
    assert len(requests_waiting(office.operator)) == 2
    checked(office, first)
    assert [str(first.pk) in item.url for item in requests_waiting(office.secretary)].count(True) == 1
    assert [str(second.pk) in item.url for item in requests_waiting(office.operator)] == [True]


def test_a_late_request_is_late_however_young_its_step_is(office: Office) -> None:
    day = clock.today() - timedelta(days=10)
    asked = Asked(key=TYPE, form_key=uuid.uuid4(), answers=full_answers(ask(office)), on_paper=day)
    late = record_request(office.operator, person=office.person, asked=asked)
    assert late.due and late.step_due and late.due < clock.today() <= late.step_due
    item = next(item for item in requests_waiting(office.operator) if str(late.pk) in item.url)
    assert item.due == late.due and "lewat batas waktu" in item.detail


def test_the_public_status_names_nobody(office: Office) -> None:
    row = verified(office)
    found = public_status(str(row.receipt).lower(), f" {row.secret} ")
    said = repr((found.words, found.steps, found.facts, found.papers, found.notes, found.if_late))
    assert found.row.receipt == row.receipt
    for secret in (office.person.name, office.operator.name, office.secretary.name, "membuka rekening"):
        assert secret not in said
    with pytest.raises(NotFound):
        public_status(str(row.receipt), "0" * 12)
    with pytest.raises(NotFound):
        public_status("S0000-000000", str(row.secret))


def test_old_drafts_go_with_their_answers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = begin_request(office.resident, village=TARAJU, key=TYPE, form_key=uuid.uuid4())
    assert wind_clocks() == (0, 0)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert wind_clocks() == (0, 0)  # a month without an entry: somebody is asked what day it is
    confirm_clock(office.operator, area=TARAJU, day=clock.today())
    assert wind_clocks() == (0, 1)
    assert not LetterRequest.objects.filter(pk=row.pk).exists()


def test_a_void_letter_keeps_its_number(office: Office) -> None:
    row = sign_request(office.head, case=seen(office))
    text = entry_of(row).text
    with pytest.raises(LetterRefused):
        void_letter(office.head, case=row, ground="wrong_content", reason=" ")
    row = void_letter(office.head, case=row, ground="wrong_content", reason="Nama keliru.")
    assert row.state == "void" and entry_of(row).is_void and entry_of(row).text == text
    following = sign_request(office.head, case=seen(office))
    assert entry_of(following).number == entry_of(row).number + 1
    assert inbox(office.resident).notices[0].subject.startswith("Surat Anda selesai")


def test_another_village_can_do_nothing_here(office: Office) -> None:
    from tests.making import ELSEWHERE, officer

    row = ask(office)
    stranger = officer("letters.check", "letters.sign", "letters.read", area=ELSEWHERE)
    given: dict[str, Any] = {"case": row}
    with pytest.raises(NotPermitted):
        check_request(stranger, **given)
    with pytest.raises(NotPermitted):
        sign_request(stranger, **given)
    assert list(requests_waiting(stranger)) == []


def test_the_steps_to_come_are_those_of_the_ordinary_course() -> None:
    assert [state.key for state in REQUEST.coming("checking")] == ["verifying", "signing", "signed"]
    assert [state.key for state in REQUEST.coming("signing")] == ["signed"]
