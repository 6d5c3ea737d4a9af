"""A telephone with a passkey, in software: makes one and answers with it, as a browser would (W3C WebAuthn)."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN = "http://testserver"


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(form: str) -> bytes:
    return urlsafe_b64decode(form + "=" * (-len(form) % 4))


class Device:
    """One passkey on one device."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.count = 0
        self.origin = origin

    def make(self, options: dict[str, Any]) -> str:
        """Answers the request for a new passkey."""
        asked = options["publicKey"]
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose, canonical=True)
        data = self._data(asked["rp"]["id"], 0x45) + held
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}, canonical=True)
        return self._answer(attestationObject=attestation, clientDataJSON=self._client("create", asked))

    def use(self, options: dict[str, Any], *, flags: int = 0x05) -> str:
        """Answers the request to use it."""
        asked = options["publicKey"]
        self.count += 1
        data, client = self._data(asked["rpId"], flags), self._client("get", asked)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(authenticatorData=data, clientDataJSON=client, signature=signed)

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps(
            {"type": f"webauthn.{kind}", "challenge": asked["challenge"], "origin": self.origin}
        ).encode()

    def _answer(self, **response: bytes) -> str:
        named = {name: text(value) for name, value in response.items()}
        whole = {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": named}
        return json.dumps({**whole, "clientExtensionResults": {}})
