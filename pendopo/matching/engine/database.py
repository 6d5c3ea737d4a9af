"""DuckDB, in which the engine works; it is imported only where a run begins."""

from typing import TYPE_CHECKING, Any

from pendopo.matching.engine.problems import missing_tools

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    Connection = DuckDBPyConnection
else:
    Connection = object


def connect(place: str = ":memory:") -> Connection:
    """Open a database of DuckDB, or say what to type where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        raise missing_tools() from None
    return duckdb.connect(place)


def one_row(connection: Connection, sql: str) -> tuple[Any, ...]:
    """Return the row of a query that has exactly one, such as a count."""
    (row,) = connection.execute(sql).fetchall()
    return row
