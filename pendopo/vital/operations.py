"""Writes about reports: what was reported becomes an event of the register, in one transaction with its case."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.cases.operations import Said, by_hand, carry_out, lock, open_to, operations_of, record
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound, WordedRefusal
from pendopo.kernel.operation import RESIDENT, operation
from pendopo.notices.operations import send_notice
from pendopo.people.operations.events import record_birth, record_death, record_move_in, record_move_out
from pendopo.people.operations.persons import DESKS, correct_person
from pendopo.people.queries.persons import Resident
from pendopo.places.queries import public_words_of
from pendopo.vital.models import VitalFollow, VitalReport
from pendopo.vital.queries import public_earlier_report
from pendopo.vital.rules import ARRIVAL, BIRTH, DEATH, DEPARTURE, FLOW, REPORT, WRONG

_RECORDS: Final[Mapping[str, Callable[..., Any]]] = {
    BIRTH: record_birth,
    DEATH: record_death,
    ARRIVAL: record_move_in,
    DEPARTURE: record_move_out,
    WRONG: correct_person,
}


class VitalRefused(WordedRefusal):
    """Why a step of a report is not made."""

    words = {
        "not_proven": _(
            "Belum ada bukti kematian. Tanyakan dulu kepada yang bersangkutan, atau datangi rumahnya."
        ),
        "no_other": _("Tidak ada laporan lain tentang anak ini. Catat kelahirannya."),
    }


@operation("vital.report.send", "Peristiwa dilaporkan dari lapangan", REPORT, "area", tiers=DESKS)
def report_from_field(
    actor: Actor, *, area: str, form_key: UUID, values: Mapping[str, object]
) -> VitalReport:
    """Take in what a midwife or the head of an RT reports, in whose own part of the village it lies."""
    named = {"name": actor.name, "contact": _t("lewat akun petugasnya")}
    row = record(
        FLOW, VitalReport, actor, village=village_of(area), form_key=form_key, values=values, named=named
    )
    assert isinstance(row, VitalReport)
    return row


@by_hand(FLOW, "enter", "Laporan peristiwa dicatat dalam data penduduk")
def enter_report(
    actor: Actor,
    *,
    case: VitalReport,
    event: Mapping[str, Any],
    form_key: UUID | None = None,
    values: Mapping[str, object] | None = None,
) -> VitalReport:
    """Make the event that was reported, by the register's own operation; what that refuses leaves the report as it was.

    `event` is what that operation takes. A death needs evidence: a report alone ends nobody's life.
    """
    row, move = open_to(FLOW, actor, case, "enter")
    if row.event == DEATH and not (values or {}).get("evidence"):
        raise VitalRefused("not_proven", field="evidence")
    made = _RECORDS[row.event](actor, **event)
    whose = made[0] if isinstance(made, list) else made
    if whose.village_code != row.area_code:
        raise NotFound  # an officer of two villages, with a resident of the other one
    row.about = whose.pk
    return carry_out(FLOW, actor, row, move, Said(form_key, values=values or {}))


@by_hand(FLOW, "same", "Laporan kelahiran digabung dengan yang pertama")
def join_reports(actor: Actor, *, case: VitalReport, form_key: UUID | None = None) -> VitalReport:
    """Let a second report of one child go along with the first: its reporter follows that one from now on."""
    row, move = open_to(FLOW, actor, case, "same")
    first = public_earlier_report(row)
    if first is None:
        raise VitalRefused("no_other")
    row.first = first.pk
    if row.person_id is not None and row.person_id != first.person_id:
        VitalFollow.objects.create(case=first, person_id=row.person_id, since=clock.now())
    return carry_out(FLOW, actor, row, move, Said(form_key))


@by_hand(FLOW, "ask_person", "Laporan ditanyakan kepada yang bersangkutan")
def ask_person(
    actor: Actor, *, case: VitalReport, person: Resident, form_key: UUID | None = None
) -> VitalReport:
    """Ask somebody who is said to have died or left whether it is so; until then nothing changes."""
    row, move = open_to(FLOW, actor, case, "ask_person")
    if person.village_code != row.area_code:
        raise NotFound
    row.about = person.pk
    with translation.override(settings.LANGUAGE_CODE), public_words_of(row.area_code):
        subject, body = (
            _t("Ada laporan tentang Anda"),
            _t("Buka halamannya, lalu jawab apakah laporan itu benar."),
        )
    link = reverse("vital-report-about-me", args=[row.pk])
    send_notice(system_actor("vital"), person=person, subject=subject, body=body, link=link)
    return carry_out(FLOW, actor, row, move, Said(form_key))


@operation("vital.report.answer", "Laporan dibantah yang bersangkutan", RESIDENT, "case")
def answer_report(actor: Actor, *, case: VitalReport) -> VitalReport:
    """Let the one who was asked say that he is alive, or still lives here: the report ends, the register stays."""
    row = lock(case)
    if row.about not in actor.own_rows or row.state not in ("asked", "denied"):
        raise NotFound
    return row if row.state == "denied" else carry_out(FLOW, actor, row, FLOW.move("deny"), Said())


OWN: Mapping[str, Callable[..., Any]] = {
    "enter": enter_report,
    "same": join_reports,
    "ask_person": ask_person,
}
ACTS = operations_of(FLOW, VitalReport, __name__, own=OWN)
