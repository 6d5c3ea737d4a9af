"""Finds candidates for the people whom the exact stage left: Splink blocks, compares coarsely and weighs."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pendopo.matching.engine import spark
from pendopo.matching.engine.database import Connection, one_row
from pendopo.matching.engine.problems import missing_tools
from pendopo.matching.engine.settings import PREPARED

if TYPE_CHECKING:
    from splink import Linker

LEAST_WEIGHT: Final = -8.0
BEST_FEW: Final = 12


def settle_exact(connection: Connection) -> None:
    """Write `settled` (l, r): the same NIK, once in the register, with a name or a birth that agrees.

    On labelled development sets it made no error in some 56,000 counted links; everybody else goes on to the model.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE settled AS
        WITH once AS (SELECT nik FROM register WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) = 1)
        SELECT l.id AS l, r.id AS r, a.plain = b.plain AS same_name, a.key = b.key AS same_sound,
          l.birth = r.birth AS same_birth, l.kk = r.kk AS same_kk
        FROM listed l JOIN once USING (nik) JOIN register r USING (nik)
        JOIN names a ON a.name = l.name JOIN names b ON b.name = r.name
        WHERE b.key <> '' AND (a.key = b.key
          OR (l.birth = r.birth AND jaro_winkler_similarity(a.joined, b.joined) >= 0.85))
    """)
    connection.execute(
        "CREATE OR REPLACE TABLE residual AS SELECT * FROM listed WHERE id NOT IN (SELECT l FROM settled)"
    )


def prepare_sides(connection: Connection) -> int:
    """Write what Splink reads (`left_side` with a running `place`, `right_side`); return how many people are left."""
    connection.execute(f"CREATE OR REPLACE TABLE right_side AS {PREPARED.format(table='register')}")
    connection.execute(
        "CREATE OR REPLACE TABLE left_side AS SELECT row_number() OVER (ORDER BY unique_id) - 1 AS place, * "
        f"FROM ({PREPARED.format(table='residual')})"
    )
    return int(one_row(connection, "SELECT count(*) FROM left_side")[0])


def find_on_spark(connection: Connection, settings: Mapping[str, object], folder: Path) -> None:
    """Write `candidates` for everybody left, found by Spark: the tables travel as Parquet."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for table, columns in (("left_side", "* EXCLUDE (place)"), ("right_side", "*")):
        target = _quoted(folder / f"{table}.parquet")
        connection.execute(f"COPY (SELECT {columns} FROM {table}) TO {target} (FORMAT PARQUET)")
    sides = folder / "left_side.parquet", folder / "right_side.parquet"
    spark.predict(settings, *sides, folder / "found", least=LEAST_WEIGHT)
    _keep_best(
        connection, f"SELECT l, r, weight FROM read_parquet({_quoted(folder / 'found' / '*.parquet')})"
    )


def _quoted(path: Path) -> str:
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"


def _keep_best(connection: Connection, found: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TABLE candidates AS SELECT * FROM ({found}) "
        f"QUALIFY row_number() OVER (PARTITION BY l ORDER BY weight DESC, r) <= {BEST_FEW}"
    )


def find_candidates(
    connection: Connection, settings: Mapping[str, object], *, start: int = 0, stop: int = 1 << 62
) -> None:
    """Write `candidates` (l, r, weight) for the people at these places: at most the best few of each person."""
    left = f"left_{start}"
    connection.execute(
        f"CREATE OR REPLACE TABLE {left} AS SELECT * EXCLUDE (place) FROM left_side "
        f"WHERE place >= {start} AND place < {stop}"
    )
    linker = make_linker(connection, settings, (left, "right_side"))
    predicted = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT).physical_name
    _keep_best(
        connection, f"SELECT unique_id_l AS l, unique_id_r AS r, match_weight AS weight FROM {predicted}"
    )
    linker.table_management.invalidate_cache()
    connection.execute(f"DROP TABLE IF EXISTS {predicted}")
    connection.execute(f"DROP TABLE {left}")


def make_linker(
    connection: Connection, settings: Mapping[str, object], tables: tuple[str, ...], *, check: bool = False
) -> "Linker":
    """Give Splink its tables; it is imported here and nowhere before. Shipped settings were checked when trained."""
    try:
        from splink import DuckDBAPI, Linker
    except ImportError:
        raise missing_tools() from None
    api = DuckDBAPI(connection=connection)
    # Splink orders the sides by name; l_ before r_ keeps the list on the left.
    sides = [api.register(table, dataset_display_name=f"{'lr'[n]}_{table}") for n, table in enumerate(tables)]
    return Linker(sides, dict(settings), log_level=None, validate_settings=check)
