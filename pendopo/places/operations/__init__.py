"""Every write about places, one file a theme."""

from pendopo.places.operations.addresses import name_address, prove_address
from pendopo.places.operations.boundaries import import_boundaries
from pendopo.places.operations.hours import set_hours
from pendopo.places.operations.localities import (
    add_hamlet,
    add_neighbourhood,
    close_locality,
    ensure_localities,
    name_heads,
    rename_locality,
)
from pendopo.places.operations.offices import (
    appoint_at_office,
    correct_at_office,
    edit_office,
    end_at_office,
)
from pendopo.places.operations.officials import appoint_official, edit_official, end_official
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.operations.switches import set_switch
from pendopo.places.operations.village import (
    add_village,
    add_villages,
    edit_labels,
    edit_profile,
    remove_emblem,
    serve_area,
    set_emblem,
    set_up_village,
)
