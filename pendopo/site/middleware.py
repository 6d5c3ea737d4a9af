"""What every request passes: who asks, and what is said when the machine itself is in trouble."""

import errno
import logging
from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pendopo.accounts import queries as accounts
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.doubts import open_doubt
from pendopo.kernel.errors import DamagedContent, DomainNotOpen, KeyTrouble
from pendopo.kernel.switches import domains_of, standings_around
from pendopo.places import queries as places
from pendopo.ui import drafts
from pendopo.ui.shell import actor_on

log = logging.getLogger("pendopo")
Answer = Callable[[HttpRequest], HttpResponseBase]
# Pages about one person, or on the way to them.
_SAFE = "/meja/akun/keamanan/"
PERSONAL = ("/meja/", "/saya/", "/masuk/", "/akun/", "/keluar/")


LOCAL = ("localhost", "127.0.0.1", "[::1]", "testserver")


def known_address(answer: Answer) -> Answer:
    """Answer only under the names of this site; any other gets a short page and leaves one line in the log."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            _note_address(request.META.get("HTTP_HOST", "")[:100])
            page = render_to_string("400.html", {"foreign": True, "address": _own_address()})
            refusal = HttpResponseBadRequest(page)
            refusal._has_been_logged = True  # type: ignore[attr-defined]  # Django would add a line for each
            return refusal
        return answer(request)

    return middleware


def _own_address() -> str:
    if settings.PENDOPO_PUBLIC_URL:
        return f"{settings.PENDOPO_PUBLIC_URL.rstrip('/')}/"
    names = [each for each in settings.ALLOWED_HOSTS if each not in LOCAL and each[:1] not in ".*"]
    return f"http{'s' * settings.SESSION_COOKIE_SECURE}://{names[0]}/" if names else ""


@lru_cache(maxsize=256)  # a name that keeps coming is told once
def _note_address(name: str) -> None:
    told = "Ditolak: alamat %r bukan alamat situs ini. Bila ini alamat Anda, tambahkan ke PENDOPO_HOSTS."
    log.warning(told, name, extra={"status_code": 400})


def find_actor(answer: Answer) -> Answer:
    """Put the actor on the request, and lead an officer who still lacks a second factor to it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise Http404  # no form of ours sends it, and PostgreSQL refuses it in every text
        request.actor = accounts.resolve_actor(request)  # type: ignore[attr-defined]
        step = accounts.second_factor_step(request)
        if step and request.path_info.startswith("/meja/") and not request.path_info.startswith(_SAFE):
            return _keep_private(request, redirect(step))
        return _keep_private(request, answer(request))

    return middleware


def _keep_private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Ask browser and proxies to keep no copy: the office PC is shared, and "back" after signing out shows nothing."""
    personal = request.path_info.startswith(PERSONAL) or request.actor.kind != "anonymous"  # type: ignore[attr-defined]
    if personal and "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def respect_switches(answer: Answer) -> Answer:
    """A page of a domain that the village has closed says so, to everybody and whatever is sent to it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return answer(request)

    def look(request: HttpRequest, view: Answer, *_: object) -> HttpResponseBase | None:
        standings = standings_around(actor_on(request))
        name = request.resolver_match.view_name if request.resolver_match else ""
        for domain in domains_of(view):
            standing = standings.get(domain)
            if standing is None or name in standing.stays:
                continue
            if standing.state is SwitchState.CLOSED:
                return _closed_page(request, standing.sentence, closed=True)
            request.read_only = standing.sentence  # type: ignore[attr-defined]  # the frame says so on every page
        return None

    def explain(request: HttpRequest, trouble: Exception) -> HttpResponseBase | None:
        if not isinstance(trouble, DomainNotOpen):
            return None
        return _closed_page(request, trouble.sentence, closed=False)

    middleware.process_view = look  # type: ignore[attr-defined]
    middleware.process_exception = explain  # type: ignore[attr-defined]
    return middleware


def _closed_page(request: HttpRequest, sentence: str, *, closed: bool) -> HttpResponseBase:
    context = {
        "sentence": sentence,
        "closed": closed,
        "office": places.public_site_village(),
        "frame": "ui/desk.html" if request.path_info.startswith("/meja/") else "ui/portal.html",
    }
    # 422: what was sent was understood and not done; a closed page is the right answer to whoever comes.
    response = render(request, "site/closed.html", context, status=200 if closed else 422)
    response.headers["Cache-Control"] = "no-store"
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


def typed_text(answer: Answer) -> Answer:
    """Lose no text that was typed behind an ended session: after sign-in its writer finds it in the form again."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with drafts.shown(request):
            response = answer(request)
        drafts.keep(request, response)
        drafts.remember_writer(request, response)
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
        if _is_read_only(trouble):
            connection.close()  # opened when nothing could be written, it would never write again
        # One damaged thing is no reason to come back later, nor for a proxy to take the site for ill.
        status = 422 if isinstance(trouble, DamagedContent) else 503
        return render(request, "site/trouble.html", {"message": message}, status=status)

    middleware.process_exception = explain  # type: ignore[attr-defined]
    return middleware


def _trouble_in_words(trouble: Exception) -> str | None:
    if isinstance(trouble, DamagedContent):
        return _(
            "Berkas atau isian ini rusak dan tidak terbaca. Minta pengelola situs memulihkannya dari cadangan."
        )
    if isinstance(trouble, KeyTrouble):
        return _("Kunci data situs ini bermasalah. Hubungi pengelola situs.")
    if _is_read_only(trouble):
        return _(
            "Folder data hanya dapat dibaca. Tidak ada yang tersimpan. "
            "Minta pengelola situs memeriksa izinnya, lalu coba lagi."
        )
    full = isinstance(trouble, OSError) and trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if isinstance(trouble, DatabaseError):
        text = str(trouble).lower()
        if any(mark in text for mark in ("malformed", "not a database", "corrupt", "invalid page")):
            return _("Basis data rusak. Tidak ada yang tersimpan. Minta pengelola situs memulihkan cadangan.")
        full = full or "disk is full" in text or "no space left" in text or "disk i/o error" in text
        if any(mark in text for mark in ("locked", "deadlock", "could not connect", "connection")):
            return _("Basis data sedang sibuk. Tidak ada yang tersimpan. Silakan coba lagi sebentar lagi.")
    if full:
        return _(
            "Ruang penyimpanan penuh. Tidak ada yang tersimpan. Hubungi pengelola situs, lalu coba lagi."
        )
    return None


def _is_read_only(trouble: Exception) -> bool:
    if isinstance(trouble, DatabaseError):
        return any(mark in str(trouble).lower() for mark in ("readonly", "read-only"))
    return isinstance(trouble, OSError) and trouble.errno in (errno.EROFS, errno.EACCES, errno.EPERM)


def _doubt(request: HttpRequest) -> object:
    return open_doubt() if actor_on(request).news else None


def _for_everybody(request: HttpRequest) -> bool:
    shown = request.resolver_match
    open_to = getattr(shown.func, "access", "public") if shown else "public"
    return open_to == "public" and not request.path_info.startswith(PERSONAL)


def site_context(request: HttpRequest) -> dict[str, object]:
    """Give every template the village of the page, the actor and whether this is the demonstration."""
    village = places.public_site_village()
    known = places.public_address()
    origin = f"{request.scheme}://{request.get_host()}"
    own = known or f"{origin}{village.form if village else ''}"
    return {
        "village": village,
        "office": places.public_hours_card,  # where a page shows the office
        "site_title": village.title if village else places.public_site_title(),
        "demo": settings.PENDOPO_DEMO,
        "clock_doubt": partial(_doubt, request),  # asked by the pages of the desk only, when they are drawn
        "actor": getattr(request, "actor", None),
        "public_url": known or f"{origin}{get_script_prefix()}".rstrip("/"),
        # One page has several addresses (ADR 0048); a page without a village, or of one person, names none.
        "canonical": f"{own}{request.path_info}" if village and _for_everybody(request) else "",
    }
