"""The file of a run's results: written before anybody gets it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.matching.models import FollowUp, MatchResult, MatchRun, ReviewStage, RunState
from pendopo.matching.queries.calibration import lines_for, shown_probability
from pendopo.matching.queries.lines import reason_words, run_title, run_visible_to, verdict_word
from pendopo.matching.rules.permissions import READ
from pendopo.people.queries.linking import RegisterLine, register_lines_of
from pendopo.people.rules.codes import BASIC_STATUS
from pendopo.people.rules.nik import mask
from pendopo.people.rules.permissions import EXPORT as PEOPLE_EXPORT
from pendopo.ui.files import MadeFile, make_file
from pendopo.ui.tables import Column, Table

_PIECE = 500


@dataclass(frozen=True)
class DownloadPage:
    """A run whose file is asked for."""

    run: MatchRun
    title: str


def run_to_download(actor: Actor, run_id: UUID) -> DownloadPage:
    """Return a finished run of the actor's areas."""
    run = run_visible_to(actor, run_id)
    if run.state != RunState.DONE:
        raise NotFound
    return DownloadPage(run, run_title(run))


def results_file(actor: Actor, run_id: UUID, *, format: str, full: bool) -> MadeFile:
    """Make the file of a run; full numbers only for who may export the register of that area."""
    page = run_to_download(actor, run_id)
    run = page.run
    if full and not actor.may(PEOPLE_EXPORT, run.area_code):
        full = False
    numbers = _("NIK lengkap") if full else _("NIK disamarkan")
    heads = [Column(head, width=20) for head in _heads()]
    return make_file(
        Table(heads, _rows(actor, run, full)),
        kind="csv" if format == "csv" else "xlsx",
        name=f"pemadanan-{run.pk.hex[-8:]}",
        area=run.area_code,
        what=_("hasil pemadanan %(format)s, %(numbers)s") % {"format": format, "numbers": numbers},
    )


def _heads() -> list[str]:
    return [
        *(_("Baris"), _("NIK di daftar"), _("Nomor KK di daftar"), _("Nama di daftar"), _("Tanggal lahir")),
        *(_("Dusun"), _("Putusan"), _("Peluang"), _("Nama di pembanding"), _("NIK di pembanding")),
        *(_("Status dasar"), _("Pemeriksaan"), _("Alasan"), _("Tindak lanjut"), _("Hasil tindak lanjut")),
    ]


def _rows(actor: Actor, run: MatchRun, full: bool) -> Iterator[list[str]]:
    lines = lines_for(run.area_code, run.model_version)
    results = (
        MatchResult.objects.filter(run=run)
        .select_related("run", "row", "other_row")
        .order_by("id")
        .iterator(_PIECE)
    )
    while piece := list(islice(results, _PIECE)):
        ids = [one for result in piece for one in (result.person_id, result.other_person_id) if one]
        people = register_lines_of(actor, ids, permission=READ)
        for result in piece:
            yield _row(result, people, full, shown_probability(result, lines))


def _row(result: MatchResult, people: dict[UUID, RegisterLine], full: bool, probability: float) -> list[str]:
    def number(text: str | None) -> str:
        return (text or "") if full else mask(text)

    row, other = result.row, result.other_row
    first = people.get(result.person_id) if result.person_id else None
    second = people.get(result.other_person_id) if result.other_person_id else None
    found = second if row is None else first
    left_nik, left_kk, left_name, born = (
        (row.nik, row.kk_number, row.name, row.birth_date)
        if row
        else (first.nik, first.kk, first.name, first.birth_date)
        if first
        else ("", "", "", None)
    )
    return [
        str(row.line) if row else "",
        number(left_nik),
        number(left_kk),
        left_name,
        born.isoformat() if born else "",
        result.hamlet,
        verdict_word(result.final),
        f"{probability:.3f}",
        found.name if found else other.name if other else "",
        number(found.nik if found else other.nik if other else ""),
        _(BASIC_STATUS.label(found.status)) if found else "",
        str(ReviewStage(result.stage).label),
        "; ".join(reason_words(code) for code in result.reasons),
        str(FollowUp(result.task).label) if result.task else "",
        result.task_note,
    ]
