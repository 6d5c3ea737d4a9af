"""The one door: permission, transaction, entry; refusals; operations inside operations."""

import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.actor import ANONYMOUS, Actor, Power, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotPermitted, Refusal, TierNotAllowed, WriteRefused
from pendopo.kernel.journal import pseudonym_of
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import ActorName, JournalEntry, LocalHoliday
from pendopo.kernel.operation import PUBLIC, REGISTRY, RESIDENT, operation
from pendopo.kernel.tests.steps import bases, body, do, entries, header, held_holiday, holiday, last_entry
from pendopo.kernel.verify import verify
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db


class NotToday(Refusal):
    code = "not_today"


def refuse() -> None:
    raise NotToday


def test_an_entry_says_what_was_done_where_by_whom_and_why() -> None:
    clerk = officer("test.make")
    row = holiday()
    do(row.save, actor=clerk, reason="surat edaran", evidence=(b"\x01" * 32,))
    entry = last_entry()
    said = header(entry)
    assert said[0] == 2
    assert said[2:4] == [1, bytes(32)]
    assert said[5] == entry.operation == "test.kernel.step"
    assert said[7:10] == [TARAJU, TARAJU, "done"]
    assert row.last_entry == entry.pk
    told = body(entry)
    assert (told["reason"], told["evidence"], told["cause"], told["code"]) == (
        "surat edaran", [b"\x01" * 32], None, "",
    )  # fmt: skip
    assert (entry.feed.area_code, entry.feed.seq, bytes(entry.feed.head)) == (TARAJU, 1, bytes(entry.hash))


def test_a_row_as_subject_gives_its_area_and_its_key() -> None:
    row = held_holiday(area_code=TARAJU + ".01")
    do(lambda: None, area=row)
    assert header(last_entry())[7:9] == [str(row.pk), TARAJU + ".01"]
    assert last_entry().feed.area_code == TARAJU


def test_who_lacks_the_permission_in_the_area_is_refused_and_that_is_journalled() -> None:
    row = holiday()
    for stranger in (officer("test.make", area=ELSEWHERE), officer("test.read"), ANONYMOUS):
        with pytest.raises(NotPermitted):
            do(row.save, actor=stranger)
        assert (last_entry().outcome, body(last_entry())["code"]) == ("refused", "not_permitted")
    assert not LocalHoliday.objects.exists()
    assert JournalEntry.objects.count() == 3
    assert verify().ok


def test_a_power_above_holds_below_and_not_beside() -> None:
    do(lambda: None, actor=officer("test.make", area="32.06"))
    with pytest.raises(NotPermitted):
        do(lambda: None, actor=officer("test.make", area="32.0"))
    with pytest.raises(NotPermitted):
        do(lambda: None, actor=officer("test.make", area=TARAJU + ".01"))


def test_the_operation_of_another_tier_is_refused_by_its_own_code() -> None:
    do(lambda: None, actor=officer("test.make"), tiers={Tier.VILLAGE})
    with pytest.raises(TierNotAllowed):
        do(lambda: None, actor=officer("test.make", area="32.06"), tiers={Tier.VILLAGE})
    assert body(last_entry())["code"] == "tier_not_allowed"


def test_residents_and_the_public() -> None:
    person = Actor(kind="resident", id=uuid.uuid4(), name="Warga", resident_id=uuid.uuid4())
    helper = Actor(kind="officer", id=uuid.uuid4(), name="Bu Euis", on_behalf_of=uuid.uuid4())
    for actor in (person, helper):
        do(lambda: None, actor=actor, access=RESIDENT)
    for actor in (ANONYMOUS, officer("test.make")):
        with pytest.raises(NotPermitted):
            do(lambda: None, actor=actor, access=RESIDENT)
    do(lambda: None, actor=ANONYMOUS, access=PUBLIC)


def test_a_refusal_rolls_back_and_is_journalled_with_its_code() -> None:
    def write_and_refuse() -> None:
        holiday().save()
        raise NotToday

    with pytest.raises(NotToday):
        do(write_and_refuse)
    assert not LocalHoliday.objects.exists()
    (entry,) = entries()
    assert (entry.outcome, header(entry)[9], body(entry)["code"], body(entry)["rows"]) == (
        "refused", "refused", "not_today", [],
    )  # fmt: skip
    assert verify().ok


def test_an_error_that_is_no_refusal_leaves_nothing_at_all() -> None:
    def write_and_fail() -> None:
        holiday().save()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do(write_and_fail)
    assert not LocalHoliday.objects.exists()
    assert not JournalEntry.objects.exists()
    with pytest.raises(WriteRefused):
        holiday().save()


def test_an_operation_inside_another_names_it_as_its_cause() -> None:
    inner_row, outer_row = holiday(), holiday()

    def both() -> None:
        do(inner_row.save, name="test.kernel.inner")
        outer_row.save()

    do(both)
    inner, outer = entries()
    assert (inner.operation, outer.operation) == ("test.kernel.inner", "test.kernel.step")
    assert (body(inner)["cause"], body(outer)["cause"]) == (outer.pk.bytes, None)
    assert (inner_row.last_entry, outer_row.last_entry) == (inner.pk, outer.pk)
    assert verify().ok


def test_an_inner_refusal_takes_back_the_inner_rows_only() -> None:
    def inner() -> None:
        holiday(name="dalam").save()
        raise NotToday

    def outer() -> None:
        holiday(name="luar").save()
        with pytest.raises(NotToday):
            do(inner, name="test.kernel.inner")
        holiday(name="luar lagi").save()

    do(outer)
    assert sorted(LocalHoliday.objects.values_list("name", flat=True)) == ["luar", "luar lagi"]
    assert [(entry.operation, entry.outcome) for entry in entries()] == [
        ("test.kernel.inner", "refused"),
        ("test.kernel.step", "done"),
    ]
    assert verify().ok


def test_without_a_savepoint_nobody_goes_on_after_an_inner_refusal() -> None:
    def inner() -> None:
        holiday(name="dalam").save()
        raise NotToday

    def outer() -> None:
        with pytest.raises(NotToday):
            do(inner, name="test.kernel.inner", savepoint=False)

    def careful() -> None:
        with pytest.raises(NotToday), transaction.atomic():
            do(inner, name="test.kernel.inner", savepoint=False)
        holiday(name="luar").save()

    with pytest.raises(TransactionManagementError):
        do(outer)
    assert not LocalHoliday.objects.exists() and not JournalEntry.objects.exists()
    do(careful)
    assert list(LocalHoliday.objects.values_list("name", flat=True)) == ["luar"]
    assert verify().ok


def test_the_entries_of_one_transaction_are_written_in_one_go_and_in_order() -> None:
    def nested(inner: int) -> None:
        for number in range(inner):
            area = (TARAJU, ELSEWHERE, "32.06")[number % 3]
            do(lambda: holiday().save(), name=f"test.kernel.{number}", area=area, savepoint=False)
        holiday().save()

    def statements(inner: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            do(lambda: nested(inner))
        return len([query for query in asked if " kernel_" in query["sql"]])

    do(lambda: nested(3))  # the feeds begin, and the actor has a name
    assert statements(6) == statements(3) == statements(0) + 2  # the ends of two feeds more are read
    mine = [entry.operation.rpartition(".")[2] for entry in entries() if entry.feed.area_code == TARAJU]
    assert mine == ["0", "step", "0", "3", "step", "0", "step", "step"]
    assert verify().ok


def test_an_outer_refusal_takes_back_everything_and_is_journalled_alone() -> None:
    def outer() -> None:
        do(holiday().save, name="test.kernel.inner")
        raise NotToday

    with pytest.raises(NotToday):
        do(outer)
    assert not LocalHoliday.objects.exists()
    assert [(entry.operation, entry.outcome) for entry in entries()] == [("test.kernel.step", "refused")]
    assert verify().ok


def test_a_refusal_two_floors_down_leaves_no_entry_of_what_it_took_back() -> None:
    def middle() -> None:
        do(holiday().save, name="test.kernel.inner")
        raise NotToday

    def outer() -> None:
        with pytest.raises(NotToday):
            do(middle, name="test.kernel.middle")

    do(outer)
    assert [(entry.operation, entry.outcome) for entry in entries()] == [
        ("test.kernel.middle", "refused"),
        ("test.kernel.step", "done"),
    ]
    assert verify().ok


@pytest.mark.parametrize("inner_area", [TARAJU, "32.06", "33"])
def test_one_row_changed_outside_and_inside(inner_area: str) -> None:
    row = held_holiday()
    first = row.last_entry

    def inner() -> None:
        copy = LocalHoliday.objects.get(pk=row.pk)
        copy.legal_basis = "dalam"
        copy.save()

    def outer() -> None:
        row.name = "luar"
        row.save()
        do(inner, name="test.kernel.inner", area=inner_area)

    do(outer)
    row.refresh_from_db()
    assert (row.name, row.legal_basis) == ("luar", "dalam")
    assert verify().ok
    made = {entry.pk: entry for entry in entries()}
    assert bases(made[row.last_entry])[row.pk] == bytes(made[first].hash)


@pytest.mark.parametrize("inner_area", [TARAJU, "32.06", "33"])
def test_one_row_changed_outside_inside_and_outside_again(inner_area: str) -> None:
    row = held_holiday()

    def inner() -> None:
        LocalHoliday.objects.filter(pk=row.pk).update(legal_basis="dalam")

    def outer() -> None:
        row.name = "luar"
        row.save()
        do(inner, name="test.kernel.inner", area=inner_area)
        row.name = "luar lagi"
        row.save(update_fields=["name"])

    do(outer)
    row.refresh_from_db()
    assert (row.name, row.legal_basis) == ("luar lagi", "dalam")
    assert verify().ok
    made = {entry.operation: entry for entry in entries()}
    inner_entry = made["test.kernel.inner"]
    (outer_entry,) = [entry for entry in entries() if entry.pk == row.last_entry]
    assert bases(outer_entry)[row.pk] == bytes(inner_entry.hash)


def test_a_row_in_memory_forgets_an_operation_that_was_taken_back() -> None:
    row = held_holiday()
    held = row.last_entry

    def inner() -> None:
        row.name = "dalam"
        row.save()
        raise NotToday

    def outer() -> None:
        with pytest.raises(NotToday):
            do(inner, name="test.kernel.inner")
        assert row.last_entry == held
        row.name = "luar"
        row.save()

    do(outer)
    first, *_, last = entries()
    assert bases(last)[row.pk] == bytes(first.hash)
    assert verify().ok


def test_the_pseudonym_of_an_actor_is_stable_and_means_nothing_without_the_pepper() -> None:
    clerk, other = officer("test.make"), officer("test.make")
    for actor in (clerk, clerk, other):
        do(lambda: None, actor=actor)
    first, second, third = (header(entry)[6] for entry in entries())
    assert first == second != third
    assert len(first) == 16
    ring = site_keys()
    moved = type(ring)(ring.node_secret, ring.seal_keys, ring.index_keys, b"\x07" * 32, ring.django_secret)
    assert pseudonym_of(clerk, ring) == first != pseudonym_of(clerk, moved)
    assert clerk.id is not None
    assert clerk.id.bytes not in b"".join(bytes(entry.header) for entry in entries())
    assert ActorName.objects.filter(name="Bu Euis").count() == 2


def test_a_job_has_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        system_actor("")
    assert system_actor("import").may("anything.at.all", TARAJU)


def test_powers_are_read_by_permission_and_area() -> None:
    clerk = Actor(
        kind="officer", powers=frozenset({Power("a.b", "32.06"), Power("a.b", "33"), Power("c.d", "")})
    )
    assert sorted(clerk.areas("a.b")) == ["32.06", "33"]
    assert clerk.permissions == {"a.b", "c.d"}
    assert (clerk.may("a.b", TARAJU), clerk.may("a.b", "34"), clerk.may("c.d", "34")) == (True, False, True)


def _step(actor: Actor, *, area: str) -> None:
    """Do nothing."""


def test_what_the_registry_does_not_take() -> None:
    with pytest.raises(TypeError, match="title"):
        operation("test.kernel.bad", permission="test.make", subject="area")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="permission"):
        operation("test.kernel.bad", "Uji", subject="area")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="subject"):
        operation("test.kernel.bad", "Uji", "test.make", "person")(_step)
    with pytest.raises(TypeError, match="not all arguments"):
        operation("test.kernel.bad", "Uji", "test.make", "area", recuse="person")(_step)
    with pytest.raises(TypeError, match="sentence"):
        operation("test.kernel.bad", "Uji", "test.make", "area")(lambda actor, *, area: None)
    with pytest.raises(TypeError, match="twice"):
        operation("kernel.rule.set", "Uji", "test.make", "area")(_step)
    assert "test.kernel.bad" not in REGISTRY


def test_an_operation_wants_an_actor_and_its_subject() -> None:
    door: Any = operation("test.kernel.step", "Uji", "test.make", "area")(_step)
    REGISTRY.pop("test.kernel.step")
    with pytest.raises(TypeError, match="actor"):
        door("Bu Euis", area=TARAJU)
    with pytest.raises(TypeError, match="subject"):
        door(system_actor("test"))
    assert not JournalEntry.objects.exists()
