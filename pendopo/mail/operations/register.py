"""Writes to the register: mail that comes in and goes out, dispositions, deliveries, and how numbers look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.operations import set_rule
from pendopo.mail.models import Delivery, Disposition, RegisterEntry
from pendopo.mail.operations.numbering import number_line
from pendopo.mail.operations.refusals import MailRefused
from pendopo.mail.rules.numbers import Book, CounterMode, pattern_problem
from pendopo.mail.rules.permissions import DISPOSE, NUMBER, READ, WRITE
from pendopo.mail.rules.settings import COUNTER, PATTERN

_VILLAGE = frozenset({Tier.VILLAGE})


@dataclass(frozen=True)
class Mail:
    """A letter for the register: from or to whom, about what, and the sender's own number and day."""

    form_key: UUID
    party: str
    summary: str
    on: date
    archive: str = ""
    their_number: str = ""
    their_date: date | None = None


@operation(
    "mail.entry.receive",
    "Surat masuk dicatat",
    WRITE,
    "village",
    tiers=_VILLAGE,
    formerly=("letters.mail.receive",),
)
def receive_mail(actor: Actor, *, village: str, mail: Mail) -> RegisterEntry:
    """Write incoming mail into the register; the same form sent twice is one line."""
    return _enter(actor, village, Book.INCOMING, mail)


@operation(
    "mail.entry.send",
    "Surat keluar dinomori",
    WRITE,
    "village",
    tiers=_VILLAGE,
    formerly=("letters.mail.send",),
)
def send_mail(actor: Actor, *, village: str, mail: Mail) -> RegisterEntry:
    """Give an outgoing letter of the office its number and its line in the register."""
    return _enter(actor, village, Book.OUTGOING, mail)


def _enter(actor: Actor, village: str, book: Book, mail: Mail) -> RegisterEntry:
    known = RegisterEntry.objects.filter(form_key=mail.form_key, area_code=village).first()
    if known is not None:
        return known
    if mail.on > clock.today() or (mail.their_date or mail.on) > clock.today():
        raise MailRefused("future_day")
    try:
        with transaction.atomic():
            return _written(actor, village, book, mail)
    except IntegrityError:  # the second of two clicks at one moment
        held = RegisterEntry.objects.filter(form_key=mail.form_key, area_code=village).first()
        if held is None:
            raise NotFound from None
        return held


def _written(actor: Actor, village: str, book: Book, mail: Mail) -> RegisterEntry:
    return number_line(
        RegisterEntry(
            area_code=village,
            book=book.value,
            on=mail.on,
            archive=mail.archive,
            summary=mail.summary,
            party=mail.party,
            their_number=mail.their_number,
            their_date=mail.their_date,
            form_key=mail.form_key,
            noted_by=actor.name,
        )
    )


def _locked(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)


@operation(
    "mail.book.hand_out",
    "Berkas buku surat diunduh",
    READ,
    "area",
    replicates=False,
    formerly=("letters.book.hand_out",),
)
def record_book_file(actor: Actor, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
    """Write down that a book was handed out as a file: purpose and lines (reason), the hash of the file (evidence)."""


@operation(
    "mail.entry.void",
    "Baris agenda dibatalkan",
    WRITE,
    "entry",
    tiers=_VILLAGE,
    formerly=("letters.mail.void",),
)
def void_mail(actor: Actor, *, entry: RegisterEntry, reason: str) -> RegisterEntry:
    """Declare a line of mail void; the number stays taken. Signed letters are voided otherwise."""
    row = _locked(entry)
    if row.request_id is not None:
        raise MailRefused("wrong_state")
    if row.void_on is not None:
        raise MailRefused("already_void")
    if not reason.strip():
        raise MailRefused("reason_missing")
    row.void_on, row.void_reason = clock.today(), reason.strip()[:300]
    row.save()
    return row


@operation(
    "mail.disposition.give",
    "Surat masuk didisposisi",
    DISPOSE,
    "entry",
    tiers=_VILLAGE,
    formerly=("letters.mail.dispose",),
)
def give_disposition(
    actor: Actor, *, entry: RegisterEntry, position: str, instruction: str, due: date | None = None
) -> Disposition:
    """Write down who does what with incoming mail, and until when."""
    row = _locked(entry)
    if row.book != Book.INCOMING or row.void_on is not None:
        raise MailRefused("wrong_state")
    return Disposition.objects.create(
        entry=row,
        given_by=actor.name,
        given_at=clock.now(),
        position=position[:100],
        instruction=instruction.strip()[:400],
        due=due,
    )


@operation(
    "mail.disposition.finish",
    "Disposisi selesai",
    WRITE,
    "disposition",
    tiers=_VILLAGE,
    formerly=("letters.mail.dispose_done",),
)
def finish_disposition(actor: Actor, *, disposition: Disposition, result: str) -> Disposition:
    """Note that a disposition is done, and what came of it."""
    row = Disposition.objects.select_for_update(of=("self",)).get(pk=disposition.pk)
    if row.done_at is not None:
        raise MailRefused("already_done")
    row.done_at, row.done_by, row.result = clock.now(), actor.name, result.strip()[:300]
    row.save()
    return row


@operation(
    "mail.entry.deliver",
    "Surat diantar, dicatat di buku ekspedisi",
    WRITE,
    "entry",
    tiers=_VILLAGE,
    formerly=("letters.mail.deliver",),
)
def record_delivery(
    actor: Actor, *, entry: RegisterEntry, party: str, received_by: str, remark: str = ""
) -> Delivery:
    """Write down that a letter left the office: a line of the expedition book."""
    row = _locked(entry)
    if row.book == Book.INCOMING or row.void_on is not None:
        raise MailRefused("wrong_state")
    if not received_by.strip():
        raise MailRefused("receiver_missing")
    return Delivery.objects.create(
        entry=row,
        on=clock.today(),
        party=party.strip()[:120] or row.party,
        received_by=received_by.strip()[:120],
        handed_by=actor.name,
        note=remark.strip()[:200],
    )


@operation(
    "mail.numbering.set", "Penomoran surat diatur", NUMBER, "village", formerly=("letters.numbering.set",)
)
def set_numbering(
    actor: Actor, *, village: str, pattern: str, mode: CounterMode, valid_from: date, legal_basis: str
) -> None:
    """Set how a village writes its numbers from a day on; numbers already given stay."""
    problem = pattern_problem(pattern, mode)
    if problem:
        raise MailRefused(problem)
    for key, value in ((PATTERN, pattern), (COUNTER, mode.value)):
        set_rule(
            system_actor("mail"),
            area=village,
            key=key,
            value=value,
            legal_basis=legal_basis,
            valid_from=valid_from,
        )
