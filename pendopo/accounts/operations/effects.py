"""What a change does to an account, once somebody may let it take effect; only operations call these."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from pendopo.accounts import queries
from pendopo.accounts.models import (
    OPEN_STATES,
    ChangeState,
    Grant,
    LinkSource,
    OneTimeLink,
    PendingChange,
    PostLink,
    User,
)
from pendopo.accounts.queries import posts
from pendopo.accounts.queries.factors import factor_marks
from pendopo.accounts.rules import changes, pin, terms
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.keys import site_keys
from pendopo.kernel.queries import public_rule


def new_link(user: User) -> str:
    """End the earlier links of an officer and return the token of a new one."""
    end_links(user)
    token = secrets.token_urlsafe(24)
    hours = int(public_rule("accounts.link_hours", area=user.area_code))
    OneTimeLink.objects.create(
        user=user,
        token_hash=pin.keyed(site_keys().pepper, "link", token),
        expires_at=clock.now() + timedelta(hours=hours),
    )
    return token


def end_links(user: User) -> None:
    """Use up every link of an officer that is still open."""
    OneTimeLink.objects.filter(user=user, used_at__isnull=True).update(used_at=clock.now())


def end_sessions(user: User, but: str = "") -> None:
    """Sign an officer out everywhere, except for the session with this key."""
    for session in UserSession.objects.filter(user_id=user.pk).exclude(session_key=but):
        session.end()


def drop_factors(user: User) -> None:
    """Remove every second factor of an officer and sign him out."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    note_factors(user)
    end_sessions(user)


def note_factors(user: User) -> None:
    """Write down by what an officer's second factors are known again, as they stand now."""
    user.factors = factor_marks(user)
    user.save(update_fields=["factors"])


def set_contact(user: User, *, name: str, email: str, phone: str) -> None:
    """Keep an officer's name and contact details."""
    user.name, user.email, user.phone = name.strip(), email, phone
    user.save(update_fields=["name", "email", "phone"])


def give_role(
    actor: Actor, user: User, wanted: terms.HeldRole, *, given_by: User | None, reason: str
) -> Grant:
    """Write a grant; where it lets its holder decide, no link taken before reaches his account any more."""
    # An account without a password is still waiting for its first link: there is nothing to take over.
    if changes.decides([wanted]) and user.has_usable_password():
        end_links(user)
    return Grant.objects.create(
        user=user,
        role=wanted.role,
        area_code=wanted.area,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        granted_by=given_by,
        reason=reason[:200],
    )


def give_post(
    user: User, post: posts.Official, *, said_by: User | None, source: LinkSource = LinkSource.SAID
) -> PostLink:
    """Let an account hold a post from today; whoever held it before holds it no more."""
    today = clock.today()
    PostLink.objects.filter(official_id=post.pk, valid_to__isnull=True).update(valid_to=today)
    return PostLink.objects.create(
        officer=user,
        official_id=post.pk,
        area_code=post.area_code,
        valid_from=today,
        source=source,
        said_by=said_by,
        said_name=post.name,
        said_position=post.position,
        said_kind=post.kind,
        said_until=post.until_on,
    )


def stop_all(rows: QuerySet[PendingChange, PendingChange], actor: Actor, reason: str) -> None:
    """Stop changes that still wait."""
    rows.filter(state__in=OPEN_STATES).update(
        state=ChangeState.STOPPED,
        decided_by_id=actor.id if actor.kind == "officer" else None,
        decided_at=clock.now(),
        reason=reason[:200],
    )


def stop_baseless(actor: Actor, asker: User, reason: str) -> None:
    """Stop what an officer asked for and may not ask for any more."""
    rows = PendingChange.objects.filter(asked_by=asker, state__in=OPEN_STATES)
    lost = [row.pk for row in rows.select_related("user", "asked_by") if not queries.still_stands(actor, row)]
    if lost:
        stop_all(PendingChange.objects.filter(pk__in=lost), actor, reason)
