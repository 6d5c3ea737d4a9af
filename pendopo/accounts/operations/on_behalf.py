"""An officer acts for a resident who is present: with a purpose, for a short time, visible to the resident."""

from datetime import timedelta

from pendopo.accounts import queries
from pendopo.accounts.models import OnBehalfSession
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.rules.permissions import ACT_ON_BEHALF
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.queries import public_rule


@operation(
    "accounts.on_behalf.open", "Petugas mulai bertindak untuk warga", ACT_ON_BEHALF, "resident", about="warga"
)
def open_on_behalf(actor: Actor, *, resident: queries.Resident, purpose: str) -> OnBehalfSession:
    """Begin to act for a resident who stands at the counter, and end any earlier session of the officer."""
    if actor.kind != "officer" or actor.id is None:
        raise AccountRefused("not_an_officer")
    if not purpose.strip():
        raise AccountRefused("purpose_missing")
    if not resident.is_living:
        raise NotFound
    now = clock.now()
    OnBehalfSession.objects.filter(officer_id=actor.id, ended_at__isnull=True, until__gt=now).update(
        ended_at=now
    )
    minutes = int(public_rule("accounts.on_behalf_minutes", area=resident.area_code))
    return OnBehalfSession.objects.create(
        officer_id=actor.id,
        resident_id=resident.pk,
        area_code=resident.area_code,
        purpose=purpose.strip()[:200],
        opened_at=now,
        until=now + timedelta(minutes=minutes),
    )


@operation("accounts.on_behalf.close", "Bertindak untuk warga selesai", ACT_ON_BEHALF, "session")
def close_on_behalf(actor: Actor, *, session: OnBehalfSession) -> OnBehalfSession:
    """End the officer's own session for a resident."""
    if session.officer_id != actor.id:
        raise NotFound
    if session.ended_at is None:
        session.ended_at = min(clock.now(), session.until)
        session.save(update_fields=["ended_at"])
    return session
