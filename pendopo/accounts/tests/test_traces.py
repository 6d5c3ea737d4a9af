"""What allauth does for itself stands in the journal: second factors, signing out, failed sign-ins."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pendopo.accounts.models import User
from pendopo.accounts.operations import record_sign_in
from pendopo.accounts.queries import actor_of_user
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import PASSWORD, TARAJU
from pendopo.accounts.tests.test_pages import committing, strong
from pendopo.accounts.views.adapter import SecondFactorAdapter
from pendopo.kernel.images import unpack_images
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.reading import journal_entry
from pendopo.kernel.tests.steps import do, tamper
from pendopo.kernel.verify import verify
from pendopo.places.operations import set_up_village
from tests.making import officer

pytestmark = pytest.mark.django_db
READER = officer("kernel.journal.read", area="")


@pytest.fixture
def admin() -> User:
    set_up_village(folk.SETUP, code=TARAJU)
    return folk.officer("admin", "administrator")


def told(operation: str) -> list[Any]:
    entries = JournalEntry.objects.filter(operation=operation, outcome="done").order_by("pk")
    return [journal_entry(READER, entry.pk) for entry in entries]


def everything_written() -> bytes:
    held = b""
    for entry in JournalEntry.objects.select_related("journalbody"):
        held += bytes(entry.header) + bytes(entry.journalbody.body)
        held += b"".join(image.content for image in unpack_images(bytes(entry.journalbody.images)) if image)
    return held


def test_a_second_factor_that_comes_and_goes_is_written_down(admin: User) -> None:
    client = strong(admin)
    first = told("accounts.factor.change")
    assert "aplikasi kode ditambah" in [item.reason for item in first]
    assert (first[0].header.subject, first[0].header.actor) == (str(admin.pk), "Admin")
    with committing():
        client.post("/meja/akun/keamanan/cadangan/baru/")
    with committing():
        client.post("/meja/akun/keamanan/aplikasi/hapus/")
    reasons = [item.reason for item in told("accounts.factor.change")]
    assert any("kode cadangan" in reason for reason in reasons)
    assert "aplikasi kode dihapus" in reasons
    assert verify().ok


def wrong() -> str:
    broken = verify().broken
    return broken.problem if broken else ""


def test_a_second_factor_that_nobody_enrolled_is_missed_by_verify(admin: User) -> None:
    strong(admin)
    assert wrong() == ""
    held = Authenticator.objects.get(user=admin, type="totp")
    kept = dict(held.data)
    held.data = {**kept, "secret": SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")}
    held.save()
    assert "second factor" in wrong()
    held.data = {
        **kept,
        "secret": SecondFactorAdapter().encrypt(SecondFactorAdapter().decrypt(kept["secret"])),
    }
    held.save()  # the same secret, sealed anew
    assert wrong() == ""
    Authenticator.objects.create(user=admin, type="webauthn", data={"credential": {"id": "x"}})
    assert "second factor" in wrong()
    Authenticator.objects.filter(user=admin).delete()
    assert "second factor" in wrong()
    tamper("UPDATE accounts_user SET factors = NULL")
    assert "accounts_user" in wrong()


def test_what_an_older_program_did_not_note_is_noted_at_the_next_sign_in(admin: User) -> None:
    strong(admin)
    do(lambda: User.objects.filter(pk=admin.pk).update(factors=None))
    assert wrong() == ""
    record_sign_in(actor_of_user(admin, strong=False), user=User.objects.get(pk=admin.pk))
    assert (
        len(User.objects.get(pk=admin.pk).factors or [])
        == Authenticator.objects.filter(user=admin).count()
        > 0
    )
    assert wrong() == ""


def test_a_wrong_code_is_written_down(admin: User) -> None:
    strong(admin)
    client = Client()
    client.post("/masuk/petugas/", {"login": "admin", "password": PASSWORD})
    client.post("/masuk/petugas/kode/", {"code": "000000"})
    (failed,) = told("accounts.officer.sign_in_failed")
    assert (failed.reason, failed.header.subject) == ("faktor kedua salah", str(admin.pk))


def test_signing_out_is_written_down(admin: User) -> None:
    client = folk.browser(admin)
    client.post("/keluar/")
    (out,) = told("accounts.officer.sign_out")
    assert (out.header.subject, out.header.actor, out.header.area) == (str(admin.pk), "Admin", TARAJU)
    client.post("/keluar/")
    assert len(told("accounts.officer.sign_out")) == 1


def test_a_wrong_password_is_written_down_under_the_account(admin: User) -> None:
    answer = Client().post("/masuk/petugas/", {"login": "ADMIN", "password": "sandi yang keliru sekali"})
    assert answer.status_code == 200
    (failed,) = told("accounts.officer.sign_in_failed")
    assert (failed.header.subject, failed.reason) == (str(admin.pk), "kata sandi salah")
    assert failed.header.actor_kind == "system"
    assert b"keliru" not in everything_written()


def test_an_unknown_name_never_stands_in_the_journal(admin: User) -> None:
    for name in ("siapa-saya", "Siapa-Saya", "3206131708850001"):
        Client().post("/masuk/petugas/", {"login": name, "password": "sandi yang keliru sekali"})
    failed = told("accounts.officer.sign_in_failed")
    assert [item.reason for item in failed] == ["akun tidak dikenal"] * 3
    assert {item.header.subject for item in failed} == {TARAJU}
    held = everything_written()
    assert b"iapa" not in held
    assert b"320613170885" not in held
    assert [item.evidence for item in failed] == [1, 1, 1]


def test_a_sign_in_that_succeeds_leaves_no_failure(admin: User) -> None:
    folk.browser(admin)
    assert told("accounts.officer.sign_in_failed") == []
    assert len(told("accounts.officer.sign_in")) == 1
