"""Who was here on a day, in which family and which place: the one answer for books, reports and figures (ADR 0051).

Whoever's present stay had begun by then stands in the table of residents; who has another family or place since, or
has gone and come back, stands in that of the stays that are over. Each table is asked once; both give the same names.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.db.models.functions import Coalesce

from pendopo.kernel import clock
from pendopo.people.models import Family, PastMembership, Person
from pendopo.people.rules.registering import BELONGING

Stays = QuerySet[Any, Any]  # of either table
# A stay of an older program may not say when it began: with the presence, which began at birth.
BEGAN = Coalesce("valid_from", "person__birth_date", "valid_to")


def public_own(on: date) -> Q:
    """Return the condition that a resident's present stay holds on a day."""
    begun = Q(present_from__lte=on) & (Q(here_since__isnull=True) | Q(here_since__lte=on))
    return begun & (Q(present_until__isnull=True) | Q(present_until__gt=on))


def public_over(on: date) -> QuerySet[PastMembership, PastMembership]:
    """Return the stays that are over and held on a day."""
    rows = PastMembership.objects.annotate(began=BEGAN).exclude(village_code="")
    return rows.filter(began__lte=on, valid_to__gt=on)


def public_stays(on: date) -> Iterator[tuple[Stays, str]]:
    """Give the rows of both tables that hold on a day, and what leads from each to the person.

    Every stay that is over ended today at the latest, so today is told by the residents alone.
    """
    yield Person.objects.filter(public_own(on)), ""
    if on < clock.today():
        yield public_over(on), "person__"


def public_people_on(on: date, holds: Q) -> Stays:
    """Return the residents of a day of whose stay a condition holds; `then_...` is their place and family of then."""
    own = public_own(on)
    over = public_over(on).filter(holds, person=OuterRef("pk")) if on < clock.today() else None
    rows = Person.objects.filter(own & holds if over is None else (own & holds) | Exists(over))

    def then(name: str) -> F | Case:
        if over is None:
            return F(name)
        kind = UUIDField() if name == "family_id" else None  # else one side is a key and the other its value
        return Case(When(own, then=F(name)), default=Subquery(over.values(name)[:1]), output_field=kind)

    return rows.annotate(
        then_area=then("area_code"), then_family=then("family_id"), then_relation=then("relation")
    )


class PublicThen:
    """Shows residents as they were on a day: in the family and place of then; never to be saved."""

    def __init__(self, on: date) -> None:
        past = on < clock.today()
        families = Family.objects.filter(past_members__in=public_over(on)) if past else Family.objects.none()
        self._families = {family.pk: family for family in families}

    def shown(self, person: Person) -> Person:
        """Return a row of `public_people_on` with the family and place of then."""
        then = vars(person)
        if then["then_family"] != person.family_id:
            person.family = self._families.get(then["then_family"])
        person.area_code, person.relation = then["then_area"], then["then_relation"]
        return person


def public_unsound() -> Iterator[str]:
    """Name the families whose card is closed while somebody who lives belongs to them: there must be none."""
    lost = Person.objects.filter(basic_status__in=BELONGING, family__dissolved_on__isnull=False)
    for family in lost.order_by("family").values_list("family", flat=True).distinct():
        yield f"people.Family {family} is closed and somebody who lives belongs to it"
