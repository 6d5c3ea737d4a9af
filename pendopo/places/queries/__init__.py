"""Every read about places, one file a theme."""

from pendopo.places.formats.area_search import Area
from pendopo.places.queries.addresses import (
    address_page,
    address_waiting,
    public_address,
    public_trial,
)
from pendopo.places.queries.areas import (
    public_area,
    public_area_children,
    public_area_exists,
)
from pendopo.places.queries.boundaries import (
    BoundaryPlan,
    boundary_preview,
    public_boundaries,
    public_boundary,
    public_boundary_collection,
)
from pendopo.places.queries.codes import public_planned_places
from pendopo.places.queries.hours import (
    OfficeCard,
    hours_to_edit,
    public_hours_card,
    public_hours_page,
)
from pendopo.places.queries.localities import (
    AreaLine,
    localities_of,
    locality_by_id,
    public_area_lines,
    public_localities,
    public_locality,
    public_locality_titles,
    public_place_titles,
)
from pendopo.places.queries.offices import (
    Office,
    office_desk,
    office_official,
    offices_of,
    public_office,
    public_office_page,
    public_serves_office,
)
from pendopo.places.queries.officials import official_by_id, public_officials
from pendopo.places.queries.pages import (
    emblem_for,
    public_areas_page,
    public_profile_page,
    public_site_emblem,
    public_site_outline,
    village_desk,
)
from pendopo.places.queries.sites import (
    public_site_area,
    public_site_title,
    public_title_of,
    site_page,
)
from pendopo.places.queries.switches import (
    public_own_village,
    service_page,
    services_page,
)
from pendopo.places.queries.village import (
    Village,
    profile_for,
    public_emblem,
    public_emblem_owners,
    public_lead_to_page_of,
    public_page_village,
    public_site_village,
    public_village,
    public_village_codes,
    public_villages,
    public_zone,
    village_for,
)
from pendopo.places.queries.wording import (
    public_said,
    public_words_of,
)
