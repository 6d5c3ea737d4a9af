"""Signing on this machine: PAdES B-B with the site's own certificate authority, without asking anybody outside."""

import io
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pendopo.letters.channels.signers import authority
from pendopo.letters.channels.signers.base import Passphrase, Signed, SigningFailed, SignTask

FIELD = "TandaTangan"


class LocalSigner:
    """Signs with a P-256 key in the site's folder of keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sign(self, task: SignTask, secret: Passphrase) -> Signed:
        """Sign at once; an expired certificate is refused rather than renewed behind the official's back."""
        if find_spec("pyhanko") is None:
            raise SigningFailed("not_installed")
        held = authority.credential_for(self.folder, task.name, task.village, task.on)
        if not authority.is_valid(held.certificate, task.on):
            raise SigningFailed("certificate_expired")
        return Signed(_signed(task, held), held.serial)

    def renew(self, name: str, village: str, on: date) -> None:
        """Issue a new certificate for an official."""
        authority.renew(self.folder, name, village, on)


def _signed(task: SignTask, held: authority.Credential) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=task.name,
        reason=task.reason,
        location=task.place,
    )
    out = io.BytesIO()
    signers.PdfSigner(meta, signer=_pyhanko_signer(held)).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(task.pdf)), output=out
    )
    return out.getvalue()


def _pyhanko_signer(held: authority.Credential) -> Any:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign.signers.pdf_cms import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for certificate in held.above:
        store.register(x509.Certificate.load(certificate.public_bytes(Encoding.DER)))
    key = held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=x509.Certificate.load(held.certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )
