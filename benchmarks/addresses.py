"""The pages that are measured, by the name of their address in the site's own map."""

HOME = "home"
RESIDENT_LIST = "people-persons"
AGE_STATISTICS = "people:statistics_age"
AREA_TABLE = "people:statistics_area"
