"""Who may open a view: every view declares one of three, and silence fails the tests."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class ActorRequest(HttpRequest):
    """A request after the middleware has found out who asks."""

    actor: Actor


def _declare(view: Callable[..., HttpResponseBase], access: str) -> Any:
    view.access = access  # type: ignore[attr-defined]
    return view


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request."""
    return cast(ActorRequest, request).actor


def public(view: View[P]) -> View[P]:
    """Open a view to everyone."""
    declared: View[P] = _declare(_hide(view), "public")
    return declared


def resident(view: View[P]) -> View[P]:
    """Open a view to a signed-in resident, or to an officer acting for one who is present."""

    @wraps(view)
    def check(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.kind == "anonymous":
            return to_sign_in(request)
        if actor.kind != "resident" and actor.on_behalf_of is None:
            raise Http404
        return _hide(view)(request, *args, **kwargs)

    declared: View[P] = _declare(check, "resident")
    return declared


def requires(permission: str) -> Callable[[View[P]], View[P]]:
    """Open a view to officers who hold a permission somewhere; the query or operation checks where."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def check(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.kind == "anonymous":
                return to_sign_in(request)
            if permission not in actor.permissions:
                raise Http404
            return _hide(view)(request, *args, **kwargs)

        declared: View[P] = _declare(check, permission)
        return declared

    return decorate


def _hide(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Answer 404 for what does not exist and for what is somebody else's: the two look the same."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (NotFound, NotPermitted) as refusal:
            raise Http404 from refusal

    return guarded


class ToSignIn(HttpResponseRedirect):
    """The way to the sign-in page, for somebody who is not signed in or no longer."""


def page_of(request: HttpRequest) -> str:
    """Return the address of the page on which the visitor is; of a sent form, that of the page where it stands."""
    came = urlsplit(request.headers.get("Referer", "") if request.method == "POST" else "")
    if came.netloc != request.get_host():
        return request.get_full_path()
    return urlunsplit(("", "", came.path or "/", came.query, ""))


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a visitor to the sign-in page and back to here afterwards."""
    return ToSignIn(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)})}")
