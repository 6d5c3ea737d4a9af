"""Backup: database and uploads in one folder, keys in another that can be kept elsewhere."""

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from pendopo import __version__
from pendopo.kernel import clock
from pendopo.kernel.heads import FILE as HEADS
from pendopo.kernel.heads import keep_heads
from pendopo.kernel.keys import UNUSED
from pendopo.site.pg_tools import BackupTrouble, run_tool

DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
KEY_FILES = ("node.key", "seal.key", "index.key", "pepper.key", "django.key")
MANIFEST = "manifest.json"
LEFT_OVER = 3600  # seconds


def back_up(target: Path, now: datetime | None = None) -> Path:
    """Write database, uploads and keys below `target` and return the new folder; an unfinished one is never left."""
    stamp = (now or clock.now()).strftime("%Y%m%d-%H%M%S")
    final = target / f"pendopo-{stamp}"
    if final.exists():
        raise BackupTrouble(f"Folder {final} sudah ada. Tunggu satu detik, lalu coba lagi.")
    work = target / f".pendopo-{stamp}.part"
    _drop_left_over(target)
    shutil.rmtree(work, ignore_errors=True)
    (work / "data").mkdir(parents=True)
    os.chmod(work, 0o700)
    try:
        # Before the database: what is written meanwhile stands in the copy and not in these heads.
        with suppress(
            OSError
        ):  # keys may lie where nothing can be written; the backup has heads all the same
            keep_heads()
        take_heads(Path(settings.PENDOPO_KEYS), work / "keys")
        keep_heads(work / "keys" / HEADS)
        _copy_database(work / "data" / DATABASE[connection.vendor])
        copy_tree(Path(settings.MEDIA_ROOT), work / "data" / "uploads")
        village = settings.PENDOPO_DATA / "village"
        if village.exists():
            shutil.copy2(village, work / "data" / "village")
        copy_keys(Path(settings.PENDOPO_KEYS), work / "keys")
        _write_manifest(work / "data", work / "keys")
        close_to_others(work)
        work.rename(final)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return final


def _drop_left_over(target: Path) -> None:
    """Take away what a backup that was killed has left: a copy that nothing was added to for so long."""
    for left in target.glob(".pendopo-*.part"):
        with suppress(OSError):  # another backup may be at work beside this one
            newest = max(path.stat().st_mtime for path in (left, *left.rglob("*")))
            if newest < time.time() - LEFT_OVER:
                shutil.rmtree(left, ignore_errors=True)


def key_files(folder: Path) -> list[Path]:
    """Return every key and secret of a folder of keys, whichever part of the site it belongs to."""
    passing = (".new", ".tmp")
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix not in passing and path.name not in (UNUSED, HEADS)
    ]


def copy_keys(source: Path, target: Path) -> None:
    """Copy a whole folder of keys; raise BackupTrouble naming the file without which no site opens."""
    for name in KEY_FILES:
        if not (source / name).exists():
            raise BackupTrouble(f"Berkas kunci {name} tidak ada di {source}.")
    target.mkdir(parents=True, exist_ok=True)
    os.chmod(target, 0o700)
    for path in key_files(source):
        shutil.copyfile(path, target / path.name)
        os.chmod(target / path.name, 0o600)


def take_heads(source: Path, target: Path) -> None:
    """Copy the heads of the journal that stand beside keys, if there are any."""
    target.mkdir(parents=True, exist_ok=True)
    if (source / HEADS).exists():
        shutil.copyfile(source / HEADS, target / HEADS)
        os.chmod(target / HEADS, 0o600)


def copy_tree(source: Path, target: Path) -> None:
    """Copy uploads, leaving out what is just being written."""
    if source.is_dir():
        ignored = shutil.ignore_patterns("*.new")
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored, copy_function=_copy_if_there)


def close_to_others(folder: Path) -> None:
    """Leave files and folders to their owner alone: what they hold is a whole village."""
    for path in (folder, *folder.rglob("*")):
        os.chmod(path, 0o700 if path.is_dir() else 0o600)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_if_there(source: str, target: str) -> str:
    # An upload that is dropped while the running site is copied is not missed.
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)
    return target


def _copy_database(target: Path) -> None:
    if connection.vendor == "postgresql":
        run_tool("pg_dump", ["--format=custom", "--no-owner", f"--file={target}"])
        return
    # One step for all pages: with several, each write of the running site would start the copy anew.
    with (
        closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupTrouble("Basis data rusak, jadi tidak dapat disalin. Pulihkan cadangan sebelumnya.")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)


def _write_manifest(folder: Path, keys: Path) -> None:
    manifest = {
        "version": __version__,
        "vendor": connection.vendor,
        "made_at": clock.now().isoformat(),
        "files": {path.relative_to(folder).as_posix(): digest_of(path) for path in _files(folder)},
        # Names alone: a digest of a file with a password in it would help somebody guess.
        "keys": [path.name for path in key_files(keys)],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
