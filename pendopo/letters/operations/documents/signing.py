"""A letter that waited for a signature gets it: from the remote provider, or as the scan of a page signed in ink."""

from pendopo.cases.formats.scan import BadScan, as_pdf
from pendopo.cases.operations import Said, carry_out, open_to
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.operation import operation
from pendopo.letters.channels.signers.base import SigningFailed
from pendopo.letters.channels.signers.checking import check_signed
from pendopo.letters.models import LetterDocument, LetterRequest
from pendopo.letters.operations import issuing
from pendopo.letters.operations.document_refusals import DocumentRefused
from pendopo.letters.queries.documents import prepared_page
from pendopo.letters.rules.permissions import CHECK, SIGN
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.signing import FileKind, SignMethod

_VILLAGE = frozenset({Tier.VILLAGE})


@operation(
    "letters.document.complete",
    "Berkas bertanda tangan diterima kembali",
    SIGN,
    "document",
    tiers=_VILLAGE,
    recuse="document",
)
def complete_remote(actor: Actor, *, document: LetterDocument, pdf: bytes, serial: str) -> LetterDocument:
    """Keep the file that came back signed, if it is the page that was sent and nothing else."""
    row = _waiting(document, SignMethod.BSRE, "not_remote")
    if row.signatory_id != actor.id:
        raise NotPermitted
    try:
        check_signed(prepared_page(actor, row), pdf)
    except SigningFailed as trouble:
        raise DocumentRefused(trouble.code) from None
    issuing.take_signature(row, pdf, serial)
    issuing.keep_file(row, FileKind.SIGNED, pdf, issuing.PDF)
    _finish(actor, row.request, "certify")
    return row


@operation(
    "letters.document.scan", "Pindaian surat disimpan", CHECK, "document", tiers=_VILLAGE, recuse="document"
)
def keep_scan(actor: Actor, *, document: LetterDocument, content: bytes) -> LetterDocument:
    """Keep the scan of a letter that was signed in ink; with it the letter is finished."""
    row = _waiting(document, SignMethod.INK, "not_ink")
    try:
        pdf = as_pdf(content)
    except BadScan as trouble:
        raise DocumentRefused(trouble.code, **trouble.details) from None
    issuing.take_signature(row, pdf, "")
    issuing.keep_file(row, FileKind.SCAN, pdf, issuing.PDF)
    _finish(actor, row.request, "scan")
    return row


def _finish(actor: Actor, request: LetterRequest, key: str) -> None:
    """Let the letter that waited for its signature be finished."""
    row, move = open_to(REQUEST, actor, request, key)
    row.signed_at, row.signed_by_id = clock.now(), row.signed_by_id or actor.id
    carry_out(REQUEST, actor, row, move, Said())


def _waiting(document: LetterDocument, method: SignMethod, otherwise: str) -> LetterDocument:
    rows = LetterDocument.objects.select_for_update(of=("self",)).select_related("request")
    row = rows.get(pk=document.pk)
    if row.revoked_at is not None:
        raise DocumentRefused("already_revoked")
    if row.signed:
        raise DocumentRefused("already_signed")
    if row.method != method:
        raise DocumentRefused(otherwise)
    return row
