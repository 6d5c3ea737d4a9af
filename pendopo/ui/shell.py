"""What stands in the frame of every page: each domain brings its links, the frame shows those that apply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise, SimpleLazyObject

from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.domains import parts_of
from pendopo.kernel.switches import domain_of, is_shown, standings_around
from pendopo.kernel.village_pages import plain


@dataclass(frozen=True)
class NavItem:
    """A link in the main navigation; `permission` hides it from those who do not hold it anywhere."""

    label: str | Promise
    url_name: str
    permission: str | None = None
    order: int = 100


class PortalLink(NavItem):
    """A link in the residents' navigation."""


class DeskLink(NavItem):
    """A link in the officers' navigation."""


class FooterLink(NavItem):
    """A link at the foot of every page."""


@dataclass(frozen=True)
class PortalTask:
    """Something a resident comes for: one line of the list "Apa yang Anda perlukan?"."""

    title: str | Promise
    hint: str | Promise
    url_name: str
    order: int = 100


@dataclass(frozen=True)
class Link:
    """A link as the frame shows it; `current` is the value of aria-current, empty elsewhere."""

    label: str | Promise
    url: str
    current: str = ""
    hint: str | Promise = ""


@dataclass(frozen=True)
class Banner:
    """Something about his own account that an officer must not miss, above every page of the desk."""

    text: str
    url: str
    action: str


@dataclass(frozen=True)
class DeskBanners:
    """What may stand above the desk's pages; it is asked on every one, so it must be quick."""

    find: Callable[[Actor], list[Banner]]


def desk_banners(request: HttpRequest) -> list[Banner]:
    """Return what an officer must not miss, on whichever page of the desk he is."""
    actor = actor_on(request)
    if actor.kind != "officer":
        return []
    return [banner for _, asked in parts_of(DeskBanners) for banner in asked.find(actor)]


@dataclass(frozen=True)
class Call:
    """Something that waits for a resident himself, and the page on which he does it."""

    text: str
    url_name: str
    part: object


@dataclass(frozen=True)
class ResidentCalls:
    """What a domain has waiting for the resident who is signed in; it is asked on each of his pages."""

    find: Callable[[Actor], list[Call]]


def resident_calls(request: HttpRequest) -> list[Link]:
    """Return what waits for the resident, asked once a page; nothing of a domain that is closed here."""
    actor = actor_on(request)
    if actor.kind != "resident":
        return []
    found = [call for _, asked in parts_of(ResidentCalls) for call in asked.find(actor)]
    links = [Link(call.text, open_address(request, call.url_name, call.part)) for call in found]
    return [link for link in links if link.url]


def actor_on(request: HttpRequest | None) -> Actor:
    """Return who asks; a page rendered before the middleware ran is shown as to a stranger."""
    found = getattr(request, "actor", None)
    return found if isinstance(found, Actor) else ANONYMOUS


def portal_nav(request: HttpRequest) -> tuple[Link, ...]:
    """Return the residents' navigation for this request."""
    return _links(PortalLink, request)


def desk_nav(request: HttpRequest) -> tuple[Link, ...]:
    """Return the officers' navigation for this request; nobody else has one."""
    return _links(DeskLink, request) if actor_on(request).kind == "officer" else ()


def footer_links(request: HttpRequest) -> tuple[Link, ...]:
    """Return the links at the foot of the page for this request."""
    return _links(FooterLink, request)


def portal_tasks(request: HttpRequest) -> tuple[Link, ...]:
    """Return the tasks of the portal home in their order."""
    return tuple(Link(task.title, url, hint=task.hint) for task, url in shown(PortalTask, request))


def context(request: HttpRequest) -> dict[str, object]:
    """Give every template its navigation (a Django context processor)."""
    portal, desk = portal_nav(request), desk_nav(request)
    here = next((link for link in (*desk, *portal) if link.current), None)
    return {
        "portal_nav": portal,
        "desk_nav": desk,
        "footer_links": footer_links(request),
        "section": here,
        # Asked only by the portal's home, and by the pages of the desk.
        "portal_tasks": lambda: portal_tasks(request),
        "resident_calls": SimpleLazyObject(lambda: resident_calls(request)),
        "desk_banners": lambda: desk_banners(request),
    }


def unknown_names() -> tuple[str, ...]:
    """Return the registered url names that lead nowhere; the start-up check refuses them."""
    items: list[tuple[str, NavItem | PortalTask]] = [*parts_of(NavItem), *parts_of(PortalTask)]
    return tuple(item.url_name for _, item in items if _address(item.url_name) is None)


def require_known_names() -> None:
    """Raise at start-up when a registered link leads nowhere, so that no page ever has to."""
    if missing := unknown_names():
        raise ImproperlyConfigured(f"navigation names without a url: {', '.join(sorted(set(missing)))}")


class _Placed(Protocol):
    @property
    def url_name(self) -> str: ...
    @property
    def order(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


def shown(kind: type[Item], request: HttpRequest) -> list[tuple[Item, str]]:
    """Return the items of a kind in their order, each with its address; none of a domain that is closed here."""
    standings = standings_around(actor_on(request))
    found = [
        (item, url)
        for domain, item in parts_of(kind)
        if is_shown(domain, item.url_name, standings) and (url := _address(item.url_name)) is not None
    ]
    return sorted(found, key=lambda one: one[0].order)


def open_address(request: HttpRequest | None, name: str, *parts: object) -> str:
    """Return the address of another domain's page; nothing while that domain is closed here."""
    address, standings = reverse(name, args=parts), standings_around(actor_on(request))
    if standings and not is_shown(domain_of(resolve(plain(address)).func.__module__), name, standings):
        return ""
    return address


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _links(kind: type[NavItem], request: HttpRequest) -> tuple[Link, ...]:
    """Resolve and order the items; the one whose address begins the path, the longest first, is the current one."""
    permissions, path = actor_on(request).permissions, request.path_info
    found = [
        (item, url)
        for item, url in shown(kind, request)
        if item.permission is None or item.permission in permissions
    ]
    bare = [(item, url, plain(url)) for item, url in found]
    holding = [url for _, _, url in bare if path == url or (url not in _ROOTS and path.startswith(url))]
    here = max(holding, key=len, default="")
    return tuple(
        Link(item.label, url, ("page" if part == path else "true") if part == here else "")
        for item, url, part in bare
    )


# The home of each face holds every page of that face, so it is current only on itself.
_ROOTS = frozenset({"/", "/meja/"})
