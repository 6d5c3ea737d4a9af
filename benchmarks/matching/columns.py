"""Rows as columns of text, the way register and list are handed over."""

from typing import Any

import numpy as np

from benchmarks.matching import pools
from benchmarks.matching.drafts import Draft
from benchmarks.matching.kinship import Array
from benchmarks.matching.people import People

Columns = dict[str, list[Any]]  # name of the column -> list of text or None


def written(rows: Draft, people: People) -> Columns:
    """Everything written without a mistake."""
    who, places = rows.person, people.places
    hamlets = places.hamlets
    dusun = [
        hamlets[village][at % len(hamlets[village])]
        for village, at in zip(rows.village.tolist(), rows.dusun.tolist(), strict=True)
    ]
    street = people.street[people.family[who]]
    return {
        "nik": _digits(people.nik[who]),
        "kk": _digits(rows.kk),
        "nama": [name.upper() for name in people.name[who]],
        "jk": ["P" if each else "L" for each in people.female[who].tolist()],
        "tempat_lahir": [town.upper() for town in people.born_in[who]],
        "tgl_lahir": people.birth[who].astype(str).tolist(),
        "alamat": [_address(hamlet, number) for hamlet, number in zip(dusun, street.tolist(), strict=True)],
        "rt": [f"{each:03d}" for each in rows.rt.tolist()],
        "rw": [f"{each:03d}" for each in rows.rw.tolist()],
        "dusun": [each.upper() for each in dusun],
        "desa": [each.upper() for each in places.desa[rows.village]],
        "kec": [each.upper() for each in places.kec[rows.village]],
    }


def _digits(numbers: Array) -> list[str]:
    return [f"{each:016d}" for each in numbers.astype(np.int64).tolist()]


def _address(hamlet: str, number: int) -> str:
    if number % 10 < 6:
        return f"KP. {hamlet.upper()}"
    street = pools.STREETS[number // 10 % len(pools.STREETS)].upper()
    return f"JL. {street} NO. {number // 200 % 90 + 1}"
