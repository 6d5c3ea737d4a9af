"""A household that moves from one village of a site to the next, for the tests of transfers."""

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings

from pendopo.kernel import clock
from pendopo.people.models import Person, Transfer
from pendopo.people.operations import transfers
from pendopo.people.operations.families import NewFamily
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import TARAJU
from tests.making import officer

NEXT, THIRD = "32.06.13.2002", "32.06.13.2003"
TODAY, WENT, CAME = date(2026, 10, 20), date(2026, 10, 5), date(2026, 10, 12)
NIK, WIFE, CHILD = "3206130403800001", "3206134508850002", "3206131708100003"
KK = "3206130101150001"
HERE = officer(READ, RECORD, CORRECT)
THERE = officer(READ, RECORD, CORRECT, area=NEXT)
HEAD, SPOUSE, SON = 1, 3, 4


def open_site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three villages of one district; the bare addresses are the first one's."""
    settings.PENDOPO_VILLAGE = TARAJU
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    for code in (TARAJU, NEXT, THIRD):
        crowd.village(code)


def write_household() -> list[Person]:
    """A couple with a child, one card."""
    card = crowd.family(kk_number=KK)
    crowd.write([card])
    given: list[dict[str, Any]] = [
        {"name": "Asep Sunarya", "nik": NIK, "relation": HEAD, "sex": 1, "birth_date": date(1980, 3, 4)},
        {"name": "Euis Hasanah", "nik": WIFE, "relation": SPOUSE, "sex": 2, "birth_date": date(1985, 8, 5)},
        {"name": "Ujang Sunarya", "nik": CHILD, "relation": SON, "sex": 1, "birth_date": date(2010, 8, 17)},
    ]
    rows = [crowd.person(**one, family=card, family_since=date(2015, 1, 1)) for one in given]
    crowd.write(rows)
    return rows


def sent(household: list[Person], *along: int, **more: Any) -> Transfer:
    """The file of the first, and of those whose places are named."""
    chosen = [household[place].pk for place in along]
    given = {"on": WENT, "to": NEXT, "consent": "self", "together": chosen, **more}
    return transfers.send_transfer(HERE, person=household[0], **given)


def accepted(file: Transfer, household: list[Person], **more: Any) -> list[Person]:
    """The rows of the new village, in a new family with the old card's number."""
    relations = {person.pk: place for person, place in zip(household, (HEAD, SPOUSE, SON), strict=True)}
    given = {"relations": relations, "new_family": NewFamily(NEXT, "Kp. Baru", KK), "on": CAME, **more}
    return transfers.accept_transfer(THERE, village=NEXT, transfer=file, **given)
