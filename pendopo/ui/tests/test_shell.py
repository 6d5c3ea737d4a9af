"""The frame: which links stand in it, for whom, and which one is current."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.urls import path
from django.views import View

from pendopo.kernel import domains
from pendopo.kernel.actor import ANONYMOUS, Actor, Power
from pendopo.kernel.domains import register_domain
from pendopo.ui import shell
from pendopo.ui.apps import navigation_check
from pendopo.ui.shell import DeskLink, FooterLink, PortalLink, PortalTask

urlpatterns = [
    path("", View.as_view(), name="front"),
    path("meja/", View.as_view(), name="desk-front"),
    path("meja/warga/", View.as_view(), name="residents"),
    path("meja/warga/impor/", View.as_view(), name="imports"),
]
OFFICER = Actor("officer", uuid4(), "Euis Kartini", frozenset({Power("people.read", "32.06.13.2001")}))


@pytest.fixture(autouse=True)
def _empty_shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(domains, "DOMAINS", {})
    with override_settings(ROOT_URLCONF=__name__):
        yield


def asked(address: str, actor: Actor | None) -> HttpRequest:
    request = RequestFactory().get(address)
    if actor is not None:
        request.actor = actor  # type: ignore[attr-defined]
    return request


def test_links_of_every_domain_come_in_order() -> None:
    register_domain("above", "", PortalLink("Warga", "residents", order=20), DeskLink("Meja", "desk-front"))
    register_domain("below", "", PortalLink("Beranda", "front", order=10))
    assert [link.label for link in shell.portal_nav(asked("/", None))] == ["Beranda", "Warga"]


def test_a_link_is_hidden_from_those_without_the_permission() -> None:
    shown, hidden = (
        DeskLink("Warga", "residents", "people.read"),
        DeskLink("Impor", "imports", "people.import"),
    )
    register_domain("trial", "", shown, hidden)
    assert [link.label for link in shell.desk_nav(asked("/meja/", OFFICER))] == ["Warga"]
    assert shell.desk_nav(asked("/meja/", ANONYMOUS)) == ()
    assert shell.desk_nav(asked("/meja/", None)) == ()


def test_the_longest_matching_address_is_current_and_a_home_only_on_itself() -> None:
    names = ("front", "desk-front", "residents", "imports")
    register_domain("trial", "", *(DeskLink(name, name, order=order) for order, name in enumerate(names)))

    def current(address: str) -> dict[str, str]:
        links = shell.desk_nav(asked(address, OFFICER))
        return {str(link.label): link.current for link in links if link.current}

    assert current("/meja/") == {"desk-front": "page"}
    assert current("/meja/warga/") == {"residents": "page"}
    assert current("/meja/warga/17/") == {"residents": "true"}
    assert current("/meja/warga/impor/3/") == {"imports": "true"}
    assert current("/meja/lain/") == {}


def test_an_unknown_name_stops_the_start_and_never_a_page() -> None:
    lost = PortalLink("Hilang", "no-such-page"), PortalTask("Hilang", "", "no-such-task")
    register_domain("trial", "", *lost)
    assert shell.portal_nav(asked("/", None)) == () and shell.portal_tasks(asked("/", None)) == ()
    with pytest.raises(ImproperlyConfigured, match="no-such-page, no-such-task"):
        shell.require_known_names()
    assert [error.id for error in navigation_check(None)] == ["ui.E001", "ui.E001"]


def test_known_names_pass_the_check() -> None:
    register_domain("trial", "", PortalTask("Minta surat", "Tanpa biaya.", "front"))
    shell.require_known_names()
    assert navigation_check(None) == []


def test_templates_get_everything_at_once() -> None:
    register_domain(
        "trial",
        "",
        PortalLink("Beranda", "front"),
        FooterLink("Warga", "residents"),
        PortalTask("Minta surat", "Tanpa biaya.", "residents"),
    )
    found = shell.context(asked("/", None))
    assert found["section"] == shell.Link("Beranda", "/", "page")
    assert [link.url for link in found["footer_links"]] == ["/meja/warga/"]  # type: ignore[attr-defined]
    assert [task.hint for task in found["portal_tasks"]()] == ["Tanpa biaya."]  # type: ignore[operator]
