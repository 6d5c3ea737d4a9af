"""One person as a list or a register writes them down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """The columns that matching reads; everything is text as written, empty when unknown.

    `sex` is "L" or "P", `birth_date` is ISO (2001-12-31); `status` stands in the register only: hidup, meninggal ...
    """

    id: str = ""
    nik: str = ""
    kk: str = ""
    name: str = ""
    sex: str = ""
    birth_place: str = ""
    birth_date: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""
    village: str = ""
    district: str = ""
    status: str = ""
