"""Whom the demonstration may be started as, and which places that makes."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.desks import fill_desks
from demo.moves import seed_moves
from demo.people.localities import CIPADUNG, TARAJU
from demo.places import open_district
from demo.seed import DemoVillage, Say, live, settle
from pendopo.kernel.actor import system_actor
from pendopo.places import operations


@dataclass(frozen=True)
class Cast:
    """The villages of a demonstration, the first with everything; and the area where it serves more than one."""

    villages: tuple[str, ...]
    area: str = ""


CASTS = {
    "desa": Cast((TARAJU,)),
    "kelurahan": Cast((CIPADUNG,)),
    "kabupaten": Cast((TARAJU, "32.06.13.2002", "32.06.13.2003"), "32.06"),
}
# A neighbour has a tenth of the families: enough for every page to live, and soon there.
_SHARE = 10


def begin(named: str, families: int, number: int, say: Say) -> tuple[DemoVillage, Callable[[], None]]:
    """Make what the first page needs; answer what was made, and what may happen behind that page."""
    cast, actor = CASTS[named], system_actor("demo")
    first, *others = cast.villages
    if cast.area:
        operations.serve_area(actor, area=cast.area)
        for village in others:
            operations.set_up_village(actor, code=village)
        open_district(actor, first[:8])
    settled = settle(first, families=families, number=number, say=say)

    def later() -> None:
        live(settled, say)
        fill_desks(first, say)
        known = len(settled.made.accounts)
        for village in others:
            beside = settle(village, families=families // _SHARE, number=number, say=say, before=known)
            known += len(beside.made.accounts)
            live(beside, say)
            fill_desks(village, say)
        if len(others) > 1:
            say(f"{seed_moves(first, tuple(others))} keluarga berpindah antardesa")

    return settled.made, later
