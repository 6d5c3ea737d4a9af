"""The letter as it would look if it were signed today."""

from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.formats.page import render_pdf
from pendopo.letters.queries.authority import likely_signatory, signatory_for
from pendopo.letters.queries.desk import office_request
from pendopo.letters.queries.drafting import draft_page, public_sign_method
from pendopo.letters.queries.types import content_of


def draft_letter(actor: Actor, request_id: UUID) -> bytes:
    """This function will make the PDF of a request without number and signature, for the office's eyes."""
    row = office_request(actor, request_id)
    signers = content_of(row.version).signers
    signatory = signatory_for(actor, village=row.area_code, signers=signers)
    signatory = signatory or likely_signatory(actor, row.area_code, signers)
    if signatory is None:
        raise NotFound
    method = public_sign_method(row.area_code)
    return render_pdf(draft_page(actor, row, signatory=signatory, method=method, on=clock.today()))
