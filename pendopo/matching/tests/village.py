"""A small invented village and a list of it with known flaws, for tests of the engine."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

COLUMNS = (
    "nik",
    "kk",
    "nama",
    "jk",
    "tempat_lahir",
    "tgl_lahir",
    "alamat",
    "rt",
    "rw",
    "dusun",
    "desa",
    "kec",
)
_FIRST = {
    "L": ("ASEP", "DEDI", "UJANG", "CECEP", "RUDI", "IWAN", "TATANG", "YAYAN", "DADAN", "ENCENG"),
    "P": ("EUIS", "NENENG", "IIS", "TUTI", "LILIS", "YETI", "IMAS", "RINA", "WIWIN", "ELIS"),
}
_LAST = {
    "L": ("HERMAWAN", "SUPRIADI", "GUNAWAN", "SODIKIN", "RAMDANI", "KOSWARA", "NUGRAHA", "SUTISNA"),
    "P": ("KARTIKA", "ROSMIATI", "NURHAYATI", "SUMARNI", "KOMALASARI", "HASANAH", "SOLIHAH", "WULANDARI"),
}
Row = dict[str, str]


def people(families: int, seed: int = 7) -> list[Row]:
    """Invent a register: families of four, every NIK built as the law says."""
    random = Random(seed)
    rows: list[Row] = []
    for family in range(families):
        kk = f"320613{random.randint(1, 28):02d}0515{family + 1:04d}"
        home = {
            "rt": f"{family % 6 + 1:03d}",
            "rw": f"{family % 3 + 1:03d}",
            "dusun": ("CIKADU", "SUMBER")[family % 2],
        }
        for member in range(4):
            sex = "LPLP"[member]
            year = random.randint(1950, 1985) if member < 2 else random.randint(1995, 2018)
            month, day = random.randint(1, 12), random.randint(2, 28)
            shown = day + 40 if sex == "P" else day
            number = len(rows) + 1
            rows.append(
                {
                    "rid": f"R{number}",
                    "nik": f"320613{shown:02d}{month:02d}{year % 100:02d}{number % 9999 + 1:04d}",
                    "kk": kk,
                    "nama": f"{random.choice(_FIRST[sex])} {random.choice(_LAST[sex])}",
                    "jk": sex,
                    "tempat_lahir": "TASIKMALAYA",
                    "tgl_lahir": f"{year}-{month:02d}-{day:02d}",
                    "alamat": "",
                    "desa": "TARAJU",
                    "kec": "TARAJU",
                    "status": "hidup",
                    **home,
                }
            )
    return rows


def listed_from(rows: Iterable[Row]) -> list[Row]:
    """Copy people of the register into a list; the number says who it is: W7 is R7."""
    return [{"wid": "W" + row["rid"][1:], **{name: row[name] for name in COLUMNS}} for row in rows]


def write_csv(path: Path, rows: list[Row], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as an office would."""
    with path.open("w", encoding=encoding, newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_result(path: Path) -> Mapping[str, Row]:
    """Read what a run wrote, by listed person."""
    with path.open(encoding="utf-8", newline="") as source:
        return {row["wid"]: dict(row) for row in csv.DictReader(source)}
