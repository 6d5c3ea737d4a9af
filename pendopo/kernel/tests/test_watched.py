"""`verify` beside the chains: triggers, tables they keep, names behind pseudonyms, and every column of the journal."""

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from pendopo.kernel import triggers, watched
from pendopo.kernel.actor import system_actor
from pendopo.kernel.barrier import FRAMEWORK_TABLES
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import ActorName, Feed, JournalBody, Journaled, JournalEntry, JournalTouch
from pendopo.kernel.older_images import OlderImages
from pendopo.kernel.tests.steps import do, held_holiday, held_resident, holiday, tamper
from pendopo.kernel.verify import verify
from pendopo.kernel.watched import Watched
from tests.architecture import hand_edits
from tests.making import ELSEWHERE

pytestmark = pytest.mark.django_db
CHAINS = (Feed, JournalEntry, JournalBody, JournalTouch, ActorName)
# Tables of ours that no image holds and nothing proves, each with what it is.
APART = {
    "kernel_keycheck": "fingerprints of the keys; one that does not fit lets nothing start",
    "kernel_journalform": "which columns images hold; a wrong one asks for a look and writes nothing while rows differ",
    "kernel_clockdoubt": "jumps of the clock, which two neighbouring entries show, and the entry of the answer",
    "accounts_loginthrottle": "counts of wrong passwords, which pass by themselves",
}
# The number that Django gives the index of touched rows has no meaning; the table may be filled again in any order.
UNPROVEN: dict[str, set[str]] = {"kernel.JournalTouch": {"id"}}
KEPT_BY_THE_DATABASE: dict[str, set[str]] = {}


def problem() -> str:
    broken = verify().broken
    return broken.problem if broken else ""


@pytest.mark.parametrize("model", CHAINS, ids=lambda model: model.__name__)
def test_every_column_of_the_journal_itself_is_seen_when_it_is_edited(
    model: type[models.Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        watched, "trigger_problems", lambda: iter(())
    )  # they are away while columns are edited
    row = held_holiday(name="a")
    row.name = "b"
    do(row.save, reason="-")
    do(holiday().save, area=ELSEWHERE, actor=system_actor("another"))
    with transaction.atomic():
        missed, refused = hand_edits.unseen(model, lambda: not verify().ok)
        transaction.set_rollback(True)
    label = model._meta.label
    assert missed == {f"{label}.{name}" for name in UNPROVEN.get(label, set())}
    assert refused == {f"{label}.{name}" for name in KEPT_BY_THE_DATABASE.get(label, set())}


def test_every_table_of_ours_is_proven_or_says_what_it_is() -> None:
    tables = {one._meta.db_table for one in apps.get_models() if not issubclass(one, (Journaled, *CHAINS))}
    assert {name for name in tables - FRAMEWORK_TABLES if not name.startswith("auth_")} == set(APART)


def test_a_trigger_that_was_dropped_is_named_also_once_it_was_put_back() -> None:
    do(lambda: None)
    name, (table, _) = next(iter(triggers.declared(connection.vendor).items()))
    with unguarded("a hand in the database"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert name in problem()
    triggers.restored.extend(triggers.put_back_triggers())  # as a start does
    try:
        assert name in problem()
    finally:
        triggers.restored.clear()
    assert problem() == ""


def test_a_table_that_triggers_keep_is_compared() -> None:
    held_resident()
    assert problem() == ""
    for spoil in (
        "DELETE FROM people_name_word WHERE tail = (SELECT min(tail) FROM people_name_word)",
        "UPDATE people_name_word SET tail = 'x' WHERE tail = (SELECT min(tail) FROM people_name_word)",
        "INSERT INTO people_name_word SELECT village_code, 'zz', name_key, person_id FROM people_name_word LIMIT 1",
        "INSERT INTO people_family_without_head SELECT id FROM people_family WHERE id NOT IN"
        " (SELECT family_id FROM people_family_without_head)",
    ):
        with transaction.atomic():
            if tamper(spoil):
                assert "does not follow" in problem(), spoil
            transaction.set_rollback(True)


def test_a_name_that_is_gone_is_named() -> None:
    do(lambda: None)
    tamper("DELETE FROM kernel_actorname")
    assert "is gone" in problem()


def test_a_domain_brings_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    part = Watched(lambda: iter(["the well is dry"]))
    monkeypatch.setitem(DOMAINS, "test", Domain("test", "", (part,)))
    assert problem() == "the well is dry"
    assert verify(OlderImages()).ok  # not asked while the journal is widened
