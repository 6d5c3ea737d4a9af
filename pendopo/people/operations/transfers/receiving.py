"""The village that is reached: it opens a file, accepts it, asks about it, or refuses it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, FileAccess, Person, PopulationEvent, Transfer
from pendopo.people.operations.events.moves import Newcomer, _home
from pendopo.people.operations.families import NewFamily
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS, _new_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.transfers.beside import (
    SITE,
    _lock_transfer,
    _lock_travellers,
    _said,
    _title,
    hand_over,
    note_step,
    tell_village,
)
from pendopo.people.queries.events import STANDING
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.references import person_references
from pendopo.people.rules.stays import Turn
from pendopo.people.rules.transfers import TransferState


@operation(
    "people.transfer.open",
    "Berkas pindahan dibuka desa tujuan",
    RECORD,
    "village",
    tiers=DESKS,
    recuse="transfer",
)
def open_transfer(actor: Actor, *, village: str, transfer: Transfer) -> None:
    """Note that an officer of the village that is reached opens a file; who moves and the other office are told."""
    fresh = _lock_transfer(transfer, "open", to=village)
    if actor.id is None:
        raise NotPermitted
    for traveller in fresh.travellers.order_by("pk"):
        FileAccess.objects.create(
            person_id=traveller.person_id,
            officer_id=actor.id,
            purpose=(_("Menerima pindahan di %(village)s") % {"village": _title(village)})[:120],
            at=clock.now(),
            actor_name=actor.name[:200],
        )
    words = _("%(village)s membuka berkasnya.") % {"village": _title(village)}
    tell_village(SITE, village=village_of(fresh.area_code), reason=words)


@operation(
    "people.transfer.ask",
    "Desa asal ditanya tentang berkas pindahan",
    RECORD,
    "village",
    tiers=DESKS,
    recuse="transfer",
)
def ask_back(actor: Actor, *, village: str, transfer: Transfer, question: str) -> None:
    """Ask the village that was left about a file; it waits for the answer."""
    fresh, text = _lock_transfer(transfer, "ask", to=village), _said(question)
    words = _("%(village)s bertanya.") % {"village": _title(village)}
    said = {"question": text, "answer": ""}
    note_step(SITE, transfer=fresh, state=TransferState.ASKED, said=said, reason=words)


@operation(
    "people.transfer.refuse",
    "Pindahan dari desa lain di situs ini ditolak",
    RECORD,
    "village",
    tiers=DESKS,
    recuse="transfer",
)
def refuse_transfer(actor: Actor, *, village: str, transfer: Transfer, reason: str) -> None:
    """Refuse a file with a reason; the village that was left puts its resident back."""
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    fresh, said = _lock_transfer(transfer, "refuse", to=village), {"refusal": _said(reason)}
    words = _("%(village)s menolak.") % {"village": _title(village)}
    note_step(SITE, transfer=fresh, state=TransferState.REFUSED, said=said, reason=words)


@operation(
    "people.transfer.accept",
    "Pindahan dari desa lain di situs ini diterima",
    RECORD,
    "village",
    tiers=DESKS,
    recuse=("transfer", "family"),
)
def accept_transfer(
    actor: Actor,
    *,
    village: str,
    transfer: Transfer,
    on: date,
    relations: Mapping[UUID, int],
    family: Family | None = None,
    new_family: NewFamily | None = None,
    reason: str = "",
) -> list[Person]:
    """Accept everybody of a file into a family of the village, or into a new one: from now on they live here only.

    `relations`: what each is to the head, by the id of the row in the village that was left.
    """
    fresh = _lock_transfer(transfer, "accept", to=village)
    if not fresh.on <= on <= clock.today():
        raise PeopleRefused("before_last_event" if on < fresh.on else "date_future")
    stubs = _lock_travellers(fresh, *([family] if family else []))
    if any(stub.pk not in relations for stub in stubs) or (family is None and new_family is None):
        raise PeopleRefused("relation_missing")
    words = _("%(village)s menerima.") % {"village": _title(village)}
    number = new_family.kk_number if new_family else None
    handed = hand_over(SITE, transfer=fresh, kk_number=number, reason=words)
    ledger = Ledger()
    newcomers = [Newcomer({}, relations[stub.pk]) for stub in stubs]
    home = _home(actor, ledger, newcomers, family, new_family, village=village, on=on)
    assert home is not None
    arrived = []
    for stub in sorted(stubs, key=lambda stub: (relations[stub.pk] != Relation.HEAD, stub.pk)):
        new_id, values = handed[stub.pk]
        person = _new_person(
            *(actor, values), family=home, relation=relations[stub.pk], start=(on, Turn.ARRIVED),
            reason=reason, pk=new_id,
        )  # fmt: skip
        ledger.made(person)
        arrived.append((stub, person))
    _note_arrivals(fresh, arrived, ledger, on)
    return [person for _stub, person in arrived]


def _note_arrivals(
    transfer: Transfer, arrived: list[tuple[Person, Person]], ledger: Ledger, on: date
) -> None:
    said = {"origin": _title(village_of(transfer.area_code)), "transfer": str(transfer.pk)}
    for stub, person in arrived:
        left = PopulationEvent.objects.filter(STANDING, person=stub, kind=EventKind.MOVE_OUT)
        details = left.order_by("-pk").values_list("details", flat=True).first() or {}
        along = {name: details.get(name) for name in ("letter_number", "move_reason")}
        ledger.event(person, EventKind.MOVE_IN, on=on, reported_on=clock.today(), details={**along, **said})
    for stub, person in arrived:
        for reference in person_references():
            if reference.carry is not None and (held := reference.held(stub.pk)):
                reference.carry(SITE, held, person.pk)
