"""Whose a request is now, as a condition of the database."""

from datetime import date

from django.db.models import Q

from pendopo.kernel.actor import Actor
from pendopo.letters.rules.clocks import reach
from pendopo.letters.rules.states import AT_OFFICE
from pendopo.people.queries.scope import in_areas


def held_by(actor: Actor, today: date) -> Q:
    """Return the condition that a step is this officer's now: his own, or moved up to him.

    It says what `clocks.holders` says of one row, from the same table of levels.
    """
    found = Q(pk__in=[])
    for state in AT_OFFICE:
        for permission, level in reach(state):
            found |= Q(_from(level, today), in_areas(actor, permission), state=state.value)
    return found


def _from(level: int, today: date) -> Q:
    """A clock that has run out counts as one level more until the timer has written it down."""
    return Q(level__gte=level) | Q(level__gte=level - 1, step_due__lt=today) if level else Q()
