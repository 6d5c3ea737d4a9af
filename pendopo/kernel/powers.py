"""Which role may do what: each domain says it of its own permissions, here it comes together."""

from collections.abc import Iterable, Mapping
from typing import Final

# The kernel's own permissions, and the desk that every valid role opens.
DESK: Final = "desk.open"
EDIT_RULES: Final = "kernel.rules.edit"
READ_JOURNAL: Final = "kernel.journal.read"
ERASE: Final = "kernel.erase"
ROTATE_KEYS: Final = "kernel.keys.rotate"
# Whoever sits at the office computer says what day it is. Never deciding: with a wrong clock no TOTP code fits.
CONFIRM_CLOCK: Final = "kernel.clock.confirm"

# The officers at the counter, who hold most of what a village's desk needs: a name for three roles.
COUNTER: Final = "counter"

Powers = Mapping[str, Iterable[str]]  # role, or a name for several -> permissions

_HELD: dict[str, set[str]] = {}
_DECIDING: dict[str, set[str]] = {}


def register_powers(held: Powers, deciding: Powers | None = None) -> None:
    """Add what a domain lets each role do; `deciding` counts only after a second factor."""
    for table, given in ((_HELD, held), (_DECIDING, deciding or {})):
        for role, permissions in given.items():
            table.setdefault(role, set()).update(permissions)


def powers_of(*roles: str, deciding: bool = False) -> frozenset[str]:
    """Return what is registered for these names."""
    table = _DECIDING if deciding else _HELD
    return frozenset().union(*(table.get(role, ()) for role in roles))


def every_power() -> frozenset[str]:
    """Return every permission that some role holds."""
    return frozenset({DESK}).union(*_HELD.values(), *_DECIDING.values())


def holders_named() -> frozenset[str]:
    """Return every name under which a domain has registered something."""
    return frozenset(_HELD) | frozenset(_DECIDING)
