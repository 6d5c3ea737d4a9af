"""The office of these tests: officers, a midwife, the head of an RT, and the family to which things happen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pendopo.accounts import operations as accounts
from pendopo.accounts.models import User
from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.people.models import Person
from pendopo.people.tests import crowd
from pendopo.vital.models import VitalReport
from pendopo.vital.operations import ACTS
from tests.making import resident

TARAJU = crowd.TARAJU
NAMED = {"name": "Rina Wati", "address": "Bandung", "contact": "0812000111"}


@dataclass
class Office:
    """Everybody a test needs."""

    operator: Actor
    secretary: Actor
    midwife: Actor
    rt_head: Actor
    father: Person
    mother: Person

    def report(self, event: str, by: Actor | None = None, **values: Any) -> VitalReport:
        """Somebody reports; the father, if nobody else is named."""
        key = values.pop("form_key", None) or uuid.uuid4()
        actor = resident(self.father.pk) if by is None else by
        named = NAMED if actor is ANONYMOUS else None
        said = {"event": event, "proof": "bring", **VALUES.get(event, {}), **values}
        if "on" not in said and event != "data-keliru":
            said["on"] = today() - timedelta(days=3)
        row: VitalReport = ACTS["ask"](actor, village=TARAJU, form_key=key, values=said, named=named)
        return row


VALUES: dict[str, dict[str, str]] = {
    "kelahiran": {"child": "Asep Surya", "sex": "1", "mother": "Neneng Hasanah", "father": "Dadang Suryana"},
    "kematian": {"who": "Neneng Hasanah"},
    "kedatangan": {"who": "Tatang Sutisna", "elsewhere": "Cikalong, Tasikmalaya"},
    "kepindahan": {"who": "Neneng Hasanah", "elsewhere": "Bandung"},
    "data-keliru": {"wrong": "religion", "should": "islam"},
}


def today() -> date:
    """The day of the test."""
    return clock.today()


def open_office() -> Office:
    """A village with its officers and one family."""
    codes = crowd.village()
    officers = {
        key: folk.actor(folk.officer(key, role))
        for key, role in (
            ("operator", "operator_desa"),
            ("secretary", "sekretaris_desa"),
            ("midwife", "bidan"),
        )
    }
    rt = next(code for (hamlet, _rw, rt), code in sorted(codes.items()) if rt == "001")
    father = folk.resident(name="Dadang Suryana")
    mother = crowd.person(
        "Neneng Hasanah", nik="3206135107900002", sex=2, family=father.family, relation=3, marital_status=2,
        birth_date=date(1990, 7, 11),
    )  # fmt: skip
    crowd.write([mother])
    folk.change(Person.objects.get(pk=father.pk), marital_status=2)
    rt_head = folk.actor(folk.officer("ketua", area=TARAJU))
    accounts.grant_role(folk.SETUP, user=User.objects.get(username="ketua"), role="ketua_rt", area=rt)
    rt_head = folk.actor(User.objects.get(username="ketua"))
    return Office(
        **officers,
        rt_head=rt_head,
        father=Person.objects.get(pk=father.pk),
        mother=Person.objects.get(pk=mother.pk),
    )
