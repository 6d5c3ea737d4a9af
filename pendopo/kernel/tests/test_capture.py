"""Every way to write a journalled row leaves its after-image and the hash of the entry before."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from pendopo.kernel import capture
from pendopo.kernel.errors import WriteRefused
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.tests.steps import (
    bases,
    do,
    entries,
    held_holiday,
    held_resident,
    holiday,
    images,
    last_entry,
    model_of,
    resident,
)
from pendopo.kernel.verify import verify
from tests.making import TARAJU

pytestmark = pytest.mark.django_db
FIELDS = {"on", "name", "area_code", "legal_basis"}


def check(row: LocalHoliday, name: str) -> None:
    """The last entry shows the row as it stands in the database, built on the entry before."""
    before, last = entries()[-2:]
    assert images(last)[row.pk]["name"] == name == LocalHoliday.objects.get(pk=row.pk).name
    assert set(images(last)[row.pk]) == FIELDS
    assert bases(last)[row.pk] == bytes(before.hash)
    assert LocalHoliday.objects.get(pk=row.pk).last_entry == last.pk
    assert verify().ok


def test_a_created_row_stands_on_nothing() -> None:
    row = held_holiday(name="Cuti bersama")
    assert images(last_entry())[row.pk]["name"] == "Cuti bersama"
    assert bases(last_entry())[row.pk] is None
    assert verify().ok


def test_save() -> None:
    row = held_holiday()
    row.name = "Libur"
    do(row.save)
    check(row, "Libur")


def test_save_of_some_columns_shows_what_the_database_holds() -> None:
    row = held_holiday(legal_basis="SKB")
    row.name, row.legal_basis = "Libur", "never saved"
    do(lambda: row.save(update_fields=["name"]))
    check(row, "Libur")
    assert images(last_entry())[row.pk]["legal_basis"] == "SKB"


def test_save_of_some_columns_of_an_old_copy() -> None:
    row = held_holiday(legal_basis="SKB")
    copy = LocalHoliday.objects.get(pk=row.pk)
    row.legal_basis = "SKB 3 Menteri"
    do(row.save)
    copy.name = "Libur"
    do(lambda: copy.save(update_fields=["name"]))
    assert images(last_entry())[row.pk]["legal_basis"] == "SKB 3 Menteri"
    assert verify().ok


def test_save_of_a_row_that_was_read_in_part() -> None:
    row = held_holiday(legal_basis="SKB")
    part = LocalHoliday.objects.only("name", "last_entry").get(pk=row.pk)
    part.name = "Libur"
    do(part.save)
    check(row, "Libur")


def test_bulk_create() -> None:
    rows = [holiday(name=f"Libur {number}") for number in range(5)]
    do(lambda: LocalHoliday.objects.bulk_create(rows, batch_size=2))
    assert [image["name"] for image in images(last_entry()).values()] == [row.name for row in rows]
    assert set(bases(last_entry()).values()) == {None}
    assert verify().ok


@pytest.mark.parametrize("option", ["ignore_conflicts", "update_conflicts"])
def test_bulk_create_never_hides_which_rows_were_written(option: str) -> None:
    options: dict[str, Any] = {option: True}
    with pytest.raises(TypeError, match="conflicts"):
        do(lambda: LocalHoliday.objects.bulk_create([holiday()], **options))


def test_bulk_update_shows_what_the_database_holds() -> None:
    row = held_holiday(legal_basis="SKB")
    row.name, row.legal_basis = "Libur", "never saved"
    assert do(lambda: LocalHoliday.objects.bulk_update([row], ["name"])) == 1
    check(row, "Libur")
    assert images(last_entry())[row.pk]["legal_basis"] == "SKB"


def test_update_of_a_query() -> None:
    row, other = held_holiday(), held_holiday(name="Lain")
    do(lambda: None)
    assert (
        do(lambda: LocalHoliday.objects.filter(name="Cuti").update(name=models.F("name"), legal_basis="x"))
        == 1
    )
    assert do(lambda: LocalHoliday.objects.filter(name="Cuti").update(name="Libur")) == 1
    check(row, "Libur")
    assert other.pk not in images(last_entry())


def test_delete_of_a_row_and_of_a_query() -> None:
    first, second, third = held_holiday(), held_holiday(name="b"), held_holiday(name="b")
    first_id = first.pk
    do(first.delete)
    assert images(last_entry()) == {first_id: None}
    do(lambda: LocalHoliday.objects.filter(name="b").delete())
    assert images(last_entry()) == {second.pk: None, third.pk: None}
    assert None not in bases(last_entry()).values()
    assert not LocalHoliday.objects.exists()
    assert verify().ok


def test_get_or_create_and_update_or_create() -> None:
    day = date(2026, 3, 20)
    row, made = do(lambda: LocalHoliday.objects.get_or_create(on=day, defaults={"name": "Cuti"}))
    assert made
    same, made = do(lambda: LocalHoliday.objects.get_or_create(on=day, defaults={"name": "Lain"}))
    assert (same.pk, made, images(last_entry())) == (row.pk, False, {})
    do(lambda: LocalHoliday.objects.update_or_create(on=day, defaults={"name": "Libur"}))
    assert images(last_entry())[row.pk]["name"] == "Libur"
    assert verify().ok


def test_a_related_manager() -> None:
    family = model_of("people.Family")(village_code=TARAJU, area_code=TARAJU)
    do(family.save)
    person = held_resident()
    do(lambda: family.members.add(person))
    assert images(last_entry())[person.pk]["family_id"] == family.pk.bytes
    child = do(lambda: family.members.create(**_values("Asep")))
    assert images(last_entry())[child.pk]["name"] == "Asep"
    do(lambda: family.members.remove(child))
    assert images(last_entry())[child.pk]["family_id"] is None
    assert verify().ok


def _values(name: str) -> dict[str, Any]:
    row = resident(name=name, name_key=name.lower())
    return {
        field: getattr(row, field)
        for field in ("village_code", "area_code", "name", "name_key", "present_from")
    }


def test_several_writes_of_one_operation_give_one_image_on_the_first_base() -> None:
    row = held_holiday()
    (made,) = entries()

    def often() -> None:
        for name in ("a", "b", "c"):
            row.name = name
            row.save()
        LocalHoliday.objects.filter(pk=row.pk).update(name="d")

    do(often)
    assert images(last_entry())[row.pk]["name"] == "d"
    assert bases(last_entry())[row.pk] == bytes(made.hash)
    assert verify().ok


def test_a_row_that_comes_and_goes_in_one_operation() -> None:
    row = holiday()

    def both() -> None:
        row.save()
        LocalHoliday.objects.filter(pk=row.pk).delete()

    do(both)
    assert images(last_entry()) == {row.pk: None}
    assert verify().ok


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: LocalHoliday.objects.bulk_create([holiday()]),
        lambda row: LocalHoliday.objects.bulk_update([row], ["name"]),
        lambda row: LocalHoliday.objects.all().update(name="x"),
        lambda row: LocalHoliday.objects.all().delete(),
        lambda row: LocalHoliday._base_manager.filter(pk=row.pk).update(name="x"),
        lambda row: LocalHoliday._base_manager.filter(pk=row.pk)._raw_delete("default"),
    ],
)
def test_no_way_to_write_works_outside_an_operation(write: Any) -> None:
    row = held_holiday()
    with pytest.raises(WriteRefused), transaction.atomic():
        write(row)
    assert verify().ok


def test_values_are_journalled_as_the_database_gives_them_back() -> None:
    moment = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)
    assert capture.plain(moment.astimezone(timezone.get_fixed_timezone(420))) == moment.isoformat()
    assert capture.plain({"a": (date(2026, 1, 2), time(9, 30)), 1: Decimal("1.50")}) == {
        "a": ["2026-01-02", "09:30:00"],
        "1": "1.50",
    }
    assert capture.plain(memoryview(b"x")) == b"x"
    with pytest.raises(TypeError, match="journalled"):
        capture.plain(object())
