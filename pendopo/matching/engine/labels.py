"""Reads the file of reviewers' answers that `pendopo match labels` writes, of one village or of many."""

import csv
from pathlib import Path

from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.rules.calibration import STRATA, Answer

_COLUMNS = ("model", "stratum", "probability", "same")


def read_labels(path: Path, version: str) -> dict[str, list[Answer]]:
    """Read the answers about this version of the parameters, by stratum; raise MatchingFailed naming the line."""
    found: dict[str, list[Answer]] = {name: [] for name in STRATA}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise MatchingFailed(f"{path.name}: kolom {', '.join(missing)} tidak ada.")
            for row in rows:
                if row["model"] == version:
                    found[row["stratum"]].append(_answer(row))
    except (KeyError, ValueError):
        raise MatchingFailed(
            f"{path.name}: baris {rows.line_num} tidak dapat dibaca. Buat lagi berkas itu dengan pendopo match labels."
        ) from None
    except OSError as trouble:
        raise MatchingFailed(f"{path.name} tidak dapat dibaca ({trouble.strerror}).") from None
    if not any(found.values()):
        raise MatchingFailed(f"{path.name}: tidak ada putusan untuk parameter {version}.")
    return found


def _answer(row: dict[str, str]) -> Answer:
    # a line that was cut off has nothing in its last cells
    probability = float(row["probability"] or "")
    same = {"true": True, "false": False}[(row["same"] or "").strip().lower()]
    if not 0 <= probability <= 1:
        raise ValueError(row["probability"])
    return Answer(probability, same)
