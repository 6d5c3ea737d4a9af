"""What may be done with mail, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

READ: Final = "mail.read"
WRITE: Final = "mail.write"
DISPOSE: Final = "mail.dispose"
NUMBER: Final = "mail.numbering"

HELD: Final[Powers] = {
    COUNTER: (READ, WRITE),
    "sekretaris_desa": (DISPOSE,),
    "penanda_tangan_ub": (READ,),
    "kepala_desa": (READ, DISPOSE),
}
DECIDING: Final[Powers] = {"sekretaris_desa": (NUMBER,)}
