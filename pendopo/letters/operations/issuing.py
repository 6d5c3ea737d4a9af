"""A letter with its number becomes a document: page, code, signature, files. Inner part of the operations.

Everything here happens inside the transaction that took the number: what fails gives the number back.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.ids import uuid7
from pendopo.letters.channels import letter_keys
from pendopo.letters.channels.signers.base import Passphrase, Signed, SigningFailed, SignTask
from pendopo.letters.channels.signers.local import LocalSigner
from pendopo.letters.formats import word_page
from pendopo.letters.formats.sealed_file import seal_file
from pendopo.letters.models import LetterDocument, LetterFile, LetterKey, LetterRequest
from pendopo.letters.operations.document_refusals import DocumentRefused
from pendopo.letters.queries.drafting import Code, Letter, draft_page
from pendopo.letters.rules import cose
from pendopo.letters.rules.authority import Signatory
from pendopo.letters.rules.signing import FileKind, SignMethod
from pendopo.letters.rules.types import valid_until
from pendopo.letters.rules.verification import RevocationGround, mask_name, short_code, to_text
from pendopo.mail.operations.letters import Line
from pendopo.places.queries import Village
from pendopo.press import machine
from pendopo.press.page import PageTrouble, render_pdf
from pendopo.press.sheet import Page

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class _Drawn:
    """A finished page and what kind of file it is."""

    content: bytes
    media_type: str


def keys_folder() -> Path:
    """Return where the site keeps its keys."""
    return Path(settings.PENDOPO_KEYS)


def issue_document(actor: Actor, *, letter: Letter, line: Line) -> LetterDocument:
    """Make the document of a letter that has just got its number, and sign it where that needs nobody outside."""
    method = _method(letter)
    document = _with_code(letter, line)
    address = address_of(letter.village, document.code_text)
    code = Code(address, short_code(bytes.fromhex(document.token)))
    page = draft_page(replace(letter, method=method), on=line.on, number=line.number, code=code)
    drawn = _draw(letter.request, page)
    document.method, document.digest = method.value, sha256(drawn.content).hexdigest()
    document.signatory, document.signatory_id = letter.signatory.name, actor.id
    if method is not SignMethod.LOCAL:
        document.save()
        keep_file(document, FileKind.PAGE, drawn.content, drawn.media_type)
        return document
    signed = _sign_here(drawn.content, page, letter.signatory, line.on)
    take_signature(document, signed.pdf, signed.serial)
    keep_file(document, FileKind.SIGNED, signed.pdf, PDF)
    return document


def _with_code(letter: Letter, line: Line) -> LetterDocument:
    """Say in a signed code what the letter is; neither the name nor anything to count by stands in it."""
    content, area = letter.content, letter.village.code
    key = letter_key(area, line.on)
    token = secrets.token_bytes(cose.TOKEN_BYTES)
    holder, until = mask_name(letter.request.owner_name), valid_until(content, line.on)
    claims = cose.Claims(area, token, content.title, line.number, holder, line.on, until)
    message = cose.sign(claims, letter_keys.load(keys_folder(), key.key_id), bytes.fromhex(key.key_id))
    return LetterDocument(
        request=letter.request,
        entry_id=line.entry_id,
        area_code=area,
        token=token.hex(),
        code_text=to_text(message),
        key=key,
        title=content.title,
        number=line.number,
        holder=holder,
        issued_on=line.on,
        valid_until=until,
    )


def revoke_document(
    actor: Actor, *, request: LetterRequest, ground: str, note: str = ""
) -> LetterDocument | None:
    """Let a letter hold no longer from now on; whoever scans its code reads so."""
    document = LetterDocument.objects.select_for_update().filter(request=request).first()
    if document is None or document.revoked_at is not None:
        return document
    if ground not in set(RevocationGround):
        raise DocumentRefused("ground_unknown")
    document.revoked_at, document.revoked_ground = clock.now(), ground
    document.revoked_note, document.revoked_by = note.strip()[:300] or None, actor.name
    document.save()
    return document


def take_signature(document: LetterDocument, pdf: bytes, serial: str) -> None:
    """Note that the document is signed, and by which certificate."""
    document.signed_at, document.serial = clock.now(), serial[:64]
    document.digest = sha256(pdf).hexdigest()
    document.save()


def keep_file(document: LetterDocument, kind: FileKind, content: bytes, media_type: str) -> LetterFile:
    """Keep a file of a letter, sealed for its own row."""
    row_id = uuid7()
    return LetterFile.objects.create(
        id=row_id,
        document=document,
        kind=kind.value,
        media_type=media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        content=seal_file(content, row_id),
    )


def letter_key(village: str, on: date) -> LetterKey:
    """Return the key that signs a village's codes; the first letter makes it."""
    rows = LetterKey.objects.filter(area_code=village, until_on__isnull=True)
    found = rows.first()
    if found is not None:
        return found
    key_id, public = letter_keys.create(keys_folder())
    try:
        with transaction.atomic():
            return LetterKey.objects.create(area_code=village, key_id=key_id, public=public, since_on=on)
    except IntegrityError:
        return rows.get()  # of two first letters only one makes it


def address_of(village: Village, code_text: str) -> str:
    """Write the address in the QR code; capital letters take less room there and mean the same in a host's name.

    Only an address through which somebody has opened this site: what is printed cannot be called back.
    """
    if not village.public_url:
        raise DocumentRefused("address_missing")
    return f"{village.public_url.upper()}/V/{code_text}"


def _method(letter: Letter) -> SignMethod:
    own_file = letter.request.version.docx is not None
    if not (word_page if own_file else machine).available():
        raise DocumentRefused("press_missing")
    # A village's own Word file is no PDF: it is printed and signed in ink.
    return SignMethod.INK if own_file else letter.method


def _draw(request: LetterRequest, page: Page) -> _Drawn:
    try:
        if request.version.docx is not None:
            return _Drawn(word_page.render_docx(bytes(request.version.docx), page), DOCX)
        return _Drawn(render_pdf(page), PDF)
    except PageTrouble as trouble:
        raise DocumentRefused("template_broken", why=trouble.problems[0].message) from None


def _sign_here(pdf: bytes, page: Page, signatory: Signatory, on: date) -> Signed:
    place, _comma, _day = page.place_date.partition(",")
    task = SignTask(pdf, signatory.name, page.author, page.title, place, on)
    try:
        return LocalSigner(keys_folder()).sign(task, Passphrase(""))
    except SigningFailed as trouble:
        raise DocumentRefused(trouble.code) from None
