"""The demo village is built through the door, by the day's rules, and stands up to every check."""

from datetime import date

import pytest

from pendopo.accounts.models import User
from pendopo.accounts.queries import public_link
from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.verify import verify
from pendopo.people.queries import persons_visible_to
from pendopo.people.queries.persons import Wanted
from pendopo.people.rules.codes import BasicStatus
from pendopo.places.queries import public_boundary, public_officials, public_village
from pendopo.site.demo.localities import TARAJU
from pendopo.site.demo.seed import DemoVillage, seed

ACTOR = system_actor("test")


@pytest.fixture
def made(db: None) -> DemoVillage:
    return seed(families=60, number=3)


def test_the_village_has_its_office_and_its_people(made: DemoVillage) -> None:
    village = public_village(TARAJU)
    assert village is not None
    assert village.title == "Desa Taraju"
    assert public_boundary(TARAJU) is not None
    assert len({official.position for official in public_officials(TARAJU)}) >= 5
    alive = persons_visible_to(ACTOR, Wanted())
    assert 150 < alive.total < made.residents
    assert persons_visible_to(ACTOR, Wanted(status=int(BasicStatus.DEAD))).total > 0


def test_every_role_has_an_account_and_its_password_works(made: DemoVillage) -> None:
    assert len(made.officers) == len(ROLES)
    for officer in made.officers:
        user = _user(officer.username)
        assert user.check_password(made.password)
        assert not user.check_password("lain-sama-sekali-2026")
    assert len(made.accounts) == 3


def test_a_year_of_events_happened_and_the_journal_holds_every_one(made: DemoVillage) -> None:
    assert made.happened["births"] > 0
    assert all(count > 0 for count in made.happened.values())
    operations = set(JournalEntry.objects.filter(outcome="done").values_list("operation", flat=True))
    assert {
        "people.import.chunk", "people.birth.record", "people.death.record", "people.move_out.record",
        "people.move_in.record", "people.family.split", "people.leave.record", "people.person.correct",
        "accounts.role.grant", "accounts.resident.use_code", "places.boundaries.import",
    } <= operations  # fmt: skip
    assert not JournalEntry.objects.exclude(outcome="done").exists()
    report = verify()
    assert report.ok, report.broken


def test_nothing_happens_after_today(made: DemoVillage) -> None:
    today = clock.today()
    assert isinstance(today, date)
    listing = persons_visible_to(ACTOR, Wanted(status=None))
    assert all(person.birth_date is not None and person.birth_date <= today for person in listing.persons)
    assert public_link("never handed out") is None


def _user(username: str) -> User:
    return User.objects.get(username=username)
