"""The page of a letter from what the register and the request say: to look at before signing, and to issue."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.parties import party_of, place_of
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules import authority
from pendopo.letters.rules.letterhead import address_line, head_lines
from pendopo.letters.rules.settings import METHOD
from pendopo.letters.rules.signing import SignMethod, footer_of, mark_of
from pendopo.letters.rules.types import valid_until
from pendopo.letters.rules.values import Party, Request, letter_values
from pendopo.people.queries import person_visible_to
from pendopo.places.queries import Village, public_emblem, public_village
from pendopo.places.rules.images import EmblemOwner
from pendopo.press.sheet import Letterhead, Page, Signatory
from pendopo.ui.rules import date_long

NEUTRAL = Path(__file__).parent.parent / "reference" / "emblem.svg"


@dataclass(frozen=True)
class Code:
    """What the QR code holds, and the short code below it."""

    url: str = ""
    short: str = ""


def public_sign_method(village: str) -> SignMethod:
    """Say how a village signs its letters."""
    return SignMethod(public_rule(METHOD, area=village))


def draft_page(
    actor: Actor,
    request: LetterRequest,
    *,
    signatory: authority.Signatory,
    method: SignMethod,
    on: date,
    number: str = "",
    code: Code = Code(),
) -> Page:
    """Put a letter together; the caller has the right to the request."""
    village = public_village(request.area_code)
    if village is None:
        raise NotFound
    content = content_of(request.version)
    request_values = Request(
        applicant=party_of(request.person),
        answers=request.answers,
        on=on,
        until=valid_until(content, on),
        others=_others(request),
    )
    return Page(
        title=content.title,
        body_template=content.template,
        values=letter_values(content, request_values, place_of(village)),
        letterhead=public_letterhead(village),
        signatory=Signatory(
            (*signatory.lines[:-1], f"{signatory.lines[-1]},"), signatory.name, signatory.nip, mark_of(method)
        ),
        place_date=f"{village.name}, {date_long(on)}",
        issued_on=on,
        number=number,
        qr_url=code.url,
        code=code.short,
        paper=content.paper.lower(),
        footer=footer_of(method),
        author=village.title,
    )


def public_letterhead(village: Village) -> Letterhead:
    """Return the head of a village's letters (Permendagri 1/2023)."""
    held = public_emblem(village.code, EmblemOwner.REGENCY) or public_emblem(
        village.code, EmblemOwner.VILLAGE
    )
    return Letterhead(
        lines=head_lines(village.labels, village.name, village.district_name, village.regency_name),
        address=address_line(
            village.address, village.postal_code, village.phone, village.email, village.website
        ),
        emblem=bytes(held.content) if held else _neutral(),
        emblem_type=held.media_type if held else "image/svg+xml",
    )


@lru_cache(maxsize=1)
def _neutral() -> bytes:
    return NEUTRAL.read_bytes()


def _others(request: LetterRequest) -> dict[str, Party]:
    """The residents named in the answers, whoever may see them otherwise: they stand on the letter."""
    found: dict[str, Party] = {}
    for person_id in _ids_in(request.answers):
        try:
            found[str(person_id)] = party_of(person_visible_to(system_actor("letters"), person_id))
        except NotFound:
            continue
    return found


def _ids_in(value: object) -> set[UUID]:
    if isinstance(value, dict):
        return _own_id(value.get("id")).union(*(_ids_in(part) for part in value.values()))
    if isinstance(value, list):
        return set[UUID]().union(*(_ids_in(part) for part in value))
    return set()


def _own_id(text: object) -> set[UUID]:
    try:
        return {UUID(str(text))} if text else set()
    except ValueError:
        return set()
