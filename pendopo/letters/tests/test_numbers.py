"""Numbers: how they look, that each is given once, and that nobody loses one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.operations import set_rule
from pendopo.kernel.tests.test_queue import WRITERS, file_database, together
from pendopo.letters.models import LetterRequest, NumberCounter, RegisterEntry
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.register import set_numbering
from pendopo.letters.operations.signing import look_at, sign_batch, sign_request
from pendopo.letters.rules.numbers import (
    DEFAULT_PATTERN,
    Book,
    CounterMode,
    NumberParts,
    counter_key,
    pattern_problem,
    write_number,
)
from pendopo.letters.tests.office import SETUP, TARAJU, Office, ask, open_office, seen
from tests.making import make

__all__ = ["file_database"]
PARTS = NumberParts("400.12.2.1", 7, "32.06.13.2001", date(2026, 11, 21))


def test_the_usual_pattern() -> None:
    assert write_number(DEFAULT_PATTERN, PARTS) == "400.12.2.1/007/32.06.13.2001/XI/2026"
    assert write_number("[number,4]-[month].[year]", PARTS) == "0007-11.2026"


@given(st.integers(1, 99_999), st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_two_numbers_of_a_year_never_look_alike(number: int, on: date) -> None:
    one = write_number(DEFAULT_PATTERN, NumberParts("145", number, "32.06.13.2001", on))
    other = write_number(DEFAULT_PATTERN, NumberParts("145", number + 1, "32.06.13.2001", on))
    assert one != other and one.endswith(str(on.year))


@pytest.mark.parametrize(
    ("pattern", "mode", "problem"),
    [
        (DEFAULT_PATTERN, CounterMode.TYPE, ""),
        ("[number]/[year]", CounterMode.JOINED, ""),
        ("[number]/[year]", CounterMode.TYPE, "pattern_without_archive"),
        ("[number]", CounterMode.JOINED, "pattern_without_year"),
        ("[year]", CounterMode.JOINED, "pattern_without_number"),
        ("[number][number][year]", CounterMode.JOINED, "pattern_without_number"),
        ("[nomor]/[year]", CounterMode.JOINED, "pattern_unknown_word"),
        ("[number]/[year]\n", CounterMode.JOINED, "pattern_unknown_word"),
        ("x" * 70, CounterMode.JOINED, "pattern_long"),
    ],
)
def test_a_pattern_that_would_repeat_itself_is_named(pattern: str, mode: CounterMode, problem: str) -> None:
    assert pattern_problem(pattern, mode) == problem


def test_counters_by_archive_code_by_register_or_joined() -> None:
    assert counter_key(CounterMode.TYPE, Book.SERVICE, "145") == "service:145"
    assert counter_key(CounterMode.TYPE, Book.INCOMING, "145") == "incoming"
    assert counter_key(CounterMode.REGISTER, Book.SERVICE, "145") == "service"
    assert counter_key(CounterMode.JOINED, Book.OUTGOING, "145") == "joined"


@pytest.mark.django_db
def test_numbers_rise_by_one_and_begin_anew_with_the_year(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (sign_request(office.head, request=seen(office)) for _ in range(2))
    assert second.entry.number == first.entry.number + 1
    late = seen(office)
    monkeypatch.setattr(clock, "today", lambda: date(first.entry.year + 1, 1, 4))
    following = sign_request(office.head, request=late)
    assert following.entry.number == 1 and following.entry.year == first.entry.year + 1


@pytest.mark.django_db
def test_the_village_chooses_pattern_and_counters_from_a_day_on(office: Office) -> None:
    before = sign_request(office.head, request=seen(office)).entry
    given: dict[str, Any] = {"village": TARAJU, "legal_basis": "Perkades 3/2026", "valid_from": clock.today()}
    with pytest.raises(LetterRefused) as refusal:
        set_numbering(SETUP, pattern="[number]", mode=CounterMode.JOINED, **given)
    assert refusal.value.code == "pattern_without_year"
    set_numbering(SETUP, pattern="[number,4]/DS/[year]", mode=CounterMode.JOINED, **given)
    after = sign_request(office.head, request=seen(office)).entry
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
            sign_request(office.head, request=row)
    assert not RegisterEntry.objects.exists()
    assert LetterRequest.objects.get(pk=row.pk).state == "signing"
    assert sign_request(office.head, request=row).entry.number == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_letter_with_a_number(office: Office) -> None:
    entry = sign_request(office.head, request=seen(office)).entry
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
    assert sign_request(office.head, request=row).entry.on == day
