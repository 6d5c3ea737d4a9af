"""The way in and out: the choice between residents and officers, the demonstration, the one-time link."""

from uuid import UUID

from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import PasswordForm
from pendopo.kernel.access import actor_of, public
from pendopo.ui import drafts
from pendopo.ui.asking import attempt

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Return where the visitor wanted to go, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # Only a path: Django would look up any other word as the name of a page, and fail.
    return wanted if safe and wanted.startswith("/") else otherwise


@public
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask whether the visitor is a resident or an officer."""
    wanted = next_address(request, "")
    return render(request, "accounts/sign_in.html", {"next": wanted, "demo": settings.PENDOPO_DEMO})


@public
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Lead to the page about oneself: residents and officers have different ones."""
    actor = actor_of(request)
    if actor.kind == "officer":
        return redirect("my-sessions")
    return redirect("resident-home" if actor.kind == "resident" else "sign-in")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a link to this page asks first, so that no picture on another site can do it."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    actor = actor_of(request)
    if actor.kind == "resident":
        current = UUID(request.session[queries.RESIDENT_KEY])
        session = queries.my_resident_session(actor, current)
        operations.end_resident_session(actor, session=session, stays_known=True)
    clear_login(request)
    logout(request)
    return redirect(next_address(request, reverse("home")))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let an officer choose his password with the link he was given once."""
    form = PasswordForm(request.POST or None)
    page = queries.public_link_page(token)
    if page is None:
        return render(request, "accounts/link_spent.html", status=410)
    if page.choice is not None:
        return redirect("officer-link-village", token=token)
    if request.method == "POST" and form.is_valid():
        with attempt(form, "password"):
            operations.set_password_by_link(
                actor_of(request), link=page.link, token=token, password=form.cleaned_data["password"]
            )
            return redirect(f"{reverse('account_login')}?baru=1")
    return render(request, "accounts/officer_link.html", {"form": form, "officer": page.link.user})


@public
@never_cache
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """List one account a role, in the demonstration only."""
    return render(request, "accounts/demo.html", {"accounts": queries.public_demo_accounts()})


@public
@require_POST
def demo_officer(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign in as a fictional officer, in the demonstration only."""
    user = queries.public_demo_officer(user_id)
    _forget(request)
    login(request, user, backend=BACKEND)
    return redirect(next_address(request, reverse("desk")))


@public
@require_POST
def demo_resident(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Sign in as a fictional resident, in the demonstration only."""
    account = queries.public_demo_resident(account_id)
    session = operations.open_demo_session(
        actor_of(request), account=account, user_agent=request.META.get("HTTP_USER_AGENT", "")
    )
    start_resident_session(request, session.pk)
    return redirect(next_address(request, reverse("resident-home")))


def _forget(request: HttpRequest) -> None:
    """Empty the session but for a draft under seal, which its writer alone can open."""
    kept = request.session.get(drafts.KEPT)
    request.session.flush()
    request.session.update({drafts.KEPT: kept} if kept else {})


def start_resident_session(request: HttpRequest, session_id: UUID) -> None:
    """Tie the browser to a resident's session under a fresh key; only a sealed draft stays."""
    _forget(request)
    request.session[queries.RESIDENT_KEY] = str(session_id)
    rotate_token(request)  # a form drawn for somebody else before is not sent as this resident's
    request.session.set_expiry(0)
