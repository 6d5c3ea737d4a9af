"""Finished letters: their files for the office and their owner, and what waits for ink or for the remote signature."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.channels.signers.authority import last_day
from pendopo.letters.formats.sealed_file import open_file
from pendopo.letters.models import LetterDocument, LetterFile
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.drafting import public_sign_method
from pendopo.letters.rules.authority import HEAD, OTHER, SECRETARY
from pendopo.letters.rules.permissions import CHECK, READ, SIGN
from pendopo.letters.rules.signing import FileKind, SignMethod
from pendopo.places.queries import village_for

_ENDINGS = {
    "application/pdf": "pdf",
    "text/html": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
# What is handed out: the signed letter, else the scan of it, else the page that waits for ink.
_ORDER = (FileKind.SIGNED.value, FileKind.SCAN.value, FileKind.PAGE.value)


@dataclass(frozen=True)
class DocumentFile:
    """A file ready to be sent to a browser."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class OwnCertificate:
    """The certificate of an officer on this site; no name when he holds no office that signs."""

    area: str
    name: str
    until: date | None
    expired: bool
    method: str


@dataclass(frozen=True)
class DocumentDesk:
    """The desk's page about one letter."""

    document: LetterDocument
    may_scan: bool
    may_sign: bool
    signs: bool


def document_of(actor: Actor, request_id: UUID) -> DocumentFile:
    """Return the letter of a request: signed for its owner, as far as it has come for the office."""
    document = _visible(actor, request_id)
    return _file(document, office=actor.may(READ, document.area_code) and actor.on_behalf_of is None)


def office_file(actor: Actor, request_id: UUID) -> DocumentFile:
    """Return the letter of a request for the office, as far as it has come."""
    return _file(_of_office(actor, request_id, READ), office=True)


def own_document(actor: Actor, request_id: UUID) -> DocumentFile:
    """Return a resident's own letter, once it is signed and as long as it holds."""
    document = _visible(actor, request_id)
    if document.request.person_id not in actor.own_rows:
        raise NotFound
    return _file(document, office=False)


def document_desk(actor: Actor, request_id: UUID) -> DocumentDesk:
    """Return the desk's page about one letter."""
    document = _of_office(actor, request_id, READ)
    waiting, area = not document.signed and document.revoked_at is None, document.area_code
    return DocumentDesk(
        document=document,
        signs=actor.may(SIGN, area),
        may_scan=waiting and document.method == SignMethod.INK and actor.may(CHECK, area),
        may_sign=waiting and document.method == SignMethod.BSRE and document.signatory_id == actor.id,
    )


def waiting_remotely(actor: Actor) -> list[LetterDocument]:
    """Return the letters that wait for this officer's own remote signature, oldest first."""
    rows = LetterDocument.objects.filter(
        method=SignMethod.BSRE.value, signed_at__isnull=True, revoked_at__isnull=True, signatory_id=actor.id
    )
    found = rows.select_related("request__type").order_by("issued_on", "id")
    return [row for row in found if actor.may(SIGN, row.area_code)]


def prepared_page(actor: Actor, document: LetterDocument) -> bytes:
    """Return the page that waits for a signature, for the one who signs it."""
    if document.signatory_id != actor.id or not actor.may(SIGN, document.area_code):
        raise NotFound
    return _opened(document, FileKind.PAGE.value)


def own_certificate(actor: Actor) -> OwnCertificate:
    """Return the certificate with which an officer signs on this site, if he has one by now."""
    village = village_for(actor, SIGN)
    signatory = signatory_for(actor, village=village.code, signers=(HEAD, SECRETARY, OTHER))
    until = last_day(Path(settings.PENDOPO_KEYS), signatory.name, village.title) if signatory else None
    return OwnCertificate(
        area=village.code,
        name=signatory.name if signatory else "",
        until=until,
        expired=until is not None and until < clock.today(),
        method=public_sign_method(village.code),
    )


def public_verify_path(document: LetterDocument) -> str:
    """Return the path that the letter's QR code leads to."""
    return reverse("letters-verify", args=[document.code_text])


def _visible(actor: Actor, request_id: UUID) -> LetterDocument:
    document = LetterDocument.objects.select_related("request").filter(request_id=request_id).first()
    if document is None:
        raise NotFound
    own = document.request.person_id in actor.own_rows
    if not own and not actor.may(READ, document.area_code):
        raise NotFound
    return document


def _of_office(actor: Actor, request_id: UUID, permission: str) -> LetterDocument:
    document = LetterDocument.objects.select_related("request__type").filter(request_id=request_id).first()
    if document is None or not actor.may(permission, document.area_code):
        raise NotFound
    return document


def _file(document: LetterDocument, office: bool) -> DocumentFile:
    if not office and (not document.signed or document.revoked_at is not None):
        raise NotFound
    held = {row.kind: row for row in document.files.all()}
    row = next((held[kind] for kind in _ORDER if kind in held), None)
    if row is None:
        raise NotFound
    # The number names the letter; a resident's name stands in no file name.
    name = "".join(sign if sign.isalnum() else "-" for sign in document.number).strip("-").lower()
    return DocumentFile(
        f"surat-{name}.{_ENDINGS[row.media_type]}", open_file(bytes(row.content), row.pk), row.media_type
    )


def _opened(document: LetterDocument, kind: str) -> bytes:
    row = LetterFile.objects.filter(document=document, kind=kind).first()
    if row is None:
        raise NotFound
    return open_file(bytes(row.content), row.pk)
