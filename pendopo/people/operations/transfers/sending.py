"""The village that is left: it sends a file, answers, and takes it back while nobody has accepted it."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Person, PopulationEvent, Transfer, Traveller
from pendopo.people.operations.events.moves import record_move_out
from pendopo.people.operations.events.reversals import reverse_event
from pendopo.people.operations.persons import DESKS
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.transfers.beside import SITE, _lock_transfer, _said, _title, tell_village
from pendopo.people.queries.events import STANDING
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.people.rules.registering import move_class
from pendopo.people.rules.transfers import CONSENTS, TransferState
from pendopo.places import queries as places


@operation(
    "people.transfer.send",
    "Berkas pindahan dikirim ke desa lain di situs ini",
    RECORD,
    "person",
    tiers=DESKS,
    recuse=("person", "together"),
)
def send_transfer(
    actor: Actor,
    *,
    person: Person,
    on: date,
    to: str,
    consent: str,
    together: Collection[UUID] = (),
    details: Mapping[str, object] | None = None,
    successor: UUID | None = None,
    reason: str = "",
) -> Transfer:
    """Write down that people move to another village of this site, and send their file there."""
    own, target = village_of(person.area_code), places.public_village(to)
    if target is None or to == own:
        raise PeopleRefused("transfer_here" if to == own else "transfer_unknown")
    if consent not in CONSENTS:
        raise PeopleRefused("consent_missing")
    said = dict(details or {})
    named = (str(said.get("destination") or ""), target.title, target.district_title)
    said["destination"] = ", ".join(part for part in named if part)
    said["move_class"] = move_class(own, to)
    gone = record_move_out(
        actor, person=person, on=on, together=together, details=said, successor=successor, reason=reason
    )
    sent = Transfer.objects.create(
        area_code=person.area_code,
        to_village=to,
        state=TransferState.WAITING.value,
        consent=consent,
        on=on,
        sent_at=clock.now(),
    )
    for member in gone:
        Traveller.objects.create(transfer=sent, person=member)
    count = ngettext("%(count)d orang", "%(count)d orang", len(gone)) % {"count": len(gone)}
    words = _("%(village)s mengirim berkas %(count)s.") % {"village": _title(own), "count": count}
    tell_village(SITE, village=to, reason=words)
    return sent


@operation(
    "people.transfer.answer",
    "Pertanyaan desa tujuan dijawab",
    RECORD,
    "transfer",
    tiers=DESKS,
    recuse="transfer",
)
def answer_question(actor: Actor, *, transfer: Transfer, answer: str) -> Transfer:
    """Answer what the village that is reached has asked about a file."""
    fresh = _lock_transfer(transfer, "answer")
    fresh.answer, fresh.state = _said(answer), TransferState.WAITING.value
    fresh.save()
    own = _title(village_of(fresh.area_code))
    tell_village(SITE, village=fresh.to_village, reason=_("%(village)s menjawab.") % {"village": own})
    return fresh


@operation(
    "people.transfer.take_back",
    "Berkas pindahan ditarik kembali",
    CORRECT,
    "transfer",
    tiers=DESKS,
    recuse="transfer",
)
def take_back(actor: Actor, *, transfer: Transfer, reason: str) -> Transfer:
    """Take a file back that nobody has accepted: whoever moved lives here again, as before."""
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    fresh = _lock_transfer(transfer, "take_back")
    fresh.state, fresh.ended_on = TransferState.TAKEN_BACK.value, clock.today()
    fresh.save()
    moved = PopulationEvent.objects.filter(
        STANDING, person__travels__transfer=fresh, kind=EventKind.MOVE_OUT
    ).select_related("person")
    event = moved.order_by("-pk").first()
    if event is None:
        raise PeopleRefused("transfer_changed")
    reverse_event(actor, person=event.person, event=event, reason=reason)
    own = _title(village_of(fresh.area_code))
    words = _("%(village)s menarik kembali berkasnya.") % {"village": own}
    tell_village(SITE, village=fresh.to_village, reason=words)
    return fresh
