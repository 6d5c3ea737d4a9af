"""The sweep itself: who comes, what one visit is, and what is wrong with its answer."""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signing import get_cookie_signer
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver

from pendopo.accounts.models import User
from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel import clock, memo
from pendopo.kernel.actor import Actor
from pendopo.kernel.models import JournalEntry
from pendopo.kiosk.rules import KioskSession
from pendopo.kiosk.views import device
from tests.architecture import cast as casting
from tests.architecture import registry, samples
from tests.making import ELSEWHERE, KELURAHAN, TARAJU

WHO = ("nobody", "other resident", "officer elsewhere", "officer helping another", "officer without powers")
# They come to the pages of the other village, which must say nothing of this one. Between the rows and whoever holds
# the powers of both villages stands nothing but the page's own choice of village.
NEXT_DOOR = ("nobody next door", "officer of both next door")
# Who works in both comes below the kelurahan's form: there he is its officer only, and every row of the desa is hidden.
BELOW = "officer of both below a form"
CLOSED = {302, 303, 403, 404, 405}
BEHIND = ("pendopo.matching.operations.running._work",)
# Names of the addresses whose views reach nothing of an edit: `run.py test --changed` leaves them to the whole run.
BEYOND = frozenset(os.environ.get("PENDOPO_TEST_BEYOND", "").split())
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def addresses() -> list[tuple[str, Any]]:
    return list(registry.patterns(get_resolver()))


def visited() -> list[tuple[str, Any]]:
    return [(route, entry) for route, entry in addresses() if entry.name not in BEYOND]


def everything() -> set[str]:
    found = {registry.access_of(entry) for _, entry in addresses()} - {None, *registry.LEVELS}
    found |= {permission for role in ROLES for permission in role.all_permissions}
    return {str(name) for name in found | set(registry.declared_permissions())} | {
        "accounts.own",
        "desk.open",
    }


@contextmanager
def taken_back() -> Iterator[None]:
    """Lets something happen and takes it back; a durable operation accepts this block as it accepts a test's."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
    memo.forget()


@contextmanager
def prepared(uploads: Path) -> Iterator[Sweep]:
    """Opens the village with its cast in a transaction that is taken back at the end."""
    with ExitStack() as stack:
        given = {"PENDOPO_VILLAGE": TARAJU, "MEDIA_ROOT": uploads, "PASSWORD_HASHERS": QUICK}
        stack.enter_context(override_settings(**given))
        # a session at the kiosk lives a minute, and a loaded machine takes longer for all visits
        stack.enter_context(time_machine.travel(clock.now(), tick=False))
        for work in BEHIND:  # what goes on behind a page would not see what is going to be taken back
            stack.enter_context(patch(work, lambda *_: None))
        stack.enter_context(taken_back())
        yield Sweep(casting.build(everything()))


FRAME = {"nav", "footer", "header"}


class Form(HTMLParser):
    """What a page would send: every field with a value, a choice with its last one; and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.links, self.frame = set[str](), set[str]()  # of its own matter, and of the frame around it
        self._select, self._framed = "", 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        self._framed += tag in FRAME
        for link in (given.get("href", ""), given.get("action", ""), given.get("formaction", "")):
            if link.startswith("/") and tag != "link":
                (self.frame if self._framed else self.links).add(link)
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self.fields[self._select] = given["value"]
        elif tag in ("input", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._framed -= tag in FRAME
        if tag == "select":
            self._select = ""


class Visitor:
    """Somebody at the site: an actor, and what a browser and its session say of him."""

    def __init__(self, cast: casting.Cast, actor: Actor) -> None:
        self.client, self.actor = Client(raise_request_exception=False), actor
        session = self.client.session
        if actor.kind == "resident":
            own = cast.rows.session if actor is cast.owner else cast.rows.other_session
            session["resident_session"] = str(own.pk)
            session["kiosk"] = KioskSession(own.pk, clock.now()).kept(clock.now())
            cookie = device.COOKIE
            self.client.cookies[cookie] = get_cookie_signer(salt=cookie + device.SALT).sign("1")
        user = User.objects.filter(pk=actor.id).first() if actor.kind == "officer" and actor.id else None
        if user is not None:
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            proven = {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
            session["account_authentication_methods_user"] = str(user.pk)
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}, proven]
        session.save()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        self.before = written().count()
        self.cookies = copy.deepcopy(self.client.cookies)

    def go(self, method: str, address: str, sent: dict[str, Any]) -> Any:
        """Opens or sends one page, as if it were the first."""
        self.client.cookies = copy.deepcopy(self.cookies)
        known = patch("pendopo.accounts.queries.resolve_actor", lambda request: self.actor)
        with known, patch("pendopo.accounts.queries.second_factor_step", lambda request: ""):
            return getattr(self.client, method)(address, sent)


def body_of(page: Any) -> str:
    content = b"".join(page.streaming_content) if getattr(page, "streaming", False) else page.content
    return str(content.decode(errors="replace"))


def leaks(page: Any, words: Iterable[str] = casting.SECRET) -> list[str]:
    body = body_of(page)
    return [word for word in words if word in body]


def written() -> Any:
    """Answers the entries of what was done in the village."""
    return JournalEntry.objects.filter(outcome="done", feed__area_code__startswith=TARAJU)


@dataclass(frozen=True)
class Answer:
    """What the rightful actor's page said and wrote, where it leads, and the fields of its forms: the ids that a
    stranger would send."""

    status: int
    location: str
    seen: list[str]
    fields: dict[str, Any]
    links: set[str]
    wrote: bool


def rightful(cast: casting.Cast, entry: Any) -> Actor:
    """Answers who may open an address."""
    resident = registry.access_of(entry) == "resident" or str(entry.name).startswith("kiosk")
    return cast.owner if resident else cast.head


@dataclass(frozen=True)
class Visit:
    """One address that one stranger comes to, and what he sends."""

    who: str
    method: str
    entry: Any

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.entry.name}"


class Sweep:
    """The cast, the pages of whoever may open them, and the visits of strangers."""

    def __init__(self, cast: casting.Cast) -> None:
        self.cast = cast
        self.visitors = {who: Visitor(cast, actor) for who, actor in cast.strangers.items()}

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The pages of whoever may open them."""
        found = {}
        for _, entry in visited():
            page, wrote = self.open(entry, "get", {})
            form = Form(body_of(page) if page.status_code == 200 else "")
            kept = {name: value for name, value in form.fields.items() if value}
            location = page.headers.get("Location", "")
            sent = {**samples.body(self.cast.rows), **kept}
            found[entry.name] = Answer(page.status_code, location, leaks(page), sent, form.links, wrote)
        return found

    def open(self, entry: Any, method: str, sent: dict[str, Any], form: str = "") -> tuple[Any, bool]:
        """Lets whoever may open an address do so, and says whether that wrote anything."""
        with taken_back():
            visitor = Visitor(self.cast, rightful(self.cast, entry))
            page = visitor.go(method, f"{form}{samples.address_of(entry, self.cast.rows)}", sent)
            return page, written().count() != visitor.before

    def visits(self, who: Iterable[str] = WHO + NEXT_DOOR) -> Iterator[Visit]:
        """Answers every visit of these strangers."""
        for one in who:
            if one == BELOW:
                yield from (Visit(one, "get", entry) for _, entry in visited())
                continue
            if one in NEXT_DOOR:
                yield from (Visit(one, "get", entry) for entry in _of_a_village())
                continue
            for _, entry in visited():
                if not samples.names_a_row(entry) and _seen_by_others(one, registry.access_of(entry)):
                    continue
                yield from (Visit(one, method, entry) for method in ("get", "post"))

    def findings(self, visit: Visit) -> list[str]:
        """Comes as a stranger and says what is wrong with the answer."""
        sent = (
            samples.query(self.cast.rows) if visit.method == "get" else self.answers[visit.entry.name].fields
        )
        visitor = self.visitors[visit.who]
        if visit.who == BELOW:
            return [f"{visit} {found}" for found in self._below(visitor, visit)]
        if visit.who in NEXT_DOOR:
            return [f"{visit} shows {word}" for word in self._next_door(visitor, visit, sent)]
        with taken_back():
            page = visitor.go(visit.method, samples.address_of(visit.entry, self.cast.rows), sent)
            wrote = written().count() != visitor.before and written().latest("pk").operation
        told = " ".join(map(str, sent.values()))  # a form shows again what was typed into it
        found = _wrong_status(visitor.actor, visit.entry, page.status_code)
        if visit.entry.name not in samples.OPEN:
            found += [f"shows {word}" for word in leaks(page) if word not in told]
            if wrote and (samples.names_a_row(visit.entry) or not _about_himself(visitor.actor, visit.entry)):
                found.append(f"wrote {wrote}")
        return [f"{visit} {each}" for each in found]

    def _next_door(self, visitor: Visitor, visit: Visit, sent: dict[str, Any]) -> list[str]:
        with taken_back(), override_settings(PENDOPO_VILLAGE=ELSEWHERE):
            memo.forget()
            page = visitor.go("get", samples.address_of(visit.entry, self.cast.rows), sent)
        return (
            [f"answers {page.status_code}"]
            if page.status_code >= 500
            else leaks(page, casting.OF_THE_VILLAGE)
        )

    def _below(self, visitor: Visitor, visit: Visit) -> list[str]:
        if visit.entry.name in samples.OPEN:
            return []
        with taken_back():
            page = visitor.go("get", f"/d/{KELURAHAN}{samples.address_of(visit.entry, self.cast.rows)}", {})
        if page.status_code >= 500 or (page.status_code == 200 and samples.names_a_row(visit.entry)):
            return [f"answers {page.status_code}"]
        return leaks(page, casting.OF_THE_VILLAGE)


def _of_a_village() -> Iterator[Any]:
    """Answers the addresses that name no row, and do not show on purpose what lies in several villages."""
    for _, entry in visited():
        if not samples.names_a_row(entry) and entry.name not in samples.OPEN.keys() | samples.ACROSS:
            yield entry


def _wrong_status(actor: Actor, entry: Any, status: int) -> list[str]:
    if status >= 500:
        return [f"answers {status}"]
    if samples.names_a_row(entry) and status not in _refusals(actor, entry):
        return [f"answers {status} for what is somebody else's"]
    if not _may_open(actor, registry.access_of(entry)) and status not in CLOSED:
        return [f"answers {status} without the permission"]
    return []


def _about_himself(actor: Actor, entry: Any) -> bool:
    return registry.access_of(entry) == "resident" or actor.kind == "resident"


def _seen_by_others(who: str, access: str | None) -> bool:
    """Some come only where their visit can say something that another's does not."""
    if who == "officer helping another":  # the powers of the officer elsewhere, and of a resident
        return access != "resident"
    return who == "officer without powers" and access == "public"


def _refusals(actor: Actor, entry: Any) -> set[int]:
    """Nobody in particular is led to the sign-in; the office's tablet is closed to all who sit elsewhere."""
    if actor.kind == "anonymous" or str(entry.name).startswith("kiosk"):
        return CLOSED
    return {404, 405}


def _may_open(actor: Actor, access: str | None) -> bool:
    if access == "resident":
        return actor.resident_id is not None
    return access == "public" or access in actor.permissions
