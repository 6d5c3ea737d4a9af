"""The office of these tests: a village with a PPID, a head, an operator and two residents."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from pendopo.accounts.tests import folk
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.people.tests import crowd
from tests.making import resident

TARAJU = crowd.TARAJU
WANTED = {"wanted": "APBDes 2026", "purpose": "penelitian", "delivery": "online"}
NAMED = {"name": "Rina Wati", "address": "Bandung", "contact": "0812000111"}


@dataclass
class Office:
    """Everybody a test needs."""

    operator: Actor
    ppid: Actor
    head: Actor
    person: Any
    neighbour: Any

    def ask(self, **given: Any) -> InformationRequest:
        """A resident asks."""
        key = given.pop("form_key", None) or uuid.uuid4()
        values = {**WANTED, **given.pop("values", {})}
        row: InformationRequest = ACTS["ask"](
            given.pop("who", resident(self.person.pk)), village=TARAJU, form_key=key, values=values, **given
        )
        return row

    def ask_unknown(self, **given: Any) -> InformationRequest:
        """Somebody whom the register does not know asks."""
        return self.ask(who=ANONYMOUS, named=NAMED, **given)


def open_office() -> Office:
    """A village with its officers and two families."""
    crowd.village()
    officers = {
        key: folk.actor(folk.officer(key, role))
        for key, role in (("operator", "operator_desa"), ("ppid", "ppid_desa"), ("head", "kepala_desa"))
    }
    return Office(
        **officers,
        person=folk.resident(name="Dadang Suryana"),
        neighbour=folk.resident(nik="3206134107900002", kk_number="3206131234560002", name="Neneng Hasanah"),
    )
