"""What comes of an objection to a refusal: the request is looked at again, by a decision or because none was made."""

from uuid import UUID

from pendopo.cases.operations import Said, by_hand, carry_out, open_to
from pendopo.kernel.actor import Actor
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.types import content_of, first_desk
from pendopo.letters.rules.request import REQUEST


@by_hand(REQUEST, "grant", "Keberatan atas penolakan surat diterima")
def grant_objection(
    actor: Actor, *, case: LetterRequest, reason: str, form_key: UUID | None = None
) -> LetterRequest:
    """Annul a refusal: the request begins its way anew, at the first desk and with its whole clock."""
    return _anew(actor, case, "grant", Said(form_key, reason))


@by_hand(REQUEST, "resume", "Permohonan surat dilanjutkan karena keberatan tidak diputus")
def resume_request(actor: Actor, *, case: LetterRequest, form_key: UUID | None = None) -> LetterRequest:
    """Let a request go on whose objection nobody has decided in time (UU 30/2014 art. 77(5): it counts as granted)."""
    return _anew(actor, case, "resume", Said(form_key))


def _anew(actor: Actor, case: LetterRequest, key: str, said: Said) -> LetterRequest:
    row, move = open_to(REQUEST, actor, case, key)
    row.seen_by_id, row.seen_at = None, None
    days = content_of(row.version).days
    return carry_out(REQUEST, actor, row, move, said, target=first_desk(row), whole=days)
