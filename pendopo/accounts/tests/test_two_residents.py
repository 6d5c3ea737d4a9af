"""Two residents of one village: what one does with his account changes and shows nothing of the other's."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from pendopo.accounts import operations, queries
from pendopo.accounts.models import OfficerIdentity, ResidentAccount, ResidentSession
from pendopo.accounts.queries.references import public_account_rows, public_identity_rows
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import KK, NIK, PIN, SETUP, TARAJU
from pendopo.kernel.actor import ANONYMOUS, Actor

pytestmark = pytest.mark.django_db
NIK2, KK2 = "3206134107900002", "3206131234560002"


class Account(NamedTuple):
    """One resident who is signed in."""

    row: ResidentAccount
    session: ResidentSession

    @property
    def actor(self) -> Actor:
        return queries.actor_of_resident(self.row)


def signed_in(nik: str, kk_number: str, name: str, phone: str = "") -> Account:
    folk.resident(nik=nik, kk_number=kk_number, name=name)
    session = use_code(nik, kk_number, phone)
    return Account(session.account, session)


def use_code(nik: str, kk_number: str, phone: str = "") -> ResidentSession:
    code = operations.activate_resident(SETUP, area=TARAJU, nik=nik, kk_number=kk_number, phone=phone).code
    claim = queries.public_claim_by_code(nik=nik, code=code, secret=PIN, address="10.0.0.1")
    session, refusal = operations.use_code(ANONYMOUS, area="", claim=claim)
    assert session is not None, refusal
    return session


@pytest.fixture
def first() -> Account:
    return signed_in(NIK, KK, "Dadang Suryana", "081234567890")


@pytest.fixture
def second(first: Account) -> Account:
    return signed_in(NIK2, KK2, "Neneng Hasanah")


def change_secret(one: Account) -> None:
    account, claim = queries.claim_to_change(one.actor, old=PIN, new="357951")
    refusal = operations.change_secret(one.actor, account=account, claim=claim, session_id=None)
    assert refusal is None


def end_others(one: Account) -> None:
    operations.end_other_resident_sessions(one.actor, account=one.row, session_id=None)


def lock(one: Account) -> None:
    operations.lock_account(SETUP, account=one.row, reason="telepon hilang")


def renew(one: Account) -> None:
    use_code(NIK2, KK2)


@pytest.mark.parametrize("act", [change_secret, end_others, lock, renew])
def test_the_other_stays_signed_in(first: Account, second: Account, act: Callable[[Account], None]) -> None:
    act(second)
    first.session.refresh_from_db()
    second.session.refresh_from_db()
    assert first.session.ended_at is None and second.session.ended_at is not None


def test_the_own_page_shows_the_own_telephone(first: Account, second: Account) -> None:
    assert queries.resident_page(first.actor).phone
    assert queries.resident_page(second.actor).phone == ""


def test_the_rows_that_follow_a_merge_are_those_of_one_resident(first: Account, second: Account) -> None:
    for one, username in ((first, "pertama"), (second, "kedua")):
        officer = folk.officer(username, "operator_desa")
        operations.identify_officer(SETUP, area=TARAJU, officer=officer, person=one.row.resident)
    wanted = second.row.resident_id
    assert public_account_rows(wanted) == [second.row.pk]
    assert public_identity_rows(wanted) == [OfficerIdentity.objects.get(person_id=wanted).pk]
