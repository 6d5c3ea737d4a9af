"""What may be done with accounts, and the kernel's powers, which stand below every role: by whom."""

from typing import Final

from pendopo.kernel.powers import (
    CONFIRM_CLOCK,
    COUNTER,
    DESK,
    EDIT_RULES,
    ERASE,
    EVERYBODY,
    READ_JOURNAL,
    ROTATE_KEYS,
    Powers,
)

READ: Final = "accounts.read"
# Whoever may hand out powers is himself chosen only by somebody who administers.
ADMINISTER: Final = "accounts.administer"
GRANT: Final = "accounts.grant"
# Whoever says which resident an officer is; never of himself.
IDENTIFY: Final = "accounts.identify"
# Every officer holds this at his own office: own password, own sessions, own second factor.
OWN: Final = "accounts.own"
ACTIVATE: Final = "accounts.resident.activate"
ACT_ON_BEHALF: Final = "accounts.act_on_behalf"

HELD: Final[Powers] = {
    EVERYBODY: (DESK, OWN),
    COUNTER: (ACTIVATE, ACT_ON_BEHALF, CONFIRM_CLOCK),
    "administrator": (READ, READ_JOURNAL, CONFIRM_CLOCK),
    "operator_desa": (READ,),
    "sekretaris_desa": (READ, READ_JOURNAL),
    "kepala_desa": (READ, READ_JOURNAL, CONFIRM_CLOCK),
    "puskesos": (ACT_ON_BEHALF,),
    "bpd": (READ, READ_JOURNAL),
    "kecamatan": (READ, READ_JOURNAL),
    "diskominfo": (READ, READ_JOURNAL, CONFIRM_CLOCK),
    "observer": (READ, READ_JOURNAL),
}
DECIDING: Final[Powers] = {
    "administrator": (GRANT, ADMINISTER, ROTATE_KEYS, EDIT_RULES, ERASE),
    "sekretaris_desa": (GRANT, IDENTIFY),
    "kepala_desa": (GRANT, IDENTIFY),
    "kecamatan": (GRANT,),
    "diskominfo": (GRANT, ADMINISTER, EDIT_RULES),
}
