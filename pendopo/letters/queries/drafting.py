"""The page of a letter from what the register and the request say: to look at before signing, and to issue."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.heads import printed_head
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.parties import party_of, place_of
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules import authority
from pendopo.letters.rules.letterhead import address_line, head_lines
from pendopo.letters.rules.settings import METHOD
from pendopo.letters.rules.signing import SignMethod, footer_of, mark_of
from pendopo.letters.rules.types import TypeContent, valid_until
from pendopo.letters.rules.values import Party, Request, letter_values
from pendopo.people.queries import person_visible_to
from pendopo.places.queries import Village, public_emblem, public_village
from pendopo.places.rules.images import EmblemOwner
from pendopo.press.sheet import Letterhead, Page, Signatory
from pendopo.questions.rules.answers import people_in
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


@dataclass(frozen=True)
class Letter:
    """Everything that a letter is made of, read once: what was asked, its type, the village, who signs and how."""

    request: LetterRequest
    content: TypeContent
    village: Village
    signatory: authority.Signatory
    method: SignMethod


def letter_of(
    actor: Actor, request: LetterRequest, otherwise: authority.Signatory | None = None
) -> Letter | None:
    """Return a request as a letter that this officer signs, or `otherwise`; nothing where nobody would sign it."""
    village, content = public_village(request.area_code), content_of(request.version)
    if village is None:
        raise NotFound
    own = signatory_for(actor, village=village.code, signers=content.signers, place=village)
    signatory = own or otherwise
    if signatory is None:
        return None
    return Letter(request, content, village, signatory, public_sign_method(village.code))


def draft_page(letter: Letter, *, on: date, number: str = "", code: Code = Code()) -> Page:
    """Put a letter together; the caller has the right to the request."""
    request, content, village, signatory = letter.request, letter.content, letter.village, letter.signatory
    request_values = Request(
        applicant=party_of(request.person, village),
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
            (*signatory.lines[:-1], f"{signatory.lines[-1]},"),
            signatory.name,
            signatory.nip,
            mark_of(letter.method),
        ),
        place_date=f"{village.name}, {date_long(on)}",
        issued_on=on,
        number=number,
        qr_url=code.url,
        code=code.short,
        paper=content.paper.lower(),
        footer=_footer(letter, number),
        author=village.title,
    )


def _footer(letter: Letter, number: str) -> str:
    """What stands small at the end of a page; on a numbered letter with the head of the journal, for whoever looks
    years later whether that journal was cut (`pendopo verify --since`)."""
    head = printed_head(letter.village.code) if number else ""
    return " ".join(part for part in (footer_of(letter.method), head and f"Jurnal {head}.") if part)


def public_letterhead(village: Village) -> Letterhead:
    """Return the head of a village's letters (Permendagri 1/2023)."""
    held = public_emblem(village.code, EmblemOwner.REGENCY, EmblemOwner.VILLAGE)
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
    for person_id in people_in(request.answers):
        try:
            found[str(person_id)] = party_of(person_visible_to(system_actor("letters"), person_id))
        except NotFound:
            continue
    return found
