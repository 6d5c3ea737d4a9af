"""What comes after signing: the letter is handed over, declared void, and the register follows the event."""

from uuid import UUID

from pendopo.cases.operations import Said, by_hand, carry_out, lock, open_to
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.issuing import revoke_document
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.rules.permissions import CHECK
from pendopo.letters.rules.request import REQUEST
from pendopo.mail.operations.letters import deliver_letter, void_letter_line

_VILLAGE = frozenset({Tier.VILLAGE})


@by_hand(REQUEST, "hand_over", "Surat diserahkan")
def hand_over(
    actor: Actor, *, case: LetterRequest, received_by: str, remark: str = "", form_key: UUID | None = None
) -> LetterRequest:
    """Note who took the printed letter: a line of the expedition book."""
    row, move = open_to(REQUEST, actor, case, "hand_over")
    if not received_by.strip():
        raise LetterRefused("receiver_missing")
    deliver_letter(
        system_actor("letters"),
        village=row.area_code,
        request_id=row.pk,
        party=row.owner_name,
        received_by=received_by.strip()[:120],
        handed_by=actor.name,
        remark=remark.strip()[:200],
    )
    return carry_out(REQUEST, actor, row, move, Said(form_key))


@by_hand(REQUEST, "void", "Surat dibatalkan")
def void_letter(
    actor: Actor, *, case: LetterRequest, ground: str, reason: str, form_key: UUID | None = None
) -> LetterRequest:
    """Declare a signed letter void, with a reason; its number stays taken for ever."""
    row, move = open_to(REQUEST, actor, case, "void")
    said = Said(form_key, reason.strip()[:300])
    if not said.reason:
        raise LetterRefused("reason_missing")
    void_letter_line(system_actor("letters"), village=row.area_code, request_id=row.pk, reason=said.reason)
    revoke_document(actor, request=row, ground=ground, note=said.reason)
    return carry_out(REQUEST, actor, row, move, said)


@operation("letters.request.event", "Peristiwa di balik surat dicocokkan", CHECK, "request", tiers=_VILLAGE)
def note_life_event(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Note that the population event behind a letter stands in the register, or needs no entry."""
    row = lock(request)
    if not row.event_noted:
        row.event_noted = True
        row.save()
    return row
