"""How a case comes in and moves: state, clocks, steps, the word to its owner. Inner part of the operations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast
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
from pendopo.cases.operations.steps import left_by, note_step
from pendopo.cases.queries.kinds import beside, markable, marks_in_words
from pendopo.cases.queries.standing import paper_standing, standing_of
from pendopo.cases.rules.flow import ASKED, OWNER, Flow, Move
from pendopo.cases.rules.moves import Standing, open_moves
from pendopo.documents.rules import new_code, new_number
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.doubts import believed_day, require_sound_clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.notices.operations import send_notice
from pendopo.places.queries import public_words_of

_LONGEST_NOTE, _SECRET = 400, 12
C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class Said:
    """What goes along with a move: the form's key, why, what was written down, and what is wrong."""

    form_key: UUID | None = None
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    # Which answers and papers are wrong, each with why.
    marked: Mapping[str, str] = field(default_factory=dict)
    by: str = ""  # who answered, where it came on paper
    note: str = ""  # what the step says, where it is not the reason
    paper: Paper | None = None
    seen: str = ""  # the stamp of what the officer had before him


def lock(case: C) -> C:
    """Take a case for this transaction; one that is gone is not found."""
    rows = type(case)._default_manager.select_for_update(of=("self",)).select_related(*case.with_rows)
    row = rows.filter(pk=case.pk).first()
    if row is None:
        raise NotFound
    return cast(C, row)


def take_in(flow: Flow, actor: Actor, row: Case, asked_on: date | None = None) -> Case:
    """Give a new case receipt, code, clocks and first desk; the same form sent twice is one case."""
    held = _same(row)
    if held is not None:
        return held
    hand_in(flow, row, asked_on)
    row.asked_by_id, row.asked_by = (actor.id, actor.name) if actor.kind == "officer" else (None, "")
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


def hand_in(flow: Flow, row: Case, asked_on: date | None = None, *, target: str = "", whole: int = 0) -> None:
    """Give a case its receipt, its code, its clocks and its first desk (`target`, where it is not the flow's first)."""
    require_sound_clock()  # the receipt says the month, and the deadline begins
    today = clock.today()
    if asked_on is not None and asked_on > today:
        raise CaseRefused("future_day")
    row.receipt, row.secret = new_number(flow.mark, today), new_code(_SECRET)
    row.asked_at, row.asked_on = clock.now(), asked_on or today
    row.state, row.due = "", row.asked_on
    enter(flow, row, target or flow.first.key, start=row.asked_on, whole=whole)


def _same(row: Case) -> Case | None:
    held = type(row)._default_manager.filter(form_key=row.form_key).first()
    if held is not None and (held.person_id, held.area_code, held.named) != (
        row.person_id,
        row.area_code,
        row.named,
    ):
        raise NotFound  # a forged key says nothing of somebody else's case
    return held


def enter(
    flow: Flow, row: Case, key: str, *, start: date | None = None, extends: bool = False, whole: int = 0
) -> None:
    """Let a case enter a state. At a desk its clock starts anew, or goes on from where the old one would have ended.

    `whole`: the working days of the whole clock, where the case says them and not the flow's rule. `start` is the day
    on which the office got it: the whole clock counts from there, and the step's where there is no other.
    """
    today, state, old, began = believed_day(), flow.state(key), row.step_due, start or believed_day()
    # What comes from an objection begins its whole clock anew, as what comes from outside the office does.
    anew = extends or row.state not in flow.at_office or bool(state.whole and not flow.state(row.state).whole)
    row.state, row.level, row.carried_on, row.step_since = key, 0, None, today
    row.step_due = None
    if state.days:
        step = old if extends and old else today if state.whole else began
        row.step_due = days_on(step, state.days, row.area_code)
    if row.step_due is not None and anew:
        row.due = row.step_due
        if state.whole and not extends:
            days = whole or int(public_rule(state.whole, area=row.area_code))
            row.due = public_deadline(began, days, area=row.area_code)
    if state.answers and row.answered_on is None:
        row.answered_on = today


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
    _own(move, standing)
    if made_before(row, key, said.form_key):
        return row  # the second of two clicks
    require_unchanged(row, said.seen)
    _require_open(flow, move, standing)
    return carry_out(flow, actor, row, move, said)


def open_to(flow: Flow, actor: Actor, case: C, key: str) -> tuple[C, Move]:
    """Take a case for a move that a domain writes by hand, or say that it is not open to this actor now."""
    row, move = lock(case), flow.move(key)
    standing = standing_of(flow, actor, row)
    _own(move, standing)
    _require_open(flow, move, standing)
    return row, move


def _require_open(flow: Flow, move: Move, standing: Standing) -> None:
    if move in open_moves(flow, standing):
        return
    if standing.contradicted and move in open_moves(flow, replace(standing, contradicted=False)):
        raise CaseRefused("contradicted")
    raise CaseRefused("case_moved")


def _own(move: Move, standing: Standing) -> None:
    """To whoever does not own a case the moves of its owner are not there."""
    if move.by == OWNER and not standing.owner:
        raise NotFound


def still_wrong(flow: Flow, row: Case) -> str:
    """Say in a line what the office has marked and nobody has put right yet."""
    return "; ".join(marks_in_words(flow, row))


def require_unchanged(row: Case, seen: str) -> None:
    """Refuse a decision about something else than what the officer had before him (`Case.stamp`)."""
    if seen and seen != row.stamp:
        raise CaseRefused("changed_meanwhile")


def made_before(row: Case, key: str, form_key: UUID | None) -> bool:
    """Say whether this very form has made this move already: the second of two clicks."""
    steps = beside(row, "steps")
    return form_key is not None and bool(steps.filter(case=row, form_key=form_key, move=key).exists())


def carry_out(
    flow: Flow, actor: Actor, row: C, move: Move, said: Said, *, target: str = "", whole: int = 0
) -> C:
    """Write a move down that is open: what was said, state, clocks, step, word to the owner.

    `target` is one of the states that the move can lead to; `whole` are the days of a clock that begins anew.
    """
    reason = said.reason.strip()[:_LONGEST_NOTE]
    if move.reason and not reason:
        raise CaseRefused("reason_missing")
    _write_down(flow, move, row, said, reason)
    left = left_by(row)
    if not move.stays:
        enter(flow, row, target or move.target, extends=move.extends, whole=whole)
    row.save()
    if said.paper is not None:
        keep_paper(flow, row, move.key, move.done, said.paper)
    words = _in_words(flow, row, reason)
    note_step(row, move.key, actor, said.form_key, note=said.note or words, by=said.by, left=left)
    if move.tells:
        tell(flow, row, move, words)
    return row


def keep_paper(flow: Flow, row: Case, key: str, name: str, paper: Paper) -> None:
    """Keep a paper with a case, under what brought it there."""
    hold_file(flow.domain, paper.digest, paper.content)
    beside(row, "papers").create(
        case=row,
        key=key,
        name=name,
        digest=paper.digest,
        media_type=paper.media_type,
        size=len(paper.content),
        gist=paper.gist,
        added_at=clock.now(),
    )


def _write_down(flow: Flow, move: Move, row: Case, said: Said, reason: str) -> None:
    said_now = {**{one.key: getattr(row, one.key) for one in flow.asks}, **said.values}
    asked = (*move.asks, *(flow.asked_of(said_now) if move.mends else ()))
    for one in asked:
        if one.key in said.values:
            setattr(row, one.key, said.values[one.key])
    lacking = [one.key for one in asked if one.required and not getattr(row, one.key)]
    if lacking:
        raise CaseRefused("answer_missing", field=lacking[0])
    if said.marked.keys() - markable(flow, row).keys():
        raise CaseRefused("unknown_answer")
    if move.marks and not (said.marked or reason):
        raise CaseRefused("nothing_marked")
    row.missing, row.note = dict(said.marked), reason


def _in_words(flow: Flow, row: Case, reason: str) -> str:
    """What the step says: which answers are wrong, and why; in the office's language, whoever reads it later."""
    with translation.override(settings.LANGUAGE_CODE), public_words_of(row.area_code):
        named = marks_in_words(flow, row)
    return "; ".join([*named, *([reason] if reason else [])])[:_LONGEST_NOTE]


def tell(flow: Flow, row: Case, move: Move, words: str) -> None:
    """Put a word into the inbox of the owner and of those who follow; the answer itself stays on the case's page."""
    named = {"receipt": row.receipt, "matter": row.matter}
    with translation.override(settings.LANGUAGE_CODE), public_words_of(row.area_code):
        subject = _(move.tells) % named
        body = _(move.body) % named if move.body else _("Buka halaman permohonan untuk membacanya.")
        hint = _("Keadaannya berubah. Lihat halaman resinya.")
    told = system_actor(flow.domain)
    if row.person is not None:
        send_notice(
            told,
            person=row.person,
            subject=subject,
            body=words or body,
            link=reverse(flow.address("mine-one"), args=[row.pk]),
        )
    for follow in beside(row, "follows").filter(case=row, until__isnull=True).select_related("person"):
        send_notice(told, person=follow.person, subject=subject, body=hint, link=reverse("receipts"))
