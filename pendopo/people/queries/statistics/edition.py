"""Which state of the register figures were counted from, and the memory of what was counted."""

import hashlib
from dataclasses import dataclass

from pendopo.kernel.areas import chain_of
from pendopo.kernel.memo import per_request
from pendopo.kernel.models import Feed
from pendopo.people.rules.memory import Memory
from pendopo.places import queries as places


@dataclass(frozen=True)
class Edition:
    """A village and the heads of every journal feed that can change its figures: new with every write."""

    village: str
    mark: bytes

    @property
    def tag(self) -> str:
        """A short text that changes with every write (for ETag)."""
        return self.mark.hex()[:24]


@dataclass(frozen=True)
class SiteEdition:
    """The edition of the village whose portal this is, with the village itself."""

    edition: Edition
    village: places.Village


@per_request(Feed)
def public_edition_of(village: str) -> Edition:
    """Return the present edition of a village's register (one query)."""
    scopes = ("", *chain_of(village))
    heads = Feed.objects.filter(area_code__in=scopes).order_by("id").values_list("head", flat=True)
    return Edition(village, hashlib.sha256(b"".join(bytes(head) for head in heads)).digest())


def public_edition() -> SiteEdition:
    """Return the present edition of the register of the site's own village."""
    village = places.public_page_village()
    return SiteEdition(public_edition_of(village.code), village)


# A tally of the finest areas may hold some thousand lines; everything made from it is small.
TALLIES = Memory(48)
MADE = Memory(2_000)
# A village's totals for the tiers above it: some hundred villages with every topic.
TOTALS = Memory(6_000)
