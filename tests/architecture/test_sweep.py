"""Every address is visited with a real row of somebody else, and by whoever may open it."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signing import get_cookie_signer
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, path

from pendopo.accounts.models import User
from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel import clock, memo
from pendopo.kernel.actor import Actor
from pendopo.kernel.models import JournalEntry
from pendopo.letters.rules.kiosk import KioskSession
from pendopo.letters.views import kiosk_device
from tests.architecture import cast as casting
from tests.architecture import registry, samples
from tests.making import TARAJU

# the cast stands for all tests of this file, below the transaction of each; every visit is taken back
pytestmark = pytest.mark.django_db
WHO = ("nobody", "other resident", "officer elsewhere", "officer helping another", "officer without powers")
CLOSED = {302, 303, 403, 404, 405}
BEHIND = ("pendopo.people.operations.importing.running._work", "pendopo.matching.operations.running._work")


def addresses() -> list[tuple[str, Any]]:
    return list(registry.patterns(get_resolver()))


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


@pytest.fixture(scope="module")
def cast(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[casting.Cast]:
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    uploads = tmp_path_factory.mktemp("sweep")
    given = {"PENDOPO_VILLAGE": TARAJU, "MEDIA_ROOT": uploads, "PASSWORD_HASHERS": quick}
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(override_settings(**given))
        for work in BEHIND:  # what goes on behind a page would not see what is going to be taken back
            stack.enter_context(patch(work, lambda *_: None))
        stack.enter_context(taken_back())
        yield casting.build(everything())


# One visit


class Form(HTMLParser):
    """What a page would send: every field with a value, a choice with its last one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self.fields[self._select] = given["value"]
        elif tag in ("input", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


class Visitor:
    """Somebody at the site: an actor, and what a browser and its session say of him."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cast: casting.Cast, actor: Actor) -> None:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        self.client, self.actor = Client(raise_request_exception=False), actor
        session = self.client.session
        if actor.kind == "resident":
            own = cast.rows.session if actor is cast.owner else cast.rows.other_session
            session["resident_session"] = str(own.pk)
            session["kiosk"] = KioskSession(own.pk, clock.now()).kept(clock.now())
            cookie = kiosk_device.COOKIE
            self.client.cookies[cookie] = get_cookie_signer(salt=cookie + kiosk_device.SALT).sign("1")
        user = User.objects.filter(pk=actor.id).first() if actor.kind == "officer" else None
        if user is not None:
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = site_settings.AUTHENTICATION_BACKENDS[-1]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            proven = {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
            session["account_authentication_methods_user"] = str(user.pk)
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}, proven]
        session.save()
        self.client.cookies[site_settings.SESSION_COOKIE_NAME] = session.session_key
        self.before = written().count()
        self.cookies = copy.deepcopy(self.client.cookies)

    def go(self, method: str, address: str, sent: dict[str, Any]) -> Any:
        """Opens or sends one page, as if it were the first."""
        self.client.cookies = copy.deepcopy(self.cookies)
        return getattr(self.client, method)(address, sent)


def body_of(page: Any) -> str:
    content = b"".join(page.streaming_content) if getattr(page, "streaming", False) else page.content
    return str(content.decode(errors="replace"))


def leaks(page: Any) -> list[str]:
    body = body_of(page)
    return [word for word in casting.SECRET if word in body]


def written() -> Any:
    """Answers the entries of what was done in the village."""
    return JournalEntry.objects.filter(outcome="done", feed__area_code__startswith=TARAJU)


@dataclass(frozen=True)
class Answer:
    """What the rightful actor's page said, and the fields of its forms: the ids that a stranger would send."""

    status: int
    location: str
    seen: list[str]
    fields: dict[str, Any]


@pytest.fixture(scope="module")
def answers(cast: casting.Cast) -> dict[str, Answer]:
    """The pages of whoever may open them."""
    found = {}
    with pytest.MonkeyPatch.context() as monkeypatch:
        for _, entry in addresses():
            with taken_back():
                visitor = Visitor(monkeypatch, cast, rightful(cast, entry))
                page = visitor.go("get", samples.address_of(entry, cast.rows), {})
            fields = Form(body_of(page)).fields if page.status_code == 200 else {}
            kept = {name: value for name, value in fields.items() if value}
            location = page.headers.get("Location", "")
            found[entry.name] = Answer(
                page.status_code, location, leaks(page), {**samples.body(cast.rows), **kept}
            )
    return found


def rightful(cast: casting.Cast, entry: Any) -> Actor:
    """Answers who may open an address."""
    resident = registry.access_of(entry) == "resident" or str(entry.name).startswith("kiosk")
    return cast.owner if resident else cast.head


# The sweep


def test_every_part_of_an_address_has_a_row() -> None:
    assert not samples.unsampled(addresses())
    assert not samples.unused(addresses())


def test_an_address_without_a_row_is_named() -> None:
    planted = [
        ("baru/<uuid:parcel_id>/", path("baru/<uuid:parcel_id>/", lambda request: None, name="parcel"))
    ]
    assert [line.split(":")[0] for line in samples.unsampled(planted)] == ["/baru/<uuid"]


@pytest.mark.parametrize("who", WHO)
def test_a_stranger_gets_nowhere(
    cast: casting.Cast, answers: dict[str, Answer], monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    visitor = Visitor(monkeypatch, cast, cast.strangers[who])
    findings = []
    for _, entry in addresses():
        if not samples.names_a_row(entry) and _seen_by_others(who, registry.access_of(entry)):
            continue
        for method, sent in (("get", samples.query(cast.rows)), ("post", answers[entry.name].fields)):
            findings += [f"{who}: {method} {each}" for each in _visit(cast, visitor, entry, method, sent)]
    assert not findings, "\n" + "\n".join(findings)


def _visit(cast: casting.Cast, visitor: Visitor, entry: Any, method: str, sent: dict[str, Any]) -> list[str]:
    """Visits one address as a stranger and says what is wrong with the answer."""
    address = samples.address_of(entry, cast.rows)
    with taken_back():
        page = visitor.go(method, address, sent)
        wrote = written().count() != visitor.before and written().latest("at").operation
    owned, open_to_all = samples.names_a_row(entry), entry.name in samples.OPEN
    told = " ".join(map(str, sent.values()))  # a form shows again what was typed into it
    found = [f"shows {word}" for word in leaks(page) if word not in told and not open_to_all]
    if page.status_code >= 500:
        found.append(f"answers {page.status_code}")
    if owned and page.status_code not in _refusals(visitor.actor, entry):
        found.append(f"answers {page.status_code} for what is somebody else's")
    if not _may_open(visitor.actor, registry.access_of(entry)) and page.status_code not in CLOSED:
        found.append(f"answers {page.status_code} without the permission")
    own = registry.access_of(entry) == "resident" or visitor.actor.kind == "resident"  # writes about himself
    if wrote and (owned or not own) and not open_to_all:
        found.append(f"wrote {wrote}")
    return [f"{address} ({entry.name}) {each}" for each in found]


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


def test_whoever_may_open_an_address_gets_it(
    cast: casting.Cast, answers: dict[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep would prove nothing if nobody could open these pages."""
    findings = []
    for _, entry in addresses():
        got, open_to = answers[entry.name], {200}
        status = got.status
        if status == 405:  # takes a form only: whatever it says of this one, the row is found
            with taken_back():
                visitor = Visitor(monkeypatch, cast, rightful(cast, entry))
                page = visitor.go("post", samples.address_of(entry, cast.rows), samples.body(cast.rows))
            status, open_to = page.status_code, {200, 302, 400, 422}
        if (status in open_to) == (entry.name in samples.NOT_200):
            findings.append(f"{entry.name} answers {got.status} {got.location}, then {status}")
    assert not findings, "\n" + "\n".join(findings)
    seen = {word for got in answers.values() for word in got.seen}
    words = {word for word in casting.SECRET if not word.isdigit()}  # numbers are masked on every page
    assert not words - seen, "words that no page shows prove nothing"
