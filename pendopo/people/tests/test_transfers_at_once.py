"""Eight clicks at one moment are one arrival; an arrival and a taking back at one moment are one of the two."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connections

from pendopo.kernel.errors import Refusal
from pendopo.people.models import Person, Transfer
from pendopo.people.operations import transfers
from pendopo.people.tests.crowd import TARAJU
from pendopo.people.tests.movers import HERE, NEXT, NIK, accepted, open_site, sent, write_household

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 8


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Threads wait for one another and act; what each was answered, in a word."""
    start, said = threading.Barrier(len(acts)), list[str]()

    def act(one: Callable[[], object]) -> None:
        try:
            start.wait(30)
            one()
            said.append("done")
        except Refusal as refused:
            said.append(refused.code)
        except OperationalError:  # SQLite: another one writes
            said.append("busy")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def homes(nik: str) -> list[str]:
    return [row.village_code for row in Person.objects.all() if row.nik == nik and row.is_living]


def test_eight_clicks_are_one_arrival(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_site(settings, monkeypatch)
    household = write_household()
    file = sent(household, 1, 2)
    said = at_once([lambda: accepted(file, household)] * CLICKS)
    assert said.count("done") == 1 and set(said) <= {"done", "busy", "transfer_accepted"}
    assert Person.objects.filter(village_code=NEXT).count() == 3
    assert homes(NIK) == [NEXT]


def test_an_arrival_and_a_taking_back_are_one_of_the_two(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_site(settings, monkeypatch)
    household = write_household()
    file = sent(household, 1, 2)
    back = [lambda: transfers.take_back(HERE, transfer=file, reason="Batal")] * 2
    said = at_once([*back, *[lambda: accepted(file, household)] * 2])
    assert said.count("done") == 1, said
    state = Transfer.objects.get().state
    assert homes(NIK) == [{"accepted": NEXT, "taken_back": TARAJU}[state]]
