"""Writes about the office of a kecamatan, a kabupaten or a province: its card, and who holds its posts."""

from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, tier_of
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.places.models import Official, TierOffice
from pendopo.places.operations.posts import appointed, corrected, ended, office_row
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.identity import Letterhead, OfficeCard, letterhead_problem
from pendopo.places.rules.permissions import EDIT_OFFICE
from pendopo.places.rules.terms import Appointment, Term

WIDE = frozenset({Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE})


@operation("places.office.edit", "Kartu kantor diubah", EDIT_OFFICE, "area", tiers=WIDE)
def edit_office(actor: Actor, *, area: str, card: OfficeCard, seen: UUID | None = None) -> TierOffice:
    """Change where and when the office of a tier above the villages is reached."""
    held = TierOffice.objects.select_for_update().filter(area_code=area).first()
    current = office_row(area)
    if (held.last_entry if held else None) != seen:  # two who fill it in for the first time notice each other
        raise Conflict(current=current, attempted=current)
    problem = letterhead_problem(Letterhead(area, postal_code=card.postal_code))
    if problem:
        raise PlaceRefused(problem)
    for name, value in card._asdict().items():
        setattr(current, name, value)
    current.save()
    return current


@operation("places.office.appoint", "Pejabat kantor ditambah", EDIT_OFFICE, "area", tiers=WIDE)
def appoint_at_office(actor: Actor, *, area: str, appointment: Appointment, term: Term) -> Official:
    """Put somebody into a position of the office of a tier above the villages."""
    office_row(area)
    return appointed(area, appointment, term)


@operation("places.office.correct", "Data pejabat kantor diubah", EDIT_OFFICE, "official", tiers=WIDE)
def correct_at_office(
    actor: Actor, *, official: Official, appointment: Appointment, term: Term, seen: UUID | None = None
) -> Official:
    """Correct what stands about an official of such an office."""
    return corrected(_of_office(official), appointment, term, seen)


@operation("places.office.end", "Masa jabatan pejabat kantor diakhiri", EDIT_OFFICE, "official", tiers=WIDE)
def end_at_office(actor: Actor, *, official: Official, until: date) -> Official:
    """End the term of an official of such an office: `until` is the first day without it."""
    return ended(_of_office(official), until)


def _of_office(official: Official) -> Official:
    """Leave a village's officials to the village: it lies in the area, and its list is its own."""
    if tier_of(official.area_code) not in WIDE:
        raise PlaceRefused("office_outside")
    return official
