"""What administrators see of one secret tried over many accounts."""

from uuid import UUID

from django.db.models import DateField, Value
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.accounts.models import SprayNotice
from pendopo.accounts.rules.permissions import ADMINISTER
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows


def spray_notices(actor: Actor) -> list[SprayNotice]:
    """Return the notices about tries over many accounts, the newest first; they name nobody and belong to the site."""
    if not actor.areas(ADMINISTER):
        raise NotFound
    return list(SprayNotice.objects.select_related("read_by").order_by("-last_at")[:100])


def spray_notice(actor: Actor, notice_id: UUID) -> SprayNotice:
    """Return one notice about tries over many accounts."""
    found = next((notice for notice in spray_notices(actor) if notice.pk == notice_id), None)
    if found is None:
        raise NotFound
    return found


def spray_items(actor: Actor) -> Waiting:
    """Return the unread notices as work, for those who may read them."""
    rows = SprayNotice.objects.filter(read_at__isnull=True)
    mine = rows if actor.areas(ADMINISTER) else rows.none()
    return in_rows(mine, _item, due=Value(None, DateField()), since="first_at")


def _item(notice: SprayNotice, mark: Mark) -> WorkItem:
    return WorkItem(
        due=mark.due,
        title=gettext("Percobaan masuk pada banyak akun"),
        subject="",
        since=mark.since,
        url=reverse("spray-notices"),
        detail=str(notice.get_kind_display()),
    )
