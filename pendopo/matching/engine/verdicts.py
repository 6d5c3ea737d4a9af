"""Turns final scores into one verdict for each listed person, with reasons in Indonesian."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pendopo.matching.engine.database import Connection
from pendopo.matching.engine.parameters import Parameters
from pendopo.matching.engine.reading import PARQUET
from pendopo.matching.rules.calibration import AS_SHIPPED, LEVELS, Line
from pendopo.matching.rules.evidence import all_sentences, status_reasons
from pendopo.matching.rules.scoring import calibrated

MATCHED: Final = "padan"
REVIEW: Final = "perlu_diperiksa"
ABSENT: Final = "tidak_ditemukan"
TWICE: Final = "ganda"
VERDICTS: Final = (MATCHED, REVIEW, ABSENT, TWICE)

_SENTENCES: Final = """
CREATE OR REPLACE TABLE worded AS
SELECT v.*, trim(concat_ws(' ',
  CASE WHEN v.r IS NULL THEN (SELECT text FROM sentences WHERE code = 'nobody') END,
  CASE WHEN v.verdict = 'tidak_ditemukan' AND v.r IS NOT NULL
       THEN (SELECT text FROM sentences WHERE code = 'not_similar') END,
  CASE WHEN v.verdict = 'ganda' THEN (SELECT text FROM sentences WHERE code = 'taken') END,
  s1.text, s2.text, CASE WHEN v.support > 0 THEN v.support || ' anggota keluarga lain padan ke KK yang sama.'
    WHEN v.others > 1 AND v.support <= 0 THEN (SELECT text FROM sentences WHERE code = 'household.elsewhere') END,
  s3.text, s4.text, s5.text, s6.text, s7.text,
  CASE WHEN v.twin THEN (SELECT text FROM sentences WHERE code = 'register_twice') END,
  CASE WHEN v.margin IN ('tie', 'behind') THEN (SELECT text FROM sentences WHERE code = 'rival') END,
  s8.text)) AS reasons
FROM verdicts v
LEFT JOIN sentences s1 ON s1.code = 'nik.' || v.nik
LEFT JOIN sentences s2 ON s2.code = 'name.' || v.name
LEFT JOIN sentences s3 ON s3.code = 'birth.' || v.birth
LEFT JOIN sentences s4 ON s4.code = 'kk.' || v.kk
LEFT JOIN sentences s5 ON s5.code = 'sex.' || v.sex
LEFT JOIN sentences s6 ON s6.code = 'address.' || v.address
LEFT JOIN sentences s7 ON s7.code = 'place.' || v.place
LEFT JOIN sentences s8 ON s8.code = v.register_status
"""


def decide(connection: Connection, parameters: Parameters) -> None:
    """Write `verdicts`: settled people and the best candidate of everybody else, with probability and verdict."""
    scores = [row[0] for row in connection.execute("SELECT DISTINCT round(final, 3) FROM weighed").fetchall()]
    connection.execute("CREATE OR REPLACE TABLE curve (final DOUBLE, probability DOUBLE)")
    points = [(score, round(calibrated(score, parameters.final), 9)) for score in scores]
    _insert(connection, "curve", points)
    statuses = [row[0] for row in connection.execute("SELECT DISTINCT status FROM register").fetchall()]
    connection.execute("CREATE OR REPLACE TABLE statuses (status VARCHAR, code VARCHAR)")
    _insert(connection, "statuses", [(s, "".join(one.code for one in status_reasons(s))) for s in statuses])
    connection.execute(_BEST.format(accept=parameters.accept, review=parameters.review))
    connection.execute("CREATE OR REPLACE TABLE sentences (code VARCHAR, text VARCHAR)")
    _insert(connection, "sentences", sorted(all_sentences().items()))
    connection.execute(_SENTENCES)


def _insert(connection: Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    for at in range(0, len(rows), 5000):
        part = rows[at : at + 5000]
        marks = ", ".join("(" + ", ".join("?" for _ in row) + ")" for row in part)
        connection.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in part for value in row])


_BEST: Final = """
CREATE OR REPLACE TABLE verdicts AS
WITH best AS (
  SELECT w.* FROM weighed w LEFT JOIN statuses x ON x.status = w.status
  QUALIFY row_number() OVER (PARTITION BY l ORDER BY final DESC, x.code <> '', r) = 1),
twins AS (
  SELECT DISTINCT b.l FROM best b JOIN joined_pairs o ON o.l = b.l AND o.r <> b.r
    AND (o.found_nik = b.found_nik OR (o.found_key = b.found_key AND o.found_birth = b.found_birth))),
scored AS (
  SELECT p.id AS l, p.key AS wid,
    coalesce(s.r, b.r) AS r,
    CASE WHEN s.r IS NOT NULL THEN 0.99990 + 0.00004 * coalesce(s.same_birth, false)::INT
           + 0.00003 * s.same_name::INT + 0.00002 * coalesce(s.same_kk, false)::INT
         ELSE coalesce(c.probability, 0) END AS probability,
    CASE WHEN s.r IS NOT NULL THEN 'equal' WHEN b.nik = 'equal' AND b.name_group = 'bad' AND b.birth_group = 'bad'
         THEN 'relative' ELSE b.nik END AS nik,
    CASE WHEN s.r IS NULL THEN b.name WHEN s.same_name THEN 'identical' WHEN s.same_sound THEN 'same_sound'
         ELSE 'spelling' END AS name,
    CASE WHEN s.r IS NULL THEN b.birth WHEN s.same_birth THEN 'equal' WHEN s.same_birth IS NULL THEN 'missing'
         ELSE 'differs' END AS birth,
    CASE WHEN s.r IS NULL THEN b.kk WHEN s.same_kk THEN 'equal' WHEN s.same_kk IS NULL THEN 'missing'
         ELSE 'other' END AS kk,
    b.sex, b.address, b.place, coalesce(b.margin, '') AS margin, coalesce(b.support, 0) AS support,
    coalesce(b.others, 0) AS others, t.l IS NOT NULL AS twin
  FROM listed p LEFT JOIN settled s ON s.l = p.id LEFT JOIN best b ON b.l = p.id
  LEFT JOIN curve c ON c.final = round(b.final, 3) LEFT JOIN twins t ON t.l = p.id),
judged AS (
  SELECT s.*, g.key AS rid, x.code AS register_status,
    CASE WHEN s.probability >= {accept} THEN 'padan' WHEN s.probability >= {review} THEN 'perlu_diperiksa'
         ELSE 'tidak_ditemukan' END AS verdict
  FROM scored s LEFT JOIN register g ON g.id = s.r LEFT JOIN statuses x ON x.status = g.status)
SELECT * REPLACE (CASE WHEN verdict = 'padan'
  AND row_number() OVER (PARTITION BY verdict, r ORDER BY probability DESC, l) > 1
  THEN 'ganda' ELSE verdict END AS verdict)
FROM judged
"""


# the twin of calibration.recalibrated
_SHOWN: Final = """CASE WHEN slope IS NULL OR rid IS NULL THEN probability ELSE
  1 / (1 + exp(-(intercept + slope * ln(least(greatest(probability, 1e-7), 1 - 1e-7)
    / (1 - least(greatest(probability, 1e-7), 1 - 1e-7)))))) END"""


def write_out(connection: Connection, out: Path, lines: Mapping[str, Line]) -> None:
    """Write one row for each listed person, beside the place first and then moved there whole.

    `lines` corrects the probability by stratum as reviewers found it; the verdict stays the engine's own.
    """
    connection.execute("CREATE OR REPLACE TABLE strata (level VARCHAR, intercept DOUBLE, slope DOUBLE)")
    levels = [(level, lines[name].intercept, lines[name].slope) for level, name in LEVELS.items()]
    _insert(connection, "strata", levels if any(line != AS_SHIPPED for line in lines.values()) else [])
    partial = out.with_name(f".{out.name}.partial")
    form = "FORMAT PARQUET, COMPRESSION ZSTD" if out.suffix.lower() in PARQUET else "FORMAT CSV, HEADER"
    escaped = str(partial).replace("'", "''")
    connection.execute(
        f"COPY (SELECT wid, rid, verdict, round({_SHOWN}, 7) AS probability, reasons FROM worded "
        "LEFT JOIN strata ON level = nik ORDER BY l) "
        f"TO '{escaped}' ({form})"
    )
    partial.replace(out)


def count_verdicts(connection: Connection) -> dict[str, int]:
    """Count people by verdict, every verdict named."""
    found = dict(connection.execute("SELECT verdict, count(*) FROM verdicts GROUP BY verdict").fetchall())
    return {verdict: int(found.get(verdict, 0)) for verdict in VERDICTS}
