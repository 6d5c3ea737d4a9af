"""Letters that have their number and wait for a signature: for ink and the scan of it, or for the remote provider."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.letters.models import LetterDocument
from pendopo.letters.rules.permissions import CHECK, SIGN
from pendopo.letters.rules.signing import SignMethod
from pendopo.people.queries.scope import in_areas


def unsigned_letters(actor: Actor) -> Waiting:
    """List the letters whose scan this officer brings, and those waiting for his passphrase."""
    ink = Q(method=SignMethod.INK.value) & in_areas(actor, CHECK)
    own = Q(method=SignMethod.BSRE.value, signatory_id=actor.id) & in_areas(actor, SIGN)
    rows = LetterDocument.objects.filter(ink | own, signed_at__isnull=True, revoked_at__isnull=True)
    return in_rows(rows.select_related("request__person"), _letter, due="request__due", since="issued_on")


def _letter(row: LetterDocument, mark: Mark) -> WorkItem:
    by_hand = row.method == SignMethod.INK
    return WorkItem(
        due=mark.due,
        title=row.title,
        subject=row.request.person.name,
        since=mark.since,
        url=reverse("letters-document-page", args=[row.request_id])
        if by_hand
        else reverse("letters-remote-sign"),
        detail=_("Cetak, tanda tangani, pindai") if by_hand else _("Isi frasa sandi BSrE"),
    )
