"""Backup and restore: database and uploads in one folder, keys in another that can be kept elsewhere."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from pendopo import __version__
from pendopo.kernel import clock
from pendopo.kernel.errors import Refusal
from pendopo.kernel.keys import load_keys

DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
KEY_FILES = ("node.key", "seal.key", "index.key", "pepper.key", "django.key")


class BackupTrouble(Refusal):
    """A backup cannot be made or trusted."""

    code = "backup_trouble"


def back_up(target: Path, now: datetime | None = None) -> Path:
    """Write database, uploads and keys below `target` and return the new folder; an unfinished one is never left."""
    stamp = (now or clock.now()).strftime("%Y%m%d-%H%M%S")
    final = target / f"pendopo-{stamp}"
    if final.exists():
        raise BackupTrouble(f"Folder {final} sudah ada. Tunggu satu detik, lalu coba lagi.")
    work = target / f".pendopo-{stamp}.part"
    shutil.rmtree(work, ignore_errors=True)
    (work / "data").mkdir(parents=True)
    try:
        _copy_database(work / "data" / DATABASE[connection.vendor])
        _copy_tree(Path(settings.MEDIA_ROOT), work / "data" / "uploads")
        village = settings.PENDOPO_DATA / "village"
        if village.exists():
            shutil.copy2(village, work / "data" / "village")
        _write_manifest(work / "data")
        _copy_keys(Path(settings.PENDOPO_KEYS), work / "keys")
        work.rename(final)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return final


def restore(source: Path, keys: Path | None = None) -> None:
    """Put a backup into the empty data folder of this site; raise BackupTrouble when it is damaged or not empty."""
    source = newest_backup(source)
    keys = keys or source / "keys"
    if not keys.is_dir():
        raise BackupTrouble(f"Folder kunci {keys} tidak ada. Sebutkan dengan --keys FOLDER.")
    ring = load_keys(keys)
    manifest = _check_manifest(source / "data")
    if manifest["vendor"] != connection.vendor:
        raise BackupTrouble(f"Cadangan ini dari {manifest['vendor']}, situs ini memakai {connection.vendor}.")
    _require_empty()
    if connection.vendor == "sqlite":
        _check_keys_fit(source / "data" / DATABASE["sqlite"], ring.fingerprints())
    _copy_keys(keys, Path(settings.PENDOPO_KEYS))
    _copy_tree(source / "data" / "uploads", Path(settings.MEDIA_ROOT))
    if (source / "data" / "village").exists():
        shutil.copy2(source / "data" / "village", settings.PENDOPO_DATA / "village")
    # Last of all: from here on the folder is a site.
    _restore_database(source / "data" / DATABASE[connection.vendor])


def newest_backup(source: Path) -> Path:
    """Return the backup in a folder: the folder itself, or its newest `pendopo-...` folder."""
    if (source / "data" / "manifest.json").exists():
        return source
    found = sorted(path for path in source.glob("pendopo-*") if (path / "data" / "manifest.json").exists())
    if not found:
        raise BackupTrouble(f"Tidak ada cadangan Pendopo di {source}.")
    return found[-1]


def _copy_database(target: Path) -> None:
    if connection.vendor == "postgresql":
        _run_tool("pg_dump", ["--format=custom", "--no-owner", f"--file={target}"])
        return
    # One step for all pages: with several, each write of the running site would start the copy anew.
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupTrouble("Salinan basis data tidak utuh. Periksa ruang dan kesehatan cakram.")


def _restore_database(source: Path) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        _run_tool(
            "pg_restore",
            ["--no-owner", "--exit-on-error", "--single-transaction", str(source)],
            database=True,
        )
        return
    target = Path(settings.DATABASES["default"]["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target)) as live:
        copy.backup(live, pages=-1)


def _run_tool(tool: str, words: list[str], *, database: bool = False) -> None:
    path = _find_tool(tool)
    held = connection.settings_dict
    where = ["--host", held["HOST"], "--port", held["PORT"], "--username", held["USER"]]
    pairs = zip(where[::2], where[1::2], strict=True)
    options = [word for name, value in pairs if value for word in (name, str(value))]
    name = ["--dbname", held["NAME"]]
    done = subprocess.run(
        [path, *options, *name, *words],
        env={**os.environ, "PGPASSWORD": held["PASSWORD"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupTrouble(f"{tool} gagal: {done.stderr.strip().splitlines()[-1:] or done.returncode}")


def _find_tool(tool: str) -> str:
    path = os.environ.get("PENDOPO_PG_BIN")
    found = shutil.which(tool, path=path) if path else shutil.which(tool)
    if found is None:
        raise BackupTrouble(f"{tool} tidak ditemukan. Pasang klien PostgreSQL, atau isi PENDOPO_PG_BIN.")
    return found


def _require_empty() -> None:
    tables = connection.introspection.table_names()
    if tables:
        raise BackupTrouble(
            f"Folder data {settings.PENDOPO_DATA} sudah berisi situs. Pulihkan ke folder kosong."
        )


def _check_keys_fit(database: Path, marks: dict[str, str]) -> None:
    with closing(sqlite3.connect(database)) as copy:
        wanted = dict(copy.execute("SELECT name, fingerprint FROM kernel_keycheck ORDER BY name"))
    for name, mark in wanted.items():
        if marks.get(name) != mark:
            raise BackupTrouble(
                f"{name.split('#')[0]} bukan kunci cadangan ini. Sebutkan foldernya dengan --keys FOLDER."
            )


def _copy_tree(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(
            source,
            target,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("*.new"),
            copy_function=_copy_if_there,
        )


def _copy_if_there(source: str, target: str) -> str:
    # An upload that is dropped while the running site is copied is not missed.
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)
    return target


def _copy_keys(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    os.chmod(target, 0o700)
    for name in KEY_FILES:
        if not (source / name).exists():
            raise BackupTrouble(f"Berkas kunci {name} tidak ada di {source}.")
        shutil.copyfile(source / name, target / name)
        os.chmod(target / name, 0o600)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "manifest.json")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(folder: Path) -> None:
    manifest = {
        "version": __version__,
        "vendor": connection.vendor,
        "made_at": clock.now().isoformat(),
        "files": {str(path.relative_to(folder)): _sum(path) for path in _files(folder)},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _check_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
        wanted = manifest["files"]
        vendor = manifest["vendor"]
        if DATABASE[vendor] not in wanted:
            raise KeyError(DATABASE[vendor])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupTrouble(f"Daftar isi cadangan di {folder} tidak terbaca.") from None
    for name, digest in wanted.items():
        path = folder / name
        if not path.is_file():
            raise BackupTrouble(f"Berkas {name} hilang dari cadangan.")
        if _sum(path) != digest:
            raise BackupTrouble(f"Berkas {name} dalam cadangan rusak.")
    return {"vendor": vendor}
