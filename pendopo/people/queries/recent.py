"""How much has been written down lately."""

from datetime import date

from pendopo.people.models import PopulationEvent


def public_event_count(village: str, *, since: date) -> int:
    """Count the population events of a village since a day; a number, never whose."""
    return PopulationEvent.objects.filter(village_code=village, reported_on__gte=since).count()
