"""What stands beside a request at the desk: the event that the register waits for."""

from contextlib import suppress
from typing import Any

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.queries.requests import RequestPage
from pendopo.letters.rules.life_events import EVENTS, Event
from pendopo.letters.rules.permissions import CHECK
from pendopo.letters.rules.states import RequestState
from pendopo.people import queries as people
from pendopo.people.rules.permissions import RECORD as PEOPLE_RECORD
from pendopo.questions.rules.answers import people_in

_NOTHING_HAPPENED = (
    *(RequestState.REFUSED, RequestState.OBJECTED, RequestState.UPHELD),
    *(RequestState.WITHDRAWN, RequestState.VOID),
)


def event_of(actor: Actor, page: RequestPage) -> Event | None:
    """Say what the register still waits for when the letter is about a birth, a death or a move."""
    kind, row = page.content.life_event, page.row
    if kind not in EVENTS or row.event_noted or row.state in _NOTHING_HAPPENED:
        return None
    if not (actor.may(PEOPLE_RECORD, row.area_code) and actor.may(CHECK, row.area_code)):
        return None
    family = _family_of_event(actor, page)
    choices = [one for one in page.content.fields if one.kind == "choice"]
    chosen = {one.key: (one.choices, str(row.answers.get(one.key, ""))) for one in choices}
    return Event(
        kind=kind,
        person_id=row.person_id,
        applicant=row.owner_name,
        family_id=family.pk if family else None,
        members={str(pk) for pk in family.members.values_list("pk", flat=True)} if family else set(),
        answers=row.answers,
        labels={key: dict(offered).get(value, "") for key, (offered, value) in chosen.items()},
        order={
            key: str(place)
            for key, (offered, value) in chosen.items()
            for place, (code, _label) in enumerate(offered, 1)
            if code == value
        },
    )


def _family_of_event(actor: Actor, page: RequestPage) -> Any:
    """The family into which a child is born: the mother's if she is known, else the applicant's."""
    mother = page.row.answers.get("ibu")
    for found in people_in(mother) if mother else ():
        with suppress(NotFound):
            return people.person_visible_to(actor, found, PEOPLE_RECORD).family
    return page.row.person.family
