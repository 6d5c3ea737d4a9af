"""What a rule has to say: a code with values, never a finished sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import Final, Literal

Severity = Literal["error", "warning"]
Value = str | int

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a rule; `code` has its wording in `messages`, `field` names a field of `rows.Row`.

    `params` also carries the field as "column", so that code and params alone can be put into words. `kept` is the
    value that is read all the same, where a cell was understood but should be looked at.
    """

    code: str
    severity: Severity
    field: str = ""
    params: Mapping[str, Value] = dataclass_field(default_factory=dict)
    kept: Value | None = None

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR


def error(code: str, field: str = "", /, **params: Value) -> Problem:
    """Make a problem that refuses the row or the event."""
    return _problem(code, ERROR, field, params)


def warning(code: str, field: str = "", /, **params: Value) -> Problem:
    """Make a problem that a person should look at, but that refuses nothing."""
    return _problem(code, WARNING, field, params)


def _problem(code: str, severity: Severity, field: str, params: dict[str, Value]) -> Problem:
    if not params:
        return _plain(code, severity, field)
    return Problem(code, severity, field, {"column": field, **params} if field else params)


@cache
def _plain(code: str, severity: Severity, field: str) -> Problem:
    """Keep one problem for all rows that have it: a register can have a hundred thousand of the same."""
    return Problem(code, severity, field, {"column": field} if field else {})
