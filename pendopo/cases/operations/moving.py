"""How a case comes in and moves: state, clocks, steps, the word to its owner. Inner part of the operations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.cases.formats.papers import Paper
from pendopo.cases.models import Case
from pendopo.cases.operations.paper_files import hold_file
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.queries.kinds import beside
from pendopo.cases.queries.standing import paper_standing, standing_of
from pendopo.cases.rules.flow import ASKED, OWNER, Flow, Move
from pendopo.cases.rules.moves import open_moves
from pendopo.documents.rules import new_code, new_number
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.doubts import believed_day, require_sound_clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.notices.operations import send_notice

_LONGEST_NOTE, _SECRET = 400, 12


@dataclass(frozen=True)
class Said:
    """What goes along with a move: the form's key, why, what was written down, and which answers are wrong."""

    form_key: UUID | None = None
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    marked: tuple[str, ...] = ()
    by: str = ""  # who answered, where it came on paper
    paper: Paper | None = None


def lock(case: Case) -> Case:
    """Take a case for this transaction; one that is gone is not found."""
    row = type(case)._default_manager.select_for_update(of=("self",)).filter(pk=case.pk).first()
    if row is None:
        raise NotFound
    return row


def take_in(flow: Flow, actor: Actor, row: Case, asked_on: date | None = None) -> Case:
    """Give a new case receipt, code, clocks and first desk; the same form sent twice is one case."""
    require_sound_clock(row.area_code)  # the receipt says the month, and the deadline begins
    held = _same(row)
    if held is not None:
        return held
    today = clock.today()
    if asked_on is not None and asked_on > today:
        raise CaseRefused("future_day")
    officer = actor.kind == "officer"
    row.receipt, row.secret = new_number(flow.mark, today), new_code(_SECRET)
    row.asked_by_id, row.asked_by = (actor.id, actor.name) if officer else (None, "")
    row.asked_at, row.asked_on = clock.now(), asked_on or today
    row.state, row.due = "", row.asked_on
    enter(flow, row, flow.first.key, start=row.asked_on)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the second of two clicks at one moment
        held = _same(row)
        if held is None:
            raise
        return held
    note_step(row, ASKED, actor)
    return row


def _same(row: Case) -> Case | None:
    held = type(row)._default_manager.filter(form_key=row.form_key).first()
    if held is not None and (held.person_id, held.area_code, held.named) != (
        row.person_id,
        row.area_code,
        row.named,
    ):
        raise NotFound  # a forged key says nothing of somebody else's case
    return held


def enter(flow: Flow, row: Case, key: str, *, start: date | None = None, extends: bool = False) -> None:
    """Let a case enter a state. At a desk its clock starts anew, or goes on from where the old one would have ended."""
    was_at_office, today = row.state in flow.at_office, start or believed_day()
    state, old = flow.state(key), row.step_due
    row.state, row.level, row.carried_on, row.step_since = key, 0, None, believed_day()
    row.step_due = (
        days_on(old if extends and old else today, state.days, row.area_code) if state.days else None
    )
    if row.step_due is not None and (extends or not was_at_office):
        row.due = days_on(today, state.whole, row.area_code) if state.whole and not extends else row.step_due
    if state.answers and row.answered_on is None:
        row.answered_on = believed_day()


def days_on(start: date, key: str, area: str) -> date:
    """Return the last day of a clock whose length in working days is a dated rule."""
    return public_deadline(start, int(public_rule(key, area=area)), area=area)


def make_move(
    flow: Flow, actor: Actor, case: Case, key: str, said: Said, *, by_code: bool = False, paper: bool = False
) -> Case:
    """Make one move if it is open to this actor now: what is written down, state, clocks, step, word to the owner."""
    row, move = lock(case), next((one for one in flow.moves if one.key == key), None)
    if move is None:
        raise NotFound
    standing = paper_standing(flow, row) if paper else standing_of(flow, actor, row, by_code=by_code)
    if move.by == OWNER and not standing.owner:
        raise NotFound
    if (
        said.form_key is not None
        and beside(row, "steps").filter(case=row, form_key=said.form_key, move=key).exists()
    ):
        return row  # the second of two clicks
    if move not in open_moves(flow, standing):
        raise CaseRefused("case_moved")
    reason = said.reason.strip()[:_LONGEST_NOTE]
    if move.reason and not reason:
        raise CaseRefused("reason_missing")
    _write_down(flow, move, row, said, reason)
    left = left_by(row)
    enter(flow, row, move.target, extends=move.extends)
    row.save()
    if said.paper is not None:
        _keep_paper(flow, row, move, said.paper)
    note_step(row, key, actor, said.form_key, note=_in_words(flow, row, reason), by=said.by, left=left)
    if move.tells:
        tell(flow, row, move, reason)
    return row


def _keep_paper(flow: Flow, row: Case, move: Move, paper: Paper) -> None:
    hold_file(flow.domain, paper.digest, paper.content)
    beside(row, "papers").create(
        case=row,
        key=move.key,
        name=move.done,
        digest=paper.digest,
        media_type=paper.media_type,
        size=len(paper.content),
        gist=paper.gist,
        added_at=clock.now(),
    )


def _write_down(flow: Flow, move: Move, row: Case, said: Said, reason: str) -> None:
    asked = (*move.asks, *(flow.asks if move.mends else ()))
    for one in asked:
        if one.key in said.values:
            setattr(row, one.key, said.values[one.key])
    lacking = [one.key for one in asked if one.required and not getattr(row, one.key)]
    if lacking:
        raise CaseRefused("answer_missing", field=lacking[0])
    if set(said.marked) - {one.key for one in flow.asks}:
        raise CaseRefused("unknown_answer")
    if move.marks and not (said.marked or reason):
        raise CaseRefused("nothing_marked")
    row.missing, row.note = list(said.marked), reason


def _in_words(flow: Flow, row: Case, reason: str) -> str:
    """What the step says: which answers are wrong, and why; in the office's language, whoever reads it later."""
    with translation.override(settings.LANGUAGE_CODE):
        named = [_(one.label) for one in flow.asks if one.key in row.missing]
    return "; ".join([*named, *([reason] if reason else [])])[:_LONGEST_NOTE]


Left = tuple[str, int, date | None, date | None]


def left_by(row: Case) -> Left:
    """Return where a case stands before it is moved on: the step says what that desk took."""
    return row.state, row.level, row.step_since, row.step_due


def note_step(
    row: Case,
    key: str,
    actor: Actor,
    form_key: UUID | None = None,
    *,
    note: str = "",
    by: str = "",
    left: Left | None = None,
) -> None:
    """Write a step down with what the desk before it took; of a resident no name stands in it."""
    officer = actor.kind == "officer"
    state, level, since, until = left or ("", 0, None, None)
    beside(row, "steps").create(
        case=row,
        move=key,
        form_key=form_key,
        at=clock.now(),
        officer_id=actor.id if officer else None,
        by=by or (actor.name if officer else ""),
        note=note,
        state=state,
        level=level,
        since=since,
        until=until,
    )


def tell(flow: Flow, row: Case, move: Move, reason: str) -> None:
    """Put a word into the inbox of the owner and of those who follow; the answer itself stays on the case's page."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _(move.tells) % {"receipt": row.receipt}
        body = reason or _("Buka halaman permohonan untuk membacanya.")
        hint = _("Keadaannya berubah. Lihat halaman resinya.")
    told = system_actor(flow.domain)
    if row.person is not None:
        send_notice(
            told,
            person=row.person,
            subject=subject,
            body=body,
            link=reverse(f"{flow.slug}-mine-one", args=[row.pk]),
        )
    for follow in beside(row, "follows").filter(case=row, until__isnull=True).select_related("person"):
        send_notice(told, person=follow.person, subject=subject, body=hint, link=reverse("receipts"))
