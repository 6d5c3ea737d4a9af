"""The demo village is built through the door, by the day's rules, and stands up to every check."""

import pytest

from demo.accounts import ABOVE, ACCOUNTS
from demo.desks import fill_desks
from demo.people.localities import TARAJU
from demo.seed import DemoVillage, seed
from pendopo.accounts.models import User
from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.verify import verify
from pendopo.notices.models import OutboxItem
from pendopo.people.queries import persons_visible_to
from pendopo.people.queries.persons import Wanted
from pendopo.people.rules.codes import BasicStatus
from pendopo.places.queries import public_boundary, public_officials, public_village
from tests.making import proven_address

ACTOR = system_actor("test")


@pytest.mark.django_db
def test_the_demo_village_stands_up_to_every_check() -> None:
    # seeded once for all checks: it is the longest set-up of the whole suite
    made = seed(families=120, number=3)
    proven_address(made.village)
    _check_office(made)
    _check_accounts(made)
    _check_year(made)
    _check_desks(made)
    _check_days()
    report = verify()
    assert report.ok, report.broken


def _check_office(made: DemoVillage) -> None:
    village = public_village(TARAJU)
    assert village is not None
    assert village.title == "Desa Taraju"
    assert public_boundary(TARAJU) is not None
    assert len({official.position for official in public_officials(TARAJU)}) >= 5
    alive = persons_visible_to(ACTOR, Wanted())
    assert 300 < alive.total < made.residents
    assert persons_visible_to(ACTOR, Wanted(status=int(BasicStatus.DEAD))).total > 0


def _check_accounts(made: DemoVillage) -> None:
    """Every role but those of a kecamatan's own office has an account whose password works; three residents too."""
    above = {role for role, *_rest in ABOVE} - {role for role, *_rest in ACCOUNTS}
    assert len(made.officers) == len(ROLES) - len(above) == len(ROLES) - 2
    for officer in made.officers:
        user = User.objects.get(username=officer.username)
        assert user.check_password(made.password)
        assert not user.check_password("lain-sama-sekali-2026")
    assert len(made.accounts) == 3


def _check_desks(made: DemoVillage) -> None:
    """Letters stand in every state and a list waits for review; without the packages nothing is written."""
    said: list[str] = []
    assert fill_desks(made.village, said.append)
    assert len(said) == 5
    states = set(OutboxItem.objects.values_list("state", flat=True))
    assert {"sent", "unknown", "failed"} <= states  # somebody has to say what became of the unknown one
    operations = set(JournalEntry.objects.filter(outcome="done").values_list("operation", flat=True))
    assert {"letters.request.sign", "letters.request.refuse"} <= operations
    assert any(name.startswith("matching.") for name in operations)


@pytest.mark.django_db
def test_a_demo_without_the_packages_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.desks.PACKAGES", ("a_package_that_is_not_there",))
    said: list[str] = []
    assert not fill_desks(TARAJU, said.append, patience=0)
    assert "run.py install" in said[-1]


def _check_year(made: DemoVillage) -> None:
    """Each kind of event happened, the journal holds every one, and nothing was refused on the way."""
    assert all(count > 0 for count in made.happened.values()), made.happened
    operations = set(JournalEntry.objects.filter(outcome="done").values_list("operation", flat=True))
    assert {
        "people.import.chunk", "people.birth.record", "people.death.record", "people.move_out.record",
        "people.move_in.record", "people.family.split", "people.leave.record", "people.person.correct",
        "accounts.role.grant", "accounts.resident.use_code", "places.boundaries.import",
    } <= operations  # fmt: skip
    assert not JournalEntry.objects.exclude(outcome="done").exists()


def _check_days() -> None:
    today = clock.today()
    listing = persons_visible_to(ACTOR, Wanted(status=None))
    assert all(person.birth_date is not None and person.birth_date <= today for person in listing.persons)
