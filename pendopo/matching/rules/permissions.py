"""What may be done with matching, and by whom."""

from typing import Final

from pendopo.kernel.powers import Powers

READ: Final = "matching.read"
RUN: Final = "matching.run"
REVIEW: Final = "matching.review"
MERGE: Final = "matching.merge"

HELD: Final[Powers] = {
    "operator_desa": (READ, RUN, REVIEW),
    "sekretaris_desa": (READ, RUN, REVIEW),
    "puskesos": (READ, RUN, REVIEW),
    "dinas_sosial": (READ,),
}
DECIDING: Final[Powers] = {"sekretaris_desa": (MERGE,), "dinas_sosial": (RUN, REVIEW)}
