"""What may be done with the register of residents, and by whom."""

from typing import Final

from pendopo.kernel.powers import COUNTER, Powers

READ: Final = "people.read"
RECORD: Final = "people.record"
CORRECT: Final = "people.correct"
MERGE: Final = "people.merge"
IMPORT: Final = "people.import"
EXPORT: Final = "people.export"
ERASE: Final = "people.erase"
STATISTICS: Final = "people.statistics"
SEARCH: Final = "people.search"

HELD: Final[Powers] = {
    COUNTER: (READ, RECORD, STATISTICS),
    "operator_desa": (CORRECT, IMPORT, EXPORT),
    "kepala_desa": (READ, STATISTICS),
    "puskesos": (READ, STATISTICS),
    "kepala_dusun": (READ, STATISTICS),
    "ketua_rw": (READ, STATISTICS),
    "ketua_rt": (READ, STATISTICS),
    "bpd": (STATISTICS,),
    "kecamatan": (STATISTICS,),
    "dinas_sosial": (STATISTICS,),
    "verifikator_dukcapil": (STATISTICS,),
    "diskominfo": (STATISTICS,),
    "observer": (STATISTICS,),
}
DECIDING: Final[Powers] = {
    "administrator": (ERASE,),
    "sekretaris_desa": (CORRECT, IMPORT, EXPORT, MERGE),
    "kepala_desa": (CORRECT,),
    "kecamatan": (SEARCH,),
    "dinas_sosial": (READ, SEARCH),
    "verifikator_dukcapil": (READ, SEARCH),
}
