"""Calling a gateway over HTTP: one connection for many messages, and an honest answer to what became of each."""

import http.client
import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from pendopo.notices.rules.sending import Fate, Outcome

# Address, subject, text, key; the key is the same whenever the same message is handed over again.
Call = Callable[[str, str, str, str], Outcome]
_SECONDS = 10
_MOST_BYTES = 2**20
_LONGEST_WAIT = 3600


class Gateway:
    """A gateway at https://TOKEN@host/path; the token goes into the head of a call and stands nowhere else."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.path, self.token = parts.path.rstrip("/"), unquote(parts.username or "")
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            context = ssl.create_default_context()
            self._line: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=_SECONDS, context=context
            )
        else:
            self._line = http.client.HTTPConnection(host, port, timeout=_SECONDS)

    def post(self, path: str, given: Mapping[str, object], key: str) -> Outcome:
        """Post a message; before the first byte is written nothing can have gone out, after it anything may."""
        body = json.dumps(given).encode()
        head = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            head["Idempotency-Key"] = key
        try:
            if self._line.sock is None:
                self._line.connect()
        except OSError as trouble:
            self.close()
            return Outcome(Fate.NOT_SENT, type(trouble).__name__)
        try:
            self._line.request("POST", self.path + path, body, head)
            with self._line.getresponse() as response:
                said = response.read(_MOST_BYTES)
                answered = judged(response.status, response.headers.get("Retry-After", ""), said)
                if response.will_close:
                    self.close()
                return answered
        except (OSError, http.client.HTTPException) as trouble:
            self.close()
            return Outcome(Fate.NO_ANSWER, type(trouble).__name__)

    def close(self) -> None:
        """Let go of the connection; the next call opens another."""
        self._line.close()


@contextmanager
def gateway(address: str) -> Iterator[Gateway]:
    """Open a gateway for many messages."""
    opened = Gateway(address)
    try:
        yield opened
    finally:
        opened.close()


def judged(status: int, wait: str, said: bytes) -> Outcome:
    """Return what an answer means; a success that cannot be read is a success."""
    if status < 300:
        return Outcome(Fate.SENT, reference=_reference(said))
    trouble = f"http_{status}"
    if status == 429:
        seconds = int(wait) if wait.isascii() and wait.isdigit() else 60
        return Outcome(Fate.LATER, trouble, wait=timedelta(seconds=min(seconds, _LONGEST_WAIT)))
    if status in (401, 403):  # our own token: no fault of the message
        return Outcome(Fate.LATER, trouble, wait=timedelta(minutes=15))
    if status in (502, 504):  # something between us and the gateway lost its answer
        return Outcome(Fate.NO_ANSWER, trouble)
    return Outcome(Fate.REFUSED if status < 500 else Fate.NOT_SENT, trouble)


def _reference(said: bytes) -> str:
    try:
        found = json.loads(said)
        found = found["messages"][0]["id"] if "messages" in found else found["id"]
    except (ValueError, KeyError, IndexError, TypeError):
        return ""
    return found[:100] if isinstance(found, str) else ""
