"""What stands beside a request at the desk: the event that the register waits for, and papers that came before."""

from contextlib import suppress
from typing import Any

from pendopo.cases.rules.pictures import MOST_COMPARED, used_with
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.queries.requests import RequestPage
from pendopo.letters.rules.permissions import CHECK
from pendopo.letters.rules.states import RequestState
from pendopo.people import queries as people
from pendopo.people.rules.permissions import RECORD as PEOPLE_RECORD
from pendopo.questions.rules.answers import people_in


def used_before(row: LetterRequest) -> list[str]:
    """Return the receipts of the village's other residents' requests that came with one of this one's papers."""
    papers = RequestPaper.objects.filter(removed_at__isnull=True).exclude(digest="")
    own = list(papers.filter(request_id=row.pk).values_list("digest", "gist"))
    others = papers.filter(request__area_code=row.area_code, request__receipt__isnull=False)
    # The same resident may use his own paper again: the page offers it to him.
    others = others.exclude(request__person_id=row.person_id).order_by("-added_at")
    looked = others.values_list("digest", "gist", "request__receipt")[:MOST_COMPARED] if own else ()
    return used_with(own, looked)


def event_of(actor: Actor, page: RequestPage) -> dict[str, Any]:
    """Say what the register still waits for when the letter is about a birth, a death or a move."""
    kind, row = page.content.life_event, page.row
    waits = kind in ("birth", "death", "move_out", "move_in") and not row.event_noted
    if not waits or row.state in (RequestState.REFUSED, RequestState.WITHDRAWN, RequestState.VOID):
        return {}
    if not (actor.may(PEOPLE_RECORD, row.area_code) and actor.may(CHECK, row.area_code)):
        return {}
    family = _family_of_event(actor, page)
    choices = [one for one in page.content.fields if one.kind == "choice"]
    chosen = {one.key: (one.choices, str(row.answers.get(one.key, ""))) for one in choices}
    return {
        "kind": kind,
        "person_id": row.person_id,
        "applicant": row.person.name,
        "family_id": family.pk if family else None,
        "members": {str(pk) for pk in family.members.values_list("pk", flat=True)} if family else set(),
        "answers": row.answers,
        "labels": {key: dict(offered).get(value, "") for key, (offered, value) in chosen.items()},
        "order": {
            key: str(place)
            for key, (offered, value) in chosen.items()
            for place, (code, _label) in enumerate(offered, 1)
            if code == value
        },
    }


def _family_of_event(actor: Actor, page: RequestPage) -> Any:
    """The family into which a child is born: the mother's if she is known, else the applicant's."""
    mother = page.row.answers.get("ibu")
    for found in people_in(mother) if mother else ():
        with suppress(NotFound):
            return people.person_visible_to(actor, found, PEOPLE_RECORD).family
    return page.row.person.family
