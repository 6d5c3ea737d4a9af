"""Reads about which domains a village has open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of, village_of
from pendopo.kernel.domains import SwitchState, domains, parts_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.memo import per_request
from pendopo.kernel.switches import Standing, Switch
from pendopo.kernel.worklist import Queue
from pendopo.places.models import DomainSwitch
from pendopo.places.queries.village import profile_for, public_site_village, public_village
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.places.rules.switches import Setting


@per_request(DomainSwitch)
def _settings(village: str, on: date) -> tuple[tuple[str, Setting], ...]:
    """Return every setting of a village's domains that has begun by a day, the earliest first."""
    rows = DomainSwitch.objects.filter(area_code=village, from_day__lte=on).order_by("from_day")
    return tuple((row.domain, _setting(row)) for row in rows)


def _setting(row: DomainSwitch) -> Setting:
    return Setting(SwitchState(row.state), row.sentence, row.from_day)


def public_standings(village: str) -> Mapping[str, Standing]:
    """Return what a village has not open today, by domain: one query a request, none where nothing
    was ever switched."""
    place = public_village(village)
    if place is None or not place.has_switched:
        return {}
    stays = {name: switch.stays for name, switch in parts_of(Switch)}
    return {
        domain: Standing(held.state, held.sentence, stays[domain])
        for domain, held in dict(_settings(village, clock.today())).items()
        if held.state is not SwitchState.OPEN and domain in stays
    }


def public_village_around(actor: Actor) -> str:
    """Return the village whose pages somebody sees: that of the page, else the one where an officer works."""
    site = public_site_village()
    here, held = (site.code if site else ""), {power.area for power in actor.powers}
    if not held or any(contains(area, here) or contains(here, area) for area in held):
        return here
    return public_own_village(actor) or here


def public_own_village(actor: Actor) -> str:
    """Return the only village in which an officer works; nothing for whoever works in several, or above them."""
    found = {village_of(power.area) for power in actor.powers}
    return found.pop() if len(found) == 1 and tier_of(min(found)) is Tier.VILLAGE else ""


@dataclass(frozen=True)
class ServiceLine:
    """One domain that a village may close: how it stands today, what is planned, and every setting, newest first."""

    domain: str
    title: object
    about: object
    now: Setting | None
    planned: tuple[Setting, ...]
    history: tuple[Setting, ...]
    waiting: int = 0


@dataclass(frozen=True)
class ServicesPage:
    """Every domain that a village may close."""

    village: str
    lines: list[ServiceLine]


def services_page(actor: Actor) -> ServicesPage:
    """Return how every domain of the officer's village stands, and what is planned."""
    village, today = profile_for(actor, SET_SWITCH).area_code, clock.today()
    rows = list(DomainSwitch.objects.filter(area_code=village).order_by("-from_day"))
    about, titles = dict(parts_of(Switch)), {domain.name: domain.title for domain in domains()}
    held = {name: tuple(_setting(row) for row in rows if row.domain == name) for name in about}
    return ServicesPage(
        village,
        [
            ServiceLine(
                domain=name,
                title=titles[name],
                about=about[name].about,
                now=next((one for one in held[name] if one.from_day <= today), None),
                planned=tuple(one for one in reversed(held[name]) if one.from_day > today),
                history=held[name],
                waiting=_waiting(actor, name),
            )
            for name in sorted(about, key=lambda name: str(titles[name]))
        ],
    )


def service_page(actor: Actor, domain: str) -> tuple[str, ServiceLine]:
    """Return the officer's village and how one of its domains stands."""
    page = services_page(actor)
    line = next((line for line in page.lines if line.domain == domain), None)
    if line is None:
        raise NotFound
    return page.village, line


def _waiting(actor: Actor, domain: str) -> int:
    """Return how much of a domain waits for this officer: its deadlines run on while it is closed."""
    own = [
        queue for name, queue in parts_of(Queue) if name == domain and queue.permission in actor.permissions
    ]
    return sum(queue.waiting(actor).count for queue in own)
