"""What went wrong, in words for the one at the keyboard; never a traceback, never a value from the register."""

import errno
import sqlite3
import traceback
from pathlib import Path
from typing import Self

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import KeyTrouble, Refusal
from pendopo.kernel.keys import UNUSED

# Stands in a data folder from the first file of a backup until the last one, and its journal, are there.
RESTORING = "pemulihan"
FULL = "Ruang penyimpanan penuh. Tidak ada yang tersimpan. Kosongkan ruang, lalu coba lagi."
_BY_NUMBER = {
    errno.ENOENT: "Berkas atau folder tidak ada: {name}. Periksa namanya.",
    errno.EISDIR: "Ini folder, bukan berkas: {name}. Sebutkan berkasnya.",
    errno.ENOTDIR: "Ini berkas, bukan folder: {name}. Sebutkan foldernya.",
    errno.EACCES: "Tidak boleh membaca atau menulis {name}. Periksa izinnya.",
    errno.EPERM: "Tidak boleh membaca atau menulis {name}. Periksa izinnya.",
    errno.EROFS: "Tidak dapat menulis {name}: media ini hanya dapat dibaca.",
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EIO: "Cakram tidak dapat dibaca atau ditulis di {name}. Periksa cakramnya, lalu pulihkan dari cadangan.",
}
_IN_DATABASE = (
    (("disk is full", "no space left", "disk i/o error", "disk full"), FULL),
    (
        ("not a database", "malformed", "corrupt", "decode", "file is encrypted", "invalid page"),
        "Basis data rusak. Pulihkan cadangan ke folder kosong: pendopo --data FOLDER restore DIR",
    ),
    (("readonly", "read-only"), "Basis data hanya dapat dibaca. Periksa izin folder data."),
    (
        ("locked", "connect", "deadlock"),
        "Basis data sibuk atau tidak dapat dihubungi. Coba lagi sebentar lagi.",
    ),
    (("unable to open",), "Basis data tidak dapat dibuka. Periksa folder data dan izinnya."),
)


class NoSite(Refusal):
    """There is no site in this data folder yet."""

    code = "no_site"
    word = _("Belum ada situs di folder data ini.")

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Say that this folder holds no site, and how to make one."""
        return cls(f"Belum ada situs di {folder}. Jalankan: pendopo init --village KODE, atau pendopo serve.")


class DatabaseGone(Refusal):
    """Keys or uploads of a site are there, and its database is not: a new one would look like an empty village."""

    code = "database_gone"
    word = _("Basis data situs ini tidak ada.")

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Say which folder it is, and what to do."""
        return cls(
            f"Basis data situs di {folder} tidak ada, padahal kunci atau unggahannya masih ada. "
            "Kembalikan basis datanya, atau pulihkan cadangan ke folder kosong: pendopo --data FOLDER restore DIR"
        )


class RestoreCut(Refusal):
    """A backup was being put back here, and the program was ended before all of it stood."""

    code = "restore_cut"
    word = _("Pemulihan cadangan ke folder data ini terputus.")

    @classmethod
    def check(cls, folder: Path) -> None:
        """Refuse a folder that holds part of a backup."""
        if (folder / RESTORING).exists():
            raise cls(f"Pemulihan cadangan ke {folder} terputus sebelum selesai. "
                      f"Ulangi dari awal: pendopo --data {folder} restore DIR")  # fmt: skip


class NewerDatabase(Refusal):
    """A newer program has changed this database."""

    code = "newer_database"
    word = _("Basis data ini dari Pendopo yang lebih baru.")

    @classmethod
    def because_of(cls, migration: str) -> Self:
        """Name the change that this program does not know."""
        return cls(
            f"Basis data ini dari Pendopo yang lebih baru ({migration}). Pasang program terbaru, lalu coba lagi."
        )


class WrongOrder(Refusal):
    """The database compares texts by the rules of a language, not byte by byte."""

    code = "wrong_order"
    word = _("Basis data ini mengurutkan teks menurut bahasa.")

    @classmethod
    def of(cls, name: str) -> Self:
        """Say which database it is, and how to make one that compares byte by byte."""
        return cls(
            f"Basis data {name} mengurutkan teks menurut bahasa. Batas wilayah lalu tidak terjaga. "
            f"Buat yang baru: createdb --template=template0 --encoding=UTF8 --lc-collate=C {name}"
        )


def was_a_site(folder: Path) -> bool:
    """Say whether a data folder has held a site: keys that were used, uploads, or the note of its village."""
    keys = folder / "keys"
    used = keys.is_dir() and any(keys.iterdir()) and not (keys / UNUSED).exists()
    uploads = folder / "uploads"
    return used or (folder / "village").exists() or (uploads.is_dir() and any(uploads.iterdir()))


def in_words(trouble: Exception) -> str:
    """Return one sentence on what happened and what to do next."""
    from django.db import DatabaseError

    text = str(trouble).lower()
    if isinstance(trouble, (Refusal, KeyTrouble)):
        return str(trouble)
    if isinstance(trouble, OSError) and trouble.errno is not None:
        known = _BY_NUMBER.get(trouble.errno, "{reason}: {name}")
        return known.format(name=trouble.filename or "", reason=trouble.strerror)
    # Backups talk to the database's own library, whose errors Django does not wrap.
    frames = traceback.extract_tb(trouble.__traceback__)
    # A name in a damaged file that is no text any more.
    garbled = isinstance(trouble, UnicodeDecodeError) and any(
        "sqlite3" in one.filename for one in frames[-1:]
    )
    if garbled or isinstance(trouble, (DatabaseError, sqlite3.Error)):
        for marks, words in _IN_DATABASE:
            if any(mark in text for mark in marks):
                return words
    last = frames[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"Galat yang tidak terduga ({type(trouble).__name__}, {place}). Laporkan baris ini kepada pengembang."
    )
