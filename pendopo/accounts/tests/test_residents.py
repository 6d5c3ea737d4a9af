"""Residents' accounts: opening at the counter, the code, signing in, the lock-out, and what nobody may learn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pendopo.accounts import operations, queries
from pendopo.accounts.models import AccountState, LoginThrottle, ResidentAccount, ResidentSession
from pendopo.accounts.rules import pin
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, KK, NIK, PIN, TARAJU
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.people.models import Person

pytestmark = pytest.mark.django_db

KERNEL = ("kernel_journalentry", "kernel_journalbody", "kernel_actorname")
UNKNOWN = "3206130101990009"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def dadang() -> Person:
    return folk.resident()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the slow hashes, which stand for the time an answer takes."""
    calls: list[int] = []

    def counted(secret: bytes, salt: bytes) -> bytes:
        calls.append(1)
        return pin.keyed(salt, "test", secret.hex())

    monkeypatch.setattr(pin, "slow_hash", counted)
    return calls


# Opening an account


def test_nik_and_family_card_must_both_belong_to_one_living_resident(dadang: Person) -> None:
    for nik, kk_number in ((NIK, "3206131234560009"), (UNKNOWN, KK), ("", ""), (NIK, "")):
        with refused("identity_mismatch"):
            operations.activate_resident(folk.SETUP, area=TARAJU, nik=nik, kk_number=kk_number)
    with refused("identity_mismatch"):
        operations.activate_resident(folk.SETUP, area=ELSEWHERE, nik=NIK, kk_number=KK)
    folk.change(dadang, basic_status=2)
    with refused("identity_mismatch"):
        operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK)
    assert not ResidentAccount.objects.exists()


def test_only_the_counter_of_the_area_opens_accounts(dadang: Person) -> None:
    far = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    head = folk.officer("asep", "kepala_desa")
    for user in (far, head):
        with pytest.raises(NotPermitted):
            operations.activate_resident(folk.actor(user), area=TARAJU, nik=NIK, kk_number=KK)
    with refused("identity_mismatch"):
        operations.activate_resident(folk.actor(far), area=ELSEWHERE, nik=NIK, kk_number=KK)


def test_a_telephone_number_belongs_to_one_account(dadang: Person) -> None:
    folk.active_account(dadang, phone="0812 3456 7890")
    folk.resident(nik="3206135708870002", kk_number="3206131234560002", name="Iis")
    with refused("phone_taken"):
        operations.activate_resident(
            folk.SETUP,
            area=TARAJU,
            nik="3206135708870002",
            kk_number="3206131234560002",
            phone="+62 81234567890",
        )
    with refused("phone_unreadable"):
        operations.activate_resident(
            folk.SETUP, area=TARAJU, nik="3206135708870002", kk_number="3206131234560002", phone="081"
        )


# The one-time code


def test_a_code_works_once_and_stands_nowhere(dadang: Person) -> None:
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    account = ResidentAccount.objects.get()
    assert code.encode() not in bytes(account.code_hash or b"")
    first = queries.public_claim_by_code(nik=NIK, code=code.lower(), secret=PIN, address="10.0.0.1")
    late = queries.public_claim_by_code(nik=NIK, code=code, secret="975318", address="10.0.0.1")
    assert operations.use_code(ANONYMOUS, area="", claim=first)[0] is not None
    # The second claim was checked while the code still held: the operation looks again.
    session, refusal = operations.use_code(ANONYMOUS, area="", claim=late)
    assert session is None
    assert isinstance(refusal, operations.CodeRefused)
    assert queries.public_claim_by_code(nik=NIK, code=code, secret=PIN, address="10.0.0.1").account is None
    assert folk.sign_in(NIK, PIN) is not None
    assert folk.sign_in(NIK, "975318") is None


@pytest.mark.parametrize("wrong", ["nik", "code", "time", "state"])
def test_a_code_that_does_not_fit_is_refused_without_saying_why(dadang: Person, wrong: str) -> None:
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    account = ResidentAccount.objects.get()
    if wrong == "time":
        folk.change(account, code_expires_at=clock.now() - timedelta(seconds=1))
    if wrong == "state":
        folk.change(account, state=AccountState.LOCKED)
    claim = queries.public_claim_by_code(
        nik=UNKNOWN if wrong == "nik" else NIK,
        code="AAAAA-AAAAA" if wrong == "code" else code,
        secret=PIN,
        address="10.0.0.1",
    )
    session, refusal = operations.use_code(ANONYMOUS, area="", claim=claim)
    assert session is None
    assert refusal is not None
    assert refusal.code == "code_refused"
    assert ResidentAccount.objects.get().secret_hash == ""


def test_an_easy_pin_is_refused_and_the_code_remains(dadang: Person) -> None:
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    for secret, why in (
        ("170885", "pin_birth_date"),
        ("123456", "pin_pattern"),
        ("061317", "pin_from_number"),
    ):
        claim = queries.public_claim_by_code(nik=NIK, code=code, secret=secret, address="10.0.0.1")
        session, refusal = operations.use_code(ANONYMOUS, area="", claim=claim)
        assert session is None
        assert refusal is not None
        assert refusal.code == why
    # Without the right code nobody learns that a number is somebody's birth date.
    claim = queries.public_claim_by_code(nik=NIK, code="AAAAA-AAAAA", secret="17081985", address="10.0.0.1")
    assert claim.weak == ""


def test_a_new_code_replaces_a_forgotten_pin_and_ends_sessions(dadang: Person) -> None:
    folk.active_account(dadang)
    session = folk.sign_in(NIK, PIN)
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    assert folk.sign_in(NIK, PIN) is not None
    claim = queries.public_claim_by_code(nik=NIK, code=code, secret="975318", address="10.0.0.1")
    assert operations.use_code(ANONYMOUS, area="", claim=claim)[0] is not None
    assert queries.actor_of_session(session.pk) is None
    assert folk.sign_in(NIK, PIN) is None
    assert folk.sign_in(NIK, "975318") is not None


# Signing in


@pytest.mark.parametrize("identifier", [NIK, "32 0613 1708 8500 01", "0812-3456-7890", "+6281234567890"])
def test_a_resident_signs_in_with_nik_or_telephone(dadang: Person, identifier: str) -> None:
    account = folk.active_account(dadang, phone="081234567890")
    session = folk.sign_in(identifier, PIN)
    assert session is not None
    actor = queries.actor_of_session(session.pk)
    assert actor is not None
    assert (actor.kind, actor.id, actor.resident_id) == ("resident", account.pk, dadang.pk)
    assert actor.permissions == frozenset()


def test_a_session_ends_by_time_by_hand_and_with_the_account(dadang: Person) -> None:
    account = folk.active_account(dadang)
    sessions = [folk.sign_in(NIK, PIN) for _ in range(3)]
    folk.change(sessions[0], expires_at=clock.now() - timedelta(seconds=1))
    assert queries.actor_of_session(sessions[0].pk) is None
    actor = queries.actor_of_session(sessions[1].pk)
    assert actor is not None
    operations.end_resident_session(actor, session=sessions[1])
    assert queries.actor_of_session(sessions[1].pk) is None
    operations.lock_account(
        folk.SETUP, account=ResidentAccount.objects.get(pk=account.pk), reason="HP hilang"
    )
    assert queries.actor_of_session(sessions[2].pk) is None
    assert folk.sign_in(NIK, PIN) is None


def test_who_has_died_or_moved_away_does_not_come_in(dadang: Person) -> None:
    folk.active_account(dadang, phone="081234567890")
    session = folk.sign_in(NIK, PIN)
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    folk.change(dadang, basic_status=3)
    assert queries.actor_of_session(session.pk) is None
    assert folk.sign_in(NIK, PIN) is None
    assert folk.sign_in("081234567890", PIN) is None
    claim = queries.public_claim_by_code(nik=NIK, code=code, secret="975318", address="10.0.0.1")
    assert claim.account is None


def test_old_counts_are_swept(dadang: Person) -> None:
    folk.active_account(dadang)
    folk.sign_in(NIK, "864209", "10.7.7.7")
    folk.sign_in("3206130101990009", "864209", "10.8.8.8")
    before = LoginThrottle.objects.count()
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        folk.sign_in(NIK, "864209", "10.7.7.7")
    assert LoginThrottle.objects.count() == 4 < before  # number, account, network, and the PIN that failed


def _answers(identifier: str, secret: str, address: str) -> tuple[int, bytes]:
    client = Client(REMOTE_ADDR=address)
    answer = client.post("/masuk/warga/", {"identifier": identifier, "secret": secret})
    import re

    body = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)
    return answer.status_code, body.replace(identifier.encode(), b"...")


def test_an_unknown_nik_is_answered_word_for_word_like_a_wrong_pin(dadang: Person, slow: list[int]) -> None:
    folk.active_account(dadang)
    seen = []
    for index, identifier in enumerate((NIK, UNKNOWN, "081999999999", "nama saya")):
        slow.clear()
        seen.append((_answers(identifier, "864209", f"10.{index}.0.1"), len(slow)))
    assert seen[0][0][0] == 200
    assert seen[0][1] == 1
    assert all(answer == seen[0] for answer in seen[1:])


def test_every_state_of_an_account_costs_one_hash_and_says_the_same(dadang: Person, slow: list[int]) -> None:
    account = folk.active_account(dadang)
    bodies = set()
    for index, state in enumerate(AccountState.values):
        folk.change(account, state=state)
        slow.clear()
        # The right PIN for all but the active account.
        secret = "864209" if state == AccountState.ACTIVE else PIN
        bodies.add(_answers(NIK, secret, f"10.{index}.0.1"))
        assert len(slow) == 1
    assert len(bodies) == 1


def test_first_use_costs_one_hash_whatever_is_wrong(dadang: Person, slow: list[int]) -> None:
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    for nik, given in ((NIK, "AAAAA-AAAAA"), (UNKNOWN, "AAAAA-AAAAA"), (UNKNOWN, code), (NIK, code)):
        slow.clear()
        queries.public_claim_by_code(nik=nik, code=given, secret=PIN, address="10.0.0.1")
        assert len(slow) == 1


@pytest.mark.parametrize("identifier", [NIK, UNKNOWN])
def test_five_wrong_pins_lock_known_and_unknown_alike(dadang: Person, identifier: str) -> None:
    folk.active_account(dadang)
    for index in range(5):
        assert folk.sign_in(identifier, "864209", f"10.{index}.0.1") is None
    with refused("too_many_attempts"):
        folk.sign_in(identifier, PIN, "10.9.0.1")


def test_a_lock_by_nik_is_not_betrayed_by_the_telephone_number(dadang: Person) -> None:
    folk.active_account(dadang, phone="081234567890")
    for index in range(5):
        folk.sign_in(NIK, "864209", f"10.{index}.0.1")
    # The account is locked, so the right PIN does not open it; but it looks like a wrong one.
    assert folk.sign_in("081234567890", PIN, "10.9.0.1") is None
    LoginThrottle.objects.all()
    assert LoginThrottle.objects.filter(kind="account", locked_until__isnull=False).count() == 1


def test_attempts_checked_at_the_same_moment_do_not_outrun_the_lock(dadang: Person) -> None:
    """Many requests may compute their hash before one of them is counted; the operation counts first."""
    folk.active_account(dadang)
    secrets = ["864209", "864208", "864207", "864206", "864205", "864204", PIN]
    claims = [
        queries.public_claim_by_secret(identifier=NIK, secret=secret, address=f"10.{index}.0.1")
        for index, secret in enumerate(secrets)
    ]
    assert claims[-1].account is not None
    outcomes: list[Any] = []
    for claim in claims:
        try:
            outcomes.append(operations.sign_in_resident(ANONYMOUS, area="", claim=claim))
        except Refusal as refusal:
            outcomes.append(refusal.code)
    assert outcomes == [None] * 5 + ["too_many_attempts"] * 2


def test_a_success_forgets_failures(dadang: Person) -> None:
    folk.active_account(dadang)
    for _round in range(3):
        for _ in range(4):
            assert folk.sign_in(NIK, "864209") is None
        assert folk.sign_in(NIK, PIN) is not None


def test_one_network_cannot_try_the_whole_village(dadang: Person) -> None:
    folk.active_account(dadang)
    for index in range(40):
        folk.sign_in(f"32061301019{index:05}", "864209", "10.1.1.7")
    with refused("too_many_attempts"):
        folk.sign_in(NIK, PIN, "10.1.1.200")
    assert folk.sign_in(NIK, PIN, "10.2.1.7") is not None


def test_refusals_are_journalled_and_a_locked_flood_is_not(dadang: Person) -> None:
    folk.active_account(dadang)
    for _ in range(5):
        folk.sign_in(NIK, "864209")
    refusals = JournalEntry.objects.filter(operation="accounts.attempt.refuse", outcome="refused")
    assert refusals.count() == 5
    before = JournalEntry.objects.count()
    for _ in range(20):
        with refused("too_many_attempts"):
            folk.sign_in(NIK, PIN)
    assert JournalEntry.objects.count() == before


def test_neither_nik_nor_pin_stands_in_the_tables_of_accounts(dadang: Person) -> None:
    from django.db import connection

    folk.active_account(dadang, phone="081234567890")
    folk.sign_in(NIK, "864209")
    with connection.cursor() as cursor:
        for table in ("accounts_residentaccount", "accounts_loginthrottle", *KERNEL):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                flat = b"|".join(
                    bytes(c) if isinstance(c, (bytes, memoryview)) else str(c).encode() for c in row
                )
                assert NIK.encode() not in flat
                assert b"081234567890" not in flat


# The resident's own things


def test_a_pin_is_changed_with_the_old_one_only(dadang: Person) -> None:
    account = folk.active_account(dadang)
    session, other = folk.sign_in(NIK, PIN), folk.sign_in(NIK, PIN)
    actor = queries.actor_of_session(session.pk)
    assert actor is not None

    def change(old: str, new: str) -> Refusal | None:
        owner, claim = queries.claim_to_change(actor, old=old, new=new)
        return operations.change_secret(actor, account=owner, claim=claim, session_id=session.pk)

    wrong, weak = change("864209", "975318"), change(PIN, "17081985")
    assert wrong is not None
    assert wrong.code == "old_secret_wrong"
    assert weak is not None
    assert weak.code == "pin_birth_date"
    assert change(PIN, "975318") is None
    assert queries.actor_of_session(session.pk) is not None
    assert queries.actor_of_session(other.pk) is None
    assert folk.sign_in(NIK, "975318") is not None
    assert ResidentAccount.objects.get(pk=account.pk).secret_hash.startswith("scrypt$")


def test_another_residents_session_is_not_found(dadang: Person) -> None:
    folk.active_account(dadang)
    session = folk.sign_in(NIK, PIN)
    iis = folk.resident(nik="3206135708870002", kk_number="3206131234560002", name="Iis")
    stranger = queries.actor_of_resident(ResidentAccount(resident=iis, area_code=TARAJU))
    with pytest.raises(NotFound):
        queries.my_resident_session(stranger, session.pk)
    with pytest.raises(NotFound):
        operations.end_resident_session(stranger, session=session)
    assert ResidentSession.objects.get(pk=session.pk).ended_at is None


def test_a_closed_account_keeps_nothing_that_opens_it(dadang: Person) -> None:
    account = folk.active_account(dadang, phone="081234567890")
    with refused("reason_missing"):
        operations.close_account(folk.SETUP, account=account, reason="")
    closed = operations.close_account(folk.SETUP, account=account, reason="pindah")
    assert (closed.secret_hash, closed.phone_index, closed.code_hash) == ("", None, None)
    with refused("account_not_locked"):
        operations.unlock_account(folk.SETUP, account=closed)


def test_a_locked_account_opens_again_with_its_pin(dadang: Person) -> None:
    account = folk.active_account(dadang)
    operations.lock_account(folk.SETUP, account=account, reason="HP hilang")
    assert folk.sign_in(NIK, PIN) is None
    operations.unlock_account(folk.SETUP, account=account)
    assert folk.sign_in(NIK, PIN) is not None


def test_another_areas_account_is_not_found(dadang: Person) -> None:
    account = folk.active_account(dadang)
    far = folk.actor(folk.officer("jauh", "operator_desa", area=ELSEWHERE))
    with pytest.raises(NotFound):
        queries.resident_account(far, account.pk)
    with pytest.raises(NotFound):
        queries.resident_account(far, uuid4())
    assert list(queries.resident_accounts(far)) == []
    with pytest.raises(NotPermitted):
        operations.close_account(far, account=account, reason="iseng")
