"""What a letter of a domain above leaves in the register: its number and line, its way out, its end.

The domain above decides and calls these as a system actor inside its own operation, so they hold also where a village
has closed its register of mail: a signed letter without its line would be worse.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.mail.models import Delivery, RegisterEntry
from pendopo.mail.operations.numbering import number_line
from pendopo.mail.rules.numbers import Book
from pendopo.mail.rules.permissions import WRITE

_VILLAGE = frozenset({Tier.VILLAGE})


@dataclass(frozen=True)
class Letter:
    """A letter that is being signed: whose request it answers, what it is, for whom, and who signs."""

    request_id: UUID
    archive: str
    summary: str
    party: str
    signed_by: str


@dataclass(frozen=True)
class Line:
    """What the register gave a letter: its line, number and day."""

    entry_id: UUID
    number: str
    on: date


@operation("mail.letter.number", "Surat layanan dinomori", WRITE, "village", tiers=_VILLAGE, savepoint=False)
def number_letter(actor: Actor, *, village: str, letter: Letter) -> Line:
    """Give a letter its number and its line, in the transaction that signs it."""
    row = number_line(
        RegisterEntry(
            area_code=village,
            book=Book.SERVICE.value,
            on=clock.today(),
            request_id=letter.request_id,
            archive=letter.archive,
            summary=letter.summary,
            party=letter.party,
            noted_by=letter.signed_by,
        )
    )
    return Line(row.pk, row.text, row.on)


@operation("mail.letter.deliver", "Surat layanan diserahkan", WRITE, "village", tiers=_VILLAGE)
def deliver_letter(
    actor: Actor, *, village: str, request_id: UUID, party: str, received_by: str, handed_by: str, remark: str
) -> Delivery:
    """Write down who took a letter: a line of the expedition book."""
    row = _line(village, request_id)
    return Delivery.objects.create(
        entry=row,
        on=clock.today(),
        party=party,
        received_by=received_by,
        handed_by=handed_by,
        note=remark,
    )


@operation("mail.letter.void", "Baris surat layanan dibatalkan", WRITE, "village", tiers=_VILLAGE)
def void_letter_line(actor: Actor, *, village: str, request_id: UUID, reason: str) -> RegisterEntry:
    """Declare the line of a letter void; its number stays taken for ever."""
    row = _line(village, request_id)
    row.void_on, row.void_reason = clock.today(), reason
    row.save()
    return row


def _line(village: str, request_id: UUID) -> RegisterEntry:
    rows = RegisterEntry.objects.select_for_update(of=("self",))
    row = rows.filter(area_code=village, request_id=request_id).first()
    if row is None:
        raise NotFound
    return row
