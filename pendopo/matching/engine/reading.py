"""Reads a register or a list, Parquet or CSV, and refuses early what cannot be matched."""

from pathlib import Path
from typing import Final

from pendopo.matching.engine.database import Connection, one_row
from pendopo.matching.engine.encoding import delimiter_of, readable_copy
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.rules.columns import guess

COLUMNS: Final = (
    "nik", "kk", "nama", "jk", "tempat_lahir", "tgl_lahir", "alamat", "rt", "rw", "dusun", "desa", "kec",
)  # fmt: skip
_NEEDED: Final = ("nama",)
_OTHER_NAMES: Final = {
    "no_kk": "kk",
    "nomor_kk": "kk",
    "name": "nama",
    "tanggal_lahir": "tgl_lahir",
    "sex": "jk",
}
PARQUET: Final = (".parquet", ".pq")
CSV: Final = (".csv", ".tsv", ".txt")


def load_table(connection: Connection, path: Path, table: str, key: str, work: Path) -> int:
    """Read one file into `table` (key, columns as text, status) and return its number of rows."""
    source = _source(path, work)
    try:
        given = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    except Exception as trouble:  # DuckDB names internals; this says what to do
        raise MatchingFailed(f"{path.name} tidak dapat dibaca. Periksa apakah berkasnya utuh.") from trouble
    columns = _columns(given, path, key)
    chosen = [
        f"CAST({_name(columns[name])} AS VARCHAR) AS {name}"
        if name in columns
        else f"CAST(NULL AS VARCHAR) AS {name}"
        for name in (key, *COLUMNS, "status")
    ]
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {', '.join(chosen)} FROM {source}")
    _check_key(connection, table, key, path)
    return int(one_row(connection, f"SELECT count(*) FROM {table}")[0])


def check_files(*paths: Path) -> None:
    """Refuse a file that does not exist or that is of another kind, before any work starts."""
    for path in paths:
        if not path.is_file():
            raise MatchingFailed(f"Berkas {path.name} tidak ada. Periksa nama dan foldernya.")
        if path.suffix.lower() not in (*PARQUET, *CSV):
            raise MatchingFailed(
                f"{path.name} bukan Parquet atau CSV. Simpan daftar sebagai .parquet atau .csv."
            )


def _source(path: Path, work: Path) -> str:
    if path.suffix.lower() in PARQUET:
        return f"read_parquet({_quoted(path)})"
    plain = readable_copy(path, work)
    sign = delimiter_of(plain)
    return (
        f"read_csv({_quoted(plain)}, all_varchar = true, header = true, delim = '{sign}', quote = '\"', "
        "escape = '\"', normalize_names = false, null_padding = true, strict_mode = false, "
        "parallel = false)"  # in pieces, a line break inside a quoted cell is an error
    )


def _quoted(path: Path) -> str:
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"


def _name(column: str) -> str:
    escaped = column.replace('"', '""')
    return f'"{escaped}"'


def _columns(given: list[str], path: Path, key: str) -> dict[str, str]:
    """Find each column by its name, however it is capitalised."""
    found: dict[str, str] = {}
    twice: list[str] = []
    for name in given:
        plain = "_".join(name.strip().lower().lstrip("\ufeff").split())
        plain = _OTHER_NAMES.get(plain, plain)
        if plain in found or (plain[:-2] in found and plain.endswith("_1")):
            twice.append(name)
        found.setdefault(plain, name)
    wanted = {name for name in (key, *COLUMNS, "status")}
    twice = [name for name in twice if name.strip().lower().removesuffix("_1") in wanted]
    if twice:
        raise MatchingFailed(f"{path.name}: kolom {', '.join(twice)} muncul dua kali. Hapus salah satunya.")
    taken = {found[name] for name in wanted if name in found}
    for name, place in guess(given).items():  # as the site guesses, for headings that are not ours
        if given[place] not in taken:
            found.setdefault(name, given[place])
    missing = [name for name in (key, *_NEEDED) if name not in found]
    if missing:
        raise MatchingFailed(
            f"{path.name}: kolom {', '.join(missing)} tidak ada. Kolom yang dibaca: {key}, {', '.join(COLUMNS)}."
        )
    if not {"nik", "tgl_lahir"} & set(found):
        raise MatchingFailed(f"{path.name}: perlu kolom nik atau tgl_lahir. Tambahkan salah satunya.")
    return {name: found[name] for name in wanted if name in found}


def _check_key(connection: Connection, table: str, key: str, path: Path) -> None:
    empty, rows, different = one_row(
        connection,
        f"SELECT count(*) FILTER (WHERE {key} IS NULL OR trim({key}) = ''), count(*), count(DISTINCT {key}) "
        f"FROM {table}",
    )
    if not rows:
        raise MatchingFailed(f"{path.name} tidak berisi baris. Periksa berkasnya.")
    if empty:
        raise MatchingFailed(f"{path.name}: {empty} baris tanpa {key}. Beri setiap baris nomor sendiri.")
    if different != rows:
        again = rows - different
        raise MatchingFailed(f"{path.name}: {again} nilai {key} berulang. Beri setiap baris nomor sendiri.")
