"""Each domain that a village may close is closed in turn: what still leads to it, and what its addresses say."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.domains import SwitchState, parts_of
from pendopo.kernel.errors import DomainNotOpen
from pendopo.kernel.switches import Switch, domain_of
from pendopo.places.operations import set_switch
from pendopo.places.rules.switches import Setting
from tests.architecture import calls, registry, samples
from tests.architecture.sweep import Form, Sweep, Visitor, addresses, body_of, rightful, taken_back
from tests.making import TARAJU

SENTENCE = "Tutup sampai Senin karena kantor pindah."
HOMES = ("home", "desk", "resident-home")


def closable() -> dict[str, Switch]:
    """Answers the domains that a village may close."""
    return dict(parts_of(Switch))


@contextmanager
def switched(domain: str, state: SwitchState) -> Iterator[None]:
    """Sets one domain of the village for a while."""
    with taken_back():
        switch(domain, state)
        yield


def switch(domain: str, state: SwitchState) -> None:
    """Sets one domain of the village from today on."""
    setting = Setting(state, SENTENCE, clock.today())
    set_switch(system_actor("test"), village=TARAJU, domain=domain, setting=setting)


@lru_cache(maxsize=4096)
def leads_to(link: str) -> tuple[str, str]:
    """Answers the domain and the name of the page that a link leads to."""
    try:
        found = resolve(urlsplit(link).path)
    except Resolver404:
        return "", ""
    return domain_of(found.func.__module__), found.view_name


def own_addresses(domain: str) -> list[Any]:
    """Answers the addresses of a domain."""
    return [entry for _, entry in addresses() if domain_of(entry.callback.__module__) == domain]


class Closing:
    """The visits to one closed domain, and to the pages of the others that led to it while it was open."""

    def __init__(self, sweep: Sweep, domain: str) -> None:
        self.sweep, self.domain, self.stays = sweep, domain, closable()[domain].stays
        cast = sweep.cast
        self.visitors = {
            "nobody": sweep.visitors["nobody"],
            "resident": Visitor(cast, cast.owner),
            "officer": Visitor(cast, cast.head),
        }

    def _address(self, entry: Any) -> str:
        return samples.address_of(entry, self.sweep.cast.rows)

    def _go(self, who: str, method: str, entry: Any) -> Any:
        with taken_back():
            return self.visitors[who].go(method, self._address(entry), {})

    def _closed(self, link: str) -> bool:
        domain, name = leads_to(link)
        return domain == self.domain and name not in self.stays

    def _leading(self) -> list[Any]:
        """The pages of other domains whose own matter leads here while all is open, and the first page of each face."""
        return [
            entry
            for _, entry in addresses()
            if domain_of(entry.callback.__module__) != self.domain
            and (entry.name in HOMES or any(map(self._closed, self.sweep.answers[entry.name].links)))
        ]

    def links_left(self) -> list[str]:
        """Finds links of other domains' pages that lead to the closed domain."""
        found = []
        for entry in self._leading():
            officer = rightful(self.sweep.cast, entry).kind == "officer"
            for who in ("nobody", "officer" if officer else "resident"):
                form = Form(body_of(self._go(who, "get", entry)))
                wrong = filter(self._closed, sorted(form.links | form.frame))
                found += [f"{who}: {entry.name} leads to {link}" for link in wrong]
        return found

    def silent(self, most: int | None = None) -> list[str]:
        """Finds addresses of the closed domain that answer anything but the sentence, and those that stay and say it.

        `most`: how many addresses are visited.
        """
        found = []
        for entry in own_addresses(self.domain)[:most]:
            for who, method in (("nobody", "get"), ("resident", "get"), ("officer", "post")):
                page = self._go(who, method, entry)
                says = page.status_code == 200 and SENTENCE in body_of(page)
                if says == (entry.name in self.stays):
                    found.append(f"{who}: {method} {entry.name} answers {page.status_code}")
        return found


def refusals(sweep: Sweep, domain: str) -> dict[str, str]:
    """Calls every operation of a domain past the pages as whoever may, and answers why those that are, are refused."""
    cast, found = sweep.cast, {}
    subject = SimpleNamespace(pk=uuid.uuid4(), area_code=TARAJU)
    for entry in registry.registered():
        if domain_of(entry.module) != domain:
            continue
        owned = calls.OWNED.get(entry.name)
        given = owned(cast.rows) if owned else {entry.subject: subject}
        function = getattr(import_module(entry.module), entry.function)
        with taken_back():
            try:
                function(cast.owner if entry.open_to == "resident" else cast.head, **given)
            except DomainNotOpen as refusal:
                found[entry.name] = str(refusal)
            except Exception:
                continue
    return found
