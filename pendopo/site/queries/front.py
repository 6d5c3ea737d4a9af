"""What the portal's first page shows."""

from dataclasses import dataclass
from datetime import timedelta

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.people.queries.recent import public_event_count
from pendopo.people.queries.statistics import public_edition, public_overview
from pendopo.places.queries import Village, public_officials, public_site_village


@dataclass(frozen=True)
class FrontPage:
    """What the portal's first page shows beside the tasks."""

    village: Village | None
    head: object = None
    residents: int = 0
    families: int = 0
    events: int = 0


def public_front_page() -> FrontPage:
    """This function will gather what the portal's first page shows."""
    village = public_site_village()
    if village is None:
        return FrontPage(None)
    try:
        overview = public_overview(public_edition())
    except NotFound:
        return FrontPage(village)
    officials = public_officials(village.code)
    since = clock.today() - timedelta(days=30)
    return FrontPage(
        village=village,
        head=officials[0] if officials else None,
        residents=overview.total,
        families=overview.families,
        events=public_event_count(village.code, since=since),
    )
