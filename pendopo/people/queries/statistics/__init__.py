"""Figures about the population: counted once for each state of the register, shown to the public or to officers."""

from pendopo.people.queries.statistics.desk import (
    CrossTable,
    DeskFigures,
    statistics_of,
)
from pendopo.people.queries.statistics.edition import (
    Edition,
    SiteEdition,
    public_edition,
    public_edition_of,
    public_once,
)
from pendopo.people.queries.statistics.figures import Figures, Line
from pendopo.people.queries.statistics.public import (
    public_area_figures,
    public_overview,
    public_statistics,
)
