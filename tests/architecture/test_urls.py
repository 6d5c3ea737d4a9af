"""Every address declares who may open it, and a stranger gets nowhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse

from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel.access import public, requires
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.models import JournalEntry
from tests.architecture import registry
from tests.making import ELSEWHERE, TARAJU, make, officer, resident

# Names that occur nowhere else: a page that shows one of them to a stranger has leaked a resident.
NAMES = ("Encep Qolbuwahid", "Euis Zulqarnaen", "Ujang Xaverius")
REFUSED = {302, 303, 403, 404, 405}
METHODS = ("get", "post")


def addresses() -> list[tuple[str, Any]]:
    return list(registry.patterns(get_resolver()))


def test_every_view_declares_its_access() -> None:
    found = addresses()
    assert len(found) > 10
    findings = registry.undeclared(found)
    assert not findings, "\n" + "\n".join(findings)


def test_every_address_has_one_english_name() -> None:
    findings = registry.badly_named(addresses())
    assert not findings, "\n" + "\n".join(findings)


def test_every_permission_of_a_view_is_in_some_role() -> None:
    known = {permission for role in ROLES for permission in role.all_permissions} | {
        "accounts.own",
        "desk.open",
    }
    asked = {registry.access_of(entry): route for route, entry in addresses()}
    unknown = {f"/{route} asks for {access}" for access, route in asked.items() if access} - {
        f"/{route} asks for {access}" for access, route in asked.items() if access in known | registry.LEVELS
    }
    assert not unknown


def test_the_walk_catches_silence_and_bad_names() -> None:
    def silent(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @public
    def open_to_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @requires("people.read")
    def closed(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    planted = [
        path("diam/", silent, name="silent"),
        path("buka/", open_to_all),
        path("tutup/", closed, name="silent"),
    ]
    found = list(registry.patterns(planted))
    assert registry.undeclared(found) == ["/diam/ declares no access"]
    assert [line.split(":")[0] for line in registry.badly_named(found)] == ["/buka/", "/tutup/"]


# The stranger sweep


@dataclass(frozen=True)
class Village:
    """One row of each kind, in Taraju."""

    person: Any
    family: Any
    samples: dict[str, Any]


@pytest.fixture
def village(settings: Any) -> Village:
    from pendopo.accounts.models import User
    from pendopo.people.models import Family, ImportBatch, Person, PopulationEvent

    settings.PENDOPO_VILLAGE = TARAJU
    family = make(Family, village_code=TARAJU, area_code=f"{TARAJU}.01.001.001", kk_number="3206131203100001")
    people = [
        make(
            Person,
            village_code=TARAJU,
            area_code=f"{TARAJU}.01.001.001",
            name=name,
            name_key=name.lower(),
            nik=f"320613120380000{number}",
            birth_date=date(1980, 3, 12),
            sex=1,
            family=family,
            relation=1 if number == 0 else 4,
            present_from=date(2000, 1, 1),
        )
        for number, name in enumerate(NAMES)
    ]
    event = make(
        PopulationEvent,
        person=people[0],
        village_code=TARAJU,
        kind="correction",
        on=date(2026, 1, 5),
        reported_on=date(2026, 1, 6),
    )
    batch = make(
        ImportBatch,
        village_code=TARAJU,
        file_name="warga.xlsx",
        file_hash="0" * 64,
        file_format="43",
        uploaded_at="2026-11-21T03:00:00Z",
    )
    user = make(User, username="operator", name="Bu Euis", area_code=TARAJU)
    samples = {
        "person": people[0].pk,
        "resident": people[0].pk,
        "family": family.pk,
        "event": event.pk,
        "batch": batch.pk,
        "import": batch.pk,
        "user": user.pk,
        "officer": user.pk,
        "area": f"{TARAJU}.01",
        "code": TARAJU,
        "kind": "birth",
        "slug": "keluarga",
        "book": "b1",
        "number": 1,
        "table": "age",
        "name": "age",
        "topic": "age",
        "path": "keluarga",
        "token": "0" * 32,
        "key": "MQ-0-0",
        "uidb36": "MQ",
    }
    return Village(people[0], family, samples)


def sample_of(name: str, converter: Any, samples: dict[str, Any]) -> Any:
    """Finds a value for one part of an address: by its name, else a random id of the right kind."""
    for suffix in ("", "_id", "_pk", "_code", "_key"):
        stem = name.removesuffix(suffix) if suffix else name
        value = samples.get(stem)
        if value is not None and converter.to_url(value):
            return value
    kind = type(converter).__name__
    return {"UUIDConverter": uuid.uuid4(), "IntConverter": 1}.get(kind, "x")


def filled(route: str, entry: Any, samples: dict[str, Any]) -> str:
    """Answers the address of a pattern with sample values in it."""
    address = "/" + route
    for name, converter in entry.pattern.converters.items():
        value = converter.to_url(sample_of(name, converter, samples))
        kind = next(
            (word for word in ("uuid", "int", "str", "slug", "path") if f"<{word}:{name}>" in address), ""
        )
        target = f"<{kind}:{name}>" if kind else f"<{name}>"
        address = address.replace(target, value) if target in address else _custom(address, name, value)
    return address


def _custom(address: str, name: str, value: str) -> str:
    import re

    return re.sub(rf"<\w+:{name}>", value, address)


def visits(samples: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for route, entry in addresses():
        for method in METHODS:
            yield method, filled(route, entry, samples), entry


def as_actor(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> Client:
    """Answers a client whose requests are made by this actor."""
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
    client = Client(raise_request_exception=True)
    session = client.session
    session["resident_session"] = str(uuid.uuid4())  # signed in once, and ended since
    session.save()
    return client


def everything() -> set[str]:
    found = {registry.access_of(entry) for _, entry in addresses()} - {None, *registry.LEVELS}
    found |= {permission for role in ROLES for permission in role.all_permissions}
    return {str(name) for name in found | set(registry.declared_permissions())} | {
        "accounts.own",
        "desk.open",
    }


def strangers() -> dict[str, Actor]:
    return {
        "anonymous": ANONYMOUS,
        "resident": resident(uuid.uuid4()),
        "officer elsewhere": officer(*everything(), area=ELSEWHERE),
        "officer without powers": officer(),
    }


def _leaks(page: Any) -> list[str]:
    body = page.content.decode(errors="replace") if hasattr(page, "content") else ""
    if getattr(page, "streaming", False):
        body = b"".join(page.streaming_content).decode(errors="replace")
    return [name for name in (*NAMES, "3206131203800000", "3206131203100001") if name in body]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "resident", "officer elsewhere", "officer without powers"])
def test_a_stranger_gets_nowhere(village: Village, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    actor = strangers()[who]
    client = as_actor(monkeypatch, actor)
    done = JournalEntry.objects.filter(outcome="done").exclude(operation="test.row.make")
    findings = []
    for method, address, entry in visits(village.samples):
        before = done.count()
        page = getattr(client, method)(address)
        allowed = _may_open(actor, registry.access_of(entry))
        if leaked := _leaks(page):
            findings.append(f"{who}: {method} {address} shows {leaked}")
        if page.status_code >= 500:
            findings.append(f"{who}: {method} {address} answers {page.status_code}")
        if not allowed and page.status_code not in REFUSED:
            findings.append(f"{who}: {method} {address} answers {page.status_code}")
        if who == "officer elsewhere" and _names_an_object(entry) and page.status_code == 200:
            findings.append(f"{who}: {method} {address} answers 200 for an object of another area")
        if done.count() != before and registry.access_of(entry) != "public":
            findings.append(f"{who}: {method} {address} wrote something")
    assert not findings, "\n" + "\n".join(findings)


def _may_open(actor: Actor, access: str | None) -> bool:
    if access == "public":
        return True
    if access == "resident":
        return actor.kind == "resident"
    return access in actor.permissions


OBJECTS = ("person", "family", "event", "batch", "import", "user", "officer", "resident")


def _names_an_object(entry: Any) -> bool:
    if registry.access_of(entry) == "public":
        return False
    return any(name.split("_")[0] in OBJECTS for name in entry.pattern.converters)


@pytest.mark.django_db
def test_the_officer_of_the_village_does_see_them(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep would prove nothing if nobody could open these pages."""
    client = as_actor(monkeypatch, officer(*everything()))
    seen = set()
    for method, address, _ in visits(village.samples):
        if method == "get":
            page = client.get(address)
            assert page.status_code < 500, address
            seen |= set(_leaks(page))
    assert seen & set(NAMES)


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = as_actor(monkeypatch, ANONYMOUS).get(reverse("desk"))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("sign-in"))
