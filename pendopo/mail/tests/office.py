"""A village with an operator and a head, for tests of its mail."""

from dataclasses import dataclass, field
from datetime import date

from pendopo.accounts.models import User
from pendopo.accounts.tests import folk
from pendopo.kernel.actor import Actor
from pendopo.people.tests import crowd
from pendopo.places.operations import appoint_official
from pendopo.places.rules.terms import Appointment, HolderKind, Term

SETUP, TARAJU = folk.SETUP, crowd.TARAJU


@dataclass
class Office:
    """Who works with the register."""

    operator: Actor
    head: Actor
    users: dict[str, User] = field(default_factory=dict)


def open_office() -> Office:
    """A village whose secretary can be given a disposition."""
    crowd.village()
    users = {
        "operator": folk.officer("operator", "operator_desa"),
        "head": folk.officer("kepala", "kepala_desa"),
    }
    term = Term("Sekretaris Desa", HolderKind.DEFINITIVE, date(2024, 1, 1), None)
    appoint_official(SETUP, village=TARAJU, appointment=Appointment("Sekretaris"), term=term)
    return Office(folk.actor(users["operator"]), folk.actor(users["head"]), users)
