"""Sealed fields: identity numbers that the database alone cannot read.

Stored form: key id (1 byte) | nonce (12) | AES-256-GCM ciphertext and tag. The additional data is
`table.column` and the row's id, so a sealed value cannot be moved to another row.
"""

import hmac
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.models import lookups
from django.utils.translation import gettext

from pendopo.kernel import guard
from pendopo.kernel.commitment import DARK, SALT, text_mark
from pendopo.kernel.errors import DamagedContent, DamagedRow, KeyTrouble
from pendopo.kernel.keys import forget_keys, index_forms, site_keys

_SHORTEST = 1 + 12 + 16  # a file that was cut off is shorter
_ALTERED = "Data tersegel tidak cocok dengan seal.key, atau telah diubah di luar Pendopo."


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


class SealedValue(bytes):
    """A sealed value as it stands in the database."""

    __slots__ = ()


def seal(text: str, context: bytes) -> SealedValue:
    """Seal a text for one place (context) with the newest key."""
    return SealedValue(seal_bytes(text.encode(), context))


def seal_bytes(content: bytes, context: bytes) -> bytes:
    """Seal a content for one place (context) with the newest key."""
    ring = site_keys()
    nonce = os.urandom(12)
    sealed = _cipher(ring.seal_keys[ring.seal_id]).encrypt(nonce, content, context)
    return bytes([ring.seal_id]) + nonce + sealed


def unseal(value: bytes, context: bytes) -> str:
    """Open a sealed text; raise DamagedContent when it was moved or altered, KeyTrouble when its key is absent."""
    return unseal_bytes(value, context).decode()


def unseal_bytes(value: bytes, context: bytes) -> bytes:
    """Open a sealed content; raise DamagedContent when it was moved, cut or altered, KeyTrouble without its key."""
    if len(value) < _SHORTEST:
        raise DamagedContent(_ALTERED)
    key = site_keys().seal_keys.get(value[0])
    if key is None:
        # Another process may have added a key since this one read the file.
        forget_keys()
        key = site_keys().seal_keys.get(value[0])
    if key is None:
        raise KeyTrouble(f"Kunci nomor {value[0]} tidak ada di seal.key. Pulihkan dari cadangan kunci.")
    try:
        return _cipher(key).decrypt(value[1:13], value[13:], context)
    except InvalidTag:
        raise DamagedContent(_ALTERED) from None


def place_of(table: str, column: str, row: bytes) -> bytes:
    """Return what binds a sealed value to its table, column and row."""
    return f"{table}.{column}:".encode() + row


def opening_of(value: bytes, salt: bytes, name: str, place: bytes) -> tuple[bytes, bytes]:
    """Return the salt and the text with which a journalled sealed value is opened for another site.

    The sealing key makes the salt out of the field's own: the database alone does not let anybody guess by the mark.
    """
    text = unseal_bytes(value, place)
    key = _opening_key(site_keys().seal_keys[value[0]])
    return hmac.digest(key, salt + name.encode(), "sha256")[:SALT], text


@lru_cache(maxsize=16)
def _opening_key(key: bytes) -> bytes:
    return hmac.digest(key, b"pendopo: marks of sealed texts", "sha256")


def mark_of_sealed(value: bytes, salt: bytes, name: str, place: bytes) -> bytes:
    """Return what commits to the text in a sealed value, for the root of its row."""
    try:
        own_salt, text = opening_of(value, salt, name, place)
    except KeyTrouble:
        return DARK
    return text_mark(own_salt, name, text)


class Unreadable(str):
    """What stands on a page in place of a sealed text that cannot be opened; nothing is ever stored of it."""

    __slots__ = ()


_tolerant: ContextVar[bool] = ContextVar("pendopo_tolerant", default=False)


@contextmanager
def damage_allowed() -> Iterator[None]:
    """Let an operation meet unreadable values as pages do: the one that writes a new value in their place."""
    token = _tolerant.set(True)
    try:
        yield
    finally:
        _tolerant.reset(token)


class BlindIndex(bytes):
    """The keyed index of a number; while the key changes it also knows the forms under the older one."""

    older: tuple[bytes, ...] = ()

    @property
    def forms(self) -> tuple[bytes, ...]:
        """Every form under which the number may stand in the database."""
        return (bytes(self), *self.older)


def blind_index(name: str, value: str) -> BlindIndex:
    """Return the keyed 16-byte index under which an identity number can be looked up exactly."""
    return blind_indexes(name, (value,))[value]


def blind_indexes(name: str, values: Iterable[str]) -> dict[str, BlindIndex]:
    """Return the index of each number, all under the keys as they are at this moment."""
    newest, *older = index_forms()
    indexes = {}
    for value in values:
        text = f"{name}:{value}".encode()
        index = indexes[value] = BlindIndex(hmac.digest(newest, text, "sha256")[:16])
        if older:
            index.older = tuple(hmac.digest(key, text, "sha256")[:16] for key in older)
    return indexes


def mask_identity(value: str | None) -> str:
    """Show only the first two and the last two digits of an identity number."""
    if not value or isinstance(value, Unreadable):
        return value or ""
    return value[:2] + "•" * (len(value) - 4) + value[-2:] if len(value) > 4 else "•" * len(value)


def _opened(value: SealedValue, context: bytes) -> str:
    """Open a value; one spoilt cell does not take a page away, and no operation goes on with it."""
    try:
        return unseal(value, context)
    except (KeyTrouble, UnicodeDecodeError):
        if guard.is_open() and not _tolerant.get():
            raise DamagedRow from None
        return Unreadable(gettext("tidak terbaca"))


class _SealedAttribute:
    """Opens the value when it is first read, so that lists of people never decrypt what they do not show."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, SealedValue):
            opened = _opened(value, self.field.context(instance.pk))
            if isinstance(opened, Unreadable):
                return opened  # the damaged value stays in its place, and is written back as it is
            # The sealed form stays beside the opened one: an unchanged value is written back as it was.
            instance.__dict__["_sealed_" + name] = (value, opened)
            instance.__dict__[name] = value = opened
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.Field):  # type: ignore[type-arg]
    """A text column that is encrypted with a key outside the database."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SealedAttribute(self))

    def context(self, row_id: UUID) -> bytes:
        """Return what binds a sealed value to its table, column and row."""
        return place_of(self.model._meta.db_table, str(self.column), row_id.bytes)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> SealedValue | None:
        if value is None:
            return None
        # SQLite keeps in a column whatever a hand writes there: a text or a number is a damaged value like any other.
        return SealedValue(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())

    def pre_save(self, model_instance: models.Model, add: bool) -> SealedValue | None:
        value = model_instance.__dict__[self.attname]
        if value is None or isinstance(value, SealedValue):
            return value
        if value == "":
            return None
        kept = model_instance.__dict__.get("_sealed_" + self.attname)
        if kept is not None and kept[1] == value and kept[0][0] == site_keys().seal_id:
            return kept[0]  # type: ignore[no-any-return]
        fresh = seal(str(value), self.context(model_instance.pk))
        model_instance.__dict__["_sealed_" + self.attname] = (fresh, value)
        return fresh

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, SealedValue):
            raise TypeError("a sealed column is looked up by its blind index, never by value")
        return connection.Database.Binary(value)


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """The keyed index of a sealed field, kept in step with it on every save."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 16)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["source"] = self.source
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        held = model_instance.__dict__.get(self.source)
        if isinstance(held, SealedValue) or self.source not in model_instance.__dict__:
            return getattr(model_instance, self.attname)  # type: ignore[no-any-return]
        value = blind_index(self.source, str(held)) if held else None
        setattr(model_instance, self.attname, value)
        return value


@BlindIndexField.register_lookup
class _AnyForm(lookups.Exact):
    """A number is found under the newest key and, while the key changes, under the older one."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if isinstance(self.rhs, BlindIndex) and self.rhs.older:
            return _AmongForms(self.lhs, [self.rhs]).as_sql(compiler, connection)
        return super().as_sql(compiler, connection)


@BlindIndexField.register_lookup
class _AmongForms(lookups.In):
    """Several numbers are looked up like one: under every key that is in use."""

    def get_prep_lookup(self) -> Any:
        if isinstance(self.rhs, (list, tuple, set, frozenset)):
            self.rhs = [
                form
                for item in self.rhs
                for form in (item.forms if isinstance(item, BlindIndex) else (item,))
            ]
        return super().get_prep_lookup()
