"""Reads by number and code: who holds a receipt may see how far his case is, of whatever kind."""

from django.urls import reverse

from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, beside, public_case_kinds
from pendopo.cases.queries.pages import CasePage, page_of
from pendopo.cases.queries.standing import moves_for
from pendopo.cases.rules.flow import OWNER
from pendopo.documents.rules import read_number, same_code
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.places.queries import public_lead_to_page_of


def public_case(actor: Actor, receipt: str, secret: str) -> CasePage:
    """Say how far a case is to whoever knows its number and its code.

    A case of a registered resident names nobody here. One whose owner the register does not know is read and moved on
    by number and code: they are all that its owner has.
    """
    kind, row = _held(receipt, secret)
    public_lead_to_page_of(row.area_code)
    bearer = row.person_id is None
    moves = moves_for(actor, kind.flow, row, by_code=True) if bearer else ()
    own = tuple(move for move in moves if move.by == OWNER)
    held = beside(row, "follows").filter(case=row, person_id=actor.resident_id, until__isnull=True)
    follows = actor.resident_id is not None and held.exists()
    return page_of(kind, row, moves=own, inside=bearer, follows=follows)


def public_address(receipt: str, secret: str) -> str:
    """Return the address that says how far something is, or raise NotFound; of a wrong code it says no more."""
    _kind, row = _held(receipt, secret)
    return reverse("receipt", args=[row.receipt, row.secret])


def _held(receipt: str, secret: str) -> tuple[CaseKind, Case]:
    kind, row = _by_receipt(receipt)
    if row is None or kind is None or not same_code(str(row.secret or ""), secret):
        raise NotFound
    return kind, row


def _by_receipt(typed: str) -> tuple[CaseKind | None, Case | None]:
    for kind in public_case_kinds():
        if number := read_number(kind.flow.mark, typed):
            rows = kind.handed_in.filter(receipt=number)
            return kind, rows.select_related("person", "household").first()
    return None, None
