"""Invent a register, a list and the truth about both: `python -m benchmarks.matching.generate --help`."""

import argparse
import time
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching import enumerator, keying
from benchmarks.matching.columns import Columns, written
from benchmarks.matching.drafts import REASONS, Draft, draft_both
from benchmarks.matching.kinship import Array
from benchmarks.matching.peers import LISTED
from benchmarks.matching.people import People, make_people
from benchmarks.matching.profiles import PROFILES
from benchmarks.matching.variants import DEV, SETS, slip, sound
from benchmarks.matching.writers import Desk, carelessness

ERRORS = {"enumerator": enumerator.write, "keying": keying.write}


def generate(
    out: Path, *, people: int, seed: int, profile: str = "typical", culture: str = "sunda", variants: str = "dev",
    errors: str = "enumerator", listed: float = 0.4,
) -> dict[str, int]:  # fmt: skip
    """Write register.parquet, list.parquet and truth.parquet; the same arguments give the same files."""
    rng, chance = np.random.default_rng(seed), Random(seed)
    everybody = make_people(people, culture, rng)
    registered, rows = draft_both(everybody, listed, PROFILES[profile], rng)
    desk = Desk(
        rows=rows, people=everybody, columns=written(rows, everybody), profile=PROFILES[profile],
        variants=SETS[variants], rng=rng, chance=chance, factor=carelessness(rows, PROFILES[profile].spread, rng),
    )  # fmt: skip
    _invent(desk)
    ERRORS[errors](desk)
    rids = np.array([f"R{each:08d}" for each in rng.permutation(len(registered.person))], object)
    wids = [f"W{each:08d}" for each in rng.permutation(len(rows.person))]
    columns = _register(registered, everybody, desk, rng, chance)
    out.mkdir(parents=True, exist_ok=True)
    _save({"rid": list(rids), **columns}, out / "register.parquet", rng)
    _save({"wid": wids, **{name: desk.columns[name] for name in LISTED}}, out / "list.parquet", None)
    truth = _truth(wids, rids, registered, desk, columns["status"])
    _save(truth, out / "truth.parquet", None)
    return {"register": len(rids), "list": len(wids), "absent": truth["rid"].count(None)}


def _invent(desk: Desk) -> None:
    """Who is listed but does not exist: most have a name and a date of nobody here, some look like one of the family.

    Those are people whom the writer half remembered: a cousin under this roof, a child who died as a baby.
    """
    names, dates = desk.columns["nama"], desk.columns["tgl_lahir"]
    family, chance = desk.people.family[desk.rows.person], desk.chance
    for row in np.flatnonzero(desk.rows.reason == REASONS.index("invented")).tolist():
        around = range(max(0, row - 5), min(len(names), row + 6))
        near = [at for at in around if at != row and family[at] == family[row]]
        names[row] = desk.people.name[chance.randrange(len(desk.people))].upper()
        dates[row] = f"{chance.randint(1945, 2020)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        if near and chance.random() < 0.3:
            like = chance.choice(near)
            names[row] = " ".join([names[like].split()[0], *names[row].split()[1:]])
            dates[row] = (
                f"{int(dates[like][:4]) + chance.choice([-2, -1, 0, 1, 2])}{dates[like][4:8]}{dates[row][8:]}"
            )
            desk.columns["jk"][row] = desk.columns["jk"][like]


def _register(rows: Draft, people: People, desk: Desk, rng: np.random.Generator, chance: Random) -> Columns:
    """The register has mistakes too, fewer; and some of its people died or moved without being struck off."""
    columns = written(rows, people)
    for row in np.flatnonzero(rng.random(len(rows.person)) < 0.03).tolist():
        name = columns["nama"][row].title()
        columns["nama"][row] = (
            sound(name, DEV, chance) if chance.random() < 0.5 else slip(name, chance)
        ).upper()
    for row in np.flatnonzero(rng.random(len(rows.person)) < 0.01).tolist():
        columns["rt"][row] = None
    rate = desk.profile.dead_in_register
    age = people.age[rows.person]
    died = rng.random(len(age)) < rate * np.interp(age, [0, 40, 60, 75, 95], [0.1, 0.3, 1.5, 4, 8])
    moved = rng.random(len(age)) < rate * 0.6
    columns["status"] = np.where(died, "meninggal", np.where(moved, "pindah", "aktif")).tolist()
    return columns


def _truth(wids: list[str], rids: Array, registered: Draft, desk: Desk, status: list[str]) -> Columns:
    where = np.full(len(desk.people), -1)
    where[registered.person] = np.arange(len(registered.person))
    at = np.where(desk.rows.reason == 0, where[desk.rows.person], -1)
    right = [f"{each:016d}" for each in desk.people.nik[desk.rows.person].tolist()]
    return {
        "wid": wids,
        "rid": [rids[each] if each >= 0 else None for each in at.tolist()],
        "bad_nik": [given != own for given, own in zip(desk.columns["nik"], right, strict=True)],
        "absent": [REASONS[each] for each in desk.rows.reason.tolist()],
        "again": desk.rows.again.tolist(),
        "single_name": [" " not in each for each in desk.people.name[desk.rows.person]],
        "age": desk.people.age[desk.rows.person].astype(int).tolist(),
        "sex": ["P" if each else "L" for each in desk.people.female[desk.rows.person].tolist()],
        "register_status": [status[each] if each >= 0 else None for each in at.tolist()],
    }


def _save(columns: Columns, path: Path, rng: np.random.Generator | None) -> None:
    table = pa.table(columns)
    if rng is not None:
        table = table.take(pa.array(rng.permutation(len(table))))
    pq.write_table(table, path, compression="zstd")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="typical")
    parser.add_argument("--culture", choices=["sunda", "java", "mixed"], default="sunda")
    parser.add_argument("--variants", choices=sorted(SETS), default="dev")
    parser.add_argument("--errors", choices=sorted(ERRORS), default="enumerator")
    parser.add_argument("--listed", type=float, default=0.4, help="share of the people who are listed")
    parser.add_argument("--out", type=Path, required=True)
    words = vars(parser.parse_args())
    began = time.perf_counter()
    counts = generate(words.pop("out"), **words)
    print(counts, f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
