"""Residents on their way between the villages of a demonstration: a file for each next step, and a search."""

from datetime import timedelta

from demo.accounts import accounts_in
from pendopo.accounts.queries import actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.people.models import Person, Transfer
from pendopo.people.operations.families import NewFamily
from pendopo.people.operations.searching import note_found
from pendopo.people.operations.transfers import accept_transfer, ask_back, open_transfer, send_transfer
from pendopo.people.queries.events import area_choices
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.permissions import RECORD


def seed_moves(first: str, others: tuple[str, ...]) -> int:
    """Let families move between the villages; answer how many files there are, in every state that waits."""
    beside, last = others[0], others[-1]
    _send(first, beside, 0)
    _send(last, first, 0)
    _ask(_send(first, last, 1))
    _accept(_send(beside, first, 1))
    found = _families(first)[2]
    actor = system_actor("demo")
    note_found(
        actor, village=first, persons=[found], area=first[:5], reason="Memeriksa data ganda: surat 12/2026"
    )
    return Transfer.objects.count()


def _families(village: str) -> list[Person]:
    """Heads who have no account, of families that nobody else of the demonstration speaks of."""
    known = {account.resident_id for account in accounts_in(village)}
    rows = Person.objects.filter(
        village_code=village, relation=Relation.HEAD, basic_status=BasicStatus.ALIVE, sex__isnull=False
    )
    whole = rows.exclude(pk__in=known).exclude(family__members__sex__isnull=True).order_by("-id")
    return list(whole[:3])


def _officer(village: str) -> Actor:
    return actor_of_user(officers_who_may(system_actor("demo"), RECORD, village)[0], strong=True)


def _send(own: str, to: str, place: int) -> Transfer:
    head = _families(own)[place]
    assert head.family is not None
    members = head.family.members.filter(basic_status=BasicStatus.ALIVE).exclude(pk=head.pk)
    return send_transfer(
        system_actor("demo"),
        person=head,
        on=clock.today() - timedelta(days=3),
        to=to,
        consent="self",
        together=list(members.values_list("pk", flat=True)),
        details={"move_reason": 1},
    )


def _ask(file: Transfer) -> None:
    ask_back(
        _officer(file.to_village),
        village=file.to_village,
        transfer=file,
        question="Nama ayahnya belum ada. Mohon dilengkapi.",
    )


def _accept(file: Transfer) -> None:
    actor, village = system_actor("demo"), file.to_village
    open_transfer(_officer(village), village=village, transfer=file)
    people = Person.objects.filter(travels__transfer=file)
    area, _title = area_choices(actor, village, RECORD)[0]
    accept_transfer(
        actor,
        village=village,
        transfer=file,
        on=clock.today() - timedelta(days=1),
        relations={person.pk: person.relation or Relation.OTHER for person in people},
        new_family=NewFamily(area, "Kp. Baru"),
        reason="Contoh",
    )
