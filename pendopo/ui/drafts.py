"""Text typed behind an ended session, or for the wrong village: kept sealed for its writer, never sent by itself.

Who typed it is known from a sealed cookie that every signed-in page renews. A form that passes the CSRF check was
drawn after the newest sign-in of this browser, because each sign-in changes the token: so the cookie names the one who
typed. The text waits in the browser's session, under a seal that only the same account opens, acting for the same
resident.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.forms import (
    BaseForm,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    SelectMultiple,
)
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from pendopo.kernel.access import ToSignIn, actor_of, page_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.clock import now
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.sealed import seal, unseal

KEPT = "typed"
WRITER = "penulis"
TIME = timedelta(minutes=30)
LARGEST = 200_000  # characters of one form; a longer one is no text that a hand has typed
SECRETS = frozenset({"csrfmiddlewaretoken", "password", "passphrase", "secret", "old", "again"})
# A browser does not send these while nothing is chosen, so that their absence says nothing.
_SILENT = (CheckboxInput, CheckboxSelectMultiple, RadioSelect, SelectMultiple, FileInput)

_typed: ContextVar[QueryDict | None] = ContextVar("typed", default=None)


def remember_writer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser know, under seal, who is signed in, also when the session has ended."""
    who = _who(actor_of(request))
    if who and _writer(request) != who:
        response.set_cookie(
            WRITER,
            _sealed(who, "writer"),
            max_age=settings.SESSION_COOKIE_AGE + int(TIME.total_seconds()),
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep what was sent behind an ended session, if it is known whose it is; no file and no password is kept."""
    if isinstance(response, ToSignIn) and _kept(request, _writer(request), urlsplit(page_of(request)).path):
        messages.info(
            request, _("Waktu masuk Anda habis. Tulisan Anda tersimpan: masuk lagi untuk melanjutkan.")
        )


def carry(request: HttpRequest, page: str) -> bool:
    """Take what was sent to a page of the wrong village along to the same page of the right one; nothing is done."""
    return _kept(request, _who(actor_of(request)), page)


def _kept(request: HttpRequest, who: str, page: str) -> bool:
    if request.method != "POST" or not who:
        return False
    sent = request.POST.lists()
    given = {name: values for name, values in sent if name.rpartition("-")[2] not in SECRETS}
    text = json.dumps({"page": page, "typed": given})
    if not any(map(any, given.values())) or len(text) > LARGEST:
        return False
    request.session[KEPT] = {"until": (now() + TIME).isoformat(), "sealed": _sealed(text, who)}
    return True


@contextmanager
def shown(request: HttpRequest) -> Iterator[None]:
    """While the page of the form is drawn, let its fields hold what its writer had typed."""
    token = _typed.set(_take_up(request))
    try:
        yield
    finally:
        _typed.reset(token)


def typed() -> QueryDict | None:
    """Return what was typed on the page that is being drawn."""
    return _typed.get()


def typed_for(form: BaseForm) -> QueryDict | None:
    """Return what was typed, if this is the form that was sent: every field that a browser always sends is there."""
    given = _typed.get()
    if given is None or form.is_bound:
        return None
    sent = [
        not field.widget.value_omitted_from_data(given, MultiValueDict(), form.add_prefix(name))
        for name, field in form.fields.items()
        if name not in SECRETS and not isinstance(field.widget, _SILENT)
    ]
    return given if sent and all(sent) else None


def _take_up(request: HttpRequest) -> QueryDict | None:
    kept, who = request.session.get(KEPT), _who(actor_of(request))
    if not kept or not who:
        return None
    text = _opened(kept["sealed"], who)
    if now() > datetime.fromisoformat(kept["until"]):
        del request.session[KEPT]
        return None
    draft = json.loads(text) if text else {}
    if draft.get("page") != (request.path if request.method == "GET" else urlsplit(page_of(request)).path):
        return None
    if request.method == "POST":  # sent again: from here on the page itself keeps the text
        del request.session[KEPT]
        return None
    messages.info(request, _("Tulisan Anda sudah diisikan lagi. Periksa, lalu kirim."))
    given = QueryDict(mutable=True)
    for name, values in draft["typed"].items():
        given.setlist(name, values)
    return given


def _who(actor: Actor) -> str:
    return (
        f"{actor.kind}:{actor.id}:{actor.on_behalf_of or ''}" if actor.kind in ("officer", "resident") else ""
    )


def _writer(request: HttpRequest) -> str:
    return _opened(request.COOKIES.get(WRITER, ""), "writer")


def _sealed(text: str, place: str) -> str:
    return b64encode(seal(text, f"typed:{place}".encode())).decode()


def _opened(sealed: str, place: str) -> str:
    try:
        return unseal(b64decode(sealed, validate=True), f"typed:{place}".encode())
    except (KeyTrouble, ValueError):  # forged, cut, somebody else's, or nothing at all
        return ""
