"""What goes to the engine and what comes back: CSV files in a private folder, gone when the run is over."""

import csv
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from pendopo.matching.rules.reasons import codes_of
from pendopo.matching.rules.record import Record

COLUMNS: Final = (
    *("nik", "kk", "nama", "jk", "tempat_lahir", "tgl_lahir", "alamat", "rt", "rw", "dusun", "desa", "kec"),
)
_FIELDS: Final = (
    *("nik", "kk", "name", "sex", "birth_place", "birth_date", "address", "rt", "rw", "hamlet", "village"),
    "district",
)


@dataclass(frozen=True, slots=True)
class Line:
    """What the engine says about one listed person."""

    wid: str
    rid: str
    verdict: str
    probability: float
    reasons: tuple[str, ...]


def write_register(path: Path, records: Iterable[Record]) -> int:
    """Write the register's side and answer how many."""
    return _write(path, ("rid", *COLUMNS, "status"), ("id", *_FIELDS, "status"), records)


def write_listed(path: Path, records: Iterable[Record]) -> int:
    """Write the list's side and answer how many."""
    return _write(path, ("wid", *COLUMNS), ("id", *_FIELDS), records)


def _write(path: Path, heads: tuple[str, ...], fields: tuple[str, ...], records: Iterable[Record]) -> int:
    count = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for record in records:
            writer.writerow([getattr(record, field) for field in fields])
            count += 1
    return count


def read_verdicts(path: Path) -> Iterator[Line]:
    """Read what the engine wrote."""
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            reasons = codes_of(row.get("reasons") or "")
            probability = min(1.0, max(0.0, float(row.get("probability") or 0)))
            yield Line(row["wid"], row.get("rid") or "", row["verdict"], probability, reasons)


@contextmanager
def private_folder(run_id: UUID) -> Iterator[Path]:
    """Open a folder that only this program may read, and remove it afterwards with everything in it."""
    folder = _root() / str(run_id)
    shutil.rmtree(folder, ignore_errors=True)
    _root().mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(but: Iterable[UUID] = ()) -> None:
    """Remove what a stop of the machine has left behind."""
    kept = {str(run_id) for run_id in but}
    for folder in _root().glob("*"):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return Path(settings.PENDOPO_DATA) / "matching"
