"""The report of an import as a workbook: what happened, which lines were refused and why, what to look at."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from pendopo.people.rules.columns import BY_FIELD, COLUMNS
from pendopo.people.rules.intake import Action
from pendopo.people.rules.marker import gettext_noop as _
from pendopo.people.rules.messages import label_of, sentence, text
from pendopo.people.rules.plan import Item, Plan
from pendopo.people.rules.rows import Row

Translate = Callable[[str], str]

FORMATS: Final = {
    "workbook": _("Buku kerja 43 kolom"),
    "csv": _("CSV"),
    "siak": _("Ekspor SIAK"),
    "bip_2016": _("Buku Induk Penduduk 2016"),
    "bip_family_list": _("Buku Induk Kependudukan (daftar keluarga)"),
    "bip_ektp": _("Buku Induk Penduduk dengan KTP-el"),
    "bip_2012": _("Buku Induk Penduduk 2012"),
}
_WIDE, _NARROW = 60, 16
_MAX_LINES: Final = 1_000_000


class Batch(Protocol):
    """What the report tells about the import itself."""

    file_name: Any
    file_format: Any
    row_count: Any
    created: Any
    updated: Any
    unchanged: Any
    rejected: Any
    late_refusals: Any
    uploaded_at: Any
    finished_at: Any


class _Book:
    """A workbook in memory: refused lines hold names and numbers that belong in no temporary file."""

    def __init__(self) -> None:
        self._content = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        import xlsxwriter  # a tenth of a second, needed only where a workbook is written

        self._book = xlsxwriter.Workbook(self._content, options)
        self._bold = self._book.add_format({"bold": True})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(
        self, name: str, head: Sequence[str], lines: Iterator[Sequence[str | int]], wide: Sequence[int]
    ) -> None:
        """Add a sheet: a bold first line that stays in sight, then the lines."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(head) - 1, 0), _NARROW)
        for place in wide:
            sheet.set_column(place, place, _WIDE)
        sheet.write_row(0, 0, head, self._bold)
        for line, cells in enumerate(lines, start=1):
            if line > _MAX_LINES:
                return
            for place, cell in enumerate(cells):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(line, place, cell, self._wrap if place in wide else None)

    def content(self) -> bytes:
        """Finish the workbook."""
        self._book.close()
        return self._content.getvalue()


def _as_it_is(words: str) -> str:
    return words


def write_report(batch: Batch, plan: Plan, *, translate: Translate = _as_it_is) -> bytes:
    """Write the three sheets; reasons stand in words, refused lines with the cells of the file."""
    late = {
        int(line): text(code, translate=translate, **params)
        for line, code, _field, params in batch.late_refusals
    }
    book = _Book()
    head = [translate(_("Keterangan")), translate(_("Isi"))]
    book.sheet(translate(_("Ringkasan")), head, _summary(batch, plan, translate), wide=(0, 1))
    names = [column.name for column in COLUMNS if column.name in plan.columns]
    head = [translate(_("Baris")), translate(_("Alasan")), *names]
    book.sheet(translate(_("Ditolak")), head, _refused(plan, names, late, translate), wide=(1,))
    head = [translate(_("Baris")), translate(_("Nama")), translate(_("Kolom")), translate(_("Peringatan"))]
    book.sheet(translate(_("Peringatan")), head, _warnings(plan, translate), wide=(3,))
    return book.content()


def _summary(batch: Batch, plan: Plan, translate: Translate) -> Iterator[Sequence[str | int]]:
    yield translate(_("Nama berkas")), str(batch.file_name)
    yield translate(_("Bentuk berkas")), translate(FORMATS.get(batch.file_format, batch.file_format))
    yield translate(_("Diunggah")), _moment(batch.uploaded_at)
    yield translate(_("Selesai")), _moment(batch.finished_at)
    yield translate(_("Baris dibaca")), int(batch.row_count)
    yield translate(_("Warga baru")), int(batch.created)
    yield translate(_("Warga diperbarui")), int(batch.updated)
    yield translate(_("Tidak berubah")), int(batch.unchanged)
    yield translate(_("Ditolak")), int(batch.rejected)
    for note in plan.notes:
        yield translate(_("Catatan")), sentence(note, translate)


def _moment(moment: object) -> str:
    return f"{moment:%d-%m-%Y %H.%M}" if isinstance(moment, datetime) else "-"


def _refused(
    plan: Plan, names: Sequence[str], late: Mapping[int, str], translate: Translate
) -> Iterator[Sequence[str | int]]:
    for item in plan.items:
        if item.action is not Action.REJECT and item.line not in late:
            continue
        reasons = [sentence(p, translate) for p in item.problems if p.is_error]
        if item.line in late:
            reasons.append(late[item.line])
        cells = item.raw if item.raw else _cells(item.row)
        yield item.line, " ".join(reasons), *(str(cells.get(name, "")) for name in names)


def _cells(row: Row | None) -> Mapping[str, str]:
    if row is None:
        return {}
    values = ((column.name, getattr(row, column.field)) for column in COLUMNS)
    return {name: str(value) for name, value in values if value is not None}


def _warnings(plan: Plan, translate: Translate) -> Iterator[Sequence[str | int]]:
    for item in plan.items:
        for problem in item.problems:
            if not problem.is_error:
                column = label_of(problem.field, translate) if problem.field in BY_FIELD else ""
                yield (
                    item.line,
                    _name(item),
                    column,
                    sentence(problem, translate),
                )


def _name(item: Item) -> str:
    return item.row.name if item.row is not None else str(item.raw.get("nama", ""))
