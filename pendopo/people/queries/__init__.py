"""Every read of the register that other domains may use."""

from pendopo.people.queries.persons import (
    find_for_activation,
    identify_resident,
    own_person,
    person_visible_to,
    persons_visible_to,
    public_place_of,
)
