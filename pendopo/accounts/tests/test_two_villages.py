"""Officers of two villages, and two officers of one: nobody sees, ends or changes what is the other's."""

from typing import Any, NamedTuple
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.http import HttpRequest

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import GrantForm, NewOfficerForm
from pendopo.accounts.models import (
    ChangeState,
    Grant,
    OnBehalfSession,
    OneTimeLink,
    PendingChange,
    SprayNotice,
    User,
)
from pendopo.accounts.queries import posts
from pendopo.accounts.queries.changes import change_page, changes_waiting, decides, may_ask
from pendopo.accounts.queries.officer_page import officer_page
from pendopo.accounts.queries.posts_page import posts_page, unknown_officers
from pendopo.accounts.queries.recusal import too_near
from pendopo.accounts.queries.request import public_second_factor_step
from pendopo.accounts.queries.spraying import spray_items, spray_notices
from pendopo.accounts.rules.permissions import ACTIVATE, GRANT, READ
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, SETUP, TARAJU
from pendopo.accounts.views.counter import _office
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.guard import unguarded
from pendopo.people.rules.permissions import CORRECT
from pendopo.people.tests import crowd
from pendopo.places.operations import appoint_official
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from tests.making import make

pytestmark = pytest.mark.django_db
VILLAGES = pytest.mark.parametrize(("here", "there"), [(TARAJU, ELSEWHERE), (ELSEWHERE, TARAJU)])


class Office(NamedTuple):
    """One village: an administrator, a chief who signs, and the chief's post."""

    admin: User
    chief: User
    post: UUID


def office(area: str) -> Office:
    crowd.village(area)
    term = Term("Kepala Desa", HolderKind.DEFINITIVE, clock.today(), None)
    official = appoint_official(SETUP, village=area, appointment=Appointment("Asep"), term=term)
    admin = folk.officer(f"admin.{area}", "administrator", area=area)
    chief = folk.officer(f"kades.{area}", "kepala_desa", area=area)
    operations.ask_post(SETUP, area=area, user=chief, official=official.pk)
    return Office(admin, chief, official.pk)


@pytest.fixture
def both(settings: LazySettings) -> dict[str, Office]:
    settings.PENDOPO_VILLAGE = TARAJU
    return {area: office(area) for area in (ELSEWHERE, TARAJU)}


@pytest.fixture
def two() -> tuple[User, User]:
    """Two officers of one village; he who was there first is never the one that is asked for."""
    return folk.officer("pertama", "operator_desa"), folk.officer("kedua", "operator_desa")


def ask(asker: User, user: User) -> PendingChange:
    waits = operations.ask_change(folk.actor(asker), user=user, kind="link").waits
    assert waits is not None
    return waits


def retire(user: User) -> None:
    for grant in user.grants.all():
        folk.change(grant, valid_to=clock.today())


# Two villages


@VILLAGES
def test_the_pages_of_posts_and_grants_are_those_of_one_village(
    both: dict[str, Office], settings: LazySettings, here: str, there: str
) -> None:
    settings.PENDOPO_VILLAGE = here
    ours, theirs = both[here], both[there]
    assert [row.official_id for row in posts.standing_links(here)] == [ours.post]
    page = posts_page(folk.actor(ours.chief))
    assert [line.link and line.link.officer for line in page.posts] == [ours.chief]
    assert {line.user: line.own for line in page.officers} == {ours.admin: False, ours.chief: True}
    assert {row.area for row in queries.grants_in_area(SETUP, here)} == {here}
    assert queries.accounts_page(folk.actor(ours.admin)).may_manage
    assert not queries.accounts_page(crowd.officer(READ, area=here)).may_manage
    assert posts.may_end(folk.actor(ours.admin), posts.standing_links(here).get())
    retire(theirs.chief)  # whoever holds no role is outranked by everybody
    assert not posts.may_end(folk.actor(ours.admin), posts.standing_links(there).get())


@pytest.mark.parametrize("form", [NewOfficerForm, GrantForm])
def test_a_form_offers_the_office_of_who_fills_it_in(form: Any) -> None:
    field = form(page=crowd.officer(GRANT)).fields["area"]
    assert (field.initial, field.required) == (TARAJU, True)
    field = form(page=SETUP).fields["area"]
    assert (field.initial, field.required) == ("", False)


def test_a_change_of_another_village_is_not_there(both: dict[str, Office]) -> None:
    asker = folk.officer("kedua", "administrator", area=ELSEWHERE)
    retire(both[ELSEWHERE].chief)  # his account still decided once, and nobody's rank protects it
    change = ask(asker, both[ELSEWHERE].chief)
    ours, theirs = folk.actor(both[TARAJU].admin), folk.actor(both[ELSEWHERE].admin)
    assert may_ask(theirs, change) and change_page(theirs, change.pk).may_confirm
    assert not may_ask(ours, change) and changes_waiting(ours) == []
    with pytest.raises(NotFound):
        change_page(ours, change.pk)


def test_a_resident_is_let_in_where_the_officer_works(settings: LazySettings) -> None:
    settings.PENDOPO_VILLAGE = TARAJU
    assert _office(crowd.officer(ACTIVATE, area=ELSEWHERE)) == ELSEWHERE
    both = Actor(
        kind="officer", powers=crowd.officer(ACTIVATE, area=ELSEWHERE).powers | crowd.officer(ACTIVATE).powers
    )
    assert _office(both) == TARAJU


def test_only_who_administers_hears_of_tries_over_many_accounts() -> None:
    now = clock.now()
    make(SprayNotice, kind="resident", area_code="", first_at=now, last_at=now)
    admin = folk.actor(folk.officer("admin", "administrator"))
    assert len(spray_notices(admin)) == len(spray_items(admin)) == 1
    reader = crowd.officer(READ)
    assert not spray_items(reader)
    with pytest.raises(NotFound):
        spray_notices(reader)


def test_the_first_administrator_takes_nothing_of_another_along(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.PENDOPO_VILLAGE = ""
    other = folk.officer("pusat", "administrator", area="")
    first, token = operations.create_officer(SETUP, area="", username="pertama", name="Pertama")
    operations.grant_role(SETUP, user=first, role="administrator", area="")
    operations.grant_role(SETUP, user=first, role="diskominfo", area="32.06")
    # With two accounts no link opens a site: what stands behind that door is asked all the same.
    monkeypatch.setattr(queries, "public_link_opens_site", lambda link: True)
    link = queries.public_link(token)
    assert link is not None
    operations.choose_site_village(ANONYMOUS, link=link, token=token, code=TARAJU)
    held = Grant.objects.filter(valid_to__isnull=True)
    assert sorted(held.values_list("user__username", "role", "area_code")) == [
        ("pertama", "administrator", TARAJU),
        ("pertama", "diskominfo", "32.06"),
        ("pusat", "administrator", ""),
    ]
    assert User.objects.get(pk=other.pk).area_code == ""


# Two officers of one village


def test_a_new_link_and_a_lost_factor_concern_one_officer(two: tuple[User, User]) -> None:
    kept = operations.issue_link(SETUP, user=two[0])
    with unguarded("two officers use an app"):
        for user in two:
            Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    operations.issue_link(SETUP, user=two[1])
    operations.reset_second_factor(SETUP, user=two[1])
    assert queries.public_link(kept) is not None
    assert [row.user for row in Authenticator.objects.all()] == [two[0]]
    request = HttpRequest()
    request._second_factor_missing = True  # type: ignore[attr-defined]
    steps = []
    for request.user in two:
        steps.append(public_second_factor_step(request))
    assert steps == ["mfa_reauthenticate", "mfa_index"]


def test_what_waits_for_one_officer_is_not_the_others(both: dict[str, Office]) -> None:
    ours = both[TARAJU]
    second = folk.officer("kedua", "administrator")
    clerk = folk.officer("juru", "operator_desa")
    change = ask(second, ours.chief)
    assert [line.own for line in changes_waiting(folk.actor(ours.chief, strong=False))] == [True]
    secretary = folk.officer("sekdes", "sekretaris_desa")
    assert changes_waiting(folk.actor(secretary)) == []  # she gives roles, but could not make a head
    operations.ask_role(folk.actor(second), user=secretary, role="administrator", area=TARAJU)
    assert not decides(SETUP, clerk)
    operations.deactivate_officer(SETUP, user=clerk)
    assert PendingChange.objects.get(pk=change.pk).state == ChangeState.WAITING


def test_the_page_of_an_officer_shows_his_own(two: tuple[User, User]) -> None:
    admin = folk.actor(folk.officer("admin", "administrator"))
    page = officer_page(admin, two[1].pk)
    assert [line.user_id for line in page.grants] == [two[1].pk] and page.was_invited
    never = make(User, username="tanpa", name="Tanpa Tautan", area_code=TARAJU)
    assert OneTimeLink.objects.exists() and not officer_page(admin, never.pk).was_invited


def test_nobody_is_told_where_another_is_signed_in(two: tuple[User, User]) -> None:
    for user in two:
        folk.browser(user)
    own = UserSession.objects.get(user=two[1])
    assert [line.key for line in queries.my_sessions(folk.actor(two[1]), None)] == [str(own.pk)]


def test_to_begin_for_a_resident_ends_nothing_of_another_officer(two: tuple[User, User]) -> None:
    person = folk.resident()
    for user in two:
        operations.open_on_behalf(folk.actor(user), resident=person, purpose="surat usaha")
    assert OnBehalfSession.objects.filter(ended_at__isnull=True).count() == 2


def test_who_one_officer_is_says_nothing_of_the_next(two: tuple[User, User]) -> None:
    person = folk.resident()
    assert not posts.is_said(folk.actor(two[1]))
    for _again in range(2):  # the same may be said once more
        operations.identify_officer(SETUP, area=TARAJU, officer=two[0], person=person)
    own, other = folk.actor(two[0]), folk.actor(two[1])
    assert posts.is_said(own) and posts.own_nik(own) == folk.NIK
    assert not posts.is_said(other) and posts.own_nik(other) == ""
    matter = frozenset({person.pk})
    assert too_near(own, CORRECT, TARAJU, matter) and too_near(other, CORRECT, TARAJU, matter) is None


def test_who_looks_for_unknown_officers_is_none_himself(both: dict[str, Office]) -> None:
    ours = both[TARAJU]
    assert [line.subject for line in unknown_officers(folk.actor(ours.chief))] == [ours.admin.name]
