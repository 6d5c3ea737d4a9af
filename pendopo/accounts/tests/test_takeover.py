"""Nobody takes over a signer alone: one administrator in every order of steps, and what a second officer changes."""

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from pendopo.accounts import operations, queries
from pendopo.accounts.channels import carriers
from pendopo.accounts.models import ChangeState, Grant, OneTimeLink, PendingChange, User
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, TARAJU
from pendopo.accounts.tests.test_pages import strong
from pendopo.accounts.views.changes import account_banners
from pendopo.kernel import clock
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operations import RuleValueWrong, set_rule
from pendopo.kernel.worklist import waiting_for
from tests.making import make

pytestmark = pytest.mark.django_db
OURS = "curian malam yang panjang"
LINK = re.compile(r"/masuk/tautan/[\w-]+/")


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def admin() -> User:
    return folk.officer("admin", "administrator")


@pytest.fixture
def second() -> User:
    return folk.officer("kedua", "administrator")


@pytest.fixture
def chief() -> User:
    return folk.officer("asep", "kepala_desa")


def ask(asker: User, user: User, kind: str = "link", **given: str) -> PendingChange:
    waits = operations.ask_change(folk.actor(asker), user=user, kind=kind, **given).waits
    assert waits is not None
    return waits


def ask_role(asker: User, user: User, role: str = "kepala_desa", **given: Any) -> PendingChange:
    waits = operations.ask_role(folk.actor(asker), user=user, role=role, area=TARAJU, **given).waits
    assert waits is not None
    return waits


def later(hours: float = 25) -> Any:
    return time_machine.travel(clock.now() + timedelta(hours=hours), tick=False)


def decides_now(username: str) -> bool:
    user = User.objects.get(username=username)
    return folk.actor(user).may("letters.sign", TARAJU)


# One administrator, through the pages


class Walk:
    """One administrator who tries to become the village head, step by step, in the browser."""

    def __init__(self, admin: User) -> None:
        self.client, self.links = strong(admin), list[str]()
        self.target = "wati"

    def user(self) -> User:
        return User.objects.get(username=self.target)

    def open(self) -> None:
        form = {"name": "Wati", "username": "wati", "area": TARAJU}
        self.links += LINK.findall(self.client.post("/meja/akun/petugas/baru/", form).content.decode())

    def link(self) -> None:
        page = self.client.post(reverse("officer-new-link", args=[self.user().pk])).content.decode()
        self.links += LINK.findall(page)

    def use(self) -> None:
        for link in self.links:
            Client().post(link, {"password": OURS, "again": OURS})

    def factor(self) -> None:
        self.client.post(reverse("officer-switch", args=[self.user().pk]), {"act": "factor"})

    def grant(self) -> None:
        given = {"user": self.user().pk, "role": "kepala_desa", "area": TARAJU, "reason": "SK"}
        self.client.post("/meja/akun/peran/beri/", given)

    def revoke(self) -> None:
        for grant in Grant.objects.filter(user=self.user(), valid_to__isnull=True):
            self.client.post(reverse("grant-revoke", args=[grant.pk]), {"reason": "SK"})

    def reopen(self) -> None:
        for act in ("shut", "open"):
            self.client.post(reverse("officer-switch", args=[self.user().pk]), {"act": act})

    def rename(self) -> None:
        form = {"name": "Asep", "email": "saya@contoh.id"}
        self.client.post(reverse("officer-edit", args=[self.user().pk]), form)

    def push(self) -> None:
        """Presses every button on every change that stands anywhere."""
        for change in PendingChange.objects.all():
            for act in ("confirm", "carry_out"):
                page = self.client.post(reverse("change", args=[change.pk]), {"act": act}).content.decode()
                self.links += LINK.findall(page)

    def owned(self) -> bool:
        """Whether the administrator's own password opens an account that signs."""
        self.use()
        return self.user().check_password(OURS) and decides_now(self.target)


@pytest.mark.parametrize("steps", list(itertools.permutations(["grant", "link", "use", "push"])))
def test_one_administrator_holds_no_deciding_role_in_any_order(admin: User, steps: tuple[str, ...]) -> None:
    walk = Walk(admin)
    walk.open()
    for step in (*steps, "push", "link"):
        getattr(walk, step)()
    assert not walk.owned()
    with later(23.9):
        for change in PendingChange.objects.all():
            with pytest.raises(Refusal):
                operations.carry_out_change(folk.actor(admin), change=change)
        assert not walk.owned()


@pytest.mark.parametrize(
    "steps",
    [
        "link use",
        "factor link use",
        "revoke link use grant",
        "revoke link use grant push",
        "reopen link use",
        "rename link use push",
        "link push use",
        "link link push use",
        "factor push link push use",
    ],
)
def test_one_administrator_does_not_become_the_village_head(admin: User, chief: User, steps: str) -> None:
    walk = Walk(admin)
    walk.target = "asep"
    for step in steps.split():
        getattr(walk, step)()
    walk.use()
    head = User.objects.get(pk=chief.pk)
    assert not head.check_password(OURS)
    assert (head.name, head.email) == ("Asep", "")


def test_a_second_factor_of_the_head_is_not_removed_by_one(admin: User, chief: User) -> None:
    from allauth.mfa.models import Authenticator

    strong(chief)
    walk = Walk(admin)
    walk.target = "asep"
    walk.factor()
    walk.push()
    assert Authenticator.objects.filter(user=chief, type="totp").exists()


def test_a_link_taken_before_the_role_does_not_reach_the_signer(admin: User, second: User) -> None:
    """An unused link changes nothing that its owner could notice; it must not outlive the role's beginning."""
    euis = folk.officer("euis", "operator_desa")
    walk = Walk(admin)
    walk.target = "euis"
    walk.link()
    assert walk.links
    change = ask_role(admin, euis, "penanda_tangan_ub")
    operations.confirm_change(folk.actor(second), change=change)
    walk.use()
    assert not User.objects.get(pk=euis.pk).check_password(OURS)


def test_a_link_asked_while_a_role_waits_waits_too(admin: User) -> None:
    euis = folk.officer("euis", "operator_desa")
    ask_role(admin, euis, "penanda_tangan_ub")
    assert ask(admin, euis).state == ChangeState.WAITING


def test_no_page_of_the_site_resets_a_password_by_mail() -> None:
    for name in (
        "account_reset_password",
        "account_reset_password_from_key",
        "account_signup",
        "account_email",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name, kwargs={"uidb36": "1", "key": "x"} if name.endswith("key") else {})


# The second officer, and the day


def test_a_second_officer_confirms_a_grant_and_it_holds_at_once(admin: User, second: User) -> None:
    wati = folk.officer("wati")
    change = ask_role(admin, wati)
    assert not decides_now("wati")
    operations.confirm_change(folk.actor(second), change=change)
    assert decides_now("wati")
    grant = Grant.objects.get(user=wati)
    assert (grant.granted_by_id, grant.valid_from) == (admin.pk, clock.today())
    change.refresh_from_db()
    assert (change.state, change.decided_by_id) == (ChangeState.DONE, second.pk)


def test_after_a_day_the_asker_carries_it_out_and_the_role_begins_then(admin: User) -> None:
    wati = folk.officer("wati")
    change = ask_role(admin, wati)
    with refused("change_waits"):
        operations.carry_out_change(folk.actor(admin), change=change)
    with later():
        operations.carry_out_change(folk.actor(admin), change=change)
        assert decides_now("wati")
        assert Grant.objects.get(user=wati).valid_from == clock.today()
        with refused("change_over"):
            operations.carry_out_change(folk.actor(admin), change=change)


def test_a_confirmed_link_is_shown_once(admin: User, second: User, chief: User) -> None:
    change = ask(admin, chief)
    with refused("change_waits"):
        operations.carry_out_change(folk.actor(admin), change=change)
    operations.confirm_change(folk.actor(second), change=change)
    assert not OneTimeLink.objects.filter(user=chief, used_at__isnull=True).exists()
    token = operations.carry_out_change(folk.actor(admin), change=change).token
    assert queries.public_link(token) is not None
    with refused("change_over"):
        operations.carry_out_change(folk.actor(second), change=change)


def test_the_second_is_neither_asker_nor_owner_nor_a_stranger(admin: User, second: User, chief: User) -> None:
    change = ask(admin, chief)
    with refused("not_the_second"):
        operations.confirm_change(folk.actor(admin), change=change)
    with pytest.raises(NotFound):
        operations.confirm_change(folk.actor(chief), change=change)
    with pytest.raises(NotPermitted):
        operations.confirm_change(
            folk.actor(folk.officer("jauh", "administrator", area=ELSEWHERE)), change=change
        )
    with pytest.raises(NotPermitted):
        operations.confirm_change(folk.actor(folk.officer("euis", "operator_desa")), change=change)
    with pytest.raises(NotPermitted):
        operations.confirm_change(folk.actor(second, strong=False), change=change)
    # A head could hand out no head's role, so he confirms none.
    head = folk.officer("kades2", "kepala_desa")
    with pytest.raises(NotFound):
        operations.confirm_change(folk.actor(head), change=ask_role(admin, folk.officer("wati")))
    with pytest.raises(NotFound):
        operations.carry_out_change(folk.actor(chief), change=change)


def test_what_stands_between_is_checked_again_when_it_takes_effect(admin: User, second: User) -> None:
    wati = folk.officer("wati")
    change = ask_role(admin, wati)
    operations.grant_role(folk.SETUP, user=wati, role="bpd", area=TARAJU)
    with refused("roles_incompatible"):
        operations.confirm_change(folk.actor(second), change=change)
    assert PendingChange.objects.get(pk=change.pk).state == ChangeState.WAITING


def _lose_role(admin: User, _target: User) -> None:
    grant = Grant.objects.get(user=admin)
    operations.revoke_role(folk.SETUP, grant=grant, reason="pindah")
    # The role comes back; what he asked for before does not.
    operations.grant_role(folk.SETUP, user=admin, role="administrator", area=TARAJU)


def _shut_asker(admin: User, _target: User) -> None:
    operations.deactivate_officer(folk.SETUP, user=admin)
    operations.reactivate_officer(folk.SETUP, user=User.objects.get(pk=admin.pk))


def _shut_target(_admin: User, target: User) -> None:
    operations.deactivate_officer(folk.SETUP, user=target)
    operations.reactivate_officer(folk.SETUP, user=User.objects.get(pk=target.pk))


def _term_ends(admin: User, _target: User) -> None:
    folk.change(Grant.objects.get(user=admin), valid_to=clock.today())


@pytest.mark.parametrize("event", [_lose_role, _shut_asker, _shut_target, _term_ends])
def test_what_a_change_does_not_survive(
    admin: User, second: User, chief: User, event: Callable[[User, User], None]
) -> None:
    change = ask(admin, chief)
    event(admin, chief)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code in ("change_over", "change_baseless")):
        operations.confirm_change(folk.actor(second), change=change)
    assert queries.changes_waiting(folk.actor(second)) == []
    again = ask(second, User.objects.get(pk=chief.pk))
    assert again.pk != change.pk
    assert PendingChange.objects.get(pk=change.pk).state == ChangeState.STOPPED


def test_a_forgotten_change_lapses(admin: User, second: User, chief: User) -> None:
    change = ask(admin, chief)
    with later(24 * 8 + 1):
        with refused("change_over"):
            operations.carry_out_change(folk.actor(admin), change=change)
        assert queries.changes_waiting(folk.actor(second)) == []
        assert ask(admin, chief).pk != change.pk
    euis = folk.officer("euis", "operator_desa")
    ask_role(admin, euis, "penanda_tangan_ub")
    with later(24 * 8 + 1):
        assert operations.ask_change(folk.actor(admin), user=euis, kind="link").token


def test_asking_again_changes_nothing_and_the_database_keeps_one(admin: User, chief: User) -> None:
    change = ask(admin, chief)
    with later(23), refused("change_waits"):
        ask(admin, chief)
    copied = ("user", "kind", "area_code", "asked_by", "asked_at", "ripe_at", "lapses_at")
    with pytest.raises(IntegrityError):
        make(PendingChange, **{name: getattr(change, name) for name in copied})


def test_the_wait_cannot_be_shortened_by_whom_it_watches(admin: User) -> None:
    given: dict[str, Any] = {
        "area": TARAJU,
        "key": "accounts.change_wait_hours",
        "legal_basis": "SK",
        "valid_from": clock.today(),
    }
    with pytest.raises(RuleValueWrong):
        set_rule(folk.actor(admin), value=1, **given)
    set_rule(folk.actor(admin), value=72, **given)
    change = ask_role(admin, folk.officer("wati"))
    assert change.ripe_at - change.asked_at == timedelta(hours=72)


def test_whoever_sits_at_the_machine_acts_at_once(chief: User) -> None:
    assert queries.public_link(operations.issue_link(folk.SETUP, user=chief)) is not None
    assert not PendingChange.objects.exists()


def test_an_officer_who_does_not_decide_is_served_at_once(admin: User) -> None:
    euis = folk.officer("euis", "operator_desa")
    assert operations.ask_change(folk.actor(admin), user=euis, kind="link").token
    operations.ask_change(folk.actor(admin), user=euis, kind="contact", name="Euis K")
    assert User.objects.get(pk=euis.pk).name == "Euis K"


# The owner


def test_the_owner_sees_the_request_on_every_page_and_stops_it(admin: User, chief: User) -> None:
    client = strong(chief)
    assert "permintaan atas akun Anda" not in client.get("/meja/").content.decode()
    change = ask(admin, chief)
    for page in ("/meja/", "/meja/akun/", "/meja/akun/keamanan/"):
        assert "permintaan atas akun Anda" in client.get(page).content.decode()
    here = reverse("change", args=[change.pk])
    assert "Menunggu disetujui pengelola kedua" in client.get(here).content.decode()
    assert client.post(here, {"act": "stop", "reason": ""}).status_code == 200
    assert client.post(here, {"act": "confirm"}).status_code == 404
    assert client.post(here, {"act": "stop", "reason": "bukan saya"}).status_code == 302
    change.refresh_from_db()
    assert (change.state, change.decided_by_id, change.reason) == (
        ChangeState.STOPPED,
        chief.pk,
        "bukan saya",
    )
    assert JournalEntry.objects.filter(operation="accounts.change.stop_own", outcome="done").count() == 1
    with later(), refused("change_over"):
        operations.carry_out_change(folk.actor(admin), change=change)


def test_the_owner_reads_what_was_done_and_finds_it_for_good(admin: User, second: User, chief: User) -> None:
    change = ask(admin, chief, "contact", name="Asep S", email="asep@contoh.id")
    operations.confirm_change(folk.actor(second), change=change)
    client = strong(chief)
    assert "Akun Anda telah diubah" in client.get("/meja/").content.decode()
    client.post(reverse("change", args=[change.pk]), {"act": "read"})
    assert "Akun Anda telah diubah" not in client.get("/meja/").content.decode()
    kept = client.get("/meja/akun/keamanan/").content.decode()
    assert "Kedua" in kept and "Admin" in kept and "data petugas" in kept


def test_the_owner_hears_by_mail_at_the_old_address(
    admin: User,
    second: User,
    chief: User,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = list[tuple[str, str, str]]()
    mail = carriers.OfficerMail("email", lambda *letter: sent.append(letter))
    monkeypatch.setitem(DOMAINS, "notices", Domain("notices", "", (mail,)))
    folk.change(chief, email="asep@contoh.id")
    with django_capture_on_commit_callbacks(execute=True):
        change = ask(admin, User.objects.get(pk=chief.pk), "contact", name="Asep", email="lain@contoh.id")
        operations.confirm_change(folk.actor(second), change=change)
    assert [letter[0] for letter in sent] == ["asep@contoh.id"] * 2
    assert "Admin" in sent[0][2] and "batalkan" in sent[0][2]
    assert sent[1][1] == "Akun Anda berubah"


def test_a_silent_mail_server_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: str) -> None:
        raise TimeoutError

    monkeypatch.setitem(DOMAINS, "notices", Domain("notices", "", (carriers.OfficerMail("email", silent),)))
    carriers.tell_officer("asep@contoh.id", "x", "y")


# The pages


def test_each_finds_his_next_step_in_his_work(admin: User, second: User, chief: User) -> None:
    ask(admin, chief)
    assert [item.title for item in waiting_for(folk.actor(chief))] == ["Permintaan atas akun Anda"]
    assert [item.title for item in waiting_for(folk.actor(second))] == ["Perubahan akun petugas"]
    assert list(waiting_for(folk.actor(admin))) == []
    with later():
        assert len(waiting_for(folk.actor(admin))) == 1
    assert list(waiting_for(folk.actor(folk.officer("jauh", "administrator", area=ELSEWHERE)))) == []


def test_the_list_of_changes_costs_as_many_queries_for_four_officers_as_for_one(
    admin: User, second: User, chief: User
) -> None:
    def asked() -> tuple[int, int]:
        actor = folk.actor(second)
        with CaptureQueriesContext(connection) as queries_:
            return len(list(waiting_for(actor, "accounts.changes"))), len(queries_)

    ask(admin, folk.officer("ujang", "kepala_desa"))
    asked()  # from here on each look asks what was written since
    ask(admin, chief)
    found, before = asked()
    for number in range(3):
        ask(admin, folk.officer(f"asep{number}", "kepala_desa"))
    assert (found, asked()) == (2, (5, before))


def test_a_second_administrator_confirms_in_the_browser_and_the_first_takes_the_link(
    admin: User, second: User, chief: User
) -> None:
    one, two = strong(admin), strong(second)
    answer = one.post(reverse("officer-new-link", args=[chief.pk]))
    here = answer.headers["Location"]
    assert "Belum berlaku" in one.get(here).content.decode()
    assert here in one.get("/meja/akun/menunggu/").content.decode()
    assert here in one.get(reverse("officer", args=[chief.pk])).content.decode()
    assert 'value="confirm"' not in one.get(here).content.decode()
    assert 'value="confirm"' in two.get(here).content.decode()
    assert two.post(here, {"act": "confirm"}).status_code == 302
    page = one.post(here, {"act": "carry_out"})
    assert LINK.search(page.content.decode()) and "no-store" in page.headers["Cache-Control"]
    assert one.post(here, {"act": "lain"}).status_code == 404


def test_a_change_of_another_village_or_account_is_not_found(admin: User, chief: User) -> None:
    here = reverse("change", args=[ask(admin, chief).pk])
    far = strong(folk.officer("jauh", "administrator", area=ELSEWHERE))
    near = folk.browser(folk.officer("euis", "operator_desa"))
    for client in (far, near):
        assert client.get(here).status_code == 404
        for act in ("confirm", "carry_out", "stop", "read"):
            assert client.post(here, {"act": act, "reason": "x"}).status_code == 404
        assert here not in client.get("/meja/akun/menunggu/").content.decode()


def test_the_banner_costs_one_query(chief: User, django_assert_num_queries: Any) -> None:
    actor = folk.actor(chief)
    with django_assert_num_queries(1):
        account_banners(actor)
