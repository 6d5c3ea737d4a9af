"""The wording of every code that a rule or a file format can return, in plain Indonesian, marked for translation."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.marker import gettext_noop
from pendopo.people.rules.messages.events import EVENT_FIELDS, EVENT_MESSAGES
from pendopo.people.rules.messages.files import FILE_MESSAGES
from pendopo.people.rules.messages.rows import ROW_MESSAGES
from pendopo.people.rules.problems import Problem, Value

__all__ = ["MESSAGES", "gettext_noop", "label_of", "sentence", "text"]

MESSAGES: Final[Mapping[str, str]] = MappingProxyType({**ROW_MESSAGES, **EVENT_MESSAGES, **FILE_MESSAGES})

Translate = Callable[[str], str]


def _as_it_is(text: str) -> str:
    return text


def label_of(field: str, translate: Translate = _as_it_is) -> str:
    """Name a field as people read it, for the %(column)s of a message."""
    if field in BY_FIELD:
        return translate(BY_FIELD[field].label)
    return translate(EVENT_FIELDS[field]) if field in EVENT_FIELDS else field


def text(code: str, /, *, translate: Translate = _as_it_is, **params: Value) -> str:
    """Write the sentence of a code; `translate` is gettext where there is a language."""
    # A code of a newer node may arrive before its wording; the code itself is then better than nothing.
    return translate(MESSAGES[code]) % params if code in MESSAGES else code


def sentence(problem: Problem, translate: Translate = _as_it_is) -> str:
    """Write what a problem says, its column named as people read it."""
    params = {"column": label_of(problem.field, translate), **problem.params}
    return text(problem.code, translate=translate, **params)
