"""The wording of every code that a rule or a file format can return, in plain Indonesian, marked for translation."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.files import line_words
from pendopo.people.rules.marker import gettext_noop as _
from pendopo.people.rules.messages.families import FAMILY_MESSAGES
from pendopo.people.rules.messages.files import FILE_MESSAGES
from pendopo.people.rules.messages.intake import INTAKE_MESSAGES
from pendopo.people.rules.messages.rows import ROW_MESSAGES
from pendopo.people.rules.problems import Problem, Value

# Of a side value that could not be read: the person stays.
_EMPTIED: Final = _("Sel ini dibaca kosong.")

__all__ = ["MESSAGES", "label_of", "sentence", "text"]

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {**ROW_MESSAGES, **FAMILY_MESSAGES, **FILE_MESSAGES, **INTAKE_MESSAGES}
)

Translate = Callable[[str], str]


def _as_it_is(text: str) -> str:
    return text


def label_of(field: str, translate: Translate = _as_it_is) -> str:
    """Name a field as people read it; what is no field stays as it is."""
    return translate(BY_FIELD[field].label) if field in BY_FIELD else field


def text(code: str, params: Mapping[str, Value], translate: Translate = _as_it_is) -> str:
    """Write the sentence of a code; `translate` is gettext where there is a language."""
    if code not in MESSAGES:
        # A code of a newer node may arrive before its wording; the code itself is then better than nothing.
        return code
    words = dict(params)
    if "column" in words:
        words["column"] = label_of(str(words["column"]), translate)
    if "line" in words:
        words["line"] = line_words(int(words["line"]))
    said = translate(MESSAGES[code]) % words
    return f"{said} {translate(_EMPTIED)}" if "emptied" in words else said


def sentence(problem: Problem, translate: Translate = _as_it_is) -> str:
    """Write what a problem says, its column named as people read it."""
    return text(problem.code, problem.params, translate)
