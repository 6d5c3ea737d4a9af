"""Writes about the officials of a village."""

from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.kernel.queries import public_rule
from pendopo.places.models import Official, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.names import fold_name
from pendopo.places.rules.permissions import EDIT_OFFICIALS
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
    if profile is None:
        raise PlaceRefused("village_not_set_up")
    others = Official.objects.filter(area_code=village)
    if without is not None:
        others = others.exclude(pk=without.pk)
    if clashing_term(term, (_term(row) for row in others)):
        raise PlaceRefused("term_clash")
    # Only a desa elects its head for a term; a lurah is a civil servant who is appointed.
    elected = profile.kind != "kelurahan" and fold_name(term.position) == fold_name(
        profile.labels["village_head"]
    )
    if elected and term.kind is HolderKind.DEFINITIVE and term.until is not None:
        years = public_rule("places.village_head_term_years", area=village)
        if term.until > longest_until(term.starts, years):
            raise PlaceRefused("term_too_long")


@operation(
    "places.official.appoint", "Perangkat desa ditambah", EDIT_OFFICIALS, "village", tiers={Tier.VILLAGE}
)
def appoint_official(actor: Actor, *, village: str, appointment: Appointment, term: Term) -> Official:
    """Put somebody into a position for a term."""
    problem = appointment_problem(appointment, term)
    if problem:
        raise PlaceRefused(problem)
    _check_term(village, term)
    official = Official(
        area_code=village,
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


@operation(
    "places.official.edit", "Data perangkat desa diubah", EDIT_OFFICIALS, "official", tiers={Tier.VILLAGE}
)
def edit_official(
    actor: Actor, *, official: Official, appointment: Appointment, term: Term, seen: UUID | None = None
) -> Official:
    """Correct an official's name, numbers, position or term."""
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


@operation("places.official.end", "Masa jabatan diakhiri", EDIT_OFFICIALS, "official", tiers={Tier.VILLAGE})
def end_official(actor: Actor, *, official: Official, until: date) -> Official:
    """End an official's term: `until` is the first day without the office."""
    current = Official.objects.select_for_update().get(pk=official.pk)
    ended = Term(current.position, HolderKind(current.kind), current.starts_on, until)
    _check_term(current.area_code, ended, without=current)
    current.until_on = until
    current.save()
    return current
