"""What waits at the desk: families without a head, and temporary residents who stayed on."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.worklist import WorkItem
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.queries.events.found import STANDING
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.registering import TEMPORARY

_AT_MOST = 50
_RECORD = "people.record"
# UU 23/2006 art. 62 gives a family 30 days to report a change of its card.
_HEAD_DAYS = 30


def reports_waiting(actor: Actor) -> list[WorkItem]:
    """This function will list what the register still waits for in the actor's areas."""
    return [*_families_without_head(actor), *_overstayed(actor)]


def _families_without_head(actor: Actor) -> list[WorkItem]:
    members = Person.objects.filter(family=OuterRef("pk"))
    present = members.filter(basic_status=BasicStatus.ALIVE)
    # A head who is only away for a while still heads the family.
    heads = members.filter(
        relation=Relation.HEAD, basic_status__in=(BasicStatus.ALIVE, BasicStatus.AWAY, BasicStatus.MISSING)
    )
    rows = Family.objects.filter(in_areas(actor, _RECORD), dissolved_on=None).filter(
        Exists(present), ~Exists(heads)
    )
    families = list(rows.order_by("id")[:_AT_MOST])
    names, since = _last_heads(families), clock.today()
    items = []
    for family in families:
        name, lost_on = names.get(family.pk, ("", None))
        start = lost_on or family.formed_on or since
        items.append(
            WorkItem(
                due=start + timedelta(days=_HEAD_DAYS) if lost_on else None,
                title=_("Keluarga tanpa kepala keluarga"),
                subject=_("Keluarga %(name)s") % {"name": name} if name else family.address,
                since=start,
                url=reverse("people-family-head", args=[family.pk]),
            )
        )
    return items


def _last_heads(families: list[Family]) -> dict[object, tuple[str, date | None]]:
    gone = Person.objects.filter(family__in=families, relation=Relation.HEAD).order_by(
        F("present_until").asc(nulls_first=True)
    )
    return {person.family_id: (person.name, person.present_until) for person in gone}


def _overstayed(actor: Actor) -> list[WorkItem]:
    today = clock.today()
    guests = PopulationEvent.objects.filter(
        STANDING,
        in_areas(actor, _RECORD, "person__area_code"),
        kind=EventKind.MOVE_IN,
        person__residence=TEMPORARY,
        person__basic_status=BasicStatus.ALIVE,
        details__expected_leave__lt=today.isoformat(),
    ).select_related("person")
    return [
        WorkItem(
            due=date.fromisoformat(event.details["expected_leave"]),
            title=_("Penduduk sementara melewati rencana pergi"),
            subject=event.person.name,
            since=event.on,
            url=reverse("people-person-events", args=[event.person_id]),
        )
        for event in guests.order_by("on", "id")[:_AT_MOST]
    ]
