"""What the lists of a village and of an office above it share: who holds a post from when until when. Inner part."""

from datetime import date
from uuid import UUID

from pendopo.kernel.errors import Conflict
from pendopo.kernel.queries import public_rule
from pendopo.places import queries
from pendopo.places.models import Official, TierOffice, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.names import fold_name
from pendopo.places.rules.terms import (
    Appointment,
    HolderKind,
    Term,
    appointment_problem,
    clashing_term,
    longest_until,
    position_order,
)


def _term(row: Official) -> Term:
    return Term(row.position, HolderKind(row.kind), row.starts_on, row.until_on)


def _check_term(village: str, term: Term, *, without: Official | None = None) -> None:
    """Refuse a term that runs backwards, clashes with another holder, or is longer than the law allows a head."""
    if term.until is not None and term.until <= term.starts:
        raise PlaceRefused("term_backward")
    # Holding the profile keeps two officers from filling one position at the same moment.
    profile = VillageProfile.objects.select_for_update().filter(area_code=village).first()
    if profile is None and not TierOffice.objects.select_for_update().filter(area_code=village).exists():
        raise PlaceRefused("village_not_set_up")
    others = Official.objects.filter(area_code=village)
    if without is not None:
        others = others.exclude(pk=without.pk)
    if clashing_term(term, (_term(row) for row in others)):
        raise PlaceRefused("term_clash")
    if profile is None:
        return
    # Only a desa elects its head for a term; a lurah is a civil servant who is appointed.
    elected = profile.kind != "kelurahan" and fold_name(term.position) == fold_name(
        profile.labels["village_head"]
    )
    if elected and term.kind is HolderKind.DEFINITIVE and term.until is not None:
        years = public_rule("places.village_head_term_years", area=village)
        if term.until > longest_until(term.starts, years):
            raise PlaceRefused("term_too_long")


def appointed(area: str, appointment: Appointment, term: Term) -> Official:
    """Write down who holds a position of an office."""
    problem = appointment_problem(appointment, term)
    if problem:
        raise PlaceRefused(problem)
    _check_term(area, term)
    official = Official(
        area_code=area,
        position=" ".join(term.position.split()),
        kind=term.kind.value,
        starts_on=term.starts,
        until_on=term.until,
    )
    return _save(official, appointment)


def _save(official: Official, appointment: Appointment) -> Official:
    official.name = " ".join(appointment.name.split())
    official.nip, official.niap = appointment.nip, appointment.niap
    official.order = appointment.order or position_order(official.position)
    official.save()
    return official


def corrected(official: Official, appointment: Appointment, term: Term, seen: UUID | None) -> Official:
    """Write down what was wrong about an official, unless somebody else changed it meanwhile."""
    current = Official.objects.select_for_update().get(pk=official.pk)
    if seen is not None and current.last_entry != seen:
        raise Conflict(current=current, attempted=official)
    problem = appointment_problem(appointment, term)
    if problem:
        raise PlaceRefused(problem)
    _check_term(current.area_code, term, without=current)
    current.position, current.kind = " ".join(term.position.split()), term.kind.value
    current.starts_on, current.until_on = term.starts, term.until
    return _save(current, appointment)


def ended(official: Official, until: date) -> Official:
    """Write down from which day somebody holds a position no more."""
    current = Official.objects.select_for_update().get(pk=official.pk)
    term = Term(current.position, HolderKind(current.kind), current.starts_on, until)
    _check_term(current.area_code, term, without=current)
    current.until_on = until
    current.save()
    return current


def office_row(area: str) -> TierOffice:
    """Return the row of an office that this site serves, made now if there is none."""
    if not queries.public_serves_office(area):
        raise PlaceRefused("office_outside")
    held = TierOffice.objects.select_for_update().filter(area_code=area).first()
    return held or TierOffice.objects.create(area_code=area)
