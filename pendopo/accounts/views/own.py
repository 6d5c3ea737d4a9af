"""An officer's own account: where he is signed in."""

from allauth.mfa.base import views as factors
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.rules.permissions import OWN
from pendopo.accounts.views.known import remember
from pendopo.kernel.access import actor_of, requires


@requires(OWN)
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the officer is signed in, and lead to password and second factor."""
    lines = queries.my_sessions(actor_of(request), request.session.session_key)
    return render(request, "accounts/sessions.html", {"lines": lines})


@requires(OWN)
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign the officer out in one place."""
    actor = actor_of(request)
    user = queries.me(actor)
    operations.end_own_session(actor, user=user, session_id=session_id)
    messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return remember(request, redirect("my-sessions"), user)


@requires(OWN)
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the officer out everywhere but here."""
    actor = actor_of(request)
    current = request.session.session_key or ""
    user = operations.end_other_own_sessions(actor, user=queries.me(actor), current=current)
    messages.success(request, _("Semua perangkat lain sudah dikeluarkan."))
    return remember(request, redirect("my-sessions"), user)


class SecurityView(factors.IndexView):  # type: ignore[misc]
    """The officer's second factors, and what others asked for or did with his account."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        found: dict[str, object] = super().get_context_data(**kwargs)
        return {**found, "changes": queries.my_changes(actor_of(self.request))}
