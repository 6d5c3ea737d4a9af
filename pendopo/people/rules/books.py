"""The population books B.1 to B.5 of Permendagri 47/2016: their columns, and how the month is summed up.

What stands at the start and the end of a month is who had a stay on these days (ADR 0051); what comes and goes in it
are the turns of these stays, which B.2 lists line by line. So the two always balance.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _


@dataclass(frozen=True)
class Heading:
    """One column: its words, the words above several columns, and whether it holds identity numbers."""

    title: str
    group: str = ""
    width: int = 14
    number: bool = False


@dataclass(frozen=True)
class Book:
    """One book: its number in the regulation, its name, its columns."""

    slug: str
    number: str
    title: str
    columns: tuple[Heading, ...]


def _counts(group: str) -> tuple[Heading, ...]:
    return tuple(Heading(title, group, 7, number=True) for title in ("WNA L", "WNA P", "WNI L", "WNI P"))


def _standing(group: str) -> tuple[Heading, ...]:
    totals = (_("KK"), _("Anggota"), _("Jiwa"))
    return (*_counts(group), *(Heading(title, group, 8, number=True) for title in totals))


_NO: Final = Heading(_("No."), width=6, number=True)
_NOTE: Final = Heading(_("Keterangan"), width=20)

B1: Final = Book(
    "induk-penduduk",
    "B.1",
    _("Buku Induk Penduduk"),
    (
        _NO,
        Heading(_("Nama lengkap"), width=28),
        Heading(_("L/P"), width=5),
        Heading(_("Status kawin")),
        Heading(_("Tempat"), _("Tempat dan tanggal lahir")),
        Heading(_("Tanggal"), _("Tempat dan tanggal lahir"), 12),
        Heading(_("Agama")),
        Heading(_("Pendidikan terakhir"), width=20),
        Heading(_("Pekerjaan"), width=20),
        Heading(_("Dapat membaca huruf"), width=10),
        Heading(_("Warga negara"), width=8),
        Heading(_("Alamat lengkap"), width=30),
        Heading(_("Kedudukan dalam keluarga"), width=16),
        Heading(_("NIK"), width=19),
        Heading(_("Nomor KK"), width=19),
        _NOTE,
    ),
)
B2: Final = Book(
    "mutasi-penduduk",
    "B.2",
    _("Buku Mutasi Penduduk"),
    (
        _NO,
        Heading(_("Nama lengkap"), width=28),
        Heading(_("Tempat"), _("Tempat dan tanggal lahir")),
        Heading(_("Tanggal"), _("Tempat dan tanggal lahir"), 12),
        Heading(_("L/P"), width=5),
        Heading(_("Warga negara"), width=8),
        Heading(_("Datang dari"), _("Penambahan"), 22),
        Heading(_("Tanggal"), _("Penambahan"), 12),
        Heading(_("Pindah ke"), _("Pengurangan"), 22),
        Heading(_("Tanggal pindah"), _("Pengurangan"), 12),
        Heading(_("Tanggal meninggal"), _("Pengurangan"), 12),
        _NOTE,
    ),
)
B3: Final = Book(
    "rekapitulasi-penduduk",
    "B.3",
    _("Buku Rekapitulasi Jumlah Penduduk"),
    (
        _NO,
        Heading(_("Dusun"), width=20),
        *_standing(_("Awal bulan")),
        *_counts(_("Lahir")),
        *_counts(_("Datang")),
        *_counts(_("Meninggal")),
        *_counts(_("Pindah")),
        *_standing(_("Akhir bulan")),
        _NOTE,
    ),
)
B4: Final = Book(
    "penduduk-sementara",
    "B.4",
    _("Buku Penduduk Sementara"),
    (
        _NO,
        Heading(_("Nama lengkap"), width=28),
        Heading(_("L/P"), width=5),
        Heading(_("Nomor identitas"), width=19),
        Heading(_("Tempat"), _("Tempat dan tanggal lahir")),
        Heading(_("Tanggal"), _("Tempat dan tanggal lahir"), 12),
        Heading(_("Pekerjaan"), width=20),
        Heading(_("Kebangsaan"), width=10),
        Heading(_("Keturunan")),
        Heading(_("Datang dari"), width=22),
        Heading(_("Maksud dan tujuan"), width=22),
        Heading(_("Nama dan alamat yang didatangi"), width=26),
        Heading(_("Datang tanggal"), width=12),
        Heading(_("Pergi tanggal"), width=12),
        _NOTE,
    ),
)
B5: Final = Book(
    "ktp-kk",
    "B.5",
    _("Buku Kartu Tanda Penduduk dan Buku Kartu Keluarga"),
    (
        _NO,
        Heading(_("Nomor KK"), width=19),
        Heading(_("Nama lengkap"), width=28),
        Heading(_("NIK"), width=19),
        Heading(_("L/P"), width=5),
        Heading(_("Tempat/tanggal lahir"), width=24),
        Heading(_("Golongan darah"), width=8),
        Heading(_("Agama")),
        Heading(_("Pendidikan"), width=20),
        Heading(_("Pekerjaan"), width=20),
        Heading(_("Alamat"), width=30),
        Heading(_("Status kawin")),
        Heading(_("Tempat dan tanggal dikeluarkan"), width=16),
        Heading(_("Hubungan keluarga"), width=16),
        Heading(_("Kewarganegaraan"), width=10),
        Heading(_("Ayah"), _("Orang tua"), 22),
        Heading(_("Ibu"), _("Orang tua"), 22),
        Heading(_("Mulai tinggal di desa"), width=12),
        _NOTE,
    ),
)
BOOKS: Final = (B1, B2, B3, B4, B5)
# The month's report to the kecamatan (lahir, mati, pindah, datang): read, printed and kept like a book.
LAMPID: Final = Book(
    "lampid",
    "LAMPID",
    _("Laporan Kependudukan Bulanan"),
    (
        _NO,
        Heading(_("Perincian"), width=26),
        Heading(_("L"), width=8, number=True),
        Heading(_("P"), width=8, number=True),
        Heading(_("Jumlah"), width=8, number=True),
        Heading(_("KK"), width=8, number=True),
        _NOTE,
    ),
)
BY_SLUG: Final[Mapping[str, Book]] = {book.slug: book for book in (*BOOKS, LAMPID)}
BY_NUMBER: Final[Mapping[str, Book]] = {book.number: book for book in BY_SLUG.values()}

_HAMLET_PARTS: Final = 5


def hamlet_of(area: str) -> str:
    """Return the hamlet in which an area lies; whoever lives in none counts for the village (Permendagri 47/2016)."""
    return ".".join(area.split(".")[:_HAMLET_PARTS])


@dataclass(frozen=True)
class Month:
    """A month of a book; a running month ends today."""

    year: int
    month: int
    today: date

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def before(self) -> date:
        """The day whose evening is the start of the month."""
        return self.first - timedelta(days=1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def last(self) -> date:
        """The last day, or today."""
        return min(self.end, max(self.today, self.first))

    @property
    def previous(self) -> tuple[int, int]:
        """Year and month before."""
        return (self.before.year, self.before.month)


# Sex and citizenship of the four columns: foreign men, foreign women, Indonesian men, Indonesian women.
CELLS: Final = (("foreign", 1), ("foreign", 2), ("own", 1), ("own", 2))
CAME: Final = ("born", "arrived")
WENT: Final = ("died", "left")
PHASES: Final = ("start", *CAME, *WENT, "end")


# The totals that are kept with a print, by name and by what of them is counted.
_FIGURES: Final[Mapping[str, str]] = {
    "start": _("Penduduk awal bulan"),
    "born": _("Lahir"),
    "died": _("Mati"),
    "arrived": _("Datang"),
    "left": _("Pindah"),
    "end": _("Penduduk akhir bulan"),
    "inside": _("Pindah antardusun"),
}
_PARTS: Final[Mapping[str, str]] = {
    "men": _("laki-laki"),
    "women": _("perempuan"),
    "families": _("KK"),
    "import": _("dari impor"),
}


def figure_words(name: str) -> tuple[str, str]:
    """Return what a total of the month counts and of which part: "start_men" (Permendagri 47/2016, B.3)."""
    figure, _between, part = name.partition("_")
    return _FIGURES[figure], _PARTS.get(part, "")


@dataclass
class Recap:
    """One hamlet's month: people by phase and column, and families at its start and end."""

    code: str
    title: str
    people: dict[tuple[str, str, int], int] = field(default_factory=dict)
    families_start: int = 0
    families_end: int = 0
    by_import: int = 0

    def add(self, phase: str, nation: str, sex: int, count: int) -> None:
        """Count people into a phase."""
        key = (phase, nation, sex)
        self.people[key] = self.people.get(key, 0) + count

    def total(self, phase: str) -> int:
        """Everybody in a phase, those without a recorded sex too."""
        return sum(count for (held, _nation, _sex), count in self.people.items() if held == phase)

    def of_sex(self, phase: str, sex: int) -> int:
        """Everybody of a sex in a phase."""
        return sum(n for (held, _nation, known), n in self.people.items() if (held, known) == (phase, sex))

    def cells(self, phase: str) -> list[int]:
        """The four columns of a phase."""
        return [self.people.get((phase, nation, sex), 0) for nation, sex in CELLS]

    def unsexed(self) -> int:
        """People of the end of the month without a recorded sex: they stand in no column but in the sum."""
        return self.total("end") - sum(self.cells("end"))

    @property
    def balances(self) -> bool:
        """Whether start + came - went = end, in every column (Permendagri 47/2016, B.3)."""
        keys = {(nation, sex) for _phase, nation, sex in self.people}
        return all(
            self._of("start", *key) + sum(self._of(phase, *key) for phase in CAME)
            - sum(self._of(phase, *key) for phase in WENT)
            == self._of("end", *key)
            for key in keys
        )  # fmt: skip

    def _of(self, phase: str, nation: str, sex: int) -> int:
        return self.people.get((phase, nation, sex), 0)

    def row(self) -> list[int]:
        """The numbers of the book's line, from the start of the month to its end."""
        return [
            *self.cells("start"), self.families_start, self.total("start") - self.families_start, self.total("start"),
            *self.cells("born"), *self.cells("arrived"), *self.cells("died"), *self.cells("left"),
            *self.cells("end"), self.families_end, self.total("end") - self.families_end, self.total("end"),
        ]  # fmt: skip
