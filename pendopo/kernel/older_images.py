"""Rows last written before the program gained a column: the journal has no value of it, and that is no fraud."""

from typing import Any
from uuid import UUID

import cbor2
from django.db import models

from pendopo.kernel import capture
from pendopo.kernel.journal import unpack_images
from pendopo.kernel.models import JournalBody


def looks_as_left(row: models.Model, entry_id: UUID) -> bool:
    """Say whether a row is as an entry left it, with each column that came later as a migration fills it.

    Asked only for a row whose image differs; the entry's own images were checked against its signature before.
    """
    image = _image(row, entry_id)
    if image is None or image.keys() >= set(row.journal_fields):  # type: ignore[attr-defined]
        return False
    return all(
        value == (image[name] if name in image else _default(row, name))
        for name, value in capture.image_of(row).items()
    )


def _image(row: models.Model, entry_id: UUID) -> dict[str, Any] | None:
    body = JournalBody.objects.filter(entry_id=entry_id).first()
    if body is None or not body.salt:
        return None
    ids = [touched for _table, touched, _base, _digest in cbor2.loads(bytes(body.body))["rows"]]
    image = unpack_images(bytes(body.images))[ids.index(row.pk.bytes)]
    return cbor2.loads(image[1]) if image is not None else None


def _default(row: models.Model, name: str) -> Any:
    column = next(field for field in row._meta.concrete_fields if field.attname == name)
    return capture.plain(column.get_default())
