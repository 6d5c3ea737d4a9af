"""One kind of work that is killed: what is done, what its user sees of it, what of that must still stand."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ordeal.village import opened
from tests.sites import Site

Ack = tuple[int, str]  # which item of the work, and what its user saw


class Kind:
    """One kind of work. Item by item; an item that nobody saw done is begun again, as its user would."""

    name = ""
    a_site = 8  # kills that one site takes
    most = 4  # acknowledged writes before the moment comes, at most
    items = 10_000  # how many there are to do

    each: tuple[str, ...] = ()  # tables that hold one row for each item, no more however often it was begun
    share = 1.0  # of the kills that each kind gets: one that takes ten seconds gets fewer
    bare = False  # whether it begins without the village

    def prepare(self, site: Site) -> None:
        """Makes the site ready that the work begins with."""

    def work(self, site: Site, item: int) -> Iterator[str]:
        """Does one item on the opened site; what it yields is what its user has seen done."""
        opened(site)
        yield from self.item(site, item)

    def item(self, site: Site, item: int) -> Iterator[str]:
        """Does one item."""
        raise NotImplementedError

    def settle(self, site: Site) -> list[str] | None:
        """Opens the site after a kill as the product does; answers what its start complains of, or that it says there
        is none."""
        return opened(site)

    def lost(self, site: Site, seen: list[Ack]) -> list[str]:
        """What was seen and is not there."""
        return [f"item {item}: {word}" for item, word in seen if not self.stands(site, item, word)]

    def stands(self, site: Site, item: int, word: str) -> bool:
        """Whether what the user saw is there."""
        raise NotImplementedError
