"""Sealed fields: only this site's keys open them, only in their own row and column."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pendopo.kernel import keys
from pendopo.kernel.errors import DamagedRow, KeyTrouble
from pendopo.kernel.keys import (
    add_index_key,
    add_seal_key,
    create_keys,
    drop_old_index_keys,
    forget_keys,
    load_keys,
    site_keys,
)
from pendopo.kernel.operations import reseal
from pendopo.kernel.queries import public_sealed_tables
from pendopo.kernel.sealed import SealedValue, Unreadable, blind_index, mask_identity, seal, unseal
from pendopo.kernel.tests.steps import (
    CLERK,
    do,
    held_resident,
    images,
    key,
    last_entry,
    model_of,
    resident,
    tamper,
)
from pendopo.kernel.verify import verify

NIK = "3206131708850001"
OTHER = "3206135708850002"


def raw(row: Any, column: str = "nik") -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {column} FROM "people_person" WHERE id = %s', [key(row.pk)])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def own_keys(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The site's keys in a folder of this test."""
    folder = tmp_path / "keys"
    folder.mkdir()
    for name in os.listdir(settings.PENDOPO_KEYS):
        (folder / name).write_bytes((Path(settings.PENDOPO_KEYS) / name).read_bytes())
    settings.PENDOPO_KEYS = folder
    yield folder
    forget_keys()


@pytest.mark.django_db
def test_a_sealed_value_comes_back_and_stands_nowhere_in_the_open() -> None:
    row = held_resident(nik=NIK, father_nik=OTHER)
    assert (again(row).nik, again(row).father_nik, again(row).mother_nik) == (NIK, OTHER, None)
    stored = raw(row)
    assert stored is not None
    assert NIK.encode() not in stored
    assert stored[0] == site_keys().seal_id
    assert bytes(again(row).nik_index) == blind_index("nik", NIK)
    assert images(last_entry())[row.pk]["nik"] == stored
    entry = last_entry()
    assert NIK.encode() not in bytes(entry.journalbody.images) + bytes(entry.journalbody.body) + bytes(
        entry.header
    )


@pytest.mark.django_db
def test_two_seals_of_one_value_differ_and_one_index_finds_it() -> None:
    first, second = held_resident(father_nik=NIK), held_resident(father_nik=NIK)
    assert raw(first, "father_nik") != raw(second, "father_nik")
    row = held_resident(nik=NIK)
    assert type(row).objects.get(nik_index=blind_index("nik", NIK)).pk == row.pk


@pytest.mark.django_db
def test_an_empty_value_is_nothing() -> None:
    row = held_resident(nik="")
    assert (raw(row), again(row).nik, again(row).nik_index) == (None, None, None)
    row = again(row)
    row.nik = NIK
    do(row.save)
    row.nik = None
    do(row.save)
    assert (raw(row), again(row).nik_index) == (None, None)
    assert verify().ok


@pytest.mark.django_db
def test_a_seal_moved_to_another_row_or_column_does_not_open() -> None:
    one, two = held_resident(nik=NIK), held_resident(nik=OTHER)
    tamper(
        "UPDATE people_person SET nik = (SELECT nik FROM people_person WHERE id = %s) WHERE id = %s",
        *map(key, (one.pk, two.pk)),
    )
    assert isinstance(again(two).nik, Unreadable)
    with pytest.raises(DamagedRow):
        do(lambda: again(two).nik)
    tamper("UPDATE people_person SET father_nik = nik WHERE id = %s", key(one.pk))
    assert isinstance(again(one).father_nik, Unreadable)
    assert again(one).nik == NIK


@pytest.mark.django_db
def test_a_changed_byte_does_not_open() -> None:
    context = b"people_person.nik:" + bytes(16)
    value = seal(NIK, context)
    assert unseal(value, context) == NIK
    for place in range(1, len(value)):
        broken = bytes(byte ^ (place == at) for at, byte in enumerate(value))
        with pytest.raises(KeyTrouble) as caught:
            unseal(broken, context)
        assert NIK not in str(caught.value)
    with pytest.raises(KeyTrouble, match="200"):
        unseal(b"\xc8" + value[1:], context)


@pytest.mark.django_db
def test_an_unchanged_value_keeps_its_bytes_and_a_changed_one_does_not() -> None:
    row = held_resident(nik=NIK)
    before = raw(row)
    for opened in (False, True):
        row = again(row)
        assert not opened or row.nik == NIK
        row.birth_place = f"Garut {opened}"
        do(row.save)
        assert raw(row) == before
    row.nik = NIK
    do(row.save)
    assert raw(row) == before
    row.nik = OTHER
    do(row.save)
    assert raw(row) != before
    assert bytes(again(row).nik_index) == blind_index("nik", OTHER)
    assert verify().ok


@pytest.mark.django_db
def test_a_row_read_without_its_seal_keeps_seal_and_index() -> None:
    row = held_resident(nik=NIK)
    for part in (type(row).objects.defer("nik"), type(row).objects.only("birth_place", "last_entry")):
        copy = part.get(pk=row.pk)
        copy.birth_place = "Garut"
        do(copy.save)
    assert (again(row).nik, bytes(again(row).nik_index)) == (NIK, blind_index("nik", NIK))
    assert verify().ok


@pytest.mark.django_db
def test_a_bulk_update_of_a_sealed_column_seals_and_indexes() -> None:
    rows = [held_resident(nik=NIK), held_resident()]
    rows[0].nik, rows[1].nik = None, NIK
    do(lambda: type(rows[0]).objects.bulk_update(rows, ["nik", "nik_index"]))
    assert [again(row).nik for row in rows] == [None, NIK]
    assert type(rows[0]).objects.get(nik_index=blind_index("nik", NIK)).pk == rows[1].pk
    assert verify().ok


@pytest.mark.django_db
def test_bulk_create_seals_like_save() -> None:
    rows = [resident(nik=NIK), resident(nik=OTHER), resident()]
    do(lambda: type(rows[0]).objects.bulk_create(rows))
    assert [again(row).nik for row in rows] == [NIK, OTHER, None]
    assert [bool(again(row).nik_index) for row in rows] == [True, True, False]
    assert [images(last_entry())[row.pk]["nik"] for row in rows] == [raw(row) for row in rows]
    assert verify().ok


@pytest.mark.django_db
def test_a_sealed_column_is_never_looked_up_or_written_by_value() -> None:
    person = model_of("people.Person")
    held_resident(nik=NIK)
    with pytest.raises(TypeError, match="blind index"):
        person.objects.filter(nik=NIK).first()
    with pytest.raises(TypeError, match="blind index"):
        do(lambda: person.objects.update(nik=NIK))


def test_the_blind_index_depends_on_column_value_and_key(own_keys: Path) -> None:
    index = blind_index("nik", NIK)
    assert len(index) == 16
    assert index == blind_index("nik", NIK)
    assert index != blind_index("kk_number", NIK)
    assert index != blind_index("nik", OTHER)
    (own_keys / "index.key").write_text("ab" * 32)
    forget_keys()
    assert index != blind_index("nik", NIK)


@pytest.mark.django_db
def test_the_number_never_shows_itself(caplog: Any, capsys: Any) -> None:
    row = again(held_resident(nik=NIK))
    assert row.nik == NIK
    log = logging.getLogger("pendopo.test")
    log.warning("%s %r %s", row, row, [row])
    print(row, repr(row), SealedValue(raw(row) or b""))
    shown = caplog.text + "".join(capsys.readouterr()) + str(row) + repr(row)
    assert NIK not in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(NIK, "32••••••••••••01"), ("", ""), (None, ""), ("1234", "••••"), ("12345", "12•45")],
)
def test_the_mask_shows_two_digits_at_each_end(value: str | None, shown: str) -> None:
    assert mask_identity(value) == shown


@pytest.mark.django_db
def test_a_new_key_seals_everything_anew_and_old_values_stay_readable(own_keys: Path) -> None:
    rows = [held_resident(nik=f"32061317088500{number:02}") for number in range(5)]
    untouched = raw(rows[0])
    number = add_seal_key(own_keys)
    assert number == site_keys().seal_id == 2
    assert (own_keys / "seal.key").stat().st_mode & 0o777 == 0o600
    assert [again(row).nik for row in rows] == [f"32061317088500{number:02}" for number in range(5)]
    assert raw(rows[0]) == untouched

    assert set(public_sealed_tables()) >= {"people_person", "people_family"}
    done = [reseal(CLERK, table="people_person", limit=2)]
    while done[-1].after is not None:
        done.append(reseal(CLERK, table="people_person", after=done[-1].after, limit=2))
    assert [(batch.changed, batch.busy) for batch in done] == [(2, 0), (2, 0), (1, 0)]
    # what is new already is left alone: its history does not grow
    last = again(rows[0]).last_entry
    assert reseal(CLERK, table="people_person").changed == 0
    assert again(rows[0]).last_entry == last
    stored = [raw(row) for row in rows]
    assert {value[0] for value in stored if value} == {2}
    assert [again(row).nik for row in rows] == [f"32061317088500{number:02}" for number in range(5)]
    assert [bytes(again(row).nik_index) for row in rows] == [
        blind_index("nik", again(row).nik) for row in rows
    ]
    assert verify().ok

    # and the village's own operations go on after the office's
    row = again(rows[0])
    row.birth_place = "Garut"
    do(row.save)
    assert raw(row) == stored[0]
    assert verify().ok


@pytest.mark.django_db
def test_a_number_is_found_under_both_index_keys_while_they_change(own_keys: Path) -> None:
    old, person = held_resident(nik=NIK), model_of("people.Person")
    assert add_index_key(own_keys) == 2
    new = held_resident(nik=OTHER)
    for number, row in ((NIK, old), (OTHER, new)):
        index = blind_index("nik", number)
        assert len(index.forms) == 2
        assert person.objects.get(nik_index=index).pk == row.pk
        assert person.objects.get(nik_index__in=[index]).pk == row.pk
        assert not person.objects.exclude(pk=row.pk).filter(nik_index=index).exists()
    assert bytes(again(old).nik_index) == blind_index("nik", NIK).older[0]
    assert bytes(again(new).nik_index) == blind_index("nik", OTHER)
    for table in public_sealed_tables():
        reseal(CLERK, table=table)
    drop_old_index_keys(own_keys)
    assert blind_index("nik", NIK).forms == (bytes(again(old).nik_index),)
    assert person.objects.get(nik_index=blind_index("nik", NIK)).pk == old.pk
    assert verify().ok


@pytest.mark.django_db
def test_a_row_written_with_the_older_index_key_is_brought_along(own_keys: Path) -> None:
    row = held_resident(nik=NIK)
    add_index_key(own_keys)
    tamper(
        "UPDATE people_person SET nik_index = %s WHERE id = %s",
        connection.Database.Binary(bytes(16)),  # type: ignore[attr-defined]
        key(row.pk),
    )
    assert reseal(CLERK, table="people_person").changed == 1
    assert bytes(again(row).nik_index) == blind_index("nik", NIK)


def test_a_running_process_looks_with_the_new_index_key_at_once(own_keys: Path) -> None:
    before = blind_index("nik", NIK)
    # as another process does it: the file is another one, nothing is told to this process
    held = keys._read_numbered(own_keys / "index.key")
    fresh = own_keys / "index.new"
    fresh.write_text(f"1 {held[1].hex()}\n2 {'cd' * 32}\n")
    fresh.replace(own_keys / "index.key")
    assert blind_index("nik", NIK).forms[1:] == (before,)
    assert blind_index("nik", NIK) != before


@pytest.mark.django_db
def test_a_process_that_runs_meanwhile_finds_the_new_key(own_keys: Path) -> None:
    row = held_resident(nik=NIK)
    old = site_keys()
    # another process adds a key and reseals; this one still has the old ring in memory
    fresh = keys._read_numbered(own_keys / "seal.key") | {2: b"\x05" * 32}
    (own_keys / "seal.key").write_text(
        "".join(f"{number} {value.hex()}\n" for number, value in fresh.items())
    )
    context = type(row)._meta.get_field("nik").context(row.pk)
    nonce = bytes(12)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    value = b"\x02" + nonce + AESGCM(fresh[2]).encrypt(nonce, NIK.encode(), context)
    assert site_keys() is old
    assert unseal(value, context) == NIK


@pytest.mark.parametrize("name", ["node.key", "index.key", "pepper.key", "django.key", "seal.key"])
@pytest.mark.parametrize(
    "damage",
    [None, "", "ab" * 31, "not hexadecimal at all", "ab" * 33, b"\xff\xfe\x00", "1 " + "ab" * 31, "x y z"],
)
def test_a_missing_or_damaged_key_file_is_named(tmp_path: Path, name: str, damage: Any) -> None:
    create_keys(tmp_path)
    path = tmp_path / name
    if damage is None:
        path.unlink()
    elif isinstance(damage, bytes):
        path.write_bytes(damage)
    else:
        path.write_text(damage)
    forget_keys()
    with pytest.raises(KeyTrouble, match=name):
        load_keys(tmp_path)


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "keys"
    create_keys(folder)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    create_keys(folder)
    assert before == {path.name: path.read_text() for path in folder.iterdir()}
    assert set(before) == {"node.key", "index.key", "pepper.key", "django.key", "seal.key", "unused"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_fingerprints_name_each_key_and_tell_nothing_of_it(tmp_path: Path) -> None:
    create_keys(tmp_path)
    marks = load_keys(tmp_path).fingerprints()
    assert set(marks) == {"node.key", "index.key", "pepper.key", "seal.key#1"}
    text = "".join(path.read_text() for path in tmp_path.iterdir())
    assert not any(mark in text for mark in marks.values())
