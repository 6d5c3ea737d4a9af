"""Hamlets, RW and RT of a demo village: the real outline of the village, invented neighbourhoods in it."""

import random
from dataclasses import dataclass

from demo.people.chance import between
from demo.people.name_lists import KAMPUNG

TARAJU, CIPADUNG = "32.06.13.2001", "32.73.25.1002"

# Points inside the published outline of Desa Taraju (data/boundaries), from north-west to south-east.
_TARAJU_HAMLETS = (
    ("Pasirmukti", 107.9610, -7.4345),
    ("Cikoneng", 107.9670, -7.4405),
    ("Taraju", 107.9712, -7.4445),
    ("Babakansari", 107.9762, -7.4482),
    ("Cibeureum", 107.9782, -7.4525),
    ("Nagrak", 107.9808, -7.4612),
)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One RW: its three-digit number, the kampung it lies in, and its RT numbers."""

    rw: str
    kampung: str
    rts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hamlet:
    """One dusun with its share of the families and, where the outline is known, a point in it."""

    number: str
    name: str
    share: int
    neighbourhoods: tuple[Neighbourhood, ...]
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Home:
    """Where one family lives."""

    hamlet: str
    rw: str
    rt: str
    address: str
    longitude: float | None
    latitude: float | None


def hamlets_of(village: str, seed: int = 2026) -> tuple[Hamlet, ...]:
    """Lay out six hamlets of two to four RW with two to five RT each."""
    rnd = random.Random(f"hamlets {village} {seed}")  # seeded on purpose: no secret
    names = list(KAMPUNG)
    rnd.shuffle(names)
    if village == TARAJU:
        centres: tuple[tuple[str, float | None, float | None], ...] = _TARAJU_HAMLETS
        taken = {name for name, _, _ in centres}
        names = [name for name in names if name not in taken]
    else:
        centres = tuple((names.pop(), None, None) for _ in range(6))
    laid: list[Hamlet] = []
    rw = 0
    for number, (name, longitude, latitude) in enumerate(centres, start=1):
        neighbourhoods = []
        for index in range(between(rnd, 2, 4)):
            rw += 1
            kampung = name if index == 0 else names.pop()
            rts = tuple(f"{rt:03d}" for rt in range(1, between(rnd, 2, 5) + 1))
            neighbourhoods.append(Neighbourhood(f"{rw:03d}", kampung, rts))
        share = sum(len(each.rts) for each in neighbourhoods)
        laid.append(Hamlet(f"{number:02d}", name, share, tuple(neighbourhoods), longitude, latitude))
    return tuple(laid)


class Homes:
    """Draws an address for a family: every RT of the village has about the same number of families."""

    def __init__(self, hamlets: tuple[Hamlet, ...]) -> None:
        self._doors = tuple(
            (hamlet, each, rt) for hamlet in hamlets for each in hamlet.neighbourhoods for rt in each.rts
        )

    def draw(self, rnd: random.Random) -> Home:
        """Draw the home of one family, with a point for about two in three where known."""
        hamlet, each, rt = self._doors[int(rnd.random() * len(self._doors))]
        longitude = latitude = None
        if hamlet.longitude is not None and hamlet.latitude is not None and rnd.random() < 0.66:
            # 0.0012 degrees is about 130 metres: houses cluster around the hamlet
            longitude = round(hamlet.longitude + (rnd.random() - 0.5) * 0.0024, 6)
            latitude = round(hamlet.latitude + (rnd.random() - 0.5) * 0.0024, 6)
        return Home(hamlet.name, each.rw, rt, f"Kp. {each.kampung}", longitude, latitude)
