"""Signing with the remote provider: each letter is sent outside any transaction, and kept in one of its own.

The database waits for nobody outside. A letter that fails keeps its number and waits. Inner part of the operations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from pendopo.accounts.queries.posts import own_nik
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refusal
from pendopo.letters.channels.signers.base import Passphrase, SigningFailed, SignTask
from pendopo.letters.channels.signers.bsre import BsreSigner, configured
from pendopo.letters.models import LetterDocument
from pendopo.letters.operations.documents.signing import complete_remote
from pendopo.letters.operations.issuing import keys_folder
from pendopo.letters.queries.documents import prepared_page
from pendopo.letters.rules.signing import FAILURES
from pendopo.places.queries import public_village

# What is wrong with one letter alone; anything else is wrong with all, and no passphrase is tried twice.
_ONLY_THIS = frozenset({"service_broken", "service_unclear", "another_document", "not_signed"})


@dataclass
class RemoteResult:
    """Which letters came back signed, and why others wait on."""

    signed: list[LetterDocument] = field(default_factory=list)
    failed: list[tuple[LetterDocument, str]] = field(default_factory=list)


def sign_remotely(actor: Actor, *, documents: Iterable[LetterDocument], secret: Passphrase) -> RemoteResult:
    """Send letters to the provider one by one; a wrong passphrase ends the round before the account is locked."""
    rows = list(documents)
    result = RemoteResult()
    service = configured(keys_folder())
    nik = own_nik(actor)
    stop = "service_missing" if service is None else "nik_missing" if not nik else ""
    if service is not None and not stop:
        stop = _status(BsreSigner(service), nik)
    for row in rows:
        if service is None or stop:
            result.failed.append((row, gettext(FAILURES[stop])))
            continue
        try:
            signed = BsreSigner(service).sign(_task(actor, row, nik), secret)
            result.signed.append(complete_remote(actor, document=row, pdf=signed.pdf, serial=signed.serial))
        except SigningFailed as trouble:
            stop = "" if trouble.code in _ONLY_THIS else trouble.code
            result.failed.append((row, gettext(FAILURES[trouble.code])))
        except Refusal as refusal:
            result.failed.append((row, str(refusal)))
    return result


def _status(signer: BsreSigner, nik: str) -> str:
    try:
        return signer.status(nik)
    except SigningFailed as trouble:
        return trouble.code


def _task(actor: Actor, row: LetterDocument, nik: str) -> SignTask:
    village = public_village(row.area_code)
    return SignTask(
        pdf=prepared_page(actor, row),
        name=row.signatory,
        village=village.title if village else row.area_code,
        reason=row.title,
        place=village.name if village else "",
        on=clock.today(),
        nik=nik,
    )
