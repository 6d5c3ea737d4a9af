"""What waits for whoever signs: the letters before him one by one, and those that he has looked at."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest, LetterTypeVersion
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.desk import DeskRequest, desk_request
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules.clocks import BATCH_MOST
from pendopo.letters.rules.permissions import SIGN
from pendopo.letters.rules.refusals import WORDS
from pendopo.letters.rules.states import RequestState
from pendopo.people.queries.scope import in_areas
from pendopo.places.queries import public_village

# Near kin with this many letters before one of anybody else: they are asked one by one.
LOOKED_AT, BARRED_SHOWN = 50, 25
_NO_SIGNER = "official_missing"


@dataclass(frozen=True)
class Short:
    """A letter in one line, and why it cannot be signed."""

    id: UUID
    letter: str
    name: str
    receipt: str | None
    due: date | None
    problem: str = ""


@dataclass(frozen=True)
class SigningPage:
    """The letters before whoever signs: one to look at, and those that were looked at already."""

    now: DeskRequest | None
    seen: list[Short]
    barred: list[Short]
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
    others = [_short(row, _(WORDS[_NO_SIGNER])) for row in unseen.exclude(own)[:BARRED_SHOWN]]
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
) -> tuple[DeskRequest | None, list[Short]]:
    """Find the first letter that this officer may sign, with those of himself and near kin before it."""
    barred: list[Short] = []
    for row in unseen[:LOOKED_AT]:
        page = desk_request(actor, row.pk)
        if "sign" in page.may:
            return page, barred
        barred.append(_short(row, page.problem))
    return None, barred


def _short(row: LetterRequest, problem: str = "") -> Short:
    return Short(row.pk, row.matter, row.owner_name, row.receipt, row.due, problem)


def letters_to_sign(actor: Actor, ids: list[UUID]) -> list[LetterRequest]:
    """Return the letters that an officer has chosen to sign, in the order of their deadlines."""
    rows = LetterRequest.objects.filter(in_areas(actor, SIGN), pk__in=ids)
    found = list(rows.select_related("type", "version", "person").order_by("due", "id"))
    if len(found) != len(set(ids)):
        raise NotFound
    return found
