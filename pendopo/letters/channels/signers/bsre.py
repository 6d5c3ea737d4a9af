"""Certified signatures by BSrE: the REST interface of its eSign client service, which a kabupaten installs.

`GET api/user/status/{nik}` says whether an official has a certificate; `POST api/sign/pdf` (multipart: file, nik,
passphrase, tampilan) answers with the signed PDF, or with `{"status_code": 2031, "error": ...}`. The service's own
address and password stand in `bsre.json` in the folder of keys. The NIK in the status address is the service's
design; it goes to that machine only. Nothing here logs, and no exception carries what was sent.
"""

import json
import secrets
import urllib.error
import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from pendopo.kernel.errors import KeyTrouble
from pendopo.letters.channels.signers.base import Passphrase, Signed, SigningFailed, SignTask

CONFIGURATION = "bsre.json"
LARGEST = 20_000_000
CODES = {2011: "not_registered", 2021: "certificate_expired", 2031: "wrong_passphrase"}
STATES = {
    "ISSUE": "",
    "EXPIRED": "certificate_expired",
    "NOT_REGISTERED": "not_registered",
    "REVOKE": "certificate_revoked",
    "SUSPEND": "certificate_revoked",
    "NEW": "certificate_missing",
    "WAITING_FOR_VERIFICATION": "certificate_missing",
    "NO_CERTIFICATE": "certificate_missing",
}


@dataclass(frozen=True)
class Service:
    """Where the eSign client service answers, and how the site signs in to it."""

    url: str
    user: str
    password: str = field(repr=False)
    seconds: float = 25.0


def configured(folder: Path) -> Service | None:
    """Read the service's address; nothing when the site has none."""
    path = folder / CONFIGURATION
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        service = Service(str(given["url"]).rstrip("/"), str(given["user"]), str(given["password"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise KeyTrouble(f"Berkas {CONFIGURATION} tidak dapat dibaca. Isi url, user, dan password.") from None
    if not service.url.startswith(("http://", "https://")):
        raise KeyTrouble(f"Alamat di {CONFIGURATION} harus diawali https://.")
    return service


class BsreSigner:
    """Signs through BSrE with the official's own passphrase, which is used once and forgotten."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def status(self, nik: str) -> str:
        """Return an empty text when the official can sign, else the reason why not."""
        kind, body = self._ask("GET", f"/api/user/status/{nik}", b"", "")
        answer = _json(body) if "json" in kind else {}
        state = str(answer.get("status", "")).upper().replace(" ", "_")
        return STATES.get(state, CODES.get(_number(answer.get("status_code")), "service_unclear"))

    def sign(self, task: SignTask, secret: Passphrase) -> Signed:
        """Send the page and the passphrase; the answer is the signed PDF."""
        if not task.nik:
            raise SigningFailed("nik_missing")
        if not secret:
            raise SigningFailed("passphrase_missing")
        # The passphrase is never the value of a variable: no report of a fault can show it.
        boundary = secrets.token_hex(16)
        kind, body = self._ask(
            "POST",
            "/api/sign/pdf",
            _multipart(boundary, task, secret),
            f"multipart/form-data; boundary={boundary}",
        )
        if not body.startswith(b"%PDF-"):
            raise SigningFailed(_reason(_json(body) if "json" in kind else {}))
        return Signed(body, "BSrE")

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> tuple[str, bytes]:
        sign_in = b64encode(f"{self.service.user}:{self.service.password}".encode()).decode()
        headers = {"Authorization": f"Basic {sign_in}", "Accept": "application/pdf, application/json"}
        if kind:
            headers["Content-Type"] = kind
        request = urllib.request.Request(  # noqa: S310  the address is http or https: see configured()
            self.service.url + path, data=body or None, headers=headers, method=method
        )
        del body
        status, failure, answered, said = 200, "", "", b""
        try:
            with _opener().open(request, timeout=self.service.seconds) as answer:
                answered, said = answer.headers.get("Content-Type", ""), _whole(answer)
        except urllib.error.HTTPError as trouble:
            status, answered = trouble.code, trouble.headers.get("Content-Type", "")
            said = trouble.read(LARGEST)
        except TimeoutError:
            failure = "timeout"
        except (urllib.error.URLError, HTTPException, OSError) as trouble:
            failure = (
                "timeout" if isinstance(getattr(trouble, "reason", None), TimeoutError) else "unreachable"
            )
        # Outside the handlers, so that no traceback of the request hangs on what is raised here.
        if status in (401, 403):
            failure = "service_sign_in"
        elif status != 200 and "json" not in answered:
            failure = "service_broken"
        if failure:
            raise SigningFailed(failure)
        return answered, said


def _whole(answer: Any) -> bytes:
    """Read an answer to its announced end."""
    body: bytes = answer.read(LARGEST)
    if int(answer.headers.get("Content-Length") or len(body)) != len(body):
        raise OSError
    return body


def _opener() -> urllib.request.OpenerDirector:
    """Follow no redirect: a passphrase is told to one address only."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    return urllib.request.build_opener(Stay)


def _multipart(boundary: str, task: SignTask, secret: Passphrase) -> bytes:
    mark = f"--{boundary}\r\n".encode()
    head = 'Content-Disposition: form-data; name="file"; filename="surat.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    plain = {"nik": task.nik, "tampilan": "invisible", "reason": task.reason, "location": task.place}
    return b"".join(
        [
            *(mark + _part(name, text) for name, text in plain.items()),
            mark + _part("passphrase", secret.reveal()),
            mark + head.encode() + task.pdf,
            f"\r\n--{boundary}--\r\n".encode(),
        ]
    )


def _part(name: str, text: str) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()


def _reason(answer: dict[str, Any]) -> str:
    code = _number(answer.get("status_code"))
    if code in CODES:
        return CODES[code]
    said = str(answer.get("error", answer.get("message", ""))).lower()
    if "passphrase" in said:
        return "wrong_passphrase"
    return "certificate_expired" if "expired" in said or "kedaluwarsa" in said else "service_unclear"


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdigit() else 0


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
