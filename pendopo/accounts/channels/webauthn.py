"""Residents' passkeys: the WebAuthn questions put to a browser, and its answers checked (W3C WebAuthn Level 3)."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

State = dict[str, object]


@dataclass(frozen=True)
class NewCredential:
    """A passkey that a device has just made."""

    id: bytes
    data: bytes
    sign_count: int


@dataclass(frozen=True)
class Question:
    """What the browser is asked, and what must be remembered until it answers."""

    options: dict[str, object]
    state: State


def ask_for_new(origin: str, *, user_id: bytes, name: str, known: list[bytes]) -> Question:
    """Compose the request for a new passkey that the device itself unlocks."""
    listed = [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=key) for key in known]
    options, state = _server(origin).register_begin(
        PublicKeyCredentialUserEntity(id=user_id, name=name, display_name=name),
        listed,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(dict(options), dict(state))


def ask_for_any(origin: str) -> Question:
    """Compose the request for any passkey of this site; no account is named, so none is betrayed."""
    options, state = _server(origin).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return Question(dict(options), dict(state))


def read_new(answer: str, state: State | None, origin: str) -> NewCredential | None:
    """Check the answer to the request for a new passkey."""
    try:
        made = RegistrationResponse.from_dict(json.loads(answer))
        checked = _server(origin).register_complete(state or {}, made)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    held = checked.credential_data
    return NewCredential(held.credential_id, bytes(held), checked.counter) if held else None


def credential_of(answer: str) -> bytes | None:
    """Return which passkey an answer claims to come from."""
    try:
        return bytes(AuthenticationResponse.from_dict(json.loads(answer)).raw_id)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def check_answer(answer: str, state: State | None, credential: bytes, origin: str) -> int | None:
    """Check an answer against a passkey; return its counter, or nothing when it does not fit."""
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        _server(origin).authenticate_complete(state or {}, [AttestedCredentialData(credential)], response)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return int(response.response.authenticator_data.counter)


def _server(origin: str) -> Fido2Server:
    host = urlsplit(origin).hostname or ""
    # Exactly this origin: the library's own check would let every subdomain in.
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=host, id=host), verify_origin=lambda seen: seen == origin
    )
