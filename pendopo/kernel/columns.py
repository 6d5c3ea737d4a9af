"""Which columns of a row stand in its images: every one, but for named exceptions that say why."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.keys import site_keys
from pendopo.kernel.sealed import (
    BlindIndex,
    BlindIndexField,
    SealedTextField,
    SealedValue,
    Unreadable,
    blind_index,
)

MARK, SECRET_MARK = ".mark", 16  # how the name of a mark ends in an image; its bytes
APART = frozenset({"id", "last_entry"})  # the body of an entry says them beside each image


@dataclass(frozen=True)
class LeftOut:
    """Why a column stands in no image, and how a row made from its image gets it back.

    `anew` computes it from the row. `digest` names the journalled column that proves bytes kept in files and backups,
    `inside` opens them where they are sealed. With neither the value stays at the site that holds it, and the row
    begins with the column's default. Of a `secret` the image holds a keyed mark, by which this site knows it again.
    """

    reason: str
    anew: Callable[[Any], object] | None = None
    digest: str = ""
    inside: Callable[[Any], bytes] | None = None
    secret: bool = False

    def follows(self, row: models.Model, held: object) -> bool:
        """Say whether the value that a row holds is the one that its journalled columns ask for."""
        if self.anew is not None:
            wanted = self.anew(row)
            return held in (wanted.forms if isinstance(wanted, BlindIndex) else (wanted,))
        if not self.digest or held is None:
            return True
        try:
            content = self.inside(row) if self.inside else held
        except KeyTrouble:
            return False
        assert isinstance(content, bytes)
        return bool(hashlib.sha256(content).hexdigest() == getattr(row, self.digest))


@cache
def left_out(model: type[models.Model]) -> Mapping[str, LeftOut]:
    """Return the columns of a table that its images leave out; every index of a sealed number is one."""
    indexes = (field for field in model._meta.concrete_fields if isinstance(field, BlindIndexField))
    named: Mapping[str, LeftOut] = model.leaves_out  # type: ignore[attr-defined]
    return {**{field.attname: _computed(field) for field in indexes}, **named}


def _computed(index: BlindIndexField) -> LeftOut:
    def anew(row: models.Model) -> object:
        number = getattr(row, index.source)
        if isinstance(number, Unreadable):
            return getattr(row, index.attname)  # what cannot be opened cannot be looked up anew either
        return blind_index(index.source, number) if number else None

    return LeftOut(
        f"Computed from {index.source} under this site's index key by kernel.sealed.blind_index.", anew
    )


@cache
def journalled(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the columns that every image of a table's rows holds."""
    apart = APART | left_out(model).keys()
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in apart)


@cache
def secrets_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a table of which every image holds a mark."""
    return tuple(name for name, apart in left_out(model).items() if apart.secret)


def secret_mark(place: str, key: bytes, value: str | bytes) -> bytes:
    """Return by what a value is known again without showing it: keyed with the pepper, which no database holds."""
    said = value.encode() if isinstance(value, str) else value
    parts = (b"mark", place.encode(), key, said)
    return hmac.new(site_keys().pepper, b"\0".join(parts), hashlib.sha256).digest()[:SECRET_MARK]


def unlike(row: models.Model) -> str | None:
    """Return the first column outside the images that does not follow from those in them, as the row stands now."""
    for name, apart in left_out(type(row)).items():
        held = row.__dict__[name]
        if not apart.follows(row, bytes(held) if isinstance(held, memoryview) else held):
            return name
    return None


def fill(row: models.Model, image: Mapping[str, object]) -> None:
    """Give a row the values of one of its images, and compute those that images leave out and that follow from them."""
    held = of_today(row, image)
    for name in held.keys() & set(journalled(type(row))):
        setattr(row, name, _typed(row._meta.get_field(name), held[name]))
    for name, apart in left_out(type(row)).items():
        if apart.anew is not None:
            setattr(row, name, apart.anew(row))


def of_today(row: models.Model, image: Mapping[str, object]) -> dict[str, object]:
    """Return an image with each column under the name that it has today."""
    names: Mapping[str, str] = row.renamed  # type: ignore[attr-defined]
    return {names.get(name, name): value for name, value in image.items()}


def _typed(field: object, value: Any) -> object:
    """Turn a value of an image back into what the column holds: the way back from `capture.plain`."""
    if isinstance(field, SealedTextField):
        return None if value is None else SealedValue(value)
    if isinstance(value, bytes) and not isinstance(field, models.BinaryField):
        return UUID(bytes=value)
    assert isinstance(field, models.Field)
    return field.to_python(value)
