"""Reads questions from plain data: JSON of a row, TOML of a file, what an editor filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TypeVar

from pendopo.questions.rules.faults import KEY
from pendopo.questions.rules.fields import Field

Made = TypeVar("Made")


def typed(made: type[Made], parts: Mapping[str, object]) -> Made:
    """Make one part, or raise TypeError where a value is not of the kind that stands in its class."""
    for one in fields(made):  # type: ignore[arg-type]
        if one.name in parts and one.type in (str, int, bool) and type(parts[one.name]) is not one.type:
            raise TypeError(one.name)
    return made(**parts)


def items(given: object) -> Sequence[object]:
    """Take a list, or raise TypeError."""
    if not isinstance(given, list | tuple):
        raise TypeError("a list is needed")
    return given


def texts(given: object) -> tuple[str, ...]:
    """Take a list of texts, or raise TypeError."""
    found = tuple(one for one in items(given) if isinstance(one, str))
    if len(found) != len(items(given)):
        raise TypeError("texts are needed")
    return found


def table(given: object) -> Mapping[str, object]:
    """Take a table, or raise TypeError."""
    if not isinstance(given, Mapping):
        raise TypeError("a table is needed")
    return given


def parse_fields(given: object) -> tuple[Field, ...]:
    """Make questions from a list of JSON or TOML."""
    return tuple(parse_field(table(one)) for one in items(given))


def parse_field(given: Mapping[str, object]) -> Field:
    """Make one question from JSON or TOML; a choice may be a word or a pair of key and words."""
    plain = {"key": "", "label": "", **given}
    plain["choices"] = tuple(_choice(one) for one in items(plain.get("choices", ())))
    plain["fields"] = parse_fields(plain.get("fields", ()))
    plain["asked_when"] = texts(plain.get("asked_when", ()))
    return typed(Field, plain)


def _choice(given: object) -> tuple[str, str]:
    if isinstance(given, str):
        return key_of(given), given
    key, label = items(given)
    return str(key), str(label)


def key_of(text: str) -> str:
    """Make a key from words: "Nama usaha" becomes nama_usaha."""
    key = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40].strip("_")
    return key if KEY.fullmatch(key) else f"k_{key}".rstrip("_")[:40]
