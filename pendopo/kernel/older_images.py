"""Rows of which the journal does not know every column: it kept others once, or some were erased. That is no fraud."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import cbor2

from pendopo.kernel import capture
from pendopo.kernel.bodies import read_body
from pendopo.kernel.columns import MARK, of_today
from pendopo.kernel.images import Image, unpack_images
from pendopo.kernel.models import JournalBody, Journaled


@dataclass
class OlderImages:
    """Which rows pass although their image differs; its entry was checked against its signature before.

    A column that was lawfully erased from the image passes with any value; the others are compared. A column that was
    renamed passes under its name of today, and one that came later with the value with which a migration fills it.
    With any other value it passes only in a table of `widening`, whose rows alone are then looked at, and `narrow`
    names the row: table -> row id -> `mark_of` it.
    """

    widening: Collection[str] = ()
    narrow: dict[str, dict[UUID, bytes]] = field(default_factory=dict)
    # Of the entry looked at last: rows that were imported together lie side by side.
    _held: tuple[UUID | None, dict[bytes, Image]] = (None, {})

    def explain(self, row: Journaled, now: Mapping[str, object], entry_id: UUID) -> bool:
        """Say whether a row that looks like `now` is as an entry left it, but for columns that its image lacks."""
        kept = self._image(row.pk.bytes, entry_id)
        if kept is None:
            return False
        image, erased = of_today(row, kept.values), of_today(row, kept.erased)
        if kept.values.keys() == now.keys() or any(
            image[name] != now[name] for name in image.keys() & now.keys()
        ):
            return False
        unknown = now.keys() - image.keys() - erased.keys()
        if all(now[name] == _default(row, name) for name in unknown):
            return True
        table = row._meta.db_table
        if table in self.widening:
            self.narrow.setdefault(table, {})[row.pk] = mark_of(row, now)
        return table in self.widening

    def _image(self, row: bytes, entry_id: UUID) -> Image | None:
        if self._held[0] != entry_id:
            self._held = (entry_id, _images(entry_id))
        return self._held[1].get(row)


def mark_of(row: Journaled, image: Mapping[str, object]) -> bytes:
    """Return by what a row is known to be the same as before: its last entry and every journalled column."""
    return hashlib.sha256(row.last_entry.bytes + cbor2.dumps(image, canonical=True)).digest()


def _images(entry_id: UUID) -> dict[bytes, Image]:
    body = JournalBody.objects.filter(entry_id=entry_id).first()
    if body is None or not body.salt:
        return {}
    lines, images = read_body(bytes(body.body)).lines, unpack_images(bytes(body.images))
    return {line.row: image for line, image in zip(lines, images, strict=True) if image is not None}


def _default(row: Journaled, name: str) -> object:
    if name.endswith(MARK):
        return None
    column = next(one for one in row._meta.concrete_fields if one.attname == name)
    return capture.plain(column.get_default())
