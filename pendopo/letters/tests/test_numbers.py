"""Numbers of letters: each is given once, and nobody loses one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from pendopo.kernel import clock
from pendopo.kernel.operations import set_rule
from pendopo.kernel.tests.test_queue import WRITERS, file_database, together
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.signing import look_at, sign_batch, sign_request
from pendopo.letters.tests.office import SETUP, TARAJU, Office, ask, entry_of, open_office, seen
from pendopo.mail.models import NumberCounter, RegisterEntry
from pendopo.mail.operations.refusals import MailRefused
from pendopo.mail.operations.register import set_numbering
from pendopo.mail.rules.numbers import CounterMode
from tests.making import make

__all__ = ["file_database"]


@pytest.mark.django_db
def test_numbers_rise_by_one_and_begin_anew_with_the_year(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (sign_request(office.head, case=seen(office)) for _ in range(2))
    assert entry_of(second).number == entry_of(first).number + 1
    late = seen(office)
    monkeypatch.setattr(clock, "today", lambda: date(entry_of(first).year + 1, 1, 4))
    following = sign_request(office.head, case=late)
    assert entry_of(following).number == 1 and entry_of(following).year == entry_of(first).year + 1


@pytest.mark.django_db
def test_the_village_chooses_pattern_and_counters_from_a_day_on(office: Office) -> None:
    before = entry_of(sign_request(office.head, case=seen(office)))
    given: dict[str, Any] = {"village": TARAJU, "legal_basis": "Perkades 3/2026", "valid_from": clock.today()}
    with pytest.raises(MailRefused) as refusal:
        set_numbering(SETUP, pattern="[number]", mode=CounterMode.JOINED, **given)
    assert refusal.value.code == "pattern_without_year"
    set_numbering(SETUP, pattern="[number,4]/DS/[year]", mode=CounterMode.JOINED, **given)
    after = entry_of(sign_request(office.head, case=seen(office)))
    assert after.text == f"0001/DS/{clock.today().year}"
    before.refresh_from_db()
    assert before.text.startswith("400.12.2.1/001/")


@pytest.mark.django_db
def test_a_failed_signing_gives_its_number_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.kernel.errors import Refusal
    from pendopo.letters.operations.signing import one

    row = seen(office)

    def expired(*_: Any, **__: Any) -> None:
        raise Refusal("Sertifikat sudah kedaluwarsa.", code="certificate_expired")

    with monkeypatch.context() as patch:
        patch.setattr(one, "issue_document", expired)
        with pytest.raises(Refusal):
            sign_request(office.head, case=row)
    assert not RegisterEntry.objects.exists()
    assert LetterRequest.objects.get(pk=row.pk).state == "signing"
    assert entry_of(sign_request(office.head, case=row)).number == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_letter_with_a_number(office: Office) -> None:
    entry = entry_of(sign_request(office.head, case=seen(office)))
    same = {
        name: getattr(entry, name)
        for name in ("area_code", "book", "counter", "year", "number", "text", "on")
    }
    for changed in ({"text": "lain"}, {"number": entry.number + 5}):
        with pytest.raises(IntegrityError):
            make(RegisterEntry, **{**same, **changed})


def test_200_signings_at_once_give_200_consecutive_numbers(file_database: None) -> None:
    """Twenty threads, ten letters each; on both databases every number is given once and none is left out."""
    office = open_office()
    set_rule(
        SETUP,
        area=TARAJU,
        key="letters.steps_off",
        value=["check", "verify"],
        legal_basis="Perkades 3/2026",
        valid_from=clock.today(),
    )
    rows = [look_at(office.head, request=ask(office)) for _ in range(200)]

    def work(number: int) -> None:
        assert len(sign_batch(office.head, requests=rows[number::WRITERS]).signed) == 200 // WRITERS

    assert together(work) == []
    assert sorted(RegisterEntry.objects.values_list("number", flat=True)) == list(range(1, 201))
    assert len(set(RegisterEntry.objects.values_list("text", flat=True))) == 200
    assert NumberCounter.objects.get().last == 200


@pytest.mark.django_db
def test_a_number_is_dated_on_the_day_of_signing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = seen(office, ask(office))
    day = clock.today() + timedelta(days=3)
    monkeypatch.setattr(clock, "today", lambda: day)
    assert entry_of(sign_request(office.head, case=row)).on == day
