"""Reads behind the population events, one file a theme."""

from pendopo.people.queries.events.duplicates import LikelyDuplicate, likely_duplicates
from pendopo.people.queries.events.found import (
    STANDING,
    _as_member,
    area_choices,
    event_for,
    families_matching,
    family_for,
    person_for,
    village_for,
)
from pendopo.people.queries.events.listing import EventLine, EventPage, events_in
from pendopo.people.queries.events.pages import (
    FamilyPage,
    PersonPage,
    RegisterPage,
    Who,
    family_desk,
    joining_desk,
    person_desk,
    register_desk,
    reversal_desk,
    search_for_person,
)
from pendopo.people.queries.events.timeline import TimelineEntry, timeline
from pendopo.people.queries.events.waiting import guests_waiting, heads_waiting
