"""Figures for everybody: what may be published, and the area figures that places shows."""

from dataclasses import dataclass
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.people.queries.statistics.edition import MADE, Edition, SiteEdition, public_edition_of
from pendopo.people.queries.statistics.figures import FEMALE, MALE, Assembly, Figures
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.codes import Sex
from pendopo.people.rules.statistics import (
    BY_SLUG,
    SUPPRESSION_KEY,
    UNKNOWN,
    may_publish_area,
    quarter_start,
)
from pendopo.places import queries as places
from pendopo.places.rules.figures import AreaFigures


@dataclass(frozen=True)
class Page:
    """One public page of figures with the choices it offers."""

    figures: Figures
    village: places.Village
    hamlets: tuple[tuple[str, str], ...]

    @property
    def area_title(self) -> str:
        """The name of the area that is shown."""
        return dict(self.hamlets).get(self.figures.area, self.village.title)


@dataclass(frozen=True)
class Overview:
    """The figures that matter, for the index."""

    village: places.Village
    on: date
    total: int
    men: int
    women: int
    families: int
    groups: Figures


def public_statistics(site: SiteEdition, slug: str, *, on: date | None = None, area: str = "") -> Page:
    """Return the published figures of a topic: a hamlet and a day may be chosen where they do not
    give a sensitive count away."""
    topic, today = BY_SLUG.get(slug), clock.today()
    hamlets: tuple[tuple[str, str], ...] = ()
    if topic is None:
        raise NotFound
    village = site.village.code
    if topic.sensitive:
        day, area = quarter_start(today), village
    else:
        day, area = min(on or today, today), area or village
    assembly = Assembly(Snapshot(site.edition, day), site.village)
    if not topic.sensitive:
        hamlets = assembly.hamlets()
        if not may_publish_area(topic, area, village) or area not in {village, *dict(hamlets)}:
            raise NotFound
    k = _k(site.edition, today) if topic.sensitive else 0
    return Page(assembly.published(topic, area, k), site.village, hamlets)


def _k(edition: Edition, today: date) -> int:
    key = (edition, SUPPRESSION_KEY, today)
    return int(MADE.recall(key, lambda: public_rule(SUPPRESSION_KEY, on=today, area=edition.village)))


def public_overview(site: SiteEdition) -> Overview:
    """Return the size of the population today: sexes, families, age groups."""
    snapshot = Snapshot(site.edition, clock.today())
    assembly = Assembly(snapshot, site.village)
    counts = snapshot.counts("sex")
    men, women, rest = (counts[sex, sex] for sex in (Sex.MALE, Sex.FEMALE, UNKNOWN))
    return Overview(
        village=site.village,
        on=snapshot.on,
        total=men + women + rest,
        men=men,
        women=women,
        families=sum(snapshot.counts("family").values()),
        groups=assembly.figures(BY_SLUG["kelompok-umur"], site.village.code),
    )


def public_area_figures(village: str) -> dict[str, AreaFigures]:
    """Return residents and families today of a village and all its parts, by area code."""
    snapshot = Snapshot(public_edition_of(village), clock.today())
    people, families = snapshot.sums()
    return {
        code: AreaFigures(sum(sexes.values()), sexes[MALE], sexes[FEMALE], families[code])
        for code, sexes in people.items()
    }
