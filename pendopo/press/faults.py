"""What the press says about a template, in words for the officer who wrote it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

POINTED = re.compile(r"┌─ [^\n]*?:(\d+):(\d+)")


@dataclass(frozen=True)
class Problem:
    """One fault of a template; line 0 when the press cannot tell where."""

    line: int
    message: str


def line_of(where: str) -> int:
    """Read the line that a message points at; 0 when it points nowhere."""
    found = POINTED.search(where)
    return int(found.group(1)) if found else 0


def explained(message: str) -> str:
    """Say a message of the press in Indonesian, with the next step; unknown ones stand as they came."""
    for pattern, words in _sentences():
        found = re.search(pattern, message)
        if found:
            return words % {"what": found.group(1) if found.groups() else ""}
    return _("Templat tidak dapat disusun: %(message)s. Perbaiki baris itu, lalu coba lagi.") % {
        "message": message.rstrip(".")
    }


def _sentences() -> tuple[tuple[str, str], ...]:
    return (
        (r"^stopped$", _("Templat tidak selesai disusun. Hapus perulangan atau isi yang terlalu besar.")),
        (r"^no word file", _("Berkas ini bukan dokumen Word (.docx). Simpan ulang sebagai .docx.")),
        (
            r"^not allowed|^UndefinedError",
            _(
                "Templat Word memakai perintah yang tidak diizinkan, atau isian yang tidak ada. "
                "Pakai nama dari daftar isian, if, dan for saja."
            ),
        ),
        (
            r"^ActiveContent",
            _(
                "Berkas Word ini memuat makro, atau mengambil sesuatu dari luar. Tempelkan gambarnya langsung, "
                "hapus makro dan bidang tautan, lalu simpan ulang."
            ),
        ),
        (r"^unclosed delimiter", _("Ada kurung atau tanda yang belum ditutup. Tutup, lalu coba lagi.")),
        (r"^unexpected closing|^unexpected end", _("Ada kurung penutup tanpa pembuka. Hapus salah satunya.")),
        (r"^unclosed string", _("Ada tanda kutip yang belum ditutup. Tutup, lalu coba lagi.")),
        (r"^expected (.+)", _("Ada yang kurang di sini: %(what)s. Lengkapi, lalu coba lagi.")),
        (r"^unknown variable: (.+)", _("Kata “%(what)s” tidak dikenal. Periksa ejaannya di daftar kata.")),
        (
            r'does not contain key "(.+)"',
            _("Isian “%(what)s” tidak ada pada jenis surat ini. Periksa namanya."),
        ),
        (
            r"file not found|project root|package",
            _("Templat tidak boleh membuka berkas lain. Hapus perintah itu."),
        ),
        (r"maximum .*depth|infinite", _("Templat memanggil dirinya tanpa akhir. Hapus perulangan itu.")),
    )


class PageTrouble(Exception):
    """The page cannot be made: its template has faults, or does not come to an end."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("page_trouble")
