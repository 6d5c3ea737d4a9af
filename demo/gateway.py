"""A gateway on this machine that answers like the platforms of SMS and WhatsApp, as a script tells it: nothing leaves.

`/sms` is the village's own HTTP gateway, `/whatsapp/messages` the Cloud API. Without another script the end of a number
says what becomes of it, so that a demo shows every state: ...1 has no telephone, ...2 is heard and its answer is lost.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "rahasia-uji"  # noqa: S105 - of nobody


class Mood(Enum):
    """How the gateway takes one message."""

    TAKES = 200
    REJECTS = 400  # no such number
    DEAD_TOKEN = 401
    TOO_MANY = 429
    BROKEN = 503
    LOSES_ANSWER = 1  # sends it, and hangs up before it has answered
    HANGS_UP = 2  # hangs up and has sent nothing
    SLEEPS = 3  # answers after the caller has given up


@dataclass(frozen=True)
class Sent:
    """A message that reached a telephone."""

    to: str
    text: str
    key: str


def by_number(to: str) -> Mood:
    """Return how the demo's gateway takes a message."""
    return {"1": Mood.REJECTS, "2": Mood.LOSES_ANSWER}.get(to[-1:], Mood.TAKES)


@dataclass
class Gateway:
    """What the gateway was asked, what it sent, and how it takes the next message."""

    mood: Callable[[str], Mood] = by_number
    asked: int = 0
    sent: list[Sent] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    sleep: float = 1.0  # seconds
    knows_keys: bool = True  # a message whose key it has had is not sent again
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    @property
    def sms(self) -> str:
        """The address for PENDOPO_SMS_URL."""
        return f"http://{TOKEN}@{self.address}/sms"

    @property
    def whatsapp(self) -> str:
        """The address for PENDOPO_WHATSAPP_URL."""
        return f"http://{TOKEN}@{self.address}/whatsapp"

    def take(self, to: str, text: str, key: str) -> Mood:
        """Take a message; one whose key has been sent already is not sent again."""
        with self.lock:
            self.asked += 1
            mood = self.mood(to)
            known = self.knows_keys and key in self.keys
            if mood in (Mood.TAKES, Mood.LOSES_ANSWER, Mood.SLEEPS) and not known:
                self.sent.append(Sent(to, text, key))
                if key:
                    self.keys.add(key)
            return mood


@contextmanager
def open_gateway(port: int = 0) -> Iterator[Gateway]:
    """Serve a gateway on the loopback until the block ends."""
    gateway = Gateway()

    class Handler(_Handler):
        owner = gateway

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    gateway.address = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, name="fake-gateway", daemon=True).start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    owner: Gateway

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._answer(401, {"error": {"code": 190}})
            return
        mood = self.owner.take(*self._read(given))
        if mood in (Mood.LOSES_ANSWER, Mood.HANGS_UP):
            self.close_connection = True
        elif mood == Mood.SLEEPS:
            time.sleep(self.owner.sleep)
            self.close_connection = True
        elif mood == Mood.TAKES:
            name = f"wamid.{self.owner.asked}"
            self._answer(200, {"messages": [{"id": name}]} if "whatsapp" in self.path else {"id": name})
        else:
            self._answer(mood.value, {"error": {"code": mood.value}})

    def _read(self, given: dict[str, object]) -> tuple[str, str, str]:
        template = given.get("template")
        if isinstance(template, dict):
            return f"+{given['to']}", template["components"][0]["parameters"][0]["text"], ""
        return str(given["to"]), str(given["text"]), self.headers.get("Idempotency-Key", "")

    def _answer(self, status: int, body: dict[str, object]) -> None:
        said = json.dumps(body).encode()
        self.send_response(status)
        if status == Mood.TOO_MANY.value:
            self.send_header("Retry-After", "120")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
