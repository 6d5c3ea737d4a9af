"""Many connections that hold a place and finish nothing, as strangers would open them."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

_HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
_FORM = (
    b"POST /masuk/warga/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Cookie: csrftoken=" + b"a" * 32 + b"\r\nContent-Length: 1000000\r\n\r\n"
)
_WHOLE = b"GET /static/ui/pendopo.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
# kind -> what each connection sends first, what it does every second from then on, and how many come in a second:
# whole requests come no faster than one computer answers them, or the measure would be of its processor.
KINDS = {
    "half a header, then silence": (_HALF, "wait", 5000),
    "a header, byte by byte": (_HALF, "send", 5000),
    "a form, byte by byte": (_FORM, "send", 5000),
    "nothing at all": (b"", "wait", 5000),
    "an answer, read byte by byte": (_WHOLE * 4, "read", 20),
    "nothing after an answer": (_WHOLE, "drain", 50),
}


@dataclass
class Crowd:
    """Connections of one kind; whichever the server closes comes back a second later."""

    host: str
    port: int
    kind: str
    size: int
    opened: int = 0
    refused: int = 0
    _all: list[socket.socket] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)

    @property
    def held(self) -> int:
        """How many are open now."""
        return len(self._all)

    @contextlib.contextmanager
    def pressing(self) -> Iterator["Crowd"]:
        """Open them, and hold them until the block ends."""
        thread = threading.Thread(target=self._press, daemon=True)
        self._fill()
        thread.start()
        while self.held < self.size * 0.9 and not self.refused:
            time.sleep(0.2)
        try:
            yield self
        finally:
            self._end.set()
            thread.join()
            for each in self._all:
                each.close()

    def _fill(self) -> None:
        first, _, pace = KINDS[self.kind]
        most = min(self.size, len(self._all) + pace)
        while len(self._all) < most and not self._end.is_set():
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(0.5)
            try:
                line.connect((self.host, self.port))
                line.sendall(first)
            except OSError:
                self.refused += 1
                line.close()
                return  # the queue of the system is full; once more in a second
            line.setblocking(False)
            self._all.append(line)
            self.opened += 1

    def _press(self) -> None:
        while not self._end.wait(1.0):
            self._all = [each for each in self._all if self._still_open(each)]
            self._fill()

    def _still_open(self, line: socket.socket) -> bool:
        _, habit, _ = KINDS[self.kind]
        try:
            if habit == "send":
                line.send(b"a")
            size = {"read": 1, "drain": 65536}.get(habit, 0)
            if line.recv(size or 1, 0 if size else socket.MSG_PEEK):
                return True
        except BlockingIOError:
            return True
        except OSError:
            pass
        line.close()
        return False


def page_times(
    host: str, port: int, seconds: float, *, pause: float = 0.1, patience: float = 10.0
) -> list[float]:
    """Seconds that each page took a newcomer, who opens a connection for every page; `patience` where none came."""
    until, times = time.monotonic() + seconds, []
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            with socket.create_connection((host, port), timeout=patience) as line:
                line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                answer = b"".join(iter(lambda: line.recv(65536), b""))
            sound = answer.startswith(b"HTTP/1.1 200 ") and answer.rstrip().endswith(b"</html>")
        except OSError:
            sound = False
        times.append(time.monotonic() - start if sound else patience)
        time.sleep(pause)
    return times
