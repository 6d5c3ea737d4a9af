"""The pages of accounts: every one opens, strangers are kept out, sessions change their key, the demo stays a demo."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts import operations, queries
from pendopo.accounts.models import Grant, ResidentAccount, User
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, KK, NIK, PIN, TARAJU
from pendopo.accounts.urls import urlpatterns

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return folk.officer("admin", "administrator")


@pytest.fixture
def euis() -> User:
    return folk.officer("euis", "operator_desa")


def strong(user: User) -> Client:
    """Answers a browser in which the officer has enrolled and used an authenticator app."""
    client = folk.browser(user)
    page = client.get("/meja/akun/keamanan/aplikasi/").content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found, page
    assert enrol(client, found.group(1)).status_code == 302
    return client


def enrol(client: Client, secret: str) -> Any:
    """Posts the first code; what allauth does on commit happens within the request, as it does outside a test."""
    with committing():
        return client.post("/meja/akun/keamanan/aplikasi/", {"code": totp(secret)})


@contextmanager
def committing() -> Iterator[None]:
    """What waits for a commit happens although the test's own never comes: allauth's at once, ours after that."""
    waiting = list[Callable[[], None]]()

    def on_commit(act: Callable[[], None], **_: Any) -> None:
        if act.__module__.startswith("pendopo."):
            waiting.append(act)
        else:
            act()

    with patch("django.db.transaction.on_commit", on_commit):
        yield
    for act in waiting:
        act()


def totp(secret: str, step: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1] + step)))


# Coming in


ENTRANCE = ["", "warga/", "warga/kode/", "warga/kunci/", "petugas/", "petugas/tutup/"]


@pytest.mark.parametrize("path", [*(f"/masuk/{rest}" for rest in ENTRANCE), "/keluar/"])
def test_the_entrance_is_open_to_everyone(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


def test_every_page_behind_the_entrance_is_shut_to_strangers() -> None:
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if route.startswith(("masuk/", "keluar/", "akun/")):
            continue
        kinds = {name: type(converter).__name__ for name, converter in pattern.pattern.converters.items()}
        values = {name: 7 if kind == "IntConverter" else uuid4() for name, kind in kinds.items()}
        for method in ("get", "post"):
            answer = getattr(Client(), method)(reverse(pattern.name, kwargs=values))
            assert answer.status_code == 302, route
            assert answer.headers["Location"].startswith("/masuk/"), route


def test_an_officer_comes_in_and_the_session_gets_a_new_key(euis: User) -> None:
    client = Client()
    client.get("/masuk/warga/kunci/")
    planted = client.session.session_key
    answer = client.post("/masuk/petugas/", {"login": "EUIS", "password": folk.PASSWORD})
    assert answer.headers["Location"] == "/meja/"
    assert client.session.session_key != planted
    assert planted is not None
    assert not client.session.exists(planted)


def test_a_resident_comes_in_and_the_session_gets_a_new_key() -> None:
    folk.active_account(folk.resident())
    client = Client()
    client.get("/masuk/warga/kunci/")
    planted = client.session.session_key
    answer = client.post("/masuk/warga/", {"identifier": NIK, "secret": PIN})
    assert answer.headers["Location"] == "/saya/"
    assert client.session.session_key != planted
    assert "passkey_question" not in client.session
    assert client.get("/saya/").status_code == 200


def test_an_officers_sign_in_ends_the_residents_in_the_same_browser(euis: User) -> None:
    folk.active_account(folk.resident())
    client = folk.resident_browser()
    client.post("/masuk/petugas/", {"login": "euis", "password": folk.PASSWORD})
    assert queries.RESIDENT_KEY not in client.session
    assert client.get("/saya/").status_code == 404


@pytest.mark.parametrize("wanted", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(wanted: str) -> None:
    folk.active_account(folk.resident())
    answer = Client().post("/masuk/warga/", {"identifier": NIK, "secret": PIN, "next": wanted})
    assert answer.headers["Location"] == "/saya/"


def test_signing_out_ends_the_session_for_good() -> None:
    folk.active_account(folk.resident())
    client = folk.resident_browser()
    stolen = client.session[queries.RESIDENT_KEY]
    assert client.post("/keluar/").status_code == 302
    assert client.get("/saya/").status_code == 302
    thief = Client()
    session = thief.session
    session[queries.RESIDENT_KEY] = stolen
    session.save()
    assert thief.get("/saya/").status_code == 302


@pytest.mark.parametrize("planted", ["not-a-uuid", 17, None, "0198f000-0000-7000-8000-000000000000"])
def test_a_forged_session_value_is_nobody(planted: Any) -> None:
    client = Client()
    session = client.session
    session[queries.RESIDENT_KEY] = planted
    session.save()
    assert client.get("/saya/").status_code == 302


def test_five_wrong_passwords_lock_an_officer_out(euis: User) -> None:
    client = Client()
    for _ in range(5):
        answer = client.post("/masuk/petugas/", {"login": "euis", "password": "salah salah salah"})
    answer = client.post("/masuk/petugas/", {"login": "euis", "password": folk.PASSWORD})
    assert answer.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def _fail(name: str, times: int = 5) -> Client:
    client = Client()
    for _ in range(times):
        client.post("/masuk/petugas/", {"login": name, "password": "salah salah salah"})
    cache.clear()  # allauth's own short limit; the lock in the database must hold without it
    return client


@pytest.mark.parametrize("spelling", ["euis", "Euis", " EUIS "])
def test_the_lock_holds_against_the_right_password_in_any_spelling(euis: User, spelling: str) -> None:
    client = _fail("euis")
    answer = client.post("/masuk/petugas/", {"login": spelling, "password": folk.PASSWORD})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_officers_form_speaks_as_the_rest_of_the_site(euis: User) -> None:
    page = Client().get("/masuk/petugas/").content.decode()
    assert "Kata sandi" in page and "placeholder" not in page
    wrong = (
        Client().post("/masuk/petugas/", {"login": "euis", "password": "salah salah salah"}).content.decode()
    )
    assert "Nama pengguna dan kata sandi tidak cocok." in wrong


def test_failures_of_one_name_do_not_lock_the_office_out(euis: User) -> None:
    client = _fail("tiada", 7)
    answer = client.post("/masuk/petugas/", {"login": "euis", "password": folk.PASSWORD})
    assert answer.status_code == 302 and "_auth_user_id" in client.session


def test_what_was_typed_as_a_name_is_not_kept(euis: User) -> None:
    _fail(NIK, 2)
    kept = AccessAttempt.objects.get()
    assert NIK not in f"{kept.username}{kept.post_data}{kept.get_data}"


def test_an_unknown_officer_is_answered_like_a_wrong_password(euis: User) -> None:
    def body(name: str, address: str) -> str:
        answer = Client(REMOTE_ADDR=address).post(
            "/masuk/petugas/", {"login": name, "password": "salah salah salah"}
        )
        return re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", answer.content.decode()).replace(name, "...")

    assert body("euis", "10.0.0.1") == body("tiada", "10.0.0.2")


# The second factor


def test_an_officer_who_decides_is_led_to_a_second_factor_before_the_desk_opens(admin: User) -> None:
    client = folk.browser(admin)
    assert client.get("/meja/akun/").headers["Location"] == "/meja/akun/keamanan/"
    assert client.get("/meja/akun/keamanan/").status_code == 200
    assert client.get("/meja/akun/petugas/baru/").status_code == 302
    client = strong(admin)
    assert client.get("/meja/akun/").status_code == 200
    assert client.get("/meja/akun/petugas/baru/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_does_not_take_it_twice(admin: User) -> None:
    client = folk.browser(admin)
    secret = re.search(
        r"<code>([A-Z2-7]+)</code>", client.get("/meja/akun/keamanan/aplikasi/").content.decode()
    )
    assert secret
    enrol(client, secret.group(1))
    fresh = Client()
    answer = fresh.post("/masuk/petugas/", {"login": "admin", "password": folk.PASSWORD})
    assert answer.headers["Location"].startswith("/masuk/petugas/kode/")
    assert fresh.get("/meja/akun/").status_code == 302
    assert fresh.get("/masuk/petugas/kode/").status_code == 200
    assert fresh.post("/masuk/petugas/kode/", {"code": "000000"}).status_code == 200
    code = totp(secret.group(1))
    assert fresh.post("/masuk/petugas/kode/", {"code": code}).status_code == 302
    assert fresh.get("/meja/akun/").status_code == 200
    thief = Client()
    thief.post("/masuk/petugas/", {"login": "admin", "password": folk.PASSWORD})
    assert thief.post("/masuk/petugas/kode/", {"code": code}).status_code == 200
    assert thief.get("/meja/akun/").status_code == 302


def test_the_secret_of_the_authenticator_app_lies_sealed(admin: User) -> None:
    from allauth.mfa.models import Authenticator

    client = folk.browser(admin)
    secret = re.search(
        r"<code>([A-Z2-7]+)</code>", client.get("/meja/akun/keamanan/aplikasi/").content.decode()
    )
    assert secret
    enrol(client, secret.group(1))
    held = Authenticator.objects.get(user=admin, type="totp").data["secret"]
    assert secret.group(1) not in held


def test_a_lost_second_factor_is_removed_by_two_other_administrators(admin: User) -> None:
    client = strong(admin)
    other, third = folk.officer("dua", "administrator"), folk.officer("tiga", "administrator")
    waits = operations.ask_change(folk.actor(other), user=admin, kind="factor").waits
    assert waits is not None
    assert client.get("/meja/akun/").status_code == 200
    operations.confirm_change(folk.actor(third), change=waits)
    assert client.get("/meja/akun/").status_code == 302
    assert folk.browser(admin).get("/meja/akun/").headers["Location"] == "/meja/akun/keamanan/"


def test_an_officer_who_only_records_needs_no_second_factor(euis: User) -> None:
    assert folk.browser(euis).get("/meja/akun/").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_change_password",
        "my-sessions",
    ],
)
def test_the_pages_about_ones_own_account_open(euis: User, name: str) -> None:
    client = folk.browser(euis)
    answer = client.get(reverse(name))
    assert answer.status_code == 200, (name, answer)


def test_the_pages_of_the_recovery_codes_open(admin: User) -> None:
    client = strong(admin)
    for name in (
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_deactivate_totp",
    ):
        assert client.get(reverse(name)).status_code == 200, name
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    assert "/ulang/" in client.get(reverse("mfa_add_webauthn")).headers["Location"]
    for name in ("account_reauthenticate", "mfa_reauthenticate"):
        assert client.get(reverse(name)).status_code == 200, name


def test_a_password_is_changed_in_the_browser(euis: User) -> None:
    client = folk.browser(euis)
    new = "kopi pahit tanpa gula"
    answer = client.post(
        "/meja/akun/keamanan/sandi/", {"oldpassword": folk.PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert User.objects.get(pk=euis.pk).check_password(new)
    folk.browser(euis, new)


def test_an_officer_ends_one_of_his_own_sessions_and_no_others(euis: User, admin: User) -> None:
    one, two = folk.browser(euis), folk.browser(euis)
    lines = queries.my_sessions(folk.actor(euis), two.session.session_key)
    assert len(lines) == 2
    old = next(line for line in lines if not line.current)
    stranger = folk.browser(folk.officer("wati", "operator_desa"))
    assert stranger.post(reverse("my-session-end", args=[old.key])).status_code == 404
    assert two.post(reverse("my-session-end", args=[old.key])).status_code == 302
    assert one.get("/meja/akun/sesi/").status_code == 302
    assert two.get("/meja/akun/sesi/").status_code == 200


# Pages of the desk


def test_an_account_is_opened_and_a_role_granted_and_revoked_in_the_browser(admin: User) -> None:
    client = strong(admin)
    answer = client.post("/meja/akun/petugas/baru/", {"name": "Wati", "username": "wati", "area": TARAJU})
    link = re.search(r"/masuk/tautan/[\w-]+/", answer.content.decode())
    assert link, answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    wati = User.objects.get(username="wati")
    given = {"user": wati.pk, "role": "operator_desa", "area": TARAJU, "reason": "SK 5/2026"}
    assert client.post("/meja/akun/peran/beri/", given).status_code == 302
    assert "Operator desa" in client.get("/meja/akun/").content.decode()
    again = client.post("/meja/akun/peran/beri/", given)
    assert "sudah memegang peran itu" in again.content.decode()
    for page in ("officer", "officer-edit"):
        assert client.get(reverse(page, args=[wati.pk])).status_code == 200
    grant = Grant.objects.get(user=wati)
    # One's own role is taken away by somebody else: no button offers it.
    offered, own = client.get("/meja/akun/").content.decode(), Grant.objects.filter(user=admin).first()
    assert own is not None and reverse("grant-revoke", args=[own.pk]) not in offered
    assert reverse("grant-revoke", args=[grant.pk]) in offered
    assert client.get(reverse("grant-revoke", args=[grant.pk])).status_code == 200
    assert client.post(reverse("grant-revoke", args=[grant.pk]), {"reason": "pindah"}).status_code == 302
    newcomer = Client()
    assert newcomer.get(link.group()).status_code == 200
    form = {"password": folk.PASSWORD, "again": folk.PASSWORD}
    assert newcomer.post(link.group(), {**form, "again": "beda"}).status_code == 200
    assert newcomer.post(link.group(), form).status_code == 302
    assert newcomer.get(link.group()).status_code == 410
    folk.browser(wati)


def test_the_desk_refuses_politely_what_is_beyond_the_officer(admin: User) -> None:
    client = strong(admin)
    given = {"user": str(admin.pk), "role": "operator_desa", "area": TARAJU, "reason": "iseng"}
    assert client.post("/meja/akun/peran/beri/", given).status_code == 200
    assert not Grant.objects.filter(user=admin, role="operator_desa").exists()
    far = {"name": "Jauh", "username": "jauh", "area": ELSEWHERE}
    answer = client.post("/meja/akun/petugas/baru/", far)
    assert "di luar wilayah Anda" in answer.content.decode()
    assert not User.objects.filter(username="jauh").exists()


def test_renaming_somebody_above_oneself_is_refused_on_the_page(admin: User) -> None:
    client = strong(folk.officer("asep", "kepala_desa"))
    answer = client.post(f"/meja/akun/petugas/{admin.pk}/ubah/", {"name": "Orang lain"})
    assert answer.status_code == 422 and "di atas wewenang Anda" in answer.content.decode()


def test_forged_ids_are_not_found(admin: User, euis: User) -> None:
    far = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    client = strong(admin)
    for target in (far.pk, uuid4()):
        for name in ("officer", "officer-edit"):
            assert client.get(reverse(name, args=[target])).status_code == 404
        for name in ("officer-new-link", "officer-switch"):
            assert client.post(reverse(name, args=[target]), {"act": "shut"}).status_code == 404
    for target in (Grant.objects.get(user=far).pk, uuid4()):
        assert client.get(reverse("grant-revoke", args=[target])).status_code == 404
    counter = folk.browser(euis)
    assert counter.get(reverse("resident-account", args=[uuid4()])).status_code == 404
    assert counter.get(reverse("officer-new")).status_code == 404


def test_the_counter_opens_an_account_and_prints_the_slip_once(euis: User) -> None:
    folk.resident()
    client = folk.browser(euis)
    wrong = client.post("/meja/akun/warga/buka/", {"nik": NIK, "kk_number": "3206131234560009"})
    assert "tidak cocok" in wrong.content.decode()
    answer = client.post("/meja/akun/warga/buka/", {"nik": NIK, "kk_number": KK, "phone": "081234567890"})
    code = re.search(r"<b>([A-Z0-9]{5}-[A-Z0-9]{5})</b>", answer.content.decode())
    assert code, answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert NIK not in answer.content.decode()
    listing = client.get("/meja/akun/warga/").content.decode()
    assert "Dadang Suryana" in listing
    assert code.group(1) not in listing
    given = {"nik": NIK, "code": code.group(1), "secret": PIN, "again": PIN}
    assert Client().post("/masuk/warga/kode/", given).headers["Location"] == "/saya/"
    again = Client().post("/masuk/warga/kode/", given)
    assert "tidak cocok" in again.content.decode()
    account = ResidentAccount.objects.get()
    page = reverse("resident-account", args=[account.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"act": "lock", "reason": "HP hilang"}).status_code == 302
    assert ResidentAccount.objects.get().state == "locked"
    assert client.post(page, {"act": "explode", "reason": "iseng"}).status_code == 404


def test_the_residents_own_pages_open_and_hide_the_nik() -> None:
    folk.active_account(folk.resident(), phone="081234567890")
    client = folk.resident_browser()
    page = client.get("/saya/").content.decode()
    assert "Dadang Suryana" in page
    assert NIK not in page
    assert "32••••" in page
    assert client.get("/saya/pin/").status_code == 200
    assert client.get("/saya/kunci/").status_code == 200
    changed = client.post("/saya/pin/", {"old": PIN, "secret": "975318", "again": "975318"})
    assert changed.status_code == 302
    assert client.post(reverse("resident-session-end", args=[uuid4()])).status_code == 404
    assert client.post(reverse("resident-passkey-remove", args=[uuid4()])).status_code == 404
    assert client.get("/meja/akun/").status_code == 404


def test_a_broken_passkey_answer_is_refused_politely() -> None:
    client = Client()
    for answer in (
        "{}",
        "[]",
        "null",
        '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
        "x" * 500,
    ):
        client.get("/masuk/warga/kunci/")
        assert client.post("/masuk/warga/kunci/", {"answer": answer}).status_code == 302
        assert client.get("/saya/").status_code == 302


def test_the_roles_are_readable(euis: User) -> None:
    page = folk.browser(euis).get("/meja/akun/peran/").content.decode()
    assert "Kepala desa" in page
    assert "wajib faktor kedua" in page


# The demonstration


@pytest.mark.parametrize("demo", [False, True])
def test_one_step_sign_in_exists_in_the_demonstration_only(demo: bool, euis: User) -> None:
    account = folk.active_account(folk.resident())
    paths = [
        reverse("sign-in-demo-officer", args=[euis.pk]),
        reverse("sign-in-demo-resident", args=[account.pk]),
    ]
    with override_settings(PENDOPO_DEMO=demo):
        assert Client().get("/masuk/demo/").status_code == (200 if demo else 404)
        for path in paths:
            client = Client()
            assert client.post(path).status_code == (302 if demo else 404)
            assert (queries.RESIDENT_KEY in client.session or "_auth_user_id" in client.session) == demo
        assert Client().get(paths[0]).status_code == 405
        assert ("/masuk/demo/" in Client().get("/masuk/").content.decode()) == demo


def test_in_the_demonstration_every_account_counts_as_strong(admin: User) -> None:
    with override_settings(PENDOPO_DEMO=True):
        client = Client()
        client.post(reverse("sign-in-demo-officer", args=[admin.pk]))
        assert client.get("/meja/akun/petugas/baru/").status_code == 200
    assert client.get("/meja/akun/petugas/baru/").status_code == 302


def test_a_page_of_the_desk_asks_for_its_officers_grants_once(euis: User) -> None:
    client = folk.browser(euis)
    client.get("/meja/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/meja/").status_code == 200
    assert len([one for one in asked if 'FROM "accounts_grant"' in one["sql"]]) == 1
