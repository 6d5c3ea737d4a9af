"""What waits at the desk: families without a head, and temporary residents who stayed on."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields import DateField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.queries.events.found import STANDING
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.registering import BELONGING, CARD_DAYS, TEMPORARY

# The database keeps these families by itself, so that no opening of the desk goes through all families (0004).
_HEADLESS: Final = "SELECT family_id FROM people_family_without_head"


def heads_waiting(actor: Actor) -> Waiting:
    """List the families in the actor's areas that have living members and nobody who heads them."""
    members = Person.objects.filter(family=OuterRef("pk"))
    heads = members.filter(relation=Relation.HEAD)
    last = heads.order_by(F("present_until").desc(nulls_last=True), "id")
    rows = Family.objects.filter(
        _kept_apart(),
        in_areas(actor, RECORD),
        Exists(members.filter(basic_status=BasicStatus.ALIVE)),
        # A head who is only away for a while still heads the family.
        ~Exists(heads.filter(basic_status__in=BELONGING)),
        dissolved_on=None,
    )
    return in_rows(
        rows.annotate(
            lost_on=Subquery(last.values("present_until")[:1]), headed_by=Subquery(last.values("name")[:1])
        ),
        _family,
        due="lost_on",
        since=Coalesce("lost_on", "formed_on", Value(clock.today(), DateField())),
        more=timedelta(days=int(public_rule(CARD_DAYS, area=next(iter(actor.areas(RECORD)), "")))),
    )


def _kept_apart() -> Q:
    """The few families that can be meant; the conditions beside it say which are."""
    return Q(pk__in=RawSQL(_HEADLESS, []))  # noqa: S611 - a fixed text without any value


def _family(family: Family, mark: Mark) -> WorkItem:
    name = family.headed_by  # type: ignore[attr-defined]
    return WorkItem(
        due=mark.due,
        title=_("Keluarga tanpa kepala keluarga"),
        subject=_("Keluarga %(name)s") % {"name": name} if name else family.address,
        since=mark.since,
        url=reverse("people-family-head", args=[family.pk]),
    )


def guests_waiting(actor: Actor) -> Waiting:
    """List the temporary residents in the actor's areas who stayed after the day they named."""
    rows = PopulationEvent.objects.filter(
        STANDING,
        in_areas(actor, RECORD, "person__area_code"),
        kind=EventKind.MOVE_IN,
        person__residence=TEMPORARY,
        person__basic_status=BasicStatus.ALIVE,
        details__expected_leave__lt=clock.today().isoformat(),
    )
    return in_rows(rows.select_related("person"), _guest, due=KT("details__expected_leave"), since="on")


def _guest(event: PopulationEvent, mark: Mark) -> WorkItem:
    return WorkItem(
        due=mark.due,
        title=_("Penduduk sementara melewati rencana pergi"),
        subject=event.person.name,
        since=mark.since,
        url=reverse("people-person-events", args=[event.person_id]),
    )
