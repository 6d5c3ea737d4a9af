"""Writes about the officials of a village."""

from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import operation
from pendopo.places.models import Official
from pendopo.places.operations.posts import appointed, corrected, ended
from pendopo.places.rules.permissions import EDIT_OFFICIALS
from pendopo.places.rules.terms import Appointment, Term


@operation(
    "places.official.appoint", "Perangkat desa ditambah", EDIT_OFFICIALS, "village", tiers={Tier.VILLAGE}
)
def appoint_official(actor: Actor, *, village: str, appointment: Appointment, term: Term) -> Official:
    """Put somebody into a position for a term."""
    return appointed(village, appointment, term)


@operation(
    "places.official.edit", "Data perangkat desa diubah", EDIT_OFFICIALS, "official", tiers={Tier.VILLAGE}
)
def edit_official(
    actor: Actor, *, official: Official, appointment: Appointment, term: Term, seen: UUID | None = None
) -> Official:
    """Correct an official's name, numbers, position or term."""
    return corrected(official, appointment, term, seen)


@operation("places.official.end", "Masa jabatan diakhiri", EDIT_OFFICIALS, "official", tiers={Tier.VILLAGE})
def end_official(actor: Actor, *, official: Official, until: date) -> Official:
    """End an official's term: `until` is the first day without the office."""
    return ended(official, until)
