"""Officers' accounts and roles: each rule that says no, and what happens when it says yes."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from pendopo.accounts import operations, queries
from pendopo.accounts.models import Grant, OneTimeLink, User
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, NEIGHBOUR, SETUP, TARAJU
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry

pytestmark = pytest.mark.django_db


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def chief() -> User:
    return folk.officer("asep", "kepala_desa")


@pytest.fixture
def admin() -> User:
    return folk.officer("admin", "administrator")


@pytest.fixture
def euis() -> User:
    return folk.officer("euis")


def test_an_officer_without_a_role_may_only_see_to_his_own_account(euis: User) -> None:
    assert folk.actor(euis).permissions == {"accounts.own"}


def test_a_deciding_permission_waits_for_the_second_factor(chief: User) -> None:
    assert not folk.actor(chief, strong=False).may("accounts.grant", TARAJU)
    assert folk.actor(chief, strong=True).may("accounts.grant", TARAJU)
    assert not folk.actor(chief, strong=True).may("accounts.grant", NEIGHBOUR)


def test_a_grant_gives_its_powers_from_its_first_day_until_before_its_last(admin: User, euis: User) -> None:
    today = clock.today()
    grant = operations.grant_role(
        folk.actor(admin),
        user=euis,
        role="operator_desa",
        area=TARAJU,
        valid_from=today,
        valid_to=today + timedelta(1),
    )
    assert folk.actor(euis).may("people.record", TARAJU)
    folk.change(grant, valid_to=today)
    assert not folk.actor(euis).may("people.record", TARAJU)
    folk.change(grant, valid_to=None, valid_from=today + timedelta(1))
    assert not folk.actor(euis).may("people.record", TARAJU)


def test_a_term_that_is_over_already_is_refused(admin: User, euis: User) -> None:
    today = clock.today()
    for end in (today, today - timedelta(1)):
        with refused("term_past"):
            operations.grant_role(
                folk.actor(admin),
                user=euis,
                role="operator_desa",
                area=TARAJU,
                valid_from=today - timedelta(30),
                valid_to=end,
            )
    assert not Grant.objects.filter(user=euis, role="operator_desa").exists()


def test_nobody_grants_himself_a_role(admin: User) -> None:
    with refused("self_grant"):
        operations.grant_role(folk.actor(admin), user=admin, role="operator_desa", area=TARAJU)
    assert JournalEntry.objects.filter(operation="accounts.role.grant", outcome="refused").count() == 1
    assert not Grant.objects.filter(user=admin, role="operator_desa").exists()


def test_the_database_itself_refuses_a_self_grant(admin: User) -> None:
    from django.db import IntegrityError, transaction

    grant = Grant.objects.get(user=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        folk.change(grant, granted_by_id=Grant._meta.pk.get_db_prep_value(admin.pk, _connection()))


def _connection() -> Any:
    from django.db import connection

    return connection


def test_without_the_permission_in_the_area_no_role_is_granted(admin: User, euis: User) -> None:
    with pytest.raises(NotPermitted):
        operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=ELSEWHERE)
    with pytest.raises(NotPermitted):
        operations.grant_role(folk.actor(euis), user=admin, role="operator_desa", area=TARAJU)


@pytest.mark.parametrize(
    ("role", "area", "code"),
    [
        ("kepala_desa", TARAJU, "role_above_own"),
        ("administrator", TARAJU, "role_above_own"),
        ("dinas_sosial", TARAJU, "role_wrong_tier"),
        ("ketua_rt", TARAJU, "role_wrong_tier"),
        ("raja", TARAJU, "role_unknown"),
        ("ketua_rt", f"{TARAJU}.99.999.999", "area_unknown"),
    ],
)
def test_a_village_head_cannot_hand_out_these(
    chief: User, euis: User, role: str, area: str, code: str
) -> None:
    with refused(code):
        operations.grant_role(folk.actor(chief), user=euis, role=role, area=area)


def test_incompatible_roles_are_refused_in_either_order(admin: User, euis: User) -> None:
    operations.grant_role(folk.actor(admin), user=euis, role="bpd", area=TARAJU)
    with refused("roles_incompatible"):
        operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=TARAJU)


def test_incompatible_roles_may_follow_each_other(admin: User, euis: User) -> None:
    today = clock.today()
    operations.grant_role(
        folk.actor(admin), user=euis, role="bpd", area=TARAJU, valid_to=today + timedelta(30)
    )
    operations.grant_role(
        folk.actor(admin), user=euis, role="operator_desa", area=TARAJU, valid_from=today + timedelta(30)
    )
    assert Grant.objects.filter(user=euis).count() == 2


def test_a_role_is_not_granted_twice_nor_backwards(admin: User, euis: User) -> None:
    operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=TARAJU)
    with refused("role_held"):
        operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=TARAJU)
    with refused("term_backward"):
        operations.grant_role(
            folk.actor(admin), user=euis, role="puskesos", area=TARAJU, valid_to=clock.today()
        )


def test_revoking_ends_a_role_today_and_keeps_the_row(admin: User, euis: User) -> None:
    grant = operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=TARAJU)
    with refused("reason_missing"):
        operations.revoke_role(folk.actor(admin), grant=grant, reason=" ")
    operations.revoke_role(folk.actor(admin), grant=grant, reason="pindah tugas")
    assert not folk.actor(euis).may("people.record", TARAJU)
    assert Grant.objects.get(pk=grant.pk).valid_to == clock.today()
    with refused("grant_ended"):
        operations.revoke_role(folk.actor(admin), grant=grant, reason="lagi")


def test_the_last_administrator_stays(admin: User, euis: User) -> None:
    grant = Grant.objects.get(user=admin)
    with refused("last_administrator"):
        operations.revoke_role(folk.actor(admin), grant=grant, reason="selesai")
    operations.grant_role(SETUP, user=euis, role="administrator", area=TARAJU)
    operations.revoke_role(folk.actor(admin), grant=grant, reason="selesai")
    assert folk.actor(euis).may("accounts.administer", TARAJU)


def test_a_village_head_does_not_touch_the_administrator(admin: User, chief: User) -> None:
    for act in (operations.issue_link, operations.deactivate_officer, operations.reset_second_factor):
        with refused("role_above_own"):
            act(folk.actor(chief), user=admin)
    with refused("role_above_own"):
        operations.revoke_role(folk.actor(chief), grant=Grant.objects.get(user=admin), reason="rebut")


def test_a_village_head_does_not_rename_the_administrator(admin: User, chief: User) -> None:
    with refused("role_above_own"):
        operations.edit_officer(folk.actor(chief), user=admin, name="Orang lain")
    assert User.objects.get(pk=admin.pk).name == "Admin"


def test_a_role_that_begins_later_already_protects_its_holder(admin: User, chief: User, euis: User) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    operations.grant_role(SETUP, user=euis, role="administrator", area=TARAJU, valid_from=tomorrow)
    with refused("role_above_own"):
        operations.issue_link(folk.actor(chief), user=euis)


def test_one_does_not_shut_or_open_ones_own_account(admin: User) -> None:
    for act in (operations.issue_link, operations.deactivate_officer, operations.reset_second_factor):
        with refused("own_account"):
            act(folk.actor(admin), user=admin)


def test_a_link_works_once(admin: User) -> None:
    user, token = operations.create_officer(folk.actor(admin), area=TARAJU, username="Wati", name="Wati")
    link = queries.public_link(token)
    assert link is not None
    assert user.username == "wati"
    assert not user.has_usable_password()
    operations.set_password_by_link(ANONYMOUS, link=link, token=token, password=folk.PASSWORD)
    assert queries.public_link(token) is None
    with refused("link_spent"):
        operations.set_password_by_link(ANONYMOUS, link=link, token=token, password="lain sama sekali 99")
    assert User.objects.get(pk=user.pk).check_password(folk.PASSWORD)


def test_a_link_ends_with_its_time_and_with_the_next_link(admin: User, euis: User) -> None:
    first = operations.issue_link(folk.actor(admin), user=euis)
    second = operations.issue_link(folk.actor(admin), user=euis)
    assert queries.public_link(first) is None
    link = queries.public_link(second)
    assert link is not None
    folk.change(link, expires_at=clock.now() - timedelta(minutes=1))
    assert queries.public_link(second) is None
    with refused("link_spent"):
        operations.set_password_by_link(ANONYMOUS, link=link, token=second, password=folk.PASSWORD)


def test_a_forged_token_does_not_open_a_known_link(euis: User, admin: User) -> None:
    token = operations.issue_link(folk.actor(admin), user=euis)
    link = queries.public_link(token)
    assert link is not None
    with refused("link_spent"):
        operations.set_password_by_link(ANONYMOUS, link=link, token="x" * 32, password=folk.PASSWORD)


def test_the_token_stands_nowhere_in_the_database(admin: User, euis: User) -> None:
    token = operations.issue_link(folk.actor(admin), user=euis)
    held = OneTimeLink.objects.get(user=euis, used_at__isnull=True)
    assert token.encode() not in bytes(held.token_hash)
    assert len(bytes(held.token_hash)) == 32


@pytest.mark.parametrize("password", ["pendek", "123456789012", "password1234"])
def test_weak_passwords_are_refused(admin: User, password: str) -> None:
    _user, token = operations.create_officer(folk.actor(admin), area=TARAJU, username="wati", name="Wati")
    link = queries.public_link(token)
    assert link is not None
    with refused("password_weak"):
        operations.set_password_by_link(ANONYMOUS, link=link, token=token, password=password)
    assert queries.public_link(token) is not None


def test_a_user_name_is_taken_once(admin: User, euis: User) -> None:
    with refused("username_taken"):
        operations.create_officer(folk.actor(admin), area=TARAJU, username="EUIS", name="Euis Dua")


def test_a_shut_account_is_out_at_once(admin: User, euis: User) -> None:
    operations.grant_role(folk.actor(admin), user=euis, role="operator_desa", area=TARAJU)
    client = folk.browser(euis)
    assert client.get("/meja/akun/sesi/").status_code == 200
    operations.deactivate_officer(folk.actor(admin), user=euis)
    assert client.get("/meja/akun/sesi/").status_code == 302
    with refused("officer_inactive"):
        operations.issue_link(folk.actor(admin), user=User.objects.get(pk=euis.pk))
    operations.reactivate_officer(folk.actor(admin), user=User.objects.get(pk=euis.pk))
    assert folk.browser(User.objects.get(pk=euis.pk)).get("/meja/akun/sesi/").status_code == 200


def test_one_changes_only_ones_own_password(euis: User, chief: User) -> None:
    with refused("not_own_account"):
        operations.change_own_password(folk.actor(chief), user=euis, password="lain sama sekali 99")


def test_the_page_of_grants_shows_every_grant_of_the_area_and_no_other(admin: User, chief: User) -> None:
    folk.officer("jauh", "kepala_desa", area=ELSEWHERE)
    lines = queries.grants_in_area(folk.actor(admin))
    assert {line.officer for line in lines} == {"Admin", "Asep"}
    assert {line.area_name for line in lines} == {"Taraju"}
    assert queries.grants_in_area(folk.actor(folk.officer("tamu"))) == []


def test_another_areas_officer_and_grant_are_not_found(admin: User) -> None:
    far = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    here = folk.actor(admin)
    for ask in (queries.officer, queries.officer_page):
        with pytest.raises(NotFound):
            ask(here, far.pk)
        with pytest.raises(NotFound):
            ask(here, uuid4())
    with pytest.raises(NotFound):
        queries.grant_to_revoke(here, Grant.objects.get(user=far).pk)


def test_the_journal_never_holds_a_password(admin: User) -> None:
    from pendopo.kernel.columns import journalled
    from pendopo.kernel.models import JournalBody

    folk.officer("rahasia")
    user = User.objects.get(username="rahasia")
    assert "password" not in journalled(User)
    assert all(user.password.encode() not in bytes(body.body) for body in JournalBody.objects.all())


def test_the_command_line_opens_an_account_and_prints_its_link(capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    from pendopo.accounts.commands import user_create, user_link

    parser = argparse.ArgumentParser()
    user_create.add_arguments(parser)
    user_create.run(
        parser.parse_args(["budi", "--name", "Budi", "--area", TARAJU, "--role", "administrator"])
    )
    first = capsys.readouterr().out.strip()
    parser = argparse.ArgumentParser()
    user_link.add_arguments(parser)
    user_link.run(parser.parse_args(["budi"]))
    second = capsys.readouterr().out.strip()
    assert queries.public_link(first.rstrip("/").rsplit("/", 1)[1]) is None
    assert queries.public_link(second.rstrip("/").rsplit("/", 1)[1]) is not None
    with pytest.raises(NotFound):
        user_link.run(parser.parse_args(["tak-ada"]))
    assert SETUP.may("accounts.grant", TARAJU)
