"""What the journal still holds of one person, for who may erase it; the person's file itself stays shut."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.history import images_left
from pendopo.kernel.sealed import blind_index, mask_identity
from pendopo.people.models import Person
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.looking_across import masked_name
from pendopo.people.rules.permissions import ERASE


@dataclass(frozen=True)
class ErasurePage:
    """Enough to know that this is the right person, and how much there is to erase."""

    person: Person
    initials: str
    nik: str
    birth_year: int | None
    images: int
    first: datetime | None
    last: datetime | None


def rows_of_person(person: Person) -> list[UUID]:
    """Return the ids of every row that tells of one person: the person's own, events, memberships,
    and who opened the file."""
    told = (person.events, person.past_memberships, person.accesses)
    return [person.pk, *(pk for rows in told for pk in rows.values_list("pk", flat=True))]


def person_to_erase(actor: Actor, text: str) -> UUID | None:
    """Find a person in the actor's areas by full NIK, or by the number the journal gives."""
    rows = Person.objects.filter(in_areas(actor, ERASE))
    digits = "".join(mark for mark in text if mark.isdigit())
    try:
        wanted = rows.filter(pk=UUID(text.strip()))
    except ValueError:
        wanted = rows.filter(nik_index=blind_index("nik", digits)) if len(digits) == 16 else rows.none()
    return wanted.values_list("pk", flat=True).first()


def erasure_page(actor: Actor, person_id: UUID) -> ErasurePage:
    """Say what the journal holds of a person in the actor's areas, or raise NotFound."""
    person = Person.objects.filter(in_areas(actor, ERASE)).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    times = images_left(rows_of_person(person))
    return ErasurePage(
        person=person,
        initials=masked_name(person.name),
        nik=mask_identity(person.nik),
        birth_year=person.birth_date.year if person.birth_date else None,
        images=len(times),
        first=times[0] if times else None,
        last=times[-1] if times else None,
    )
