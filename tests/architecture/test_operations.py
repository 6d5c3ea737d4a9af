"""The one door: what stands in the registry, what is journalled, and that nothing else writes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any, ClassVar

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.columns import LeftOut, journalled
from pendopo.kernel.errors import NotPermitted, WriteRefused
from pendopo.kernel.models import Journaled, JournalEntry, LocalHoliday
from pendopo.kernel.operations import add_local_holiday
from tests.architecture import registry
from tests.making import ELSEWHERE, TARAJU, officer

EVERY_DAY = date(2026, 3, 2)


def test_every_operation_belongs_to_its_domain_and_says_what_it_does() -> None:
    entries = registry.registered()
    assert entries
    findings = registry.operation_findings(entries)
    assert not findings, "\n" + "\n".join(findings)


def test_the_registry_guard_catches_a_permission_of_another_domain() -> None:
    entry = registry.registered()[0]
    assert registry.operation_findings([replace(entry, permission="matching.merge")])
    assert registry.operation_findings([replace(entry, name="matching.pair.merge")])
    assert registry.operation_findings([replace(entry, name="Merge")])
    assert registry.operation_findings([replace(entry, doc=" ")])
    assert registry.operation_findings([replace(entry, tiers=frozenset())])


def test_every_table_of_a_domain_is_journalled() -> None:
    findings = registry.table_findings(registry.own_models())
    assert not findings, "\n" + "\n".join(findings)


def test_the_exceptions_from_the_journal_still_exist() -> None:
    labels = {model._meta.label for model in registry.own_models()}
    assert set(registry.NOT_JOURNALLED) <= labels


@isolate_apps("tests")
def test_the_table_guard_catches_what_it_should() -> None:
    class Loose(models.Model):
        class Meta:
            app_label = "people"

    class Wrong(Journaled):
        journal_fields = ("left",)
        leaves_out: ClassVar[Mapping[str, LeftOut]] = {
            "nmae": LeftOut("Computed from the other one."),
            "name": LeftOut("Not needed"),
            "content": LeftOut("Bytes: their digest is kept.", digest="name"),
        }
        name = models.CharField(max_length=10)
        content = models.BinaryField()
        left = models.IntegerField()

        class Meta:
            app_label = "people"

    assert registry.table_findings([Loose]) == ["people.Loose is not Journaled"]
    assert registry.table_findings([Wrong]) == [
        "people.Wrong says what is journalled: everything is, say what it leaves_out and why",
        "people.Wrong has no column nmae to leave out",
        "people.Wrong.name is left out without a reason",
        "people.Wrong.content: the journal keeps no name",
    ]
    assert journalled(Wrong) == ("left",), "whatever is not named is journalled"


def test_every_permission_asked_for_is_in_some_role_and_every_role_asks_for_real_ones() -> None:
    asked = registry.declared_permissions()
    granted = {permission for role in ROLES for permission in role.all_permissions}
    implied = {"accounts.own", "desk.open"}  # every officer holds these
    never = {f"{name} ({place})" for name, place in asked.items() if name not in granted | implied}
    assert not never, f"asked for, granted by no role: {sorted(never)}"


@pytest.mark.django_db
def test_an_operation_leaves_exactly_one_signed_entry() -> None:
    before = JournalEntry.objects.count()
    add_local_holiday(officer("kernel.rules.edit"), area=TARAJU, on=EVERY_DAY, name="Hari desa")
    entries = list(JournalEntry.objects.order_by("seq"))
    assert len(entries) == before + 1
    assert (entries[-1].operation, entries[-1].outcome) == ("kernel.holiday.add", "done")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "actor",
    [ANONYMOUS, officer(), officer("kernel.rules.edit", area=ELSEWHERE), officer("people.read")],
    ids=["anonymous", "officer without powers", "officer elsewhere", "officer with another permission"],
)
def test_a_refusal_writes_nothing_but_its_own_entry(actor: Actor) -> None:
    with pytest.raises(NotPermitted):
        add_local_holiday(actor, area=TARAJU, on=EVERY_DAY, name="Hari desa")
    assert not LocalHoliday.objects.exists()
    assert JournalEntry.objects.get().outcome == "refused"


def test_no_operation_can_be_told_to_skip_its_checks() -> None:
    loose = re.compile("skip|force|unchecked|bypass|sudo|trust")
    found = []
    for entry in registry.registered():
        function = getattr(import_module(entry.module), entry.function)
        found += [
            f"{entry.name}({name})" for name in inspect.signature(function).parameters if loose.search(name)
        ]
    assert not found


RAW = {
    "insert": "INSERT INTO kernel_localholiday (id) VALUES ('x')",
    "replace": "REPLACE INTO kernel_localholiday (id) VALUES ('x')",
    "update behind WITH": "WITH x AS (SELECT 1) UPDATE kernel_localholiday SET name = 'x'",
    "delete behind a comment": "/* read */ -- only\n DELETE FROM kernel_localholiday",
    "two statements": "SELECT 1; DELETE FROM kernel_localholiday",
    "framework name first": "INSERT INTO django_session SELECT 1; DELETE FROM kernel_localholiday",
    "truncate": "TRUNCATE kernel_localholiday",
    "drop": "DROP TABLE kernel_localholiday",
    "select into": "SELECT * INTO copy FROM kernel_localholiday",
    "writing WITH": "WITH gone AS (DELETE FROM kernel_localholiday RETURNING *) SELECT * FROM gone",
    "a function that writes": "DO $$ BEGIN DELETE FROM kernel_localholiday; END $$",
}


@pytest.mark.django_db
@pytest.mark.parametrize("sql", RAW.values(), ids=RAW.keys())
def test_raw_writes_outside_an_operation_are_refused(sql: str) -> None:
    with connection.cursor() as cursor, pytest.raises(WriteRefused):
        cursor.execute(sql)


def _writes() -> dict[str, Any]:
    row: dict[str, Any] = {"on": EVERY_DAY, "name": "Hari desa"}
    return {
        "save": lambda: LocalHoliday(**row).save(),
        "create": lambda: LocalHoliday.objects.create(**row),
        "bulk_create": lambda: LocalHoliday.objects.bulk_create([LocalHoliday(**row)]),
        "get_or_create": lambda: LocalHoliday.objects.get_or_create(**row),
        "update": lambda: LocalHoliday.objects.update(name="x"),
        "update past the journal": lambda: models.QuerySet(LocalHoliday).update(name="x"),
        "bulk_update": lambda: LocalHoliday.objects.bulk_update(list(LocalHoliday.objects.all()), ["name"]),
        "delete": lambda: LocalHoliday.objects.all().delete(),
        "delete one": lambda: LocalHoliday.objects.get().delete(),
        "raw delete": lambda: LocalHoliday.objects.all()._raw_delete("default"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("form", _writes())
def test_model_writes_outside_an_operation_are_refused(form: str) -> None:
    add_local_holiday(officer("kernel.rules.edit"), area=TARAJU, on=date(2026, 3, 3), name="Hari jadi")
    with pytest.raises(WriteRefused), transaction.atomic():
        _writes()[form]()
    assert list(LocalHoliday.objects.values_list("name", flat=True)) == ["Hari jadi"]


@pytest.mark.django_db
def test_the_journal_itself_cannot_be_rewritten_even_inside_an_operation() -> None:
    from pendopo.kernel.guard import unguarded

    add_local_holiday(officer("kernel.rules.edit"), area=TARAJU, on=EVERY_DAY, name="Hari desa")
    for sql in ("UPDATE kernel_journalentry SET operation = 'x'", "DELETE FROM kernel_journalentry"):
        with (
            pytest.raises(DatabaseError, match="cannot be rewritten"),
            transaction.atomic(),
            unguarded("proof that the triggers hold"),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
