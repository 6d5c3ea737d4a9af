"""The report of an import as a workbook: what happened, which lines were refused and why, what to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Final, Protocol

from pendopo.people.formats.cells_out import residents_table
from pendopo.people.rules.codes import TABLES
from pendopo.people.rules.columns import BY_FIELD, BY_NAME, COLUMNS
from pendopo.people.rules.files import SHEET_LINES, line_words
from pendopo.people.rules.intake import Action
from pendopo.people.rules.marker import gettext_noop as _
from pendopo.people.rules.messages import label_of, sentence, text
from pendopo.people.rules.plan import Plan
from pendopo.people.rules.rows import Row
from pendopo.ui.tables import Column, Line, Table

Translate = Callable[[str], str]

FORMATS: Final = {
    "workbook": _("Buku kerja warga"),
    "csv": _("CSV"),
    "html": _("Tabel halaman web"),
    "siak": _("Ekspor SIAK"),
    "bip_2016": _("Buku Induk Penduduk 2016"),
    "bip_family_list": _("Buku Induk Kependudukan (daftar keluarga)"),
    "bip_ektp": _("Buku Induk Penduduk dengan KTP-el"),
    "bip_2012": _("Buku Induk Penduduk 2012"),
}
CODES: Final = "Kode Data"
_WIDE, _NARROW = 60, 16
_MAX_LINES: Final = 1_000_000

# Line, code, field, and what the sentence needs.
LateRefusal = tuple[int, str, str, dict[str, str | int]]


class Batch(Protocol):
    """What the report tells about the import itself."""

    file_name: str
    file_format: str
    row_count: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    late_refusals: list[LateRefusal]
    uploaded_at: datetime
    finished_at: datetime | None


def _as_it_is(words: str) -> str:
    return words


def report_tables(batch: Batch, plan: Plan, *, translate: Translate = _as_it_is) -> list[Table]:
    """The sheets; reasons stand in words, refused lines with the cells of the file."""
    late = {int(line): text(code, params, translate) for line, code, _field, params in batch.late_refusals}
    names = [column.name for column in COLUMNS if column.name in plan.columns]

    def sheet(name: str, heads: Sequence[str], wide: Sequence[int], lines: Iterator[Line]) -> Table:
        columns = [
            Column(translate(head), width=_WIDE if place in wide else _NARROW)
            for place, head in enumerate(heads)
        ]
        return Table(columns, islice(lines, _MAX_LINES), translate(name))

    refused, warned = _refused(plan, names, late, translate), _warnings(plan, translate)
    made = ((place.title, place.code, ", ".join(place.like)) for place in plan.outlook.made)
    absent = ((one.name, one.born, one.area_code) for one in plan.outlook.absent)
    return [
        sheet(_("Ringkasan"), [_("Keterangan"), _("Isi")], (0, 1), _summary(batch, plan, translate)),
        sheet(_("Ditolak"), [_("Baris"), _("Alasan"), *names], (1,), refused),
        sheet(_("Peringatan"), [_("Baris"), _("Nama"), _("Kolom"), _("Peringatan")], (3,), warned),
        sheet(_("Wilayah baru"), [_("Nama"), _("Kode"), _("Mirip dengan")], (2,), made),
        sheet(_("Tidak ada di berkas"), [_("Nama"), _("Tanggal lahir"), _("Kode wilayah")], (0,), absent),
    ]


def template_tables(translate: Translate = _as_it_is) -> list[Table]:
    """An empty workbook to fill in, with the sheet of its codes; both are read back as they are."""
    codes = (
        (column, code, label, ", ".join(words))
        for column, table in TABLES.items()
        if column in BY_NAME
        for code, label, words in table.told()
    )
    heads = [_("Kolom"), _("Kode"), _("Arti"), _("Kata lain yang dikenal")]
    return [
        residents_table(()),
        Table(
            [Column(translate(head), width=_WIDE if head == heads[3] else _NARROW) for head in heads],
            codes,
            CODES,
        ),
    ]


def _line(line: int) -> int | str:
    return line if line < SHEET_LINES else line_words(line)


def _summary(batch: Batch, plan: Plan, translate: Translate) -> Iterator[Line]:
    yield translate(_("Nama berkas")), batch.file_name
    yield translate(_("Bentuk berkas")), translate(FORMATS.get(batch.file_format, batch.file_format))
    yield translate(_("Diunggah")), _moment(batch.uploaded_at)
    yield translate(_("Selesai")), _moment(batch.finished_at)
    yield translate(_("Baris dibaca")), batch.row_count
    yield translate(_("Warga baru")), batch.created
    yield translate(_("Warga diperbarui")), batch.updated
    yield translate(_("Tidak berubah")), batch.unchanged
    yield translate(_("Ditolak")), batch.rejected
    for note in plan.notes:
        yield translate(_("Catatan")), sentence(note, translate)


def _moment(moment: object) -> str:
    return f"{moment:%d-%m-%Y %H.%M}" if isinstance(moment, datetime) else "-"


def _refused(
    plan: Plan, names: Sequence[str], late: Mapping[int, str], translate: Translate
) -> Iterator[Line]:
    for item in plan.items:
        if item.action is not Action.REJECT and item.line not in late:
            continue
        reasons = [sentence(p, translate) for p in item.problems if p.is_error]
        if item.line in late:
            reasons.append(late[item.line])
        cells = item.raw if item.raw else _cells(item.row)
        yield _line(item.line), " ".join(reasons), *(str(cells.get(name, "")) for name in names)


def _cells(row: Row | None) -> Mapping[str, str]:
    if row is None:
        return {}
    values = ((column.name, getattr(row, column.field)) for column in COLUMNS)
    return {name: str(value) for name, value in values if value is not None}


def _warnings(plan: Plan, translate: Translate) -> Iterator[Line]:
    for item in plan.items:
        for problem in item.problems:
            if not problem.is_error:
                column = label_of(problem.field, translate) if problem.field in BY_FIELD else ""
                yield (
                    _line(item.line),
                    item.named,
                    column,
                    sentence(problem, translate),
                )
