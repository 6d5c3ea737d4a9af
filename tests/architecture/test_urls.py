"""Every address declares who may open it; what a stranger gets at each is in test_sweep.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse

from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel.access import public, requires
from tests.architecture import registry


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


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page() -> None:
    page = Client().get(reverse("desk"))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("sign-in"))
