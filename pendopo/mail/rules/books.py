"""The books of letters: the agenda (A.7) and the expedition (A.8), columns after Permendagri 47/2016."""

from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.people.rules.marker import gettext_noop as _


@dataclass(frozen=True)
class BookColumn:
    """One column of a book: its title, the group above it, and its width in a workbook."""

    key: str
    title: str
    group: str = ""
    width: int = 18


@dataclass(frozen=True)
class LetterBook:
    """A book as the village keeps it."""

    slug: str
    number: str
    title: str
    columns: tuple[BookColumn, ...]


AGENDA = LetterBook(
    "agenda",
    "A.7",
    _("Buku agenda"),
    (
        BookColumn("order", _("Nomor urut"), width=8),
        BookColumn("on", _("Tanggal penerimaan atau pengiriman"), width=14),
        BookColumn("in_number", _("Nomor"), _("Surat masuk"), 20),
        BookColumn("in_date", _("Tanggal surat"), _("Surat masuk"), 14),
        BookColumn("in_party", _("Pengirim"), _("Surat masuk"), 26),
        BookColumn("in_summary", _("Isi singkat"), _("Surat masuk"), 34),
        BookColumn("out_number", _("Nomor dan tanggal"), _("Surat keluar"), 32),
        BookColumn("out_summary", _("Isi singkat"), _("Surat keluar"), 34),
        BookColumn("out_party", _("Ditujukan kepada"), _("Surat keluar"), 26),
        BookColumn("remark", _("Keterangan"), width=30),
    ),
)
EXPEDITION = LetterBook(
    "ekspedisi",
    "A.8",
    _("Buku ekspedisi"),
    (
        BookColumn("order", _("Nomor urut"), width=8),
        BookColumn("on", _("Tanggal pengiriman"), width=14),
        BookColumn("letter", _("Tanggal dan nomor surat"), width=34),
        BookColumn("summary", _("Isi singkat surat"), width=34),
        BookColumn("party", _("Ditujukan kepada"), width=26),
        BookColumn("remark", _("Keterangan"), width=30),
    ),
)
BOOKS: Mapping[str, LetterBook] = {book.slug: book for book in (AGENDA, EXPEDITION)}
