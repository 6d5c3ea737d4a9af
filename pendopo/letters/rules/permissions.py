"""What may be done with letters, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

READ: Final = "letters.read"
ASK: Final = "letters.ask"
CHECK: Final = "letters.check"
VERIFY: Final = "letters.verify"
SIGN: Final = "letters.sign"
REVIEW: Final = "letters.review"
EDIT_TYPES: Final = "letters.types.edit"
ROTATE_KEYS: Final = "letters.keys.rotate"
WIND_CLOCKS: Final = "letters.clock"
FOLLOW: Final = "letters.follow"

HELD: Final[Powers] = {
    COUNTER: (READ, ASK, CHECK),
    "administrator": (WIND_CLOCKS,),
    "operator_desa": (EDIT_TYPES,),
    "sekretaris_desa": (EDIT_TYPES,),
    "penanda_tangan_ub": (READ,),
    "kepala_desa": (READ,),
}
DECIDING: Final[Powers] = {
    "administrator": (ROTATE_KEYS,),
    "penanda_tangan_ub": (SIGN,),
    "sekretaris_desa": (VERIFY, SIGN, REVIEW, FOLLOW),
    "kepala_desa": (SIGN, REVIEW),
}
