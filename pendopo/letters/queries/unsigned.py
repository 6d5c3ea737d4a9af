"""Letters that have their number and wait for a signature: for ink and the scan of it, or for the remote provider."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.worklist import WorkItem
from pendopo.letters.models import LetterDocument
from pendopo.letters.rules.signing import SignMethod
from pendopo.people.queries.scope import in_areas

MOST = 200


def unsigned_letters(actor: Actor) -> list[WorkItem]:
    """This function will list the letters whose scan this officer brings, and those waiting for his passphrase."""
    ink = Q(method=SignMethod.INK.value) & in_areas(actor, "letters.check")
    own = Q(method=SignMethod.BSRE.value, signatory_id=actor.id) & in_areas(actor, "letters.sign")
    rows = LetterDocument.objects.filter(ink | own, signed_at__isnull=True, revoked_at__isnull=True)
    found = rows.select_related("request__person").order_by("issued_on", "id")[:MOST]
    return [
        WorkItem(
            due=row.request.due,
            title=row.title,
            subject=row.request.person.name,
            since=row.issued_on,
            url=reverse("letters-document-page", args=[row.request_id])
            if row.method == SignMethod.INK
            else reverse("letters-remote-sign"),
            detail=_("Cetak, tanda tangani, pindai")
            if row.method == SignMethod.INK
            else _("Isi frasa sandi BSrE"),
        )
        for row in found
    ]
