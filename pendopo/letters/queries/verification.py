"""What anybody may learn about a letter: by its code, by the short code below it, by its file."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.keys import site_keys
from pendopo.letters.models import LetterDocument, LetterFile, LetterKey
from pendopo.letters.rules import cose
from pendopo.letters.rules.trust import TrustedKey, trusted, write_list
from pendopo.letters.rules.verification import BadCode, LetterStanding, from_text, standing_of, token_of
from pendopo.places.queries import public_lead_to_page_of, public_village

UNREADABLE, FORGED, UNKNOWN = "unreadable", "forged", "unknown"


@dataclass(frozen=True)
class Verdict:
    """What the site says of a code: its outcome is a standing, or why it has none."""

    outcome: str
    office: str = ""
    type_name: str = ""
    number: str = ""
    holder: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    revoked_at: datetime | None = None
    ground: str = ""
    method: str = ""
    digests: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerificationPage:
    """The page on which a letter is looked for: the signed list of keys, and the code that was found."""

    trust_list: str
    code_text: str = ""


def public_verdict(code_text: str) -> Verdict:
    """Say what a code is worth today; a letter that this site does not know is never confirmed."""
    message = _read(code_text)
    if message is None:
        return Verdict(UNREADABLE)
    if trusted(message, _keys(message.key_id.hex())) is None:
        known = LetterKey.objects.filter(key_id=message.key_id.hex()).exists()
        return Verdict(FORGED if known else UNKNOWN)
    document = LetterDocument.objects.filter(token=message.claims.token.hex()).first()
    # A key can sign more than the register holds only if somebody has taken it.
    if document is None or document.code_text != code_text:
        return Verdict(FORGED)
    return _verdict(document)


def public_verification_page(*, digest: str = "") -> VerificationPage:
    """Find a letter by its file, and give the list of keys."""
    return VerificationPage(public_trust_list(), _by_digest(digest))


def public_letter_address(code: str) -> str | None:
    """Return the page of the letter with a short code, or of any whole code that can be read: there it is judged."""
    text = _by_short(code) or (code if _read(code) else "")
    return reverse("letters-verify", args=[text]) if text else None


@dataclass(frozen=True)
class SignedLetter:
    """A letter that a village has signed here, as whoever holds its code may know it."""

    area_code: str
    title: str
    number: str
    issued_on: date
    valid: bool


def public_signed_letter(code: str) -> SignedLetter | None:
    """Return the letter of a short code, or of the address in its QR code; nothing where nobody here signed it."""
    last = code.strip().rpartition("/")[2]
    text = _by_short(last) or last
    document = LetterDocument.objects.filter(code_text=text).first() if text else None
    if document is None or not document.signed:
        return None
    standing = standing_of(True, document.valid_until, document.revoked_at is not None, clock.today())
    number, issued = document.number, document.issued_on
    return SignedLetter(document.area_code, document.title, number, issued, standing is LetterStanding.VALID)


def public_trust_list() -> str:
    """Return the signed list of the keys that sign letters on this site."""
    return write_list(_keys(), clock.today(), site_keys().node)


def _read(code_text: str) -> cose.Message | None:
    try:
        return cose.read(from_text(code_text))
    except (BadCode, cose.BadMessage):
        return None


def _by_short(short: str) -> str:
    try:
        token = token_of(short).hex()
    except BadCode:
        return ""
    return LetterDocument.objects.filter(token=token).values_list("code_text", flat=True).first() or ""


def _by_digest(digest: str) -> str:
    found = LetterFile.objects.filter(digest=digest) if digest else LetterFile.objects.none()
    return found.values_list("document__code_text", flat=True).first() or ""


def _keys(key_id: str = "") -> list[TrustedKey]:
    rows = LetterKey.objects.order_by("area_code", "since_on", "key_id")
    if key_id:
        rows = rows.filter(key_id=key_id)
    return [
        TrustedKey(row.key_id, row.public, row.area_code, _name(row.area_code), row.since_on, row.until_on)
        for row in rows
    ]


def _name(area: str) -> str:
    village = public_village(area)
    return f"{village.title}, {village.subtitle}" if village else area


def _verdict(document: LetterDocument) -> Verdict:
    public_lead_to_page_of(document.area_code)
    standing = standing_of(
        document.signed, document.valid_until, document.revoked_at is not None, clock.today()
    )
    open_standings = (LetterStanding.VALID, LetterStanding.EXPIRED)
    files = LetterFile.objects.filter(document=document)
    return Verdict(
        outcome=standing.value,
        office=_name(document.area_code),
        type_name=document.title,
        number=document.number,
        holder=document.holder,
        issued_on=document.issued_on,
        valid_until=document.valid_until,
        revoked_at=document.revoked_at,
        ground=document.get_revoked_ground_display() if document.revoked_at else "",
        method=document.get_method_display(),
        digests=tuple(files.values_list("digest", flat=True)) if standing in open_standings else (),
    )
