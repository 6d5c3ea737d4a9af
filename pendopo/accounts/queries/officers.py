"""Officers, their grants, and what these add up to today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from pendopo.accounts.models import Grant, OneTimeLink, User
from pendopo.accounts.rules import devices, pin, roles, terms
from pendopo.accounts.rules.permissions import ADMINISTER, GRANT, OWN, READ
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.areas import contains, tier_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.keys import site_keys
from pendopo.people.queries.scope import in_areas, public_inside
from pendopo.places import queries as places

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class GrantLine:
    """One grant as the pages show it."""

    id: UUID
    user_id: UUID
    officer: str
    role: str
    strong: bool
    area: str
    area_name: str
    valid_from: date
    valid_to: date | None
    granted_by: str
    reason: str
    holds: bool


@dataclass(frozen=True)
class AccountsPage:
    """The officers and the grants of an area."""

    officers: list[User]
    grants: list[GrantLine]
    may_manage: bool


@dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in."""

    key: str
    device: str
    opened_at: datetime
    current: bool


def actor_of_user(user: User, *, strong: bool) -> Actor:
    """Return the officer as an actor with the powers of the grants that hold today."""
    return actor_and_need(user, strong=strong)[0]


def actor_and_need(user: User, *, strong: bool) -> tuple[Actor, bool]:
    """Return the officer as an actor, and whether a role held today still asks for a second factor."""
    today = clock.today()
    held = _held_by(user)
    powers = terms.powers_on(held, today, strong=strong) | {Power(OWN, user.area_code)}
    actor = Actor(kind="officer", id=user.pk, name=user.name, powers=powers, strong=strong)
    return actor, not strong and terms.needs_second_factor(held, today)


def roles_held(actor: Actor, user: User) -> list[terms.HeldRole]:
    """Return what an officer holds today or will hold: a password set today still opens the account tomorrow."""
    return _not_ended(user)


def _held_by(user: User) -> list[terms.HeldRole]:
    today = clock.today()
    return [held for held in _not_ended(user) if held.valid_from <= today]


def _not_ended(user: User) -> list[terms.HeldRole]:
    # Through the officer's own rows: a list of officers has read all their grants at once (`prefetch_related`).
    today = clock.today()
    return [row.held for row in user.grants.all() if row.valid_to is None or row.valid_to > today]


def _lines(grants: Iterable[Grant]) -> list[GrantLine]:
    today, names = clock.today(), dict[str, str]()
    lines = []
    for grant in grants:
        code = grant.area_code
        if code not in names:
            names[code] = _area_name(code)
        role = roles.role_of(grant.role)
        lines.append(
            GrantLine(
                id=grant.pk,
                user_id=grant.user_id,
                officer=grant.user.name,
                role=gettext(role.name) if role else grant.role,
                strong=bool(role and role.requires_second_factor),
                area=code,
                area_name=names[code],
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
                granted_by=grant.granted_by.name if grant.granted_by else "",
                reason=grant.reason,
                holds=terms.holds_on(grant.held, today) and grant.user.is_active,
            )
        )
    return lines


def _area_name(code: str) -> str:
    if code == "":
        return gettext("Seluruh Indonesia")
    area = places.public_area(code)
    if area is not None:
        return area.name
    locality = places.public_locality(code)
    return locality.name if locality is not None else code


def grants_in_area(actor: Actor, area: str = "", *, ended: bool = False) -> list[GrantLine]:
    """Return every grant in the areas whose accounts the actor may read, with its term."""
    rows = Grant.objects.filter(in_areas(actor, READ)).select_related("user", "granted_by")
    if area:
        rows = rows.filter(public_inside(area))
    if not ended:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    return _lines(rows.order_by("area_code", "user__name", "valid_from"))


def officers_to_manage(actor: Actor) -> QuerySet[User, User]:
    """Return the active officers to whom the actor may grant a role, himself left out."""
    return (
        User.objects.filter(in_areas(actor, GRANT), is_active=True)
        .exclude(pk=actor.id or NOBODY)
        .order_by("name")
    )


def officer(actor: Actor, officer_id: UUID) -> User:
    """Return one officer of an office whose accounts the actor may manage."""
    found = User.objects.filter(in_areas(actor, GRANT), pk=officer_id).first()
    if found is None:
        raise NotFound
    return found


def officer_named(actor: Actor, username: str) -> User:
    """Return the officer with this user name, if the actor may manage his account."""
    found = User.objects.filter(in_areas(actor, GRANT), username=username.strip().lower()).first()
    if found is None:
        raise NotFound(gettext("Tidak ada petugas dengan nama pengguna itu."))
    return found


def accounts_page(actor: Actor) -> AccountsPage:
    """Return every officer and every grant in the areas whose accounts the actor may read."""
    rows = User.objects.filter(in_areas(actor, READ)).order_by("-is_active", "name")
    may_manage = bool(actor.areas(GRANT))
    return AccountsPage(list(rows), grants_in_area(actor), may_manage)


def grant_to_revoke(actor: Actor, grant_id: UUID) -> Grant:
    """Return one grant that still holds in an area where the actor hands out roles."""
    rows = Grant.objects.filter(in_areas(actor, GRANT)).select_related("user")
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    found = rows.filter(pk=grant_id).first()
    if found is None:
        raise NotFound
    return found


def roles_to_hand_out(actor: Actor) -> list[roles.Role]:
    """Return the roles that the actor may grant somewhere."""
    held = actor.areas(GRANT)
    return [r for r in roles.ROLES if any(may_grant(actor, r, a) and roles.exists_in(r, a) for a in held)]


def may_grant(actor: Actor, role: roles.Role, area: str) -> bool:
    """Say whether the actor may hand out this role in this area or below it."""
    if actor.kind == "system":
        return True
    holding = [held for held in actor.areas(GRANT) if contains(held, area)]
    administers = actor.may(ADMINISTER, area)
    return any(
        roles.may_hand_out(role, grantor_tier=tier_of(held), administers=administers) for held in holding
    )


def outranks(actor: Actor, user: User) -> bool:
    """Say whether the actor could hand out every role that an officer holds or will hold."""
    held = [(roles.role_of(one.role), one.area) for one in roles_held(actor, user)]
    return all(role is None or may_grant(actor, role, area) for role, area in held)


def me(actor: Actor) -> User:
    """Return the signed-in officer's own row."""
    wanted = actor.id if actor.kind == "officer" and actor.id else NOBODY
    found = User.objects.filter(pk=wanted, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def my_sessions(actor: Actor, current_key: str | None) -> list[SessionLine]:
    """Return where the officer is signed in, the newest first."""
    rows = (
        UserSession.objects.filter(user_id=actor.id).order_by("-created_at")
        if actor.kind == "officer"
        else []
    )
    return [
        SessionLine(
            str(row.pk), devices.device_of(row.user_agent), row.created_at, row.session_key == current_key
        )
        for row in rows
        if row.exists()
    ]


def my_session(actor: Actor, session_id: int) -> UserSession:
    """Return one of the officer's own sign-ins."""
    found = (
        UserSession.objects.filter(user_id=actor.id, pk=session_id).first()
        if actor.kind == "officer"
        else None
    )
    if found is None:
        raise NotFound
    return found


def public_link(token: str) -> OneTimeLink | None:
    """Return the unused, unexpired link with this token, for whoever holds it."""
    digest = pin.keyed(site_keys().pepper, "link", token)
    return (
        OneTimeLink.objects.filter(token_hash=digest, used_at__isnull=True, expires_at__gt=clock.now())
        .filter(user__is_active=True)
        .select_related("user")
        .first()
    )
