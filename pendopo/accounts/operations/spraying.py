"""Administrators hear that one secret was tried on many accounts."""

from datetime import timedelta

from pendopo.accounts import queries
from pendopo.accounts.models import SprayNotice
from pendopo.accounts.rules.permissions import ADMINISTER
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.kernel.queries import public_rule


@operation(
    "accounts.spray.note", "Percobaan masuk pada banyak akun dicatat", PUBLIC, "area", replicates=False
)
def note_spraying(actor: Actor, *, area: str, kind: str, accounts: int) -> SprayNotice:
    """Note that one secret failed on many accounts and is refused for a while; which secret, stands nowhere."""
    now = clock.now()
    since = now - timedelta(hours=int(public_rule("accounts.forget_hours")))
    # One notice a day, however many secrets are tried: a flood fills no list.
    rows = SprayNotice.objects.select_for_update().filter(kind=kind, read_at__isnull=True, first_at__gt=since)
    notice = rows.order_by("first_at").first() or SprayNotice(kind=kind, area_code=area, first_at=now)
    notice.last_at, notice.secrets = now, notice.secrets + 1
    notice.accounts += accounts
    notice.save()
    return notice


@operation("accounts.spray.read", "Catatan percobaan masuk dibaca", ADMINISTER, "area", replicates=False)
def read_spray_notice(actor: Actor, *, area: str, notice: SprayNotice) -> SprayNotice:
    """Note that an administrator has read a notice about tries over many accounts."""
    if notice.read_at is None:
        notice.read_at, notice.read_by = clock.now(), queries.me(actor)
        notice.save(update_fields=["read_at", "read_by"])
    return notice
