"""Restore: a backup into an empty data folder, after everything in it was looked at."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.db import connection

from pendopo.kernel.keys import UNUSED, load_keys
from pendopo.site.backup import (
    DATABASE,
    MANIFEST,
    close_to_others,
    copy_keys,
    copy_tree,
    digest_of,
    take_heads,
)
from pendopo.site.pg_tools import BackupTrouble, run_tool
from pendopo.site.schema import require_known


def restore(source: Path, keys: Path | None = None) -> None:
    """Put a backup into the empty data folder of this site; raise BackupTrouble when it is damaged or not empty."""
    source = newest_backup(source)
    keys = keys or source / "keys"
    if not keys.is_dir():
        raise BackupTrouble(f"Folder kunci {keys} tidak ada. Sebutkan dengan --keys FOLDER.")
    load_keys(keys)
    manifest = _checked_manifest(source / "data")
    if manifest["vendor"] != connection.vendor:
        raise BackupTrouble(f"Cadangan ini dari {manifest['vendor']}, situs ini memakai {connection.vendor}.")
    _require_empty()
    database = source / "data" / DATABASE[connection.vendor]
    require_known((str(app), str(name)) for app, name in _rows(database, "django_migrations", "app", "name"))
    _require_keys(database, keys, manifest["keys"])
    # From here on an interruption leaves a folder that wants its database, and never a new site under old keys.
    (Path(settings.PENDOPO_KEYS) / UNUSED).unlink(missing_ok=True)
    copy_keys(keys, Path(settings.PENDOPO_KEYS))
    take_heads(keys, Path(settings.PENDOPO_KEYS))
    copy_tree(source / "data" / "uploads", Path(settings.MEDIA_ROOT))
    if (source / "data" / "village").exists():
        shutil.copy2(source / "data" / "village", settings.PENDOPO_DATA / "village")
    # Last of all: from here on the folder is a site.
    _put_back(database)
    close_to_others(settings.PENDOPO_DATA)


def newest_backup(source: Path) -> Path:
    """Return the backup in a folder: the folder itself, or its newest `pendopo-...` folder."""
    if (source / "data" / MANIFEST).exists():
        return source
    found = sorted(path for path in source.glob("pendopo-*") if (path / "data" / MANIFEST).exists())
    if not found:
        raise BackupTrouble(f"Tidak ada cadangan Pendopo di {source}.")
    return found[-1]


class Manifest(TypedDict):
    """What a backup says of itself: the kind of database, and the key files that belong to it."""

    vendor: str
    keys: list[str]


def _checked_manifest(folder: Path) -> Manifest:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        wanted = dict(manifest["files"])
        if DATABASE[manifest["vendor"]] not in wanted:
            raise KeyError(manifest["vendor"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupTrouble(f"Daftar isi cadangan di {folder} tidak terbaca. Pakai cadangan lain.") from None
    for name, digest in wanted.items():
        path = folder / name
        if not path.is_file():
            raise BackupTrouble(f"Berkas {name} hilang dari cadangan. Pakai cadangan lain.")
        if digest_of(path) != digest:
            raise BackupTrouble(f"Berkas {name} dalam cadangan rusak. Pakai cadangan lain.")
    return Manifest(vendor=manifest["vendor"], keys=manifest.get("keys", []))


def _require_empty() -> None:
    if connection.introspection.table_names():
        raise BackupTrouble(
            f"Folder data {settings.PENDOPO_DATA} sudah berisi situs. Pulihkan ke folder kosong."
        )


def _require_keys(database: Path, keys: Path, listed: list[str]) -> None:
    """Refuse keys of another site, and a folder that lacks a key which the backup or its database names."""
    marks = load_keys(keys).fingerprints()
    for name, mark in _rows(database, "kernel_keycheck", "name", "fingerprint"):
        if marks.get(str(name)) != mark:
            raise BackupTrouble(
                f"{str(name).split('#')[0]} bukan kunci cadangan ini. Sebutkan foldernya dengan --keys FOLDER."
            )
    live = [
        f"letters-{key_id}.key"
        for key_id, until in _rows(database, "letters_letterkey", "key_id", "until_on")
        if until is None
    ]
    for name in (*live, *listed):
        if not (keys / name).is_file():
            raise BackupTrouble(
                f"Berkas kunci {name} dari cadangan ini tidak ada di {keys}. Sebutkan foldernya dengan --keys FOLDER."
            )


def _rows(database: Path, table: str, *columns: str) -> list[tuple[str | None, ...]]:
    """Read columns of one table from a backup that is not restored yet."""
    if connection.vendor == "postgresql":
        return _dumped_rows(database, table, columns)
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as copy:
            return copy.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608 - our own names
    except sqlite3.OperationalError as trouble:
        if "no such table" in str(trouble):
            return []  # made by a program that did not have this domain yet
        raise


def _dumped_rows(database: Path, table: str, columns: tuple[str, ...]) -> list[tuple[str | None, ...]]:
    """Read them from the text that pg_restore makes of a dump: one line a row, cells apart by tabs, \\N for nothing."""
    text = run_tool(
        "pg_restore", ["--data-only", f"--table={table}", "--file=-", str(database)], database=False
    )
    lines = iter(text.splitlines())
    head = next((line for line in lines if line.startswith("COPY ")), "")
    names = [name.strip().strip('"') for name in head[head.find("(") + 1 : head.find(")")].split(",")]
    places = [names.index(column) for column in columns] if head else []
    found = []
    for line in lines if head else ():
        if line == "\\.":
            break
        cells = line.split("\t")
        found.append(tuple(None if cells[at] == "\\N" else cells[at] for at in places))
    return found


def _put_back(source: Path) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        run_tool("pg_restore", ["--no-owner", "--exit-on-error", "--single-transaction", str(source)])
        return
    target = Path(str(settings.DATABASES["default"]["NAME"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target)) as live:
        copy.backup(live, pages=-1)
