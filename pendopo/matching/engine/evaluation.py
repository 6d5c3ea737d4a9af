"""Holds what a run said against what is true, and measures it: for everybody and for each group.

The truth file is opened here and nowhere else, after the run has ended.
"""

import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pendopo.matching.engine.database import Connection, connect, one_row
from pendopo.matching.engine.encoding import delimiter_of, readable_copy
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.rules import measures
from pendopo.matching.rules.measures import Gap, Judged, Ranking

DIMENSIONS: Final = ("sex", "age", "name", "area")
_EDGES: Final = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)
_DEMANDED: Final = (0.999, 0.99)
_SMALLEST_GROUP: Final = 30

# Plain values for --json: what `asdict` makes of the measures in `rules/measures.py`, by the measure's name.
Measures = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """Everything that an evaluation found."""

    everybody: Measures
    groups: dict[str, dict[str, Measures]]
    gaps: list[Gap]
    doubles: Measures
    reliability: list[Measures]

    def as_json(self) -> Measures:
        """The report as plain values."""
        return asdict(self)


def evaluate(register: Path, listed: Path, truth: Path, predictions: Path, *, today: date) -> Report:
    """Read the four files and measure."""
    with tempfile.TemporaryDirectory(prefix="pendopo-evaluate-") as folder, connect() as connection:
        files = (
            ("register", register, "rid"),
            ("listed", listed, "wid"),
            ("said", predictions, "wid"),
            ("truth", truth, "wid"),
        )
        for table, path, key in files:
            _load(connection, table, path, key, Path(folder))
        for statement in _TOGETHER:
            connection.execute(statement, {"today": today.isoformat()} if "$today" in statement else None)
        rows = connection.execute(
            "SELECT score, proposed, correct, linked, waiting, present, bad_nik, sex, age, name, area FROM judged "
            "ORDER BY score DESC, wid"
        ).fetchall()
        doubles = one_row(connection, _DOUBLES)
    return _report([(Judged(*row[:7]), row[7:]) for row in rows], doubles)


def _load(connection: Connection, table: str, path: Path, key: str, folder: Path) -> None:
    """Read one file as text and refuse it when its key column is missing."""
    if not path.is_file():
        raise MatchingFailed(f"Berkas {path.name} tidak ada. Periksa nama dan foldernya.")
    name = str(path)
    if path.suffix.lower() not in (".parquet", ".pq"):
        name = str(readable_copy(path, folder))
        sign = delimiter_of(Path(name))
        source = (
            f"read_csv({_quoted(name)}, all_varchar = true, header = true, delim = '{sign}', quote = '\"')"
        )
    else:
        source = f"read_parquet({_quoted(name)})"
    statement = f"CREATE TABLE {table} AS SELECT COLUMNS(*)::VARCHAR FROM {source}"
    connection.execute(statement)
    given = {row[0].strip().lower() for row in connection.execute(f"DESCRIBE {table}").fetchall()}
    needed = {key} if table in ("register", "listed") else {key, "rid"}
    if needed - given:
        raise MatchingFailed(
            f"{path.name}: kolom {', '.join(sorted(needed - given))} tidak ada. Tambahkan kolom itu."
        )
    for column in {"rid", "nik", "nama", "jk", "tgl_lahir", "desa", "kec", "verdict", "probability"} - given:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR")


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


# Lists, answers and truth together, one row a listed person. A person who is not in the register has no right number
# there, so each of them counts among those whose number cannot be trusted.
_TOGETHER: Final = (
    "CREATE MACRO filled(cell) AS nullif(nullif(trim(cell), ''), '-')",
    "CREATE MACRO digits(cell) AS coalesce(regexp_replace(cell, '[^0-9]', '', 'g'), '')",
    """
    CREATE TABLE answer AS SELECT wid, filled(rid) AS rid,
      coalesce(try_cast(probability AS DOUBLE), (filled(rid) IS NOT NULL)::INT) AS score,
      coalesce(lower(replace(verdict, '_', ' ')), if(filled(rid) IS NULL, 'tidak ditemukan', 'padan')) AS verdict
    FROM said QUALIFY row_number() OVER (PARTITION BY wid ORDER BY score DESC, rid) = 1
    """,
    """
    CREATE TABLE person AS SELECT t.wid, min(filled(t.rid)) AS rid,
      list(filled(t.rid)) FILTER (filled(t.rid) IS NOT NULL) AS rids, list(digits(r.nik)) AS niks,
      any_value(r.jk) AS jk, any_value(r.tgl_lahir) AS born, any_value(r.nama) AS nama, any_value(r.desa) AS desa,
      any_value(r.kec) AS kec
    FROM truth t LEFT JOIN register r ON r.rid = filled(t.rid) GROUP BY t.wid
    """,
    # Few villages are told one by one, many by their district; a name that the register does not know is no area.
    """
    CREATE MACRO place(desa, kec) AS if((SELECT count(DISTINCT (r.kec, r.desa)) FROM register r) > 60, kec,
      concat_ws(' / ', kec, desa))
    """,
    "CREATE TABLE places AS SELECT DISTINCT place(desa, kec) AS area FROM register",
    """
    CREATE TABLE judged AS SELECT l.wid, coalesce(a.score, 0) AS score, a.rid IS NOT NULL AS proposed,
      coalesce(list_contains(p.rids, a.rid), false) AS correct,
      a.rid IS NOT NULL AND a.verdict NOT IN ('perlu diperiksa', 'tidak ditemukan') AS linked,
      coalesce(a.verdict = 'perlu diperiksa', false) AS waiting, p.rid IS NOT NULL AS present,
      p.rid IS NULL OR digits(l.nik) = '' OR NOT list_contains(p.niks, digits(l.nik)) AS bad_nik,
      coalesce(p.jk, l.jk, '?') AS sex,
      date_diff('year', try_cast(coalesce(p.born, l.tgl_lahir) AS DATE), $today::DATE) AS years,
      CASE WHEN years IS NULL THEN '?' WHEN years < 6 THEN '0-5' WHEN years < 18 THEN '06-17'
        WHEN years < 40 THEN '18-39' WHEN years < 60 THEN '40-59' ELSE '60+' END AS age,
      if(trim(coalesce(p.nama, l.nama, '')) LIKE '% %', 'more', 'single') AS name,
      coalesce(if(p.rid IS NULL, places.area, place(p.desa, p.kec)), '?') AS area,
      p.rid AS rid, a.rid AS answer
    FROM listed l JOIN person p USING (wid) LEFT JOIN answer a USING (wid)
    LEFT JOIN places ON places.area = place(l.desa, l.kec)
    """,
)

# Two listed rows of one person: pairs that were led to one row of the register, and pairs that belong to one.
_DOUBLES: Final = """
WITH said AS (SELECT count(*) AS n FROM judged WHERE linked GROUP BY answer),
     true_ones AS (SELECT count(*) AS n FROM judged WHERE present GROUP BY rid),
     both_ AS (SELECT count(*) AS n FROM judged WHERE linked AND correct GROUP BY answer)
SELECT (SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT FROM said),
       (SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT FROM true_ones),
       (SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT FROM both_)
"""


def _report(rows: list[tuple[Judged, tuple[str, ...]]], doubles: tuple[int, ...]) -> Report:
    if not rows:
        raise MatchingFailed("Berkas kebenaran tidak memuat satu pun wid dari daftar. Periksa kolom wid.")
    by_group: dict[tuple[str, str], list[Judged]] = {}
    for judged, labels in rows:
        for dimension, label in zip(DIMENSIONS, labels, strict=True):
            by_group.setdefault((dimension, label), []).append(judged)
    everybody = [judged for judged, _ in rows]
    threshold = measures.best(measures.ranked(everybody), sum(row.present for row in everybody))[1]
    groups: dict[str, dict[str, Measures]] = {dimension: {} for dimension in DIMENSIONS}
    for (dimension, label), members in sorted(by_group.items()):
        groups[dimension][label] = measured(members, threshold)
    said, real, both = doubles
    return Report(
        everybody=measured(everybody, threshold),
        groups=groups,
        gaps=_gaps(by_group),
        doubles={
            "precision": asdict(measures.wilson(both, said)),
            "recall": asdict(measures.wilson(both, real)),
        },
        reliability=[
            {"from": low, "to": high, "true": asdict(share), "said": said_mean}
            for low, high, share, said_mean in measures.reliability(everybody, _EDGES)
        ],
    )


def measured(rows: list[Judged], threshold: float | None) -> Measures:
    """Every measure of one set of listed people; `threshold` is the one with the best F1 among everybody."""
    present = sum(row.present for row in rows)
    ranking = measures.ranked(rows)
    bad = [row for row in rows if row.bad_nik]
    told_absent = [row for row in rows if not row.linked and not row.waiting]
    return {
        "people": len(rows),
        "present": present,
        **_qualities(rows, ranking),
        "bad_nik": {"people": len(bad), **_qualities(bad, measures.ranked(bad))},
        "absent_wrongly_linked": asdict(measures.wrongly_linked(rows)),
        "absent_wrongly_linked_at_best": asdict(measures.wrongly_linked(rows, threshold)),
        "present_called_absent": asdict(measures.wilson(sum(row.present for row in told_absent), present)),
        "waiting_for_people": asdict(measures.wilson(sum(row.waiting for row in rows), len(rows))),
        "review_load": asdict(measures.review_load(len(rows), ranking, present, wanted=0.99, sure=0.9995)),
    }


def _qualities(rows: list[Judged], ranking: Ranking) -> Measures:
    present = sum(row.present for row in rows)
    quality, threshold = measures.best(ranking, present)
    return {
        "decided": asdict(measures.decided(rows)),
        "best": {**asdict(quality), "threshold": threshold},
        "recall_at": {str(each): asdict(measures.recall_at(ranking, present, each)) for each in _DEMANDED},
    }


def _gaps(by_group: dict[tuple[str, str], list[Judged]]) -> list[Gap]:
    """Groups whose people are found less often, linked wrongly more often, or linked though absent."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    precise: dict[tuple[str, str], tuple[int, int]] = {}
    safe: dict[tuple[str, str], tuple[int, int]] = {}
    for key, rows in by_group.items():
        if len(rows) < _SMALLEST_GROUP or key[1] == "?":
            continue
        quality, absent = measures.decided(rows), measures.wrongly_linked(rows)
        found[key] = (quality.recall.hits, quality.recall.of)
        precise[key] = (quality.precision.hits, quality.precision.of)
        safe[key] = (absent.of - absent.hits, absent.of)
    return [
        *measures.gaps(found, "recall"),
        *measures.gaps(precise, "precision"),
        *measures.gaps(safe, "absent_left_alone", least=0.02),
    ]
