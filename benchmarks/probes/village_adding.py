"""How long a site takes to gain a village: its area grows to the province, then another regency's villages come in."""

import time

from pendopo.kernel.actor import system_actor
from pendopo.places.operations import add_village, serve_area
from pendopo.places.queries import public_area_children


def run(beyond: str, rounds: int) -> list[float]:
    actor = system_actor("bench")
    serve_area(actor, area=beyond[:2])
    districts = public_area_children(beyond)
    codes = [area.code for each in districts for area in public_area_children(each.code)][:rounds]
    times = []
    for code in codes:
        start = time.perf_counter()
        add_village(actor, code=code)
        times.append(time.perf_counter() - start)
    return times
