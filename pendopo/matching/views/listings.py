"""The lists of matching: uploaded lists, runs, the people behind a count, the households that wait.

The pair itself is no list: its two records stand side by side, field by field, and keep a table of their own.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.matching.queries.lines import ResultLine, ResultList
from pendopo.matching.queries.lists import ListRow, RunRow
from pendopo.matching.queries.review import Household, QueuePage
from pendopo.ui.listing import Act, Cell, Head, Listing, Tab, Tag
from pendopo.ui.templatetags.ui import angka, waktu

_KINDS = {
    **{"done": "ok", "failed": "late"},
    **{"ready": "ok", "erased": "plain"},
    **{"padan": "ok", "tidak_ditemukan": "plain"},
}


def _tag(state: str, words: str) -> Tag:
    return Tag(words, _KINDS.get(state, "wait"))


def uploaded(rows: Sequence[ListRow]) -> Listing[ListRow]:
    """The lists that an office has uploaded."""
    return Listing(
        _("Daftar yang diunggah"),
        [_("Daftar"), _("Diunggah"), Head(_("Baris"), number=True), _("Keadaan")],
        rows,
        lambda one: [
            Cell(one.title, reverse("matching-list", args=[one.pk])),
            waktu(one.uploaded_at),
            angka(one.row_count),
            Cell(tag=_tag(one.state, one.get_state_display())),
        ],
        (),
    )


def runs(rows: Sequence[RunRow], *empty: str) -> Listing[RunRow]:
    """The comparisons of an office, or those of one list."""
    return Listing(
        _("Pemadanan"),
        [_("Yang dipadankan"), _("Jenis"), _("Mulai"), _("Keadaan")],
        rows,
        lambda run: [
            Cell(
                " – ".join(one.title for one in (run.source, run.other_source) if one) or _("Data warga"),
                reverse("matching-run", args=[run.pk]),
            ),
            run.get_kind_display(),
            waktu(run.started_at),
            Cell(tag=_tag(run.state, run.get_state_display())),
        ],
        empty,
    )


def behind(found: ResultList, *, may_review: bool) -> Listing[ResultLine]:
    """The people behind a count."""
    shown = found.shown
    tabs = [Tab(words, f"?tampil={name}", name == shown) for name, words in found.choices]
    return Listing(
        found.title,
        [_("Nama"), _("NIK"), _("Ditemukan sebagai"), _("Putusan"), _("Alasan")],
        found.lines,
        _result,
        (_("Tidak ada orang seperti itu"), _("Pilih putusan lain di atas.")),
        page=found.page,
        counted=" ".join((angka(found.page.paginator.count), _("orang"))),
        tabs=[Tab(_("Semua"), "?", not shown), *tabs],
        acts=_acts if may_review else None,
    )


def _result(line: ResultLine) -> list[Cell | str]:
    status = f" ({line.found_status})" if line.found_status else ""
    task = f"{line.task_word}: {line.task_note}" if line.task_done else line.task_word
    return [
        Cell(line.name, soft=" ".join((_("baris"), str(line.line))) if line.line else ""),
        line.nik,
        f"{line.found or '–'}{status}",
        Cell(tag=_tag(line.verdict, line.verdict_word), soft=line.stage if line.waiting else ""),
        Cell(" ".join(line.reasons), soft=task),
    ]


def _acts(line: ResultLine) -> list[Act]:
    found = [Act(_("Buka"), reverse("matching-pair", args=[line.id]), line.name)] if line.has_pair else []
    if line.task and not line.task_done:
        found.append(Act(_("Catat hasil"), reverse("matching-task", args=[line.id]), line.name))
    return found


def waiting(queue: QueuePage) -> Listing[Household]:
    """The households that wait for an officer; the oldest hundred, for each answer makes room for the next."""
    return Listing(
        _("Antrean tinjau"),
        [_("Keluarga"), _("Daftar"), Head(_("Pasangan"), number=True), _("Keadaan")],
        queue.households,
        lambda one: [
            Cell(", ".join(one.names), reverse("matching-pair", args=[one.first])),
            one.run_title,
            str(one.count),
            Cell(tag=Tag(one.stage, "wait")),
        ],
        (_("Tidak ada yang menunggu Anda"), _("Pasangan yang perlu diperiksa akan muncul di sini.")),
        counted=_("%(count)s pasangan menunggu Anda. Anggota satu keluarga diperiksa bersama.")
        % {"count": angka(queue.total)},
    )
