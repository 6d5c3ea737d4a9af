"""Draws the people whom somebody looks up by hand, writes them into a workbook, and reads it back with its labels.

The workbook hides what the matcher said, so that it cannot lead the eye; which stratum a person belongs to stands in a
second file. Numbers are written as text: a spreadsheet would round the 16th digit of a NIK.
"""

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from pendopo.matching.engine.database import Connection, connect
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.engine.reading import COLUMNS, load_table
from pendopo.matching.rules.sampling import (
    DOUBT,
    LABELS,
    NOWHERE,
    OTHER,
    SAME,
    Labelled,
    Stratum,
    allocate,
    stratum_code,
)

WORKBOOK: Final = "contoh.xlsx"
STRATA: Final = "lapis.json"
_UNSURE: Final = ("", "ragu")
_GUIDE: Final = (
    "Setiap baris: satu orang dari daftar, di sebelahnya satu penduduk. Isi kolom label dengan salah satu kata ini:",
    f"{SAME} = orang yang sama.",
    f"{OTHER} = orang lain, tetapi orang dari daftar ini ada di data penduduk. Tulis rid-nya bila tahu.",
    f"{NOWHERE} = orang dari daftar ini tidak ada di data penduduk. Cari dulu dengan teliti.",
    "ragu = belum dapat diputuskan. Baris ini tidak dihitung.",
    "Bila kolom penduduk kosong, cari orang ini di data penduduk.",
)


@dataclass(frozen=True)
class Drawn:
    """What was drawn: people by stratum, and how many of them are to be looked up."""

    people: dict[str, int]
    drawn: dict[str, int]
    workbook: Path


def draw(register: Path, listed: Path, predictions: Path, folder: Path, *, size: int, seed: int) -> Drawn:
    """Draw a sample and write its workbook and its strata into the folder."""
    if size < 1:
        raise MatchingFailed("Ukuran contoh paling sedikit 1. Tulis --size 400.")
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / WORKBOOK).exists():
        raise MatchingFailed(
            f"{WORKBOOK} sudah ada di folder itu. Pilih folder lain agar label tidak hilang."
        )
    with tempfile.TemporaryDirectory(prefix="pendopo-sample-") as work, connect() as connection:
        load_table(connection, register, "register", "rid", Path(work))
        load_table(connection, listed, "listed", "wid", Path(work))
        answers = _answers(connection, predictions)
        strata, chosen = _choose(answers, size, seed)
        rows = _rows(connection, chosen)
    _write(folder / WORKBOOK, rows)
    of = {wid: stratum_code(verdict, score, proposed=bool(rid)) for wid, rid, verdict, score in chosen}
    plan = {"strata": [vars(each) for each in strata], "of": of}
    (folder / STRATA).write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    return Drawn({each.code: each.people for each in strata}, dict(Counter(of.values())), folder / WORKBOOK)


Answer = tuple[str, str, str, float]  # wid, rid or empty, verdict, probability


def _answers(connection: Connection, predictions: Path) -> list[Answer]:
    """The answers in the order of wid, so that a seed always draws the same people."""
    if not predictions.is_file():
        raise MatchingFailed(f"Berkas {predictions.name} tidak ada. Jalankan dulu: pendopo match run")
    reader = (
        "read_parquet($path)"
        if predictions.suffix.lower() == ".parquet"
        else "read_csv($path, all_varchar = true)"
    )
    connection.execute(f"CREATE TABLE said AS SELECT * FROM {reader}", {"path": str(predictions)})
    try:
        found = connection.execute(
            "SELECT l.wid, coalesce(s.rid::VARCHAR, ''), coalesce(s.verdict, 'tidak ditemukan'), "
            "coalesce(s.probability::DOUBLE, 0) FROM listed l LEFT JOIN said s ON s.wid::VARCHAR = l.wid ORDER BY l.wid"
        ).fetchall()
    except Exception as trouble:
        raise MatchingFailed(
            f"{predictions.name}: perlu kolom wid, rid, verdict, probability. Jalankan dulu: pendopo match run"
        ) from trouble
    return [tuple(row) for row in found]


def _choose(answers: list[Answer], size: int, seed: int) -> tuple[list[Stratum], list[Answer]]:
    by_code: dict[str, list[Answer]] = {}
    for answer in answers:
        by_code.setdefault(stratum_code(answer[2], answer[3], proposed=bool(answer[1])), []).append(answer)
    strata = [
        Stratum(
            code=code, people=len(members), linked=code.startswith(("padan", "ganda")),
            proposed=any(rid for _, rid, _, _ in members), doubt=DOUBT[code],
        )
        for code, members in sorted(by_code.items())
    ]  # fmt: skip
    given = allocate(strata, size)
    chance = Random(seed)  # noqa: S311 - a repeatable draw is wanted, nothing secret
    chosen = [answer for each in strata for answer in chance.sample(by_code[each.code], given[each.code])]
    chance.shuffle(chosen)
    return strata, chosen


def _rows(connection: Connection, chosen: list[Answer]) -> list[list[str]]:
    """One line a person: number, empty label, and both records column by column."""
    connection.execute("CREATE TABLE chosen (place INTEGER, wid VARCHAR, rid VARCHAR)")
    connection.executemany(
        "INSERT INTO chosen VALUES (?, ?, ?)", [(at, wid, rid) for at, (wid, rid, _, _) in enumerate(chosen)]
    )
    pairs = ", ".join(f"coalesce(l.{name}, ''), coalesce(r.{name}, '')" for name in COLUMNS)
    query = (
        f"SELECT c.place + 1, c.wid, {pairs} FROM chosen c JOIN listed l USING (wid) "
        "LEFT JOIN register r ON r.rid = c.rid ORDER BY c.place"
    )
    return [[str(cell) for cell in row] for row in connection.execute(query).fetchall()]


def _write(path: Path, rows: list[list[str]]) -> None:
    import xlsxwriter

    heads = ["nomor", "wid", "label", "rid yang benar"]
    heads += [f"{name} {side}" for name in COLUMNS for side in ("daftar", "penduduk")]
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        sheet, text, bold = (
            book.add_worksheet("contoh"),
            book.add_format({"num_format": "@"}),
            book.add_format({"bold": True}),
        )
        sheet.write_row(0, 0, heads, bold)
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate([*row[:2], "", "", *row[2:]]):
                sheet.write_string(at, column, cell, text)
        sheet.data_validation(1, 2, max(1, len(rows)), 2, {"validate": "list", "source": [*LABELS, "ragu"]})
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 0, 7)
        sheet.set_column(1, len(heads), 18)
        guide = book.add_worksheet("petunjuk")
        for at, line in enumerate(_GUIDE):
            guide.write_string(at, 0, line)


def read_labels(workbook: Path, strata: Path) -> tuple[list[Labelled], int]:
    """Read the labels back; give the strata with their counts, and how many people are still without a label."""
    for path in (workbook, strata):
        if not path.is_file():
            raise MatchingFailed(
                f"Berkas {path.name} tidak ada. Letakkan {WORKBOOK} dan {STRATA} dalam satu folder."
            )
    plan = json.loads(strata.read_text(encoding="utf-8"))
    counts: Counter[tuple[str, str]] = Counter()
    unsure = 0
    for line, (wid, label) in enumerate(_labels(workbook), start=2):
        if wid not in plan["of"]:
            raise MatchingFailed(
                f"{workbook.name} baris {line}: wid ini bukan dari contoh. Pakai berkas yang ditulis pendopo."
            )
        if label in _UNSURE:
            unsure += 1
        elif label in LABELS:
            counts[(plan["of"][wid], label)] += 1
        else:
            raise MatchingFailed(
                f"{workbook.name} baris {line}: label {label!r} tidak dikenal. Pakai {', '.join(LABELS)}."
            )
    return [
        Labelled(Stratum(**each), *(counts[(each["code"], label)] for label in LABELS))
        for each in plan["strata"]
    ], unsure


def _labels(path: Path) -> list[tuple[str, str]]:
    """Person and label of every line, from a workbook or a CSV file that was made of it."""
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as source:
            lines: Sequence[Sequence[object]] = list(csv.reader(source))
    else:
        import python_calamine

        try:
            lines = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        except python_calamine.CalamineError as trouble:
            raise MatchingFailed(f"{path.name} tidak dapat dibaca. Simpan lagi sebagai .xlsx.") from trouble
    heads = [str(cell).strip().lower() for cell in lines[0]] if lines else []
    if not {"wid", "label"} <= set(heads):
        raise MatchingFailed(
            f"{path.name}: kolom wid dan label tidak ada. Pakai berkas yang ditulis pendopo."
        )
    wid, label = heads.index("wid"), heads.index("label")
    return [
        (str(line[wid]).strip(), str(line[label]).strip().lower().replace("_", " "))
        for line in lines[1:]
        if any(str(cell).strip() for cell in line)
    ]
