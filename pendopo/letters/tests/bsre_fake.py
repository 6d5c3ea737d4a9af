"""A small server that answers like BSrE's eSign client service, on this machine, for tests."""

from __future__ import annotations

import json
import tempfile
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pendopo.letters.channels.signers.base import Passphrase, SignTask
from pendopo.letters.channels.signers.local import LocalSigner

NIK, PASSPHRASE = "3206132202700001", "Rahasia #1 Kades"
USER, PASSWORD = "desa-taraju", "sandi-layanan"


@dataclass
class Fake:
    """How the service shall behave, and what it was asked."""

    url: str = ""
    state: str = "ISSUE"
    # What the next answers are instead of a signature: a status code, or the name of a fault.
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def fake_bsre() -> Iterator[Fake]:
    fake = Fake()

    class Handler(_Handler):
        service = fake

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    service: Fake

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.service.asked.append(f"GET {self.path}")
        if not self._is_known():
            return
        if not self.path.startswith("/api/user/status/"):
            self._say(404, {"error": "tidak ada"})
        elif self.path.rpartition("/")[2] != NIK:
            self._say(
                200, {"status_code": 1110, "status": "NOT_REGISTERED", "message": "User tidak terdaftar"}
            )
        else:
            self._say(200, {"status_code": 1111, "status": self.service.state, "message": "..."})

    def do_POST(self) -> None:
        self.service.asked.append(f"POST {self.path}")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_known():
            return
        pdf, fields = _parts(self.headers["Content-Type"], body)
        self.service.fields.append(fields)
        fault = self.service.faults.pop(0) if self.service.faults else ""
        if fault:
            self._fail(fault, pdf)
        elif fields["nik"] != NIK:
            self._say(400, {"status_code": 2011, "error": "User tidak terdaftar"})
        elif fields["passphrase"] != PASSPHRASE:
            self._say(
                400, {"status_code": 2031, "error": "Proses signing gagal : Passphrase anda salah 2031"}
            )
        else:
            self._pdf(signed(pdf))

    def _fail(self, fault: str, pdf: bytes) -> None:
        if fault == "expired":
            self._say(400, {"status_code": 2021, "error": "Certificate user expired"})
        elif fault == "hang":
            self.service.released.wait(20)
        elif fault == "broken":
            self.send_response(502)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<h1>Bad gateway</h1>")
        elif fault == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"%PDF-1.7")
        elif fault == "unsigned":
            self._pdf(pdf)
        elif fault == "other":
            self._pdf(b"%PDF-1.7\n%%EOF")
        elif fault == "elsewhere":
            self.send_response(307)
            self.send_header("Location", f"{self.service.url}/steal")
            self.end_headers()
        else:
            raise AssertionError(fault)

    def _is_known(self) -> bool:
        sign_in = self.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(sign_in).decode() == f"{USER}:{PASSWORD}":
            return True
        self._say(401, {"error": "Unauthorized"})
        return False

    def _say(self, code: int, answer: dict[str, Any]) -> None:
        self._send(code, "application/json", json.dumps(answer).encode())

    def _pdf(self, content: bytes) -> None:
        self._send(200, "application/pdf", content)

    def _send(self, code: int, kind: str, content: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def signed(pdf: bytes) -> bytes:
    """Answers a PDF as the provider would: signed with a certificate that the site does not have."""
    with tempfile.TemporaryDirectory() as folder:
        task = SignTask(pdf, "KEPALA DESA TARAJU", "Desa Taraju", "", "", date.today())
        return LocalSigner(Path(folder)).sign(task, Passphrase("")).pdf


def _parts(kind: str, body: bytes) -> tuple[bytes, dict[str, str]]:
    message: Any = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields: dict[str, str] = {}
    pdf = b""
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if name == "file":
            pdf = content
        else:
            fields[name] = content.decode()
    return pdf, fields
