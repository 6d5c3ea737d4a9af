"""Searching a resident across villages: every find is written down in the village whose resident was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operation import operation
from pendopo.people.models import FileAccess, Person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.queries.searching import FoundLine, Sought, found_lines, sought_in
from pendopo.people.rules.looking_across import MOST_FOUND, PURPOSES
from pendopo.people.rules.permissions import SEARCH
from pendopo.places.queries import public_words_of

TIERS = frozenset({Tier.PROVINCE, Tier.REGENCY, Tier.DISTRICT})


@dataclass(frozen=True)
class Findings:
    """What a search found, masked, and whether there are more than are shown."""

    lines: list[FoundLine]
    more: bool


@operation("people.search.across", "Warga dicari lintas desa", SEARCH, "area", tiers=TIERS, replicates=False)
def search_across(actor: Actor, *, area: str, sought: Sought, purpose: str, said: str) -> Findings:
    """Search a resident across the villages of an area for a stated purpose; each village, and whoever is found,
    is told. More than a few are not shown, and then nobody is."""
    if purpose not in PURPOSES or not said.strip():
        raise PeopleRefused("search_purpose_missing")
    found = sought_in(actor, area, sought)
    if len(found) > MOST_FOUND:
        return Findings([], more=True)
    words = f"{_(PURPOSES[purpose])}: {' '.join(said.split())}"
    for village in sorted({person.village_code for person in found}):
        own = [person for person in found if person.village_code == village]
        note_found(actor, village=village, persons=own, area=area, reason=words)
    return Findings(found_lines(actor, found), more=False)


@operation(
    "people.search.found", "Warga desa ini ditemukan pencarian lintas desa", SEARCH, "village", tiers=TIERS
)
def note_found(actor: Actor, *, village: str, persons: Sequence[Person], area: str, reason: str) -> None:
    """Note in a village's journal, and for the resident to read, who found whom across villages, and why."""
    if actor.id is None:
        raise NotPermitted
    if any(person.village_code != village for person in persons):
        raise NotFound
    with public_words_of(village):  # the village reads it, and its residents
        purpose = (_("Dicari lintas desa. %(why)s") % {"why": reason})[:120]
    for person in persons:
        FileAccess.objects.create(
            person=person,
            officer_id=actor.id,
            purpose=purpose,
            at=clock.now(),
            actor_name=actor.name[:200],
            searched_in=area[:8],
        )
