"""Showing some fields of a row to another node: the proof of what an entry holds, and of no more (proofs.py)."""

from collections.abc import Collection
from uuid import UUID

import cbor2
from django.apps import apps

from pendopo.kernel.bodies import Body, read_body
from pendopo.kernel.commitment import entry_leaves, in_order, read_header, salts_of, sealed_root, tree_path
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.images import Image, leaves_of, salts_by_name, unpack_images
from pendopo.kernel.models import Journaled, JournalEntry
from pendopo.kernel.proofs import FORM
from pendopo.kernel.sealed import SealedTextField, mark_of_sealed, opening_of, place_of


class CannotShow(Exception):
    """The journal does not hold what was to be shown, or may not open it; the message says what."""


def show(
    entry: JournalEntry, row_id: UUID, fields: Collection[str], *, opening: Collection[str] = ()
) -> bytes:
    """Return a proof of some fields of a row as an entry of this node left it; the receiver checks it by itself.

    `opening` names sealed fields whose text goes along: only such as the table lets out (`Journaled.opens_elsewhere`),
    and only into a bundle that is encrypted to its receiver.
    """
    header, stored = read_header(bytes(entry.header)), getattr(entry, "journalbody", None)
    if header.version == 1 or stored is None or not stored.salt:
        raise CannotShow("an entry of version 1 is shown whole, and one whose body was erased not at all")
    body, salt = read_body(bytes(stored.body)), bytes(stored.salt)
    place = next((at for at, line in enumerate(body.lines) if line.row == row_id.bytes), None)
    if place is None:
        raise CannotShow("the entry did not touch this row")
    line, image = body.lines[place], unpack_images(bytes(stored.images))[place]
    shown: list[object] | None = None
    sealed: object = b""
    if line.root is not None:
        if image is None or not {*fields, *opening} <= image.values.keys():
            raise CannotShow("not all of these fields are there, or not any more")
        shown = _fields(image, fields)
        sealed = _opened(image, line.table, line.row, opening) if opening else image.sealed
    path, line_salt = _way_up(body, salt, place + 1)
    signed = (bytes(entry.header), bytes(entry.signature), place + 1, len(body.lines) + 1)
    return cbor2.dumps([FORM, *signed, line_salt, *line[:3], path, shown, sealed], canonical=True)


def _way_up(body: Body, salt: bytes, place: int) -> tuple[list[bytes], bytes]:
    leaves = entry_leaves(salt, body.said, body.lines)
    return tree_path(leaves, place), salts_of(salt, len(leaves))[place]


def _fields(image: Image, wanted: Collection[str]) -> list[object]:
    values = image.values
    salts = salts_by_name(image, values)
    return [
        [name, salts[name], values[name]] if name in wanted else leaf
        for name, leaf in leaves_of(image).items()
    ]


def _opened(image: Image, table: str, row: bytes, opening: Collection[str]) -> list[object]:
    model = _model_of(table)
    if not {model.renamed.get(name, name) for name in opening} <= model.opens_elsewhere:
        raise CannotShow(f"{table} does not let these fields out")
    values, marks = image.values, marks_of(image, table, row)
    if sealed_root(marks.values()) != image.sealed:
        raise CannotShow("the sealed texts cannot be opened as they were committed to")
    salts = salts_by_name(image, values)

    def opened(name: str) -> object:
        held = values[name]
        assert isinstance(held, bytes)
        return [name, *opening_of(held, salts[name], name, place_of(table, name, row))]

    try:
        return [opened(name) if name in opening else mark for name, mark in marks.items()]
    except KeyTrouble as trouble:
        raise CannotShow("a sealed text cannot be opened") from trouble


def marks_of(image: Image, table: str, row: bytes) -> dict[str, bytes]:
    """Return the mark of each sealed text of an image, erased ones among them, in canonical order."""
    values, sealed = image.values, _sealed_fields(table)
    salts = salts_by_name(image, values)
    marks = {}
    for name, _encoded in in_order((*values, *image.erased)):
        held = values.get(name)
        if name in image.erased:
            marks[name] = image.erased[name][1]
        elif name in sealed and isinstance(held, bytes):
            marks[name] = mark_of_sealed(held, salts[name], name, place_of(table, name, row))
    return {name: mark for name, mark in marks.items() if mark}


def _sealed_fields(table: str) -> set[str]:
    """The names of the sealed columns, those of older images among them."""
    model = _model_of(table)
    names = {field.attname for field in model._meta.concrete_fields if isinstance(field, SealedTextField)}
    return names | {before for before, now in model.renamed.items() if now in names}


def _model_of(table: str) -> type[Journaled]:
    models = [model for model in apps.get_models() if issubclass(model, Journaled)]
    return next(model for model in models if table in (model._meta.db_table, *model.formerly))
