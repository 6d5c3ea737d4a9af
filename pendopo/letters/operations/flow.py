"""How a request moves: its state, its clock, its steps, and the word to its owner. Inner part of the operations."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.documents.rules import new_code, new_number
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.doubts import believed_day, require_sound_clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.letters.models import LetterRequest, LetterStep
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules import clocks, states
from pendopo.letters.rules.states import RECEIPT_MARK, RequestState, StepAction
from pendopo.letters.rules.types import TypeContent
from pendopo.notices.operations import send_notice


def lock(request: LetterRequest, action: str) -> LetterRequest:
    """Take a request for this transaction, and refuse when its state does not allow the action."""
    row = LetterRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if row is None:
        raise NotFound
    if not states.may(action, row.state):
        raise LetterRefused("wrong_state")
    return row


def content(row: LetterRequest) -> TypeContent:
    """Return what the request's own version of the type says."""
    return content_of(row.version)


def steps_of(row: LetterRequest) -> tuple[str, ...]:
    """Return the steps before signing that hold for this request."""
    held = content(row)
    off = public_rule(clocks.STEPS_OFF, area=row.area_code)
    # A village switches a step off for all its letters ("check") or for one type ("check:domicile").
    of_type = {step.partition(":")[0] for step in off if step.partition(":")[2] in ("", held.key)}
    return states.steps_on(held.steps, of_type)


def enter(row: LetterRequest, state: RequestState) -> None:
    """Let a request enter a state; at the office its clock starts anew."""
    row.state, row.level, row.seen_by_id, row.seen_at = state.value, 0, None, None
    key = clocks.STEP_DAYS.get(state.value)
    today = believed_day()
    row.step_since = today
    row.step_due = days_on(today, key, row.area_code) if key else None


def days_on(start: date, key: str, area: str) -> date:
    """Return the last day of a clock whose length is a dated rule."""
    return public_deadline(start, int(public_rule(key, area=area)), area=area)


def note(row: LetterRequest, action: StepAction, actor: Actor, text: str | Promise = "") -> LetterStep:
    """Write a step down; of a resident no name stands in it."""
    officer = actor.kind == "officer"
    return LetterStep.objects.create(
        request=row,
        action=action.value,
        at=clock.now(),
        officer_id=actor.id if officer else None,
        by=actor.name if officer else "",
        note=_in_the_offices_tongue(text)[:400],
    )


def take_in(row: LetterRequest, actor: Actor, asked_on: date | None = None) -> None:
    """Give a request its receipt, its deadline and its first desk."""
    require_sound_clock(row.area_code)  # the receipt says the month, and the deadline begins
    today = clock.today()
    start = asked_on or today
    if start > today:
        raise LetterRefused("future_day")
    row.receipt, row.secret = new_number(RECEIPT_MARK, today), new_code(12)
    row.asked_at, row.asked_on = clock.now(), start
    row.due = deadline(row, start)
    enter(row, states.first_state(steps_of(row)))
    row.save()
    note(row, StepAction.ASKED, actor)


def deadline(row: LetterRequest, start: date) -> date:
    """Return until when a request that is complete on a day must be done: the type's own days, else the village's."""
    days = content(row).days or int(public_rule(clocks.REQUEST_DAYS, area=row.area_code))
    return public_deadline(start, days, area=row.area_code)


def own_request(actor: Actor, row: LetterRequest) -> None:
    """Refuse whoever is not the one who asks, nor an officer acting for him."""
    if actor.resident_id is None or row.person_id != actor.resident_id:
        raise NotFound


def tell(row: LetterRequest, subject: str | Promise, body: str | Promise, **values: object) -> None:
    """Put a word about a request into its owner's inbox; names and answers stay out of it."""
    told = {"receipt": row.receipt, "letter": content(row).name, **values}
    send_notice(
        system_actor("letters"),
        person=row.person,
        subject=_in_the_offices_tongue(subject) % told,
        body=_in_the_offices_tongue(body) % told,
        link=reverse("letters-request", args=[row.pk]),
    )


def _in_the_offices_tongue(text: str | Promise) -> str:
    """What is kept is written in the office's language, whatever the officer reads his screen in."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(text)


def finished(row: LetterRequest) -> None:
    """Tell the owner that the letter is there."""
    body = _("Unduh suratnya di sini, atau ambil di kantor desa. Bawa nomor resi %(receipt)s.")
    tell(row, _("Surat Anda selesai: %(letter)s"), body)


def note_signed(actor: Actor, row: LetterRequest) -> LetterRequest:
    """Let a letter that waited for ink or for the remote signature be finished."""
    held = lock(row, "ink")
    enter(held, RequestState.SIGNED)
    held.signed_at, held.signed_by_id = clock.now(), held.signed_by_id or actor.id
    held.save()
    note(held, StepAction.SIGNED, actor)
    finished(held)
    return held
