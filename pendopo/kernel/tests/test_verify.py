"""Verify finds and names every way to rewrite what has happened."""

import hashlib
import json
import os
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from pendopo.kernel.commands import verify as command
from pendopo.kernel.errors import NotFound
from pendopo.kernel.findings import Broken
from pendopo.kernel.guard import unguarded
from pendopo.kernel.images import Image, pack_images, unpack_images
from pendopo.kernel.journal import feed_id
from pendopo.kernel.keys import forget_keys, site_keys
from pendopo.kernel.models import Erasure, Feed, JournalBody, JournalEntry, JournalTouch, LocalHoliday
from pendopo.kernel.operations import erase_entry, erase_images
from pendopo.kernel.tests.older_journal import in_version_1
from pendopo.kernel.tests.steps import (
    CLERK,
    do,
    entries,
    header,
    held_holiday,
    held_resident,
    holiday,
    key,
    last_entry,
    leaving_out,
    model_of,
    tamper,
)
from pendopo.kernel.verify import verify
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
ENTRY = "kernel_journalentry"
BODY = "kernel_journalbody"
TOUCH = "kernel_journaltouch"


@pytest.fixture
def story() -> list[JournalEntry]:
    """Five entries: a row made and changed by an older program, changed by this one, another made and removed."""
    with in_version_1():
        row = held_holiday(name="a")
        row.name = "b"
        do(row.save)
    row.name = "c"
    do(row.save)
    other = held_holiday(name="x")
    do(other.delete)
    assert verify().ok
    assert [header(entry)[0] for entry in entries()] == [1, 1, 2, 2, 2]
    return entries()


def flip(value: Any, place: int = -1) -> bytes:
    changed = bytearray(bytes(value))
    changed[place] ^= 1
    return bytes(changed)


def found() -> Broken:
    broken = verify().broken
    assert broken is not None
    return broken


def columns(entry: JournalEntry, **values: Any) -> None:
    sets = ", ".join(f"{name} = %s" for name in values)
    assert tamper(f"UPDATE {ENTRY} SET {sets} WHERE id = %s", *values.values(), key(entry.pk)) == 1


def body_columns(entry: JournalEntry, **values: Any) -> None:
    sets = ", ".join(f"{name} = %s" for name in values)
    assert tamper(f"UPDATE {BODY} SET {sets} WHERE entry_id = %s", *values.values(), key(entry.pk)) == 1


def test_a_whole_chain_is_counted(story: list[JournalEntry]) -> None:
    do(holiday().save, area=ELSEWHERE)
    report = verify()
    assert (report.ok, report.entries, report.rows, report.erased) == (True, 6, 2, 0)
    assert [(feed["area"], feed["entries"]) for feed in report.feeds] == [(TARAJU, 5), (ELSEWHERE, 1)]
    assert report.feeds[0]["head"] == bytes(story[-1].hash).hex()


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda e: columns(e, header=flip(e.header)), "hash"),
        (lambda e: columns(e, header=flip(e.header, 0)), "hash"),
        (lambda e: columns(e, hash=flip(e.hash)), "hash"),
        (lambda e: columns(e, signature=flip(e.signature)), "signature"),
        (lambda e: columns(e, signature=b""), "signature"),
        (lambda e: columns(e, operation="test.kernel.other"), "columns"),
        (lambda e: columns(e, outcome="refused"), "columns"),
        (lambda e: columns(e, at="2020-01-01 00:00:00+00:00"), "columns"),
        (lambda e: body_columns(e, body=flip(e.journalbody.body)), "body"),
        (lambda e: body_columns(e, salt=flip(e.journalbody.salt)), "body"),
        (lambda e: body_columns(e, salt=b""), "without an erasure"),
        (lambda e: body_columns(e, images=flip(e.journalbody.images)), "image"),
        (lambda e: body_columns(e, images=b""), "images cannot be read"),
        (lambda e: body_columns(e, images=zlib.compress(cbor2.dumps(5))), "images cannot be read"),
        (lambda e: body_columns(e, images=pack_images([])), "images cannot be read"),
        (lambda e: body_columns(e, images=zlib.compress(cbor2.dumps([7]))), "images cannot be read"),
        (lambda e: body_columns(e, images=pack_images([Image(b"s", b"i")])), "not the one that was signed"),
        (lambda e: tamper(f"DELETE FROM {BODY} WHERE entry_id = %s", key(e.pk)), "body is gone"),
        (lambda e: tamper("DELETE FROM kernel_journaltouch WHERE entry_id = %s", key(e.pk)), "index of touched rows"),
        (
            lambda e: tamper(f"UPDATE {TOUCH} SET row_id = %s WHERE entry_id = %s", key(uuid.uuid4()), key(e.pk)),
            "index of touched rows",
        ),
    ],
)  # fmt: skip
def test_a_spoilt_entry_is_named(
    story: list[JournalEntry], at: int, spoil: Callable[[JournalEntry], None], problem: str
) -> None:
    spoil(story[at])
    broken = found()
    assert (broken.seq, broken.entry, broken.area) == (at + 1, str(story[at].pk), TARAJU)
    assert problem in broken.problem


@pytest.mark.parametrize("at", range(4))
def test_an_image_dropped_without_an_erasure(story: list[JournalEntry], at: int) -> None:
    body_columns(story[at], images=pack_images([None]))
    broken = found()
    assert (broken.entry, broken.problem) == (str(story[at].pk), "an image is gone without an erasure")


def test_the_images_of_one_entry_under_another(story: list[JournalEntry]) -> None:
    body_columns(story[1], images=bytes(story[2].journalbody.images))
    assert "not the one that was signed" in found().problem


def test_body_and_salt_of_one_entry_under_another(story: list[JournalEntry]) -> None:
    other = story[2].journalbody
    body_columns(story[1], salt=bytes(other.salt), body=bytes(other.body), images=bytes(other.images))
    assert (found().entry, "not the one that was signed" in found().problem) == (str(story[1].pk), True)


def test_a_missing_entry_in_the_middle(story: list[JournalEntry]) -> None:
    remove(story[2])
    assert (found().seq, found().problem) == (3, "entry 3 is missing")


def test_a_gap_closed_by_counting_again(story: list[JournalEntry]) -> None:
    remove(story[2])
    for entry in story[3:]:
        columns(entry, seq=entry.seq - 1)
    assert found().problem == "the header belongs to another place"


def test_two_entries_that_changed_places(story: list[JournalEntry]) -> None:
    columns(story[1], seq=99)
    columns(story[2], seq=2)
    columns(story[1], seq=3)
    assert found().problem == "the header belongs to another place"


def test_the_last_entries_cut_off_and_the_head_put_right(story: list[JournalEntry]) -> None:
    made_and_removed = story[3:]
    for entry in made_and_removed:
        remove(entry)
    set_head(story[2])
    # no row shows it: only a witness outside could
    assert verify().ok
    remove(story[2])
    set_head(story[1])
    broken = found()
    assert "the row names another entry" in broken.problem
    assert (broken.seq, broken.entry) == (2, str(story[1].pk))


def test_everything_of_a_feed_removed(story: list[JournalEntry]) -> None:
    for entry in story:
        remove(entry)
    tamper("DELETE FROM kernel_feed")
    assert "no entry made this row" in found().problem


def test_a_head_that_says_otherwise(story: list[JournalEntry]) -> None:
    tamper("UPDATE kernel_feed SET seq = 6")
    assert found().problem == "the head says 6 entries, the chain has 5"
    tamper("UPDATE kernel_feed SET seq = 5, head = %s", bytes(32))
    assert "the head says" in found().problem


def test_an_entry_signed_by_another_key(story: list[JournalEntry]) -> None:
    forger = Ed25519PrivateKey.generate()
    columns(story[4], signature=forger.sign(bytes(story[4].header)))
    assert found().problem == "the signature is not this node's"


def test_a_header_written_anew_and_signed_by_another_key(story: list[JournalEntry]) -> None:
    said = header(story[4])
    said[6] = bytes(16)
    anew = cbor2.dumps(said, canonical=True)
    digest = hashlib.sha256(anew).digest()
    columns(story[4], header=anew, hash=digest, signature=Ed25519PrivateKey.generate().sign(anew))
    tamper("UPDATE kernel_feed SET head = %s", digest)
    assert found().problem == "the signature is not this node's"


def test_a_feed_of_another_key_or_area(story: list[JournalEntry]) -> None:
    foreign = feed_id(os.urandom(32), ELSEWHERE)
    with unguarded("tampering in a test"):
        Feed.objects.create(id=foreign, node=os.urandom(32), area_code=ELSEWHERE, seq=0, head=bytes(32))
    assert (found().feed, "not of this node" in found().problem) == (foreign.hex(), True)


def test_a_feed_renamed_to_another_area(story: list[JournalEntry]) -> None:
    tamper("UPDATE kernel_feed SET area_code = %s", ELSEWHERE)
    assert (found().area, "not of this node" in found().problem) == (ELSEWHERE, True)


def test_an_entry_moved_to_another_feed(story: list[JournalEntry]) -> None:
    do(holiday().save, area=ELSEWHERE)
    (own,) = [entry for entry in entries() if entry.feed.area_code == ELSEWHERE]
    columns(story[0], feed_id=bytes(own.feed_id), seq=2)
    assert not verify().ok


def remove(entry: JournalEntry) -> None:
    for table, column in ((BODY, "entry_id"), ("kernel_journaltouch", "entry_id"), (ENTRY, "id")):
        tamper(f"DELETE FROM {table} WHERE {column} = %s", key(entry.pk))


def set_head(entry: JournalEntry) -> None:
    tamper("UPDATE kernel_feed SET seq = %s, head = %s", entry.seq, bytes(entry.hash))


@pytest.mark.parametrize("name", ["kernel_localholiday", "kernel_rule", "people_person", "people_family"])
def test_a_row_that_no_operation_wrote(story: list[JournalEntry], name: str) -> None:
    row = (
        held_resident()
        if name == "people_person"
        else _held(name)
    )  # fmt: skip
    assert verify().ok
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name} WHERE id = %s", [key(row.pk)])
        values, heads = list(cursor.fetchone()), [column[0] for column in cursor.description]
    stranger = uuid.uuid4()
    values[heads.index("id")] = key(stranger)
    if name == "kernel_localholiday":
        values[heads.index("on")] = "2031-01-01"
    if connection.vendor == "postgresql" and name == "kernel_rule":
        values[heads.index("value")] = json.dumps(7)
    quoted = ", ".join(f'"{head}"' for head in heads)
    tamper(f"INSERT INTO {name} ({quoted}) VALUES ({', '.join(['%s'] * len(heads))})", *values)
    assert found().problem == f"{name} {stranger}: no entry made this row"


def _held(name: str) -> Any:
    from datetime import date

    if name == "kernel_localholiday":
        return held_holiday()
    if name == "people_family":
        row = model_of("people.Family")(village_code=TARAJU, area_code=TARAJU)
    else:
        row = model_of("kernel.Rule")(key="a.b", value=7, legal_basis="-", valid_from=date(2026, 1, 1))
    do(row.save)
    return row


def test_a_row_changed_by_hand(story: list[JournalEntry]) -> None:
    tamper("UPDATE kernel_localholiday SET name = 'Libur'")
    broken = found()
    assert "changed outside an operation" in broken.problem
    assert (broken.seq, broken.entry, broken.area) == (3, str(story[2].pk), TARAJU)


def test_a_column_that_came_with_an_update_is_no_fraud() -> None:
    with leaving_out(LocalHoliday, "legal_basis"):
        kept, changed = held_holiday(name="a"), held_holiday(name="b")
    default = LocalHoliday._meta.get_field("legal_basis").get_default()
    tamper("UPDATE kernel_localholiday SET legal_basis = %s", default)  # what the migration did
    assert verify().ok
    tamper("UPDATE kernel_localholiday SET name = 'z' WHERE id = %s", key(changed.pk))
    assert "changed outside an operation" in found().problem
    tamper("UPDATE kernel_localholiday SET name = 'b' WHERE id = %s", key(changed.pk))
    assert verify().ok
    tamper("UPDATE kernel_localholiday SET legal_basis = 'x' WHERE id = %s", key(kept.pk))
    assert "changed outside an operation" in found().problem


def test_a_row_changed_by_hand_that_names_an_older_entry(story: list[JournalEntry]) -> None:
    tamper("UPDATE kernel_localholiday SET name = 'b', last_entry = %s", key(story[1].pk))
    assert "names another entry" in found().problem
    assert found().entry == str(story[2].pk)


def test_a_sealed_value_changed_by_hand() -> None:
    row = held_resident(nik="3206131708850001")
    stored = bytes(type(row)._base_manager.values_list("nik", flat=True).get(pk=row.pk))
    tamper("UPDATE people_person SET nik = %s", flip(stored))
    assert "changed outside an operation" in found().problem
    assert "3206131708850001" not in found().problem


@pytest.mark.parametrize("value", ["2026-13-45", "no date"])
def test_a_row_that_cannot_even_be_read(story: list[JournalEntry], value: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps its types")
    tamper('UPDATE kernel_localholiday SET "on" = %s', value)
    assert "changed outside an operation" in found().problem


def test_a_row_deleted_by_hand(story: list[JournalEntry]) -> None:
    tamper("DELETE FROM kernel_localholiday")
    assert "the row is gone, no entry removed it" in found().problem
    assert found().entry == str(story[2].pk)


def test_a_removed_row_that_came_back() -> None:
    row = held_holiday()
    kept = dict(row.__dict__)
    do(row.delete)
    tamper(
        'INSERT INTO kernel_localholiday (id, last_entry, "on", name, area_code, legal_basis)'
        " VALUES (%s, %s, %s, %s, %s, %s)",
        key(kept["id"]), key(last_entry().pk), kept["on"], kept["name"], kept["area_code"], kept["legal_basis"],
    )  # fmt: skip
    assert "no entry made this row" in found().problem


def test_an_erasure_that_no_operation_wrote(story: list[JournalEntry]) -> None:
    tamper(
        "INSERT INTO kernel_erasure (id, last_entry, entry_id, row_id, fields, reason)"
        " VALUES (%s, %s, %s, NULL, '', 'x')",
        key(uuid.uuid4()), key(story[4].pk), key(story[1].pk),
    )  # fmt: skip
    tamper(f"DELETE FROM {BODY} WHERE entry_id = %s", key(story[1].pk))
    assert "no entry made this row" in found().problem


def test_erasing_the_images_of_a_row_keeps_the_chain_whole(story: list[JournalEntry]) -> None:
    row = LocalHoliday.objects.get()
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="UU 27/2022 ps. 8") == 3
    assert verify().ok
    for entry in JournalEntry.objects.filter(pk__in=[entry.pk for entry in story[:3]]):
        assert unpack_images(bytes(entry.journalbody.images)) == [None]
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="lagi") == 0
    row.name = "d"
    do(row.save)
    assert verify().ok
    tamper("UPDATE kernel_localholiday SET name = 'e'")
    assert "changed outside an operation" in found().problem


def test_erasing_a_whole_entry_keeps_the_chain_whole(story: list[JournalEntry]) -> None:
    erase_entry(CLERK, area=TARAJU, entry_id=story[1].pk, reason="UU 27/2022 ps. 8")
    report = verify()
    assert (report.ok, report.erased) == (True, 1)
    assert not JournalBody.objects.filter(pk=story[1].pk).exists()
    for entry in (story[2], story[3], story[4]):
        erase_entry(CLERK, area=TARAJU, entry_id=entry.pk, reason="UU 27/2022 ps. 8")
        assert verify().ok, verify().broken
    assert erase_images(CLERK, area=TARAJU, row_id=LocalHoliday.objects.get().pk, reason="lagi") == 1
    assert verify().ok
    row = LocalHoliday.objects.get()
    row.name = "d"
    do(row.save)
    assert verify().ok


def test_nobody_erases_what_another_village_has_written(story: list[JournalEntry]) -> None:
    row = LocalHoliday.objects.get()
    stranger = officer("kernel.erase", area=ELSEWHERE)
    with pytest.raises(NotFound):
        erase_images(stranger, area=ELSEWHERE, row_id=row.pk, reason="x")
    with pytest.raises(NotFound):
        erase_entry(stranger, area=ELSEWHERE, entry_id=story[0].pk, reason="x")
    assert not Erasure.objects.exists()
    assert JournalBody.objects.filter(pk=story[0].pk).exists()
    assert erase_images(officer("kernel.erase"), area=TARAJU, row_id=row.pk, reason="x") == 3


def test_with_the_key_of_another_node_nothing_is_trusted(
    story: list[JournalEntry], tmp_path: Any, settings: Any
) -> None:
    for name in os.listdir(settings.PENDOPO_KEYS):
        (tmp_path / name).write_bytes((Path(settings.PENDOPO_KEYS) / name).read_bytes())
    (tmp_path / "node.key").write_text("cd" * 32)
    settings.PENDOPO_KEYS = tmp_path
    forget_keys()
    assert "not of this node" in found().problem
    assert site_keys().node_public not in bytes(story[0].header)


def test_the_command_names_the_broken_entry(story: list[JournalEntry], capsys: Any) -> None:
    import argparse

    assert command.run(argparse.Namespace(json=False, since=None)) == 0
    assert "utuh: 5 catatan, 1 baris" in capsys.readouterr().out
    assert command.run(argparse.Namespace(json=True, since=None)) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["entries"], said["broken"]) == (True, 5, None)
    columns(story[2], hash=flip(story[2].hash))
    assert command.run(argparse.Namespace(json=False, since=None)) == 1
    assert f"RUSAK: wilayah {TARAJU}, catatan 3 ({story[2].pk})" in capsys.readouterr().out
    assert command.run(argparse.Namespace(json=True, since=None)) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["broken"]["entry"], said["broken"]["seq"]) == (False, str(story[2].pk), 3)


REWRITES = [
    "UPDATE kernel_journalentry SET operation = 'x'",
    "DELETE FROM kernel_journalentry",
    "UPDATE kernel_journaltouch SET position = 7",
    "DELETE FROM kernel_journaltouch",
    "UPDATE kernel_journalbody SET body = salt",
    "DELETE FROM kernel_journalbody",
    "UPDATE kernel_erasure SET reason = 'x'",
    "DELETE FROM kernel_erasure",
    "DELETE FROM kernel_feed",
    "UPDATE kernel_feed SET seq = seq - 1",
    "UPDATE kernel_feed SET seq = seq + 2",
    "UPDATE kernel_feed SET seq = seq",
]


@pytest.mark.parametrize("sql", REWRITES)
def test_the_database_itself_refuses_to_rewrite_the_journal(sql: str) -> None:
    _one_of_everything()
    with (
        pytest.raises(DatabaseError, match=r"journal cannot be rewritten|grows by one"),
        unguarded("proof that the triggers hold"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert verify().ok


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["journalentry", "journaltouch", "journalbody", "erasure", "feed"])
def test_postgresql_does_not_empty_the_journal_either(table: str) -> None:
    _one_of_everything()
    with (
        pytest.raises(DatabaseError, match="journal cannot be rewritten"),
        unguarded("proof that the triggers hold"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE kernel_{table} CASCADE")


def _one_of_everything() -> None:
    row, other = held_holiday(), held_holiday()
    erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x")
    assert other.pk
    assert Erasure.objects.exists()
    assert JournalTouch.objects.exists()
