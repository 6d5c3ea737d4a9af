"""Prepares both tables: cleaned columns by SQL, and what needs Python (names, places) once per different value."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from pendopo.matching.engine.database import Connection
from pendopo.matching.engine.workers import spread
from pendopo.matching.rules.compare import plain_text
from pendopo.matching.rules.normalise import read_name, skeleton
from pendopo.matching.rules.reading import place_and_day

Item = TypeVar("Item")
_BATCH: Final = 50_000

CLEANED: Final = """
CREATE OR REPLACE TABLE {table} AS
SELECT row_number() OVER () AS id, s.{key} AS key, coalesce(s.nama, '') AS name, clean_number(s.nik) AS nik,
  clean_number(s.kk) AS kk, clean_sex(s.jk) AS sex, d.clean AS birth, v.clean AS village, k.clean AS district,
  h.clean AS hamlet, unit_number(s.rt) AS rt, unit_number(s.rw) AS rw, p.clean AS place,
  lower(trim(coalesce(s.status, ''))) AS status
FROM {raw} s
LEFT JOIN different_dates d ON d.raw = s.tgl_lahir
LEFT JOIN different_places v ON v.raw = s.desa
LEFT JOIN different_places k ON k.raw = s.kec
LEFT JOIN different_places h ON h.raw = s.dusun
LEFT JOIN different_places p ON p.raw = s.tempat_lahir
"""


# A list that names no village, and a register of one only.
OWN_VILLAGE: Final = """
UPDATE listed SET village = home.village, district = coalesce(listed.district, home.district)
FROM (SELECT min(village) AS village, min(district) AS district FROM register
      HAVING count(DISTINCT village) = 1 AND NOT EXISTS (SELECT 1 FROM listed WHERE village IS NOT NULL)) AS home
"""


def clean_tables(connection: Connection, work: Path, *, own_village: bool = False) -> None:
    """Write `register` and `listed` with cleaned columns and a running number.

    `own_village`: whoever is listed without a village is of the register's, if it is a single one.
    """
    connection.execute(
        "CREATE OR REPLACE TABLE different_dates AS SELECT raw, clean_date(raw) AS clean "
        "FROM (SELECT tgl_lahir AS raw FROM raw_register UNION SELECT tgl_lahir FROM raw_listed) WHERE raw IS NOT NULL"
    )
    _read_other_dates(connection, work)
    columns = ("desa", "kec", "dusun", "tempat_lahir")
    union = " UNION ".join(
        f"SELECT {c} AS raw FROM {t}" for t in ("raw_register", "raw_listed") for c in columns
    )
    values = (row[0] for row in rows_of(connection, f"SELECT raw FROM ({union}) WHERE raw IS NOT NULL"))
    path = work / "places.tsv"
    write_rows(path, ((value, plain_text(value)) for value in values))
    read_rows(connection, path, "different_places", ("raw", "clean"))
    connection.execute("UPDATE different_places SET clean = nullif(clean, '')")
    for table, raw, key in (("register", "raw_register", "rid"), ("listed", "raw_listed", "wid")):
        connection.execute(CLEANED.format(table=table, raw=raw, key=key))
    if own_village:
        connection.execute(OWN_VILLAGE)


def _read_other_dates(connection: Connection, work: Path) -> None:
    """Read as the site does what the macro does not know: names of months, Excel's numbers, a place before."""
    today = datetime.now(UTC).date()
    unread = "SELECT raw FROM different_dates WHERE clean IS NULL AND trim(raw) <> ''"
    read = ((raw, place_and_day(raw, today=today)[1]) for (raw,) in rows_of(connection, unread))
    path = work / "dates.tsv"
    write_rows(path, ((raw, f"{day:%Y%m%d}") for raw, day in read if day))
    read_rows(connection, path, "other_dates", ("raw", "clean"))
    connection.execute(
        "UPDATE different_dates SET clean = other.clean FROM other_dates AS other WHERE other.raw = different_dates.raw"
    )


def read_names(connection: Connection, work: Path, source: str, *, processes: int) -> None:
    """Write `names` (name, plain, key, joined, first, last): every different name read once by the pure rules."""
    rows = (row[0] for row in rows_of(connection, f"SELECT DISTINCT name FROM ({source})"))
    paths = spread(_name_columns, batches_of(rows), work / "names", processes=processes, context=None)
    read_rows(
        connection, paths, "names", ("name", "plain", "key", "joined", "first", "last", "sounds", "bones")
    )


def _name_columns(names: list[str], _context: object) -> Iterator[tuple[str, ...]]:
    for text in names:
        name = read_name(text)
        if not name.words:
            yield (text, "", "", "", "", "", "", "")
            continue
        core = name.core or name.weak
        joined = "".join(core)
        yield (text, name.plain, name.key, joined, core[0], core[-1], _skeleton(core), skeleton(joined))


def _skeleton(core: tuple[str, ...]) -> str:
    return " ".join(sorted(skeleton(word) for word in core))


def count_words(connection: Connection) -> dict[str, int]:
    """Count in how many register names each sound stands; rare words weigh more."""
    counts: Counter[str] = Counter()
    sql = "SELECT n.key, count(*) FROM register r JOIN names n ON n.name = r.name GROUP BY n.key"
    for key, times in rows_of(connection, sql):
        for word in set((key or "").split()):
            counts[word] += times
    return dict(counts)


def rows_of(connection: Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Read a result in batches through a cursor of its own, so that no result is left half-read on the connection."""
    cursor = connection.cursor()
    cursor.execute(sql)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
    cursor.close()


def batches_of(values: Iterable[Item], size: int = _BATCH) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def write_rows(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)


def read_rows(connection: Connection, paths: Path | list[Path], table: str, columns: tuple[str, ...]) -> None:
    """Load what Python wrote; every column is text."""
    given = [str(path) for path in ([paths] if isinstance(paths, Path) else paths)]
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in given)
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM read_csv([{listed}], delim = '\\t', header = false, "
        f"quote = '\"', escape = '\"', auto_detect = false, new_line = '\\r\\n', columns = {{{types}}}, "
        "nullstr = '\\N')"
    )
