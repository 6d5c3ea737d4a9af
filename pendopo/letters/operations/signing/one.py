"""One letter is looked at and signed: authority, kinship, number and document in one transaction."""

from pendopo.accounts.queries.posts import is_said
from pendopo.cases.operations import Said, by_hand, carry_out, open_to, require_unchanged
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.doubts import require_sound_clock
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.issuing import issue_document
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.queries.drafting import Letter, letter_of
from pendopo.letters.queries.types import public_archive_code
from pendopo.letters.rules.permissions import SIGN
from pendopo.letters.rules.request import REQUEST
from pendopo.mail.operations.letters import Letter as Numbered
from pendopo.mail.operations.letters import Line, number_letter

_VILLAGE = frozenset({Tier.VILLAGE})


@operation("letters.request.look", "Surat dilihat penanda tangan", SIGN, "request", tiers=_VILLAGE)
def look_at(actor: Actor, *, request: LetterRequest, seen: str = "") -> LetterRequest:
    """Note that whoever signs has had this letter before him; without it nothing is signed.

    `seen` is the stamp of the page that he had; a letter that changed since is refused, and he looks again.
    """
    row, _move = open_to(REQUEST, actor, request, "sign")
    require_unchanged(row, seen)
    if row.seen_by_id != actor.id:
        row.seen_by_id, row.seen_at = actor.id, clock.now()
        row.save()
    return row


@by_hand(REQUEST, "sign", "Surat ditandatangani")
def sign_request(actor: Actor, *, case: LetterRequest) -> LetterRequest:
    """Sign a letter: it takes the number and makes the document, all or nothing."""
    row, move = open_to(REQUEST, actor, case, "sign")
    if actor.id is None or row.seen_by_id != actor.id:
        raise LetterRefused("not_seen")
    require_sound_clock()  # first: by a wrong clock every term of office has ended
    if not is_said(actor):
        raise LetterRefused("officer_unknown")
    letter = letter_of(actor, row)
    if letter is None:
        raise LetterRefused("official_missing")
    line = _register(letter)
    document = issue_document(actor, letter=letter, line=line)
    row.signed_by_id, row.signed_at = actor.id, clock.now() if document.signed else None
    made = move if document.signed else REQUEST.move("ink")
    return carry_out(REQUEST, actor, row, made, Said(note=line.number))


def _register(letter: Letter) -> Line:
    """Let the letter take its number and its line in the register of mail."""
    row, content = letter.request, letter.content
    archive = public_archive_code(row.area_code, content, on=clock.today())
    numbered = Numbered(row.pk, archive, content.name, row.owner_name, letter.signatory.name)
    return number_letter(system_actor("letters"), village=row.area_code, letter=numbered)
