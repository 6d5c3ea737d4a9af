"""The site's own certificate authority: made at first use, for letters that need no certified signature.

Its certificates prove that this site signed. Only a recognised provider makes a signature certified
(PP 71/2019 art. 60).
"""

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from pendopo.kernel.errors import KeyTrouble

ROOT_YEARS, LEAF_DAYS = 10, 365
ROOT = "letters-ca.pem"


@dataclass(frozen=True)
class Credential:
    """A private key with its certificate, and the certificates above it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def serial(self) -> str:
        """The certificate's serial number, as officers read it."""
        return f"{self.certificate.serial_number:x}"


def root(folder: Path, on: date) -> Credential:
    """Open the authority, or found it."""
    path = folder / ROOT
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Otoritas sertifikat situs Pendopo", "Pendopo")
        certificate = _certificate(name, name, key, key, on, ROOT_YEARS * 365, above=None)
        _write_new(path, key, certificate)
    return _read(path)


def credential_for(folder: Path, name: str, village: str, on: date) -> Credential:
    """Open an official's certificate, or issue the first one; an expired one is opened all the same."""
    above = root(folder, on)
    path = _leaf(folder, name, village)
    if not path.exists():
        _issue(path, above, name, village, on)
    held = _read(path)
    return Credential(held.key, held.certificate, (above.certificate,))


def last_day(folder: Path, name: str, village: str) -> date | None:
    """Return the last whole day of an official's certificate; nothing when there is none yet."""
    path = _leaf(folder, name, village)
    if not path.exists():
        return None
    return (_read(path).certificate.not_valid_after_utc - timedelta(days=1)).date()


def renew(folder: Path, name: str, village: str, on: date) -> None:
    """Issue a new certificate over a new key; the old file stays beside it, under the day it ended."""
    path = _leaf(folder, name, village)
    if path.exists():
        path.replace(path.with_suffix(f".until-{on.isoformat()}-{secrets.token_hex(2)}"))
    _issue(path, root(folder, on), name, village, on)


def is_valid(certificate: x509.Certificate, on: date) -> bool:
    """Say whether a certificate holds on a day."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return certificate.not_valid_before_utc <= noon <= certificate.not_valid_after_utc


def _leaf(folder: Path, name: str, village: str) -> Path:
    # The file is named by a digest: names of people stand in no file name.
    return folder / f"letters-signer-{sha256(f'{village}|{name}'.encode()).hexdigest()[:24]}.pem"


def _issue(path: Path, above: Credential, name: str, village: str, on: date) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(
        _name(name, village), above.certificate.subject, key, above.key, on, LEAF_DAYS, above.certificate
    )
    _write_new(path, key, certificate)


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    on: date,
    days: int,
    above: x509.Certificate | None,
) -> x509.Certificate:
    begins = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(days=1)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days + 1))
        .add_extension(
            x509.BasicConstraints(ca=above is None, path_length=0 if above is None else None), critical=True
        )
        .add_extension(_usage(authority=above is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(identifier, critical=False)
    )
    return builder.sign(by, hashes.SHA256())


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _write_new(path: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    """Write key and certificate whole; when another process was first, its file stays."""
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    content += certificate.public_bytes(Encoding.PEM)
    fresh = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def _read(path: Path) -> Credential:
    try:
        content = path.read_bytes()
        key = load_pem_private_key(content, None)
        certificate = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError):
        raise KeyTrouble(f"Berkas sertifikat {path.name} rusak. Pulihkan dari cadangan kunci.") from None
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Credential(key, certificate)
