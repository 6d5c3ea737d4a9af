"""A few fields of a row can be shown, checked and erased by themselves; every other way to tell a field is refused."""

import os
import string
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch
from uuid import UUID

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.bodies import Body, read_body
from pendopo.kernel.commitment import (
    Line,
    climb,
    digest,
    entry_leaves,
    entry_root,
    field_leaf,
    line_leaf,
    row_root,
    salts_of,
    text_mark,
    tree_path,
    tree_root,
)
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.history import history_of
from pendopo.kernel.images import Image, pack_images, root_of, take_image, unpack_images, without
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Erasure, JournalEntry, LocalHoliday
from pendopo.kernel.operations import erase_images
from pendopo.kernel.proofs import NotProven, Shown, check
from pendopo.kernel.showing import CannotShow, show
from pendopo.kernel.tests.older_journal import in_version_1
from pendopo.kernel.tests.steps import (
    CLERK,
    do,
    entries,
    held_holiday,
    held_resident,
    holiday,
    key,
    last_entry,
    model_of,
    resident,
    tamper,
)  # fmt: skip
from pendopo.kernel.verify import verify
from tests.making import TARAJU

NIK, MOTHER = "3206131708850001", "3206135708600002"


def checked(proof: bytes) -> Shown:
    return check(proof, site_keys().node_public)


def refused(proof: bytes) -> str:
    with pytest.raises(NotProven) as told:
        checked(proof)
    return str(told.value)


def image_of(entry: JournalEntry, at: int = 0) -> Image:
    image = unpack_images(bytes(entry.journalbody.images))[at]
    assert image is not None
    return image


def keep(entry: JournalEntry, *images: Image | None) -> None:
    """As somebody with the database file in hand would."""
    changed = "UPDATE kernel_journalbody SET images = %s WHERE entry_id = %s"
    assert tamper(changed, pack_images(images), key(entry.pk)) == 1


def keep_body(entry: JournalEntry, body: Body) -> None:
    changed = "UPDATE kernel_journalbody SET body = %s WHERE entry_id = %s"
    assert tamper(changed, body.packed(), key(entry.pk)) == 1


def problem() -> str:
    broken = verify().broken
    assert broken is not None
    return broken.problem


@pytest.fixture
def pair(db: None) -> JournalEntry:
    """One entry that made two rows."""
    rows = [holiday(name="Satu", legal_basis="SK 1"), holiday(name="Dua", legal_basis="SK 2")]
    do(lambda: LocalHoliday.objects.bulk_create(rows))
    assert verify().ok
    return last_entry()


def ids(entry: JournalEntry) -> list[UUID]:
    return [UUID(bytes=line.row) for line in read_body(bytes(entry.journalbody.body)).lines]


# --- what is shown ----------------------------------------------------------------------------------------------


def test_a_field_is_shown_and_nothing_else(pair: JournalEntry) -> None:
    row = ids(pair)[1]
    proof = show(pair, row, ["name"])
    shown = checked(proof)
    assert (dict(shown.fields), shown.line.table, shown.line.row) == (
        {"name": "Dua"},
        "kernel_localholiday",
        row.bytes,
    )
    assert (shown.entry, shown.header.area, shown.removed) == (bytes(pair.hash), TARAJU, False)
    assert shown.hidden == len(image_of(pair).values) - 1
    for kept_back in (b"SK 2", b"Satu", ids(pair)[0].bytes, image_of(pair, 1).secret):
        assert kept_back not in proof


def test_a_removed_row_is_shown_as_removed(db: None) -> None:
    row = held_holiday()
    pk = row.pk
    do(row.delete)
    assert (checked(show(last_entry(), pk, [])).removed, checked(show(entries()[0], pk, [])).removed) == (
        True,
        False,
    )
    with pytest.raises(CannotShow):
        show(entries()[0], pk, ["nama"])


def test_what_is_no_version_2_is_not_shown(db: None) -> None:
    with in_version_1():
        row = held_holiday()
    with pytest.raises(CannotShow, match="version 1"):
        show(last_entry(), row.pk, ["name"])
    other = held_holiday()
    with pytest.raises(CannotShow, match="did not touch"):
        show(last_entry(), row.pk, ["name"])
    erase_images(CLERK, area=TARAJU, row_id=other.pk, reason="x")
    with pytest.raises(CannotShow, match="not any more"):
        show(entries()[1], other.pk, ["name"])


def spoiled(proof: bytes, at: int, value: Callable[[Any], Any]) -> bytes:
    parts = cbor2.loads(proof)
    parts[at] = value(parts[at])
    return cbor2.dumps(parts, canonical=True)


FORM, HEADER, SIGNATURE, PLACE, COUNT, SALT, TABLE, ROW, BASE, PATH, FIELDS, SEALED = range(12)


def in_fields(change: Callable[[list[Any]], Any]) -> Callable[[list[Any]], list[Any]]:
    def changed(fields: list[Any]) -> list[Any]:
        at = next(at for at, item in enumerate(fields) if isinstance(item, list))
        return [*fields[:at], change(fields[at]), *fields[at + 1 :]]

    return changed


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (FORM, lambda _: 2),
        (HEADER, lambda raw: raw.replace(TARAJU.encode(), b"32.06.13.2002")),
        (SIGNATURE, lambda raw: bytes(64)),
        (PLACE, lambda place: place - 1),
        (PLACE, lambda place: -place),
        (COUNT, lambda count: count + 1),
        (SALT, lambda salt: salt[:-1] + bytes([salt[-1] ^ 1])),
        (TABLE, lambda _: "people_person"),
        (ROW, lambda row: row[:-1] + bytes([row[-1] ^ 1])),
        (BASE, lambda _: bytes(32)),
        (PATH, lambda path: path[:-1]),
        (PATH, lambda path: [*path, bytes(32)]),
        (PATH, lambda path: path[::-1]),
        (FIELDS, lambda _: None),
        (FIELDS, lambda fields: fields[::-1]),
        (FIELDS, lambda fields: fields[:-1]),
        (FIELDS, in_fields(lambda item: [item[0], item[1], "Tiga"])),
        (FIELDS, in_fields(lambda item: ["legal_basis", *item[1:]])),
        (FIELDS, in_fields(lambda item: [item[0], bytes(16), item[2]])),
        (FIELDS, in_fields(lambda item: [item[0], item[1] + b"x", item[2]])),
        (FIELDS, lambda fields: [*fields, ["area_code", bytes(16), "x"]]),
        (SEALED, lambda _: b"x" * 32),
        (SEALED, lambda _: [["nik", bytes(16), b"1"]]),
    ],
)
def test_a_proof_that_was_altered_is_refused(
    pair: JournalEntry, at: int, value: Callable[[Any], Any]
) -> None:
    proof = show(pair, ids(pair)[0], ["name"])
    assert checked(proof).fields == {"name": "Satu"}
    changed = spoiled(proof, at, value)
    assert changed != proof
    refused(changed)


def test_the_field_of_another_row_is_refused(pair: JournalEntry) -> None:
    one, two = (show(pair, row, ["name"]) for row in ids(pair))
    other = cbor2.loads(two)[FIELDS]
    refused(spoiled(one, FIELDS, lambda _: other))
    refused(spoiled(one, FIELDS, in_fields(lambda _: next(item for item in other if isinstance(item, list)))))


def test_what_somebody_typed_does_not_pass_for_a_field(db: None) -> None:
    typed = (cbor2.dumps("area_code") + cbor2.dumps("32")).decode()
    row = held_holiday(name=typed)
    proof = show(last_entry(), row.pk, ["name"])

    def swallow(item: list[Any]) -> list[Any]:
        name, salt, value = item
        return ["area_code", salt + cbor2.dumps(name) + cbor2.dumps(value)[:1], "32"]

    assert len(typed) < 24  # so that one byte says its length
    refused(spoiled(proof, FIELDS, in_fields(swallow)))


def test_the_proof_of_another_node_is_refused(pair: JournalEntry) -> None:
    stranger = Ed25519PrivateKey.generate()
    proof = show(pair, ids(pair)[0], ["name"])
    forged = spoiled(proof, SIGNATURE, lambda _: stranger.sign(bytes(pair.header)))
    refused(forged)
    with pytest.raises(NotProven, match="another node"):
        check(forged, stranger.public_key().public_bytes_raw())


def test_hashes_that_were_run_together_are_refused(pair: JournalEntry) -> None:
    proof = show(pair, ids(pair)[0], ["name"])
    at = next(at for at, item in enumerate(cbor2.loads(proof)[FIELDS][1:], 1) if isinstance(item, bytes))
    two_in_one = spoiled(
        proof, FIELDS, lambda fields: [*fields[:at], fields[at] + fields[at + 1], *fields[at + 2 :]]
    )
    assert all(isinstance(item, bytes) for item in cbor2.loads(proof)[FIELDS][at : at + 2])
    refused(two_in_one)


def test_a_node_that_signs_two_fields_of_one_name_shows_neither() -> None:
    node, name, salt = Ed25519PrivateKey.generate(), cbor2.dumps("name"), bytes(16)
    public = node.public_key().public_bytes_raw()

    def proof(*values: str) -> bytes:
        leaves = [field_leaf(salt, name, cbor2.dumps(value)) for value in values]
        line = line_leaf(salt, Line("t", bytes(16), None, row_root(leaves, b"")))
        said = [2, public, 1, bytes(32), 0, "o", bytes(16), "s", "a", "done", entry_root(1, line)]
        raw = cbor2.dumps(said, canonical=True)
        fields = [["name", salt, value] for value in values]
        shown = [1, raw, node.sign(raw), 0, 1, salt, "t", bytes(16), None, [], fields, b""]
        return cbor2.dumps(shown, canonical=True)

    assert check(proof("Siti"), public).fields == {"name": "Siti"}
    with pytest.raises(NotProven, match="shown once"):
        check(proof("Siti", "Euis"), public)


@pytest.mark.parametrize("rubbish", [b"", b"\xff", cbor2.dumps(7), cbor2.dumps([1] * 12), os.urandom(200)])
def test_rubbish_is_no_proof(rubbish: bytes) -> None:
    with pytest.raises(NotProven):
        check(rubbish, bytes(32))


# --- sealed texts -----------------------------------------------------------------------------------------------


def letting_out(*names: str) -> Any:
    return patch.object(model_of("people.Person"), "opens_elsewhere", frozenset(names))


def test_a_sealed_number_is_opened_only_where_the_table_allows_it(db: None) -> None:
    row = held_resident(nik=NIK, mother_nik=MOTHER)
    entry = last_entry()
    closed = show(entry, row.pk, ["nik", "name"])
    assert NIK.encode() not in closed
    assert checked(closed).opened == {}
    with pytest.raises(CannotShow, match="does not let"):
        show(entry, row.pk, ["name"], opening=["nik"])
    with letting_out("nik"):
        proof = show(entry, row.pk, ["name"], opening=["nik"])
    shown = checked(proof)
    assert (dict(shown.opened), dict(shown.fields)) == ({"nik": NIK}, {"name": "Siti"})
    assert MOTHER.encode() not in proof
    for told in (["nik", b"3206131708850002"], ["nik", NIK], ["mother_nik", NIK.encode()]):
        refused(spoiled(proof, SEALED, in_fields(partial(_told_otherwise, told))))


def _told_otherwise(told: list[Any], item: list[Any]) -> list[Any]:
    return [told[0], item[1], told[1]]


def test_a_sealed_column_that_was_renamed_since_is_opened_by_the_name_it_had(db: None) -> None:
    row, person = held_resident(nik=NIK), model_of("people.Person")
    renamed = patch.object(person, "renamed", {"nik": "nik_now"})
    with letting_out("nik_now"), patch.object(person._meta.get_field("nik"), "attname", "nik_now"), renamed:
        proof = show(last_entry(), row.pk, ["name"], opening=["nik"])
    assert dict(checked(proof).opened) == {"nik": NIK}


def test_the_database_alone_does_not_let_a_number_be_guessed(db: None) -> None:
    row = held_resident(nik=NIK)
    entry = last_entry()
    image = image_of(entry)
    names = sorted(image.values, key=lambda name: (len(name), name))
    salt = salts_of(image.secret, len(names))[names.index("nik")]
    with letting_out("nik"):
        parts = cbor2.loads(show(entry, row.pk, [], opening=["nik"]))
    (opened,) = parts[SEALED]
    held = b"".join(bytes(getattr(entry.journalbody, part)) for part in ("salt", "body", "images"))
    assert opened[1] != salt
    assert opened[1] not in held
    assert text_mark(salt, "nik", NIK.encode()) not in held


def test_a_number_that_cannot_be_opened_is_journalled_and_not_shown(db: None) -> None:
    row = held_resident(nik=NIK)
    stored = bytes(type(row)._base_manager.values_list("nik", flat=True).get(pk=row.pk))
    tamper("UPDATE people_person SET nik = %s", stored[:-1] + bytes([stored[-1] ^ 1]))
    spoilt = type(row).objects.get(pk=row.pk)
    spoilt.birth_place = "Garut"
    do(spoilt.save)
    assert verify().ok
    with letting_out("nik"), pytest.raises(CannotShow):
        show(last_entry(), row.pk, [], opening=["nik"])
    assert checked(show(last_entry(), row.pk, ["birth_place"])).fields == {"birth_place": "Garut"}


def test_what_was_committed_to_is_checked_without_the_sealing_key(db: None) -> None:
    held_resident(nik=NIK)
    with patch("pendopo.kernel.sealed.unseal_bytes", side_effect=KeyTrouble("no key")):
        assert verify().ok


# --- erasing ----------------------------------------------------------------------------------------------------


def test_one_field_is_erased_and_the_rest_stays_checkable(db: None) -> None:
    with in_version_1():
        row = held_resident(nik=NIK, mother_nik=MOTHER, birth_place="Garut", father_name="A")
    for name in ("B", "C"):
        row.father_name = name
        do(row.save)
    older, first, last = entries()
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x", fields=["nik", "birth_place"]) == 3
    assert verify().ok, verify().broken
    assert [unpack_images(bytes(older_entry.journalbody.images)) for older_entry in entries()[:1]] == [[None]]
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x", fields=["nik"]) == 0
    for entry, name in ((entries()[1], "B"), (entries()[2], "C")):
        image = image_of(entry)
        assert not {"nik", "birth_place"} & image.values.keys()
        assert (image.secret, set(image.salts)) == (b"", set(image.values))
        assert checked(show(entry, row.pk, ["father_name"])).fields == {"father_name": name}
        with pytest.raises(CannotShow):
            show(entry, row.pk, ["nik"])
        with letting_out("nik", "mother_nik"):
            assert checked(show(entry, row.pk, ["name"], opening=["mother_nik"])).opened == {
                "mother_nik": MOTHER
            }
    assert {item.erased for item in history_of(row.pk)} == {True}
    tamper("UPDATE people_person SET birth_place = 'Bandung'")
    assert verify().ok  # nobody knows any more what it was
    tamper("UPDATE people_person SET father_name = 'D'")
    assert "changed outside an operation" in problem()
    tamper("UPDATE people_person SET father_name = 'C'")
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x", fields=["father_name"]) == 2
    assert verify().ok
    assert erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x") == 2
    assert verify().ok
    fresh = type(row).objects.get(pk=row.pk)
    fresh.father_name = "D"
    do(fresh.save)
    assert verify().ok
    assert older.pk
    assert (first.pk, last.pk) == tuple(entry.pk for entry in entries()[1:3])


def test_a_field_that_goes_without_an_erasure_is_missed(pair: JournalEntry) -> None:
    one, two = image_of(pair), image_of(pair, 1)
    keep(pair, without(one, ["name"], {}), two)
    assert problem() == "a field is gone without an erasure"
    keep(pair, one, two)
    erase_images(CLERK, area=TARAJU, row_id=ids(pair)[0], reason="x", fields=["name"])
    assert verify().ok
    left = image_of(pair := entries()[0])
    keep(pair, without(left, ["on"], {}), two)
    assert problem() == "a field is gone without an erasure"
    keep(pair, left, without(two, ["name"], {}))
    assert problem() == "a field is gone without an erasure"
    keep(pair, Image(b"", cbor2.dumps({**left.values, "name": "Lain"}, canonical=True), *left[2:]), two)
    assert problem() == "an image is not the one that was signed"
    hidden = {**left.erased, "name": (bytes(32), b"")}
    keep(pair, Image(b"", left.content, b"", left.salts, hidden), two)
    assert problem() == "an image is not the one that was signed"


# --- what a hand may do to what is stored -----------------------------------------------------------------------


def with_values(image: Image, **values: object) -> Image:
    return image._replace(content=cbor2.dumps({**image.values, **values}, canonical=True))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one, two: (with_values(one, name="Tiga"), two),
        lambda one, two: (with_values(one, name="Dua"), with_values(two, name="Satu")),
        lambda one, two: (two, one),
        lambda one, two: (with_values(one, name="SK 1", legal_basis="Satu"), two),
        lambda one, two: (one._replace(secret=os.urandom(16)), two),
        lambda one, two: (one._replace(secret=two.secret), two),
        lambda one, two: (
            one._replace(sealed=os.urandom(32)),
            two,
        ),
        lambda one, two: (one._replace(content=b"\xb8" + bytes([len(one.values)]) + one.content[1:]), two),
        lambda one, two: (one._replace(content=cbor2.dumps([1])), two),
    ],
)
def test_an_image_changed_by_hand_is_named(pair: JournalEntry, spoil: Callable[[Image, Image], Any]) -> None:
    keep(pair, *spoil(image_of(pair), image_of(pair, 1)))
    assert problem() == "an image is not the one that was signed"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: Body(body.said, body.lines[:1]),
        lambda body: Body(body.said, body.lines[::-1]),
        lambda body: Body({**body.said, "reason": "lain"}, body.lines),
        lambda body: Body(body.said, [body.lines[0]._replace(table="kernel_rule"), body.lines[1]]),
        lambda body: Body(body.said, [body.lines[0]._replace(base=bytes(32)), body.lines[1]]),
        lambda body: Body(body.said, [body.lines[0]._replace(root=body.lines[1].root), body.lines[1]]),
        lambda body: Body(body.said, [*body.lines, body.lines[0]]),
    ],
)
def test_a_line_dropped_or_changed_is_named(pair: JournalEntry, spoil: Callable[[Body], Body]) -> None:
    keep_body(pair, spoil(read_body(bytes(pair.journalbody.body))))
    assert problem() == "the body is not the one that was signed"


def test_an_entry_of_a_newer_program_is_not_taken_for_one_of_today(pair: JournalEntry) -> None:
    said = cbor2.loads(bytes(pair.header))
    said[0] = 3
    raw = cbor2.dumps(said, canonical=True)
    tamper(
        "UPDATE kernel_journalentry SET header = %s, hash = %s, signature = %s WHERE id = %s",
        raw, digest(raw), site_keys().node.sign(raw), key(pair.pk),
    )  # fmt: skip
    assert problem() == "the entry was written by a newer program"


def test_version_1_knows_no_erased_fields(db: None) -> None:
    with in_version_1():
        row = held_holiday()
    image = image_of(last_entry())
    entry = last_entry()
    keep(entry, image._replace(sealed=bytes(range(32))))
    assert problem() == "an image is not the one that was signed"
    keep(entry, image)
    with patch("pendopo.kernel.operations._left_of", lambda touch, held, names: without(held, names, {})):
        erase_images(CLERK, area=TARAJU, row_id=row.pk, reason="x", fields=["name"])
    assert Erasure.objects.get().fields == "name"
    assert image.values["name"] == "Cuti"
    assert (problem(), entries()[0].pk) == ("an image is not the one that was signed", entry.pk)


# --- the form itself --------------------------------------------------------------------------------------------


def test_the_form_stays_as_it_is() -> None:
    """Entries are kept for ever: whoever changes how a root is made has to write another version."""
    values = {"b": 1, "a": "x", "long": [None, 1.5, {"k": b"v"}], "ab": None}
    with patch("os.urandom", lambda count: bytes(range(count))):
        image, root = take_image(values, "t", bytes(16))
    assert root.hex() == "464ee4c2ab973c355a4e095abe277df2608d7c525c5b5528dbe93bcbd1ede627"
    lines = [Line("t", bytes(16), None, root), Line("t", bytes([1]) * 16, bytes(32), None)]
    said: dict[str, object] = {"reason": "r", "evidence": [], "cause": None, "code": ""}
    assert (
        Body(said, lines).commitment(bytes(16)).hex()
        == "699886a6dfb067c89f6760765ee7513ad03fe1d50fd8af4936abf50532578f1d"
    )
    assert (
        text_mark(bytes(16), "nik", b"1").hex()
        == "83da51d2e81fd3ea03dc8c89afb1c915d41b38696210672922756c968c69f003"
    )
    assert root == root_of(image) == root_of(without(image, ["a"], {}))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
ROWS = st.dictionaries(
    st.text(string.ascii_lowercase + "_", min_size=1, max_size=12), PLAIN, min_size=1, max_size=40
)


@given(values=ROWS, others=st.integers(0, 40), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_fields_of_any_row_are_proven_and_no_others(
    values: Any, others: int, data: st.DataObject
) -> None:
    image, root = take_image(values, "t", bytes(16))
    assert image.content == cbor2.dumps(values, canonical=True)
    names = sorted(values)
    gone = data.draw(st.sets(st.sampled_from(names)))
    left = without(image, gone, {}) if gone else image
    assert root_of(left) == root == root_of(image)
    assert left.values == {name: value for name, value in values.items() if name not in gone}
    lines = [Line("t", os.urandom(16), None, os.urandom(32)) for _ in range(others)]
    at = data.draw(st.integers(0, others))
    lines.insert(at, Line("t", bytes(16), None, root))
    leaves = entry_leaves(bytes(16), {"reason": ""}, lines)
    path = tree_path(leaves, at + 1)
    assert climb(leaves[at + 1], at + 1, len(leaves), path) == tree_root(leaves)
    assert len(path) <= (len(leaves) - 1).bit_length()
    wrong = data.draw(st.sampled_from(range(len(leaves))).filter(lambda place: place != at + 1))
    assert climb(leaves[wrong], at + 1, len(leaves), path) != tree_root(leaves)


def test_salts_do_not_tell_of_each_other() -> None:
    assert len(set(salts_of(bytes(16), 40))) == 40
    assert salts_of(bytes(16), 3) == salts_of(bytes(16), 40)[:3]
    assert row_root([bytes(32)], b"") != row_root([], bytes(32))
    with pytest.raises(ValueError, match="16 bytes"):
        field_leaf(b"", b"", b"")


def test_a_resident_of_an_older_program_and_one_of_today_verify_together(db: None) -> None:
    with in_version_1():
        older = held_resident(nik=NIK)
    do(resident(nik=MOTHER).save)
    older.birth_place = "Garut"
    do(older.save)
    assert (verify().ok, verify().rows) == (True, 2)
