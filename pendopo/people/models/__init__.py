"""Tables of the population register, and of what an office keeps beside it."""

from pendopo.people.models.desk import BookPrint, FileAccess, ImportBatch, ImportState, KeptFilter
from pendopo.people.models.events import EventKind, PopulationEvent
from pendopo.people.models.register import Family, PastMembership, Person
from pendopo.people.models.transfers import Transfer, Traveller

__all__ = [
    "BookPrint",
    "EventKind",
    "Family",
    "FileAccess",
    "ImportBatch",
    "ImportState",
    "KeptFilter",
    "PastMembership",
    "Person",
    "PopulationEvent",
    "Transfer",
    "Traveller",
]
