"""What the portal's first page and the desk's show."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page
from django.utils.functional import Promise

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.village_pages import VillageNeeded
from pendopo.kernel.worklist import WorkItem, WorkList, work_of
from pendopo.people.queries.recent import public_event_count
from pendopo.people.queries.statistics import SiteEdition, public_edition, public_once, public_overview
from pendopo.places.queries import Village, public_officials, public_page_village
from pendopo.site.queries.villages import VillageWorkPage, village_work
from pendopo.ui.listing import paged


@dataclass(frozen=True)
class DeskPage:
    """A page of what waits for an officer: how much in all, how much in each queue, and the one that was chosen."""

    page: Page[WorkItem]
    total: int
    queues: list[tuple[str, str | Promise, int]]
    shown: str
    villages: VillageWorkPage | None  # for whoever works in several: how much waits in each


def desk_page(actor: Actor, *, shown: str = "", number: str = "1", village_number: str = "1") -> DeskPage:
    """Return a page of what waits for an officer by clock, over all queues or in one of them."""
    work = work_of(actor)
    names = [(queue.name, queue.label, waiting.count) for queue, waiting in work]
    # Whoever did the last thing of a queue and comes back to it finds the rest, not an empty page.
    chosen = shown if shown in [name for name, _label, _count in names] else ""
    items = WorkList([waiting for queue, waiting in work if chosen in ("", queue.name)])
    total = sum(waiting.count for _queue, waiting in work)
    return DeskPage(paged(items, number), total, names, chosen, village_work(actor, number=village_number))


@dataclass(frozen=True)
class FrontPage:
    """What the portal's first page shows beside the tasks."""

    village: Village | None
    head: object = None
    residents: int = 0
    families: int = 0
    events: int = 0


def public_front_page() -> FrontPage:
    """Gather what the portal's first page shows."""
    try:
        village = public_page_village()
    except VillageNeeded:
        raise
    except NotFound:
        return FrontPage(None)
    try:
        site = public_edition()
    except NotFound:
        return FrontPage(village)
    return public_once(site.edition, "front", lambda: _front_page(site))


def _front_page(site: SiteEdition) -> FrontPage:
    village, overview = site.village, public_overview(site)
    officials = public_officials(village.code)
    since = clock.today() - timedelta(days=30)
    return FrontPage(
        village=village,
        head=officials[0] if officials else None,
        residents=overview.total,
        families=overview.families,
        events=public_event_count(village.code, since=since),
    )
