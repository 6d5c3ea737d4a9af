"""Who asks: from a request's session to an actor."""

from dataclasses import replace
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from pendopo.accounts.models import OnBehalfSession, User
from pendopo.accounts.queries.changes import read_grants_with_news
from pendopo.accounts.queries.officers import actor_and_need
from pendopo.accounts.queries.residents import actor_of_session
from pendopo.accounts.rules.permissions import ACT_ON_BEHALF
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor

RESIDENT_KEY = "resident_session"
ON_BEHALF_KEY = "on_behalf"


def resolve_actor(request: HttpRequest) -> Actor:
    """Return who asks: a signed-in officer, a signed-in resident, or nobody."""
    user = request.user
    if user.is_authenticated and isinstance(user, User):
        return _officer(request, user)
    key = _uuid(request.session.get(RESIDENT_KEY))
    return (actor_of_session(key) if key else None) or ANONYMOUS


def public_second_factor_step(request: HttpRequest) -> str | None:
    """Return the page on which an officer who decides must first use a second factor, or nothing."""
    if not getattr(request, "_second_factor_missing", False):
        return None
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    enrolled = Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()
    return "mfa_reauthenticate" if enrolled else "mfa_index"


second_factor_step = public_second_factor_step


def actor_on_behalf(actor: Actor, session: OnBehalfSession) -> Actor:
    """Return the officer acting for the resident who is present."""
    return replace(actor, resident_id=session.resident_id, on_behalf_of=session.resident_id)


def current_on_behalf(actor: Actor, session_id: UUID | None) -> OnBehalfSession | None:
    """Return the officer's open session for a present resident, unless its time is over."""
    if actor.kind != "officer" or session_id is None:
        return None
    rows = OnBehalfSession.objects.filter(pk=session_id, officer_id=actor.id, ended_at__isnull=True)
    session = rows.filter(until__gt=clock.now()).first()
    # The grant may have ended since; then the session has ended with it.
    return session if session and actor.may(ACT_ON_BEHALF, session.area_code) else None


def _officer(request: HttpRequest, user: User) -> Actor:
    records = get_authentication_records(request, user)
    strong = bool(settings.PENDOPO_DEMO) or any(record.get("method") == "mfa" for record in records)
    # Whoever only reads meets a change of now on the next page; whoever writes may cause one himself.
    news = read_grants_with_news(user) if request.method in ("GET", "HEAD") else True
    actor, missing = actor_and_need(user, strong=strong)
    actor = replace(actor, news=news)
    request._second_factor_missing = missing  # type: ignore[attr-defined]
    session = current_on_behalf(actor, _uuid(request.session.get(ON_BEHALF_KEY)))
    request.on_behalf = session  # type: ignore[attr-defined]
    return actor_on_behalf(actor, session) if session else actor


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
