"""What may be done with letters, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, SIGN_FOR_VILLAGE, Powers

READ: Final = "letters.read"
ASK: Final = "letters.ask"
CHECK: Final = "letters.check"
VERIFY: Final = "letters.verify"
SIGN: Final = SIGN_FOR_VILLAGE
MAIL: Final = "letters.mail"
DISPOSE: Final = "letters.dispose"
NUMBER: Final = "letters.numbering"
EDIT_TYPES: Final = "letters.types.edit"
ROTATE_KEYS: Final = "letters.keys.rotate"
WIND_CLOCKS: Final = "letters.clock"
FOLLOW: Final = "letters.follow"

HELD: Final[Powers] = {
    COUNTER: (READ, ASK, CHECK, MAIL),
    "administrator": (WIND_CLOCKS,),
    "operator_desa": (EDIT_TYPES,),
    "sekretaris_desa": (EDIT_TYPES, DISPOSE),
    "penanda_tangan_ub": (READ,),
    "kepala_desa": (READ, DISPOSE),
}
DECIDING: Final[Powers] = {
    "administrator": (ROTATE_KEYS,),
    "penanda_tangan_ub": (SIGN,),
    "sekretaris_desa": (VERIFY, SIGN, NUMBER, FOLLOW),
    "kepala_desa": (SIGN,),
}
