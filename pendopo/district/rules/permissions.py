"""What may be done with requests to a kecamatan, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

READ: Final = "district.read"
RECORD: Final = "district.record"
CHECK: Final = "district.check"
SIGN: Final = "district.sign"
CLOCK: Final = "district.clock"
JOIN: Final = "district.join"

HELD: Final[Powers] = {
    COUNTER: (READ, RECORD),
    "administrator": (CLOCK,),
    "kepala_desa": (READ,),
    "kecamatan": (READ, RECORD, CHECK),
    "sekretaris_kecamatan": (READ, RECORD, CHECK),
    "camat": (READ,),
}
DECIDING: Final[Powers] = {"sekretaris_desa": (JOIN,), "camat": (SIGN,)}
