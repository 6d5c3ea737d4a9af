"""A book leaves the house on paper, or its numbers are shown: nobody sees them before the journal knows."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Refusal
from pendopo.kernel.ids import uuid7
from pendopo.kernel.models import Feed
from pendopo.kernel.operation import operation
from pendopo.people.models import BookPrint, ImportBatch, ImportState
from pendopo.people.operations.exporting import PurposeMissing
from pendopo.people.queries.books import BookPage, PrintedBook, book_page, printed_book
from pendopo.people.rules.permissions import EXPORT
from pendopo.ui.files import PURPOSE_LENGTH


class ImportRuns(Refusal):
    """A book cannot be printed while half of a file is in the register."""

    code = "import_runs"
    default = _("Impor sedang berjalan. Tunggu sampai selesai, lalu cetak bukunya.")


@operation("people.book.print", "Buku dicetak", EXPORT, "village", tiers={Tier.VILLAGE}, replicates=False)
def print_book(
    actor: Actor, *, village: str, book: str, year: int, month: int, reason: str = ""
) -> PrintedBook:
    """Print a month of a book, identity numbers in full, and keep what was printed.

    Printed again after something came late, it is a revision, and says so.
    """
    if not reason.strip():
        raise PurposeMissing
    if ImportBatch.objects.filter(village_code=village, state=ImportState.RUNNING).exists():
        raise ImportRuns
    # Whoever writes into this village waits until the book is read: it is one state from the first line to the last.
    feed = Feed.objects.select_for_update().filter(area_code=village).first()
    made = printed_book(actor, book, year=year, month=month, village=village)
    before, own = made.before, uuid7()
    revised = before is not None and before.until == made.month.end and bytes(before.content) != made.content
    BookPrint.objects.create(
        pk=own,
        village_code=village,
        book=book,
        year=year,
        month=month,
        until=made.month.last,
        revision=0 if before is None else before.revision + revised,
        first_print=own if before is None or before.until != made.month.end else before.first_print,
        content=made.content,
        figures=made.figures,
        journal_head=bytes(feed.head) if feed is not None else b"",
        officer_id=actor.id,
        actor_name=actor.name[:200],
        purpose=" ".join(reason.split())[:PURPOSE_LENGTH],
        at=clock.now(),
    )
    return made


@operation(
    "people.book.show", "NIK di buku ditampilkan", EXPORT, "village", tiers={Tier.VILLAGE}, replicates=False
)
def show_numbers(
    actor: Actor, *, village: str, book: str, year: int, month: int, page: str = "1", reason: str = ""
) -> BookPage:
    """Show one page of a book with identity numbers in full, and write down what for."""
    if not reason.strip():
        raise PurposeMissing
    return book_page(actor, book, year=year, month=month, page=page, whole=True)
