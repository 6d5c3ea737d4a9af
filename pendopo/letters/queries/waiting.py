"""What waits for an officer: the queue of the desk by clock, and the letters before whoever signs."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.letters.models import LetterRequest, LetterTypeVersion
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.desk import DeskRequest, desk_request
from pendopo.letters.queries.holding import held_by
from pendopo.letters.queries.requests import STATE_WORDS
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules.clocks import BATCH_MOST
from pendopo.letters.rules.permissions import READ, SIGN
from pendopo.letters.rules.refusals import WORDS
from pendopo.letters.rules.states import AT_OFFICE, RequestState
from pendopo.people.queries.scope import in_areas
from pendopo.places.queries import public_village

# Near kin with this many letters before one of anybody else: they are asked one by one.
LOOKED_AT, BARRED_SHOWN = 50, 25
_NO_SIGNER = "official_missing"


def requests_waiting(actor: Actor) -> Waiting:
    """List the requests that this officer can move on now, and those that moved up to him."""
    today = clock.today()
    rows = LetterRequest.objects.filter(in_areas(actor, READ), held_by(actor, today), state__in=AT_OFFICE)
    return in_rows(
        rows.select_related("type", "person"),
        lambda row, mark: _request(row, mark, today),
        # A request that is late as a whole is late, however young its present step is.
        due=Least(Coalesce("step_due", "due"), F("due")),
        since=Coalesce("step_since", Value(today, DateField())),
    )


def _request(row: LetterRequest, mark: Mark, today: date) -> WorkItem:
    lapsed = mark.due is not None and mark.due < today
    return WorkItem(
        due=mark.due,
        title=row.type.name,
        subject=row.person.name,
        since=mark.since,
        url=reverse("letters-desk-request", args=[row.pk]),
        detail=_("%(state)s, lewat batas waktu") % {"state": STATE_WORDS[row.state]}
        if lapsed
        else str(STATE_WORDS[row.state]),
    )


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
    """Show the next letter that was not looked at yet, and list those ready to be signed."""
    waiting = LetterRequest.objects.filter(in_areas(actor, SIGN), state=RequestState.SIGNING.value)
    areas = list(waiting.order_by("area_code").values_list("area_code", flat=True).distinct())
    rows = waiting.select_related("type", "person").order_by("due", "id")
    most = int(public_rule(BATCH_MOST, area=areas[0] if areas else ""))
    seen = [_short(row) for row in rows.filter(seen_by_id=actor.id)[:most]]
    unseen = rows.exclude(seen_by_id=actor.id).exclude(pk__in=skipped)
    own = _signs(actor, unseen)
    now, kin = _next(actor, unseen.filter(own)) if len(seen) < most else (None, [])
    left = max(0, unseen.filter(own).count() - len(kin) - (now is not None))
    others = [{**_short(row), "problem": _(WORDS[_NO_SIGNER])} for row in unseen.exclude(own)[:BARRED_SHOWN]]
    missing = any(not (village := public_village(area)) or not village.public_url for area in areas)
    return SigningPage(now, seen, [*kin, *others], left, most, missing)


def _signs(actor: Actor, rows: QuerySet[LetterRequest, LetterRequest]) -> Q:
    """Say of which letters the table of officials lets this officer be the signer: one question a village and type."""
    kinds = list(rows.order_by().values_list("area_code", "version_id").distinct())
    versions = LetterTypeVersion.objects.in_bulk([version for _area, version in kinds])
    signers = {version: tuple(content_of(row).signers) for version, row in versions.items()}
    asked = {(area, signers[version]) for area, version in kinds}
    may = {one for one in asked if signatory_for(actor, village=one[0], signers=one[1]) is not None}
    found = Q(pk__in=[])
    for area, version in kinds:
        if (area, signers[version]) in may:
            found |= Q(area_code=area, version_id=version)
    return found


def _next(
    actor: Actor, unseen: QuerySet[LetterRequest, LetterRequest]
) -> tuple[DeskRequest | None, list[dict[str, Any]]]:
    """Find the first letter that this officer may sign, with those of himself and near kin before it."""
    barred: list[dict[str, Any]] = []
    for row in unseen[:LOOKED_AT]:
        page = desk_request(actor, row.pk)
        if "sign" in page.may:
            return page, barred
        barred.append({**_short(row), "problem": page.problem})
    return None, barred


def _short(row: LetterRequest) -> dict[str, Any]:
    return {
        "id": row.pk,
        "letter": row.type.name,
        "name": row.person.name,
        "receipt": row.receipt,
        "due": row.due,
    }


def letters_to_sign(actor: Actor, ids: list[UUID]) -> list[LetterRequest]:
    """Return the letters that an officer has chosen to sign, in the order of their deadlines."""
    rows = LetterRequest.objects.filter(in_areas(actor, SIGN), pk__in=ids)
    found = list(rows.select_related("type", "version", "person").order_by("due", "id"))
    if len(found) != len(set(ids)):
        raise NotFound
    return found
