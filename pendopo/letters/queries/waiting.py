"""What waits for an officer: the queue of the desk by clock, and the letters before whoever signs."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import WorkItem
from pendopo.letters.models import Disposition, LetterRequest
from pendopo.letters.queries.desk import DeskRequest, desk_request
from pendopo.letters.queries.requests import STATE_WORDS
from pendopo.letters.rules import clocks
from pendopo.letters.rules.clocks import BATCH_MOST, Clock
from pendopo.letters.rules.states import AT_OFFICE, RequestState
from pendopo.people.queries.scope import in_areas
from pendopo.places.queries import public_village

MOST_WAITING = 200
SIGN = "letters.sign"


def requests_waiting(actor: Actor) -> list[WorkItem]:
    """This function will list the requests that this officer can move on now, and those that moved up to him."""
    rows = LetterRequest.objects.filter(in_areas(actor, "letters.read"), state__in=AT_OFFICE)
    today = clock.today()
    found = rows.select_related("type", "person").order_by("step_due", "id")[:MOST_WAITING]
    return [_item(row, today) for row in found if _holds(actor, row, today)]


def _holds(actor: Actor, row: LetterRequest, today: date) -> bool:
    held = clocks.holders(Clock(row.state, row.step_due or today, row.level), today)
    return any(actor.may(permission, row.area_code) for permission in held)


def _item(row: LetterRequest, today: date) -> WorkItem:
    # A request that is late as a whole is late, however young its present step is.
    due = min((day for day in (row.step_due, row.due) if day is not None), default=None)
    lapsed = due is not None and due < today
    return WorkItem(
        due=due,
        title=row.type.name,
        subject=row.person.name,
        since=row.step_since or today,
        url=reverse("letters-desk-request", args=[row.pk]),
        detail=_("%(state)s, lewat batas waktu") % {"state": STATE_WORDS[row.state]}
        if lapsed
        else str(STATE_WORDS[row.state]),
    )


def dispositions_waiting(actor: Actor) -> list[WorkItem]:
    """This function will list what was written on incoming mail and is not done yet."""
    rows = Disposition.objects.filter(
        in_areas(actor, "letters.mail", "entry__area_code"), done_at__isnull=True
    ).select_related("entry")
    return [
        WorkItem(
            due=row.due,
            title=_("Disposisi untuk %(position)s") % {"position": row.position},
            subject=str(row.entry.summary or ""),
            since=row.given_at.date(),
            url=reverse("letters-mail", args=[row.entry_id]),
        )
        for row in rows.order_by("due", "id")[:MOST_WAITING]
    ]


@dataclass(frozen=True)
class SigningPage:
    """The letters before whoever signs: one to look at, and those that were looked at already."""

    now: DeskRequest | None
    seen: list[Any]
    barred: list[Any]
    left: int
    most: int
    address_missing: bool  # no letter can be signed before the site's address is proven


def signing_page(actor: Actor, *, skipped: frozenset[UUID] = frozenset()) -> SigningPage:
    """This function will show the next letter that was not looked at yet, and list those ready to be signed."""
    rows = LetterRequest.objects.filter(in_areas(actor, SIGN), state=RequestState.SIGNING.value)
    waiting = list(rows.select_related("type", "person").order_by("due", "id")[:MOST_WAITING])
    most = int(public_rule(BATCH_MOST, area=waiting[0].area_code if waiting else ""))
    seen = [_short(row) for row in waiting if row.seen_by_id == actor.id][:most]
    unseen = [row for row in waiting if row.seen_by_id != actor.id and row.pk not in skipped]
    barred = []
    now = None
    for row in unseen if len(seen) < most else []:
        page = desk_request(actor, row.pk)
        if "sign" in page.may:
            now = page
            break
        barred.append({**_short(row), "problem": page.problem})
    left = max(0, len(unseen) - len(barred) - (now is not None))
    areas = {row.area_code for row in waiting}
    missing = any(not (village := public_village(area)) or not village.public_url for area in areas)
    return SigningPage(now, seen, barred, left, most, missing)


def _short(row: LetterRequest) -> dict[str, Any]:
    return {
        "id": row.pk,
        "letter": row.type.name,
        "name": row.person.name,
        "receipt": row.receipt,
        "due": row.due,
    }


def letters_to_sign(actor: Actor, ids: list[UUID]) -> list[LetterRequest]:
    """This function will return the letters that an officer has chosen to sign, in the order of their deadlines."""
    rows = LetterRequest.objects.filter(in_areas(actor, SIGN), pk__in=ids)
    found = list(rows.select_related("type", "version", "person").order_by("due", "id"))
    if len(found) != len(set(ids)):
        raise NotFound
    return found
