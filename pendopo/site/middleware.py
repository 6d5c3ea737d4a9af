"""What every request passes: who asks, and what is said when the machine itself is in trouble."""

import errno
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pendopo.accounts import queries as accounts
from pendopo.kernel.doubts import open_doubt
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.memo import one_request
from pendopo.places import queries as places

log = logging.getLogger("pendopo")
Answer = Callable[[HttpRequest], HttpResponseBase]
# Pages about one person, or on the way to them.
PERSONAL = ("/meja/", "/saya/", "/masuk/", "/akun/", "/keluar/")


def find_actor(answer: Answer) -> Answer:
    """Put the actor on the request, and lead an officer who still lacks a second factor to it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with one_request():
            return known(request)

    def known(request: HttpRequest) -> HttpResponseBase:
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise Http404  # no form of ours sends it, and PostgreSQL refuses it in every text
        request.actor = accounts.resolve_actor(request)  # type: ignore[attr-defined]
        step = accounts.second_factor_step(request)
        if step and request.path.startswith("/meja/") and not request.path.startswith("/meja/akun/keamanan/"):
            return _keep_private(request, redirect(step))
        return _keep_private(request, answer(request))

    return middleware


def _keep_private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Ask browser and proxies to keep no copy: the office PC is shared, and "back" after signing out shows nothing."""
    personal = request.path.startswith(PERSONAL) or request.actor.kind != "anonymous"  # type: ignore[attr-defined]
    if personal and "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def choose_language(answer: Answer) -> Answer:
    """Speak Indonesian unless the visitor chose otherwise here: a phone's own language says nothing about its owner."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def quiet_errors(answer: Answer) -> Answer:
    """Turn a full disk, a locked database or a lost key into a page that says what to do, never a traceback."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return answer(request)

    def explain(request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        message = _trouble_in_words(trouble)
        if message is None:
            return None
        log.error("%s: %s", type(trouble).__name__, trouble)
        return render(request, "site/trouble.html", {"message": message}, status=503)

    middleware.process_exception = explain  # type: ignore[attr-defined]
    return middleware


def _trouble_in_words(trouble: Exception) -> str | None:
    if isinstance(trouble, KeyTrouble):
        return _("Kunci data situs ini bermasalah. Hubungi pengelola situs.")
    full = isinstance(trouble, OSError) and trouble.errno in (errno.ENOSPC, errno.EDQUOT)
    if isinstance(trouble, DatabaseError):
        text = str(trouble).lower()
        full = full or "disk is full" in text or "no space left" in text or "disk i/o error" in text
        if any(mark in text for mark in ("locked", "deadlock", "could not connect", "connection")):
            return _("Basis data sedang sibuk. Tidak ada yang tersimpan. Silakan coba lagi sebentar lagi.")
    if full:
        return _(
            "Ruang penyimpanan penuh. Tidak ada yang tersimpan. Hubungi pengelola situs, lalu coba lagi."
        )
    return None


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template the village, the actor and whether this is the demonstration."""
    return {
        "village": places.public_site_village(),
        "demo": settings.PENDOPO_DEMO,
        "clock_doubt": open_doubt,  # asked by the pages of the desk only, when they are drawn
        "actor": getattr(request, "actor", None),
        "public_url": (settings.PENDOPO_PUBLIC_URL or f"{request.scheme}://{request.get_host()}").rstrip("/"),
    }
