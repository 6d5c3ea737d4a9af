"""Which role may do what: each domain says it of its own permissions, here it comes together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pendopo.kernel.domains import parts_of

# The kernel's own permissions, and the desk that every valid role opens.
DESK: Final = "desk.open"
EDIT_RULES: Final = "kernel.rules.edit"
READ_JOURNAL: Final = "kernel.journal.read"
ERASE: Final = "kernel.erase"
ROTATE_KEYS: Final = "kernel.keys.rotate"
# Whoever sits at the office computer says what day it is. Never deciding: with a wrong clock no TOTP code fits.
CONFIRM_CLOCK: Final = "kernel.clock.confirm"


# Every officer with a valid role, at his own office; who that is, accounts decides.
EVERYBODY: Final = "everybody"
# The officers at the counter, who hold most of what a village's desk needs: a name for three roles.
COUNTER: Final = "counter"

Powers = Mapping[str, Iterable[str]]  # role, or a name for several -> permissions


@dataclass(frozen=True, eq=False)
class RolePowers:
    """What a domain lets each role do; `deciding` counts only after a second factor."""

    held: Powers
    deciding: Powers = field(default_factory=dict)


def _tables(*, deciding: bool) -> list[Powers]:
    return [part.deciding if deciding else part.held for _, part in parts_of(RolePowers)]


def powers_of(*roles: str, deciding: bool = False) -> frozenset[str]:
    """Return what the domains let the holder of these names do."""
    tables = _tables(deciding=deciding)
    return frozenset(one for table in tables for role in roles for one in table.get(role, ()))


def every_power() -> frozenset[str]:
    """Return every permission that some role holds."""
    tables = _tables(deciding=False) + _tables(deciding=True)
    return frozenset(one for table in tables for held in table.values() for one in held)


def holders_named() -> frozenset[str]:
    """Return every name for which a domain says something."""
    return frozenset(role for table in _tables(deciding=False) + _tables(deciding=True) for role in table)
