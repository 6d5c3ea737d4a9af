"""One letter is looked at and signed: authority, kinship, number and document in one transaction."""

from pendopo.accounts.queries.posts import is_said
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.doubts import require_sound_clock
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import flow
from pendopo.letters.operations.issuing import issue_document
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.types import public_archive_code
from pendopo.letters.rules.authority import Signatory
from pendopo.letters.rules.permissions import SIGN
from pendopo.letters.rules.states import RequestState, StepAction
from pendopo.letters.rules.types import TypeContent
from pendopo.mail.operations.letters import Letter, Line, number_letter

_VILLAGE = frozenset({Tier.VILLAGE})


@operation("letters.request.look", "Surat dilihat penanda tangan", SIGN, "request", tiers=_VILLAGE)
def look_at(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Note that whoever signs has had this letter before him; without it nothing is signed."""
    row = flow.lock(request, "sign")
    if row.seen_by_id != actor.id:
        row.seen_by_id, row.seen_at = actor.id, clock.now()
        row.save()
    return row


@operation("letters.request.sign", "Surat ditandatangani", SIGN, "request", tiers=_VILLAGE, recuse="request")
def sign_request(actor: Actor, *, request: LetterRequest, secret: str = "") -> LetterRequest:
    """Sign a letter: it takes the number and makes the document, all or nothing."""
    row = flow.lock(request, "sign")
    if actor.id is None or row.seen_by_id != actor.id:
        raise LetterRefused("not_seen")
    require_sound_clock(row.area_code)  # first: by a wrong clock every term of office has ended
    if not is_said(actor):
        raise LetterRefused("officer_unknown")
    content = flow.content(row)
    signatory = signatory_for(actor, village=row.area_code, signers=content.signers)
    if signatory is None:
        raise LetterRefused("official_missing")
    line = _register(row, content, signatory)
    document = issue_document(actor, request=row, line=line, signatory=signatory, secret=secret)
    flow.enter(row, RequestState.SIGNED if document.signed else RequestState.INKING)
    row.signed_by_id = actor.id
    row.signed_at = clock.now() if document.signed else None
    row.save()
    flow.note(row, StepAction.SIGNED if document.signed else StepAction.INKED, actor, line.number)
    if document.signed:
        flow.finished(row)
    return row


def _register(row: LetterRequest, content: TypeContent, signatory: Signatory) -> Line:
    archive = public_archive_code(row.area_code, content, on=clock.today())
    letter = Letter(row.pk, archive, content.name, row.person.name, signatory.name)
    return number_letter(system_actor("letters"), village=row.area_code, letter=letter)
