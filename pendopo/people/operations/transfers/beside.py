"""What an act on one side of a transfer does on the other: an entry in that village's own journal, by the site."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.ids import uuid7
from pendopo.kernel.operation import operation
from pendopo.people.models import Family, Person, Transfer
from pendopo.people.operations.persons import WRITABLE
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.transfers import TransferState, transfer_problem
from pendopo.places import queries as places

SITE: Final = system_actor("people.transfers")
# Where somebody lives is for the new village to say.
_LEFT_BEHIND: Final = frozenset({"area_code", "residence", "current_address", "lat", "lng"})


def _lock_transfer(transfer: Transfer, act: str, *, to: str | None = None) -> Transfer:
    """Lock a file for an act that may follow now; that of another receiver does not exist."""
    fresh = Transfer.objects.select_for_update().filter(pk=transfer.pk).first()
    if fresh is None or (to is not None and fresh.to_village != to):
        raise NotFound
    if problem := transfer_problem(act, fresh.state):
        raise PeopleRefused(problem)
    return fresh


def _said(text: str) -> str:
    clean = " ".join(text.split())[:400]
    if not clean:
        raise PeopleRefused("text_missing")
    return clean


def _title(code: str) -> str:
    village = places.public_village(code)
    return village.title if village else code


@operation("people.transfer.tell", "Kabar perpindahan dari desa lain di situs ini", RECORD, "village")
def tell_village(actor: Actor, *, village: str, reason: str) -> None:
    """Note in a village's journal what another one did with a file; the entry is all that it writes."""
    if actor.kind != "system":
        raise NotPermitted


@operation("people.transfer.step", "Berkas pindahan ditanggapi desa tujuan", RECORD, "transfer")
def note_step(
    actor: Actor, *, transfer: Transfer, state: TransferState, said: Mapping[str, str], reason: str
) -> None:
    """Note in the journal of the village that was left how the other one answered."""
    if actor.kind != "system":
        raise NotPermitted
    transfer.state = state.value
    for name, text in said.items():
        setattr(transfer, name, text)
    if state is TransferState.REFUSED:
        transfer.ended_on = clock.today()
    transfer.save()


@operation("people.transfer.hand_over", "Berkas pindahan diserahkan ke desa tujuan", RECORD, "transfer")
def hand_over(
    actor: Actor, *, transfer: Transfer, kk_number: str | None, reason: str
) -> dict[UUID, tuple[UUID, dict[str, object]]]:
    """Make stubs of those who moved: their numbers are free for the new rows, whose ids stand in them from now on.

    Answers by stub the id of the new row and what it takes along. A card that everybody left gives its number up too,
    if the new one is to have it.
    """
    if actor.kind != "system":
        raise NotPermitted
    found: dict[UUID, tuple[UUID, dict[str, object]]] = {}
    for stub in _lock_travellers(transfer):
        values = {name: getattr(stub, name) for name in WRITABLE - _LEFT_BEHIND}
        stub.nik, stub.continued_as = None, uuid7()
        stub.save()
        found[stub.pk] = (stub.continued_as, values)
    for card in Family.objects.filter(members__in=list(found), dissolved_on__isnull=False).distinct():
        if kk_number and card.kk_number == kk_number:
            card.kk_number = None
            card.save()
    transfer.state, transfer.ended_on = TransferState.ACCEPTED.value, clock.today()
    transfer.save()
    return found


def _lock_travellers(transfer: Transfer, *homes: Family) -> list[Person]:
    """Lock families before persons, always in one order; whoever is no longer as he left cannot arrive."""
    wanted = Person.objects.filter(travels__transfer=transfer)
    left = wanted.filter(family__isnull=False).values_list("family_id", flat=True)
    cards = {*left, *(home.pk for home in homes)}
    list(Family.objects.select_for_update().filter(pk__in=cards).order_by("pk"))
    ids = list(wanted.values_list("pk", flat=True))
    rows = list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if any(row.basic_status != BasicStatus.MOVED or row.continued_as is not None for row in rows):
        raise PeopleRefused("transfer_changed")
    return rows
