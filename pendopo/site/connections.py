"""Connections of the built-in server: waitress's own, with words for refusals and an end to waiting."""

import time
from collections import Counter
from contextlib import suppress
from http import HTTPStatus

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask

from pendopo.accounts.rules.throttle import network_of
from pendopo.site.wire import WITHOUT_BODY

# A client that owes us bytes, or takes none of ours, has GRACE seconds and one more for every SLOWEST bytes that moved.
GRACE, SLOWEST = 30, 500
IDLE = 120  # seconds between two requests of one connection
AT_ONCE = 64  # newcomers taken from the queue in one turn
UNREADABLE = "Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
WORDS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Kiriman terlalu besar. Perkecil berkasnya, lalu kirim lagi.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Alamat atau kuki terlalu panjang. Hapus kuki, lalu coba lagi.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Ada gangguan di sistem kami. Tunggu beberapa menit, lalu coba lagi.",
}


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; what it cannot read is refused in every case, never an exception."""

    def parse_header(self, header_plus: bytes) -> None:
        """Take apart the header; a length of 5,000 digits or half an IPv6 address are unreadable like the rest."""
        try:
            super().parse_header(header_plus)
        except (ValueError, TransferEncodingNotImplemented) as trouble:
            raise ParsingError(str(trouble)) from trouble

    def received(self, data: bytes) -> int:
        """Take in bytes; whoever asks before a body that is too large hears no at once."""
        consumed: int = super().received(data)
        if self.error:
            self.expect_continue = False
        return consumed


class Answer(WSGITask):  # type: ignore[misc]
    """An answer of the site; one without a body leaves its connection open like any other."""

    close_on_finish: bool

    def build_response_header(self) -> bytes:
        """Return the header; waitress would end the connection, or send an empty chunk, for want of a length."""
        leaving = self.close_on_finish or self.request.headers.get("CONNECTION", "").lower() == "close"
        header: bytes = super().build_response_header()
        if self.request.command == "HEAD" or self.status.startswith(WITHOUT_BODY):
            self.chunked_response = False
            if self.version == "1.1" and not leaving:
                self.close_on_finish = False
                header = header.replace(b"\r\nConnection: close\r\n", b"\r\n")
        return header


class Refusal(ErrorTask):  # type: ignore[misc]
    """What the server itself refuses, before the site sees it: one sentence, no reason that helps nobody."""

    def execute(self) -> None:
        """Write the sentence, and close when it has been read."""
        error = self.request.error
        body = WORDS.get(error.code, UNREADABLE).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.refused = True
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when its client keeps it waiting, and how much has moved since then."""

    parser_class = Parser
    task_class = Answer
    error_task_class = Refusal
    close_when_flushed: bool
    refused = draining = rested = False
    moved = 0

    def __init__(
        self, server: object, sock: object, addr: tuple[str, int], adj: object, map: object = None
    ) -> None:
        self.since = time.time()
        self.network = network_of(addr[0])
        super().__init__(server, sock, addr, adj, map)

    def _begin_turn(self) -> None:
        self.since, self.moved = time.time(), 0

    def stalled(self, now: float) -> bool:
        """Say whether the client has kept us waiting for longer than a bad line explains."""
        if self.requests:
            return False
        if self.rested and self.request is None and not self.total_outbufs_len:
            return bool(now - self.last_activity > IDLE)
        return now - self.since > GRACE + self.moved / SLOWEST

    def readable(self) -> bool:
        """Say whether to look for bytes: not on a closed connection, which waitress's loop may still hold."""
        return self._fileno is not None and bool(self.draining or super().readable())

    def writable(self) -> bool:
        """Say whether there is something to send, or to end."""
        return self._fileno is not None and bool(super().writable())

    def handle_read(self) -> None:
        """Take what came; behind a refusal it is thrown away, or the client would never read the refusal."""
        if self.draining:
            self.recv(65536)
            return
        if self.rested and self.request is None:
            self.rested = False
            self._begin_turn()
        super().handle_read()

    def handle_write(self) -> None:
        """Send what waits; after a refusal close our half only."""
        if not (self.refused and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self.close_when_flushed, self.draining = False, True
            self._begin_turn()
            with suppress(OSError):
                self.socket.shutdown(1)

    def recv(self, buffer_size: int) -> bytes:
        """Receive, and count; a line that broke in any way is a client that left."""
        try:
            data: bytes = super().recv(buffer_size)
        except OSError:
            self.handle_close()
            return b""
        self.moved += len(data)
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send, and count; a line that broke in any way is a client that left."""
        try:
            sent: int = super().send(data, do_close=do_close)
        except OSError:
            self.will_close = True
            return 0
        self.moved += sent
        return sent

    def service(self) -> None:
        """Let the site answer; from then on the client has the next move."""
        super().service()
        self._begin_turn()
        self.rested = True


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress, with a place for every newcomer: who waits longest, from the network that holds most, gives his up."""

    channel_class = Channel
    next_channel_cleanup: float

    def handle_accept(self) -> None:
        """Take several newcomers in one turn: behind a crowd that knocks, a visitor would wait for his."""
        for _each in range(AT_ONCE):
            before = len(self._map)
            super().handle_accept()
            if len(self._map) == before:
                return

    def accept(self) -> object:
        """Take one newcomer; where the system has no file left for him, those who wait longest give theirs."""
        try:
            return super().accept()
        except OSError:
            self._give_way(AT_ONCE)
            return None

    def readable(self) -> bool:
        """Tidy up before each turn of the loop, when nobody holds an event of a connection that is closed here."""
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            for each in self._waiting():
                if each.stalled(now):
                    each.handle_close()
        self._give_way(len(self._map) - self.adj.connection_limit)
        return bool(self.accepting) and len(self._map) <= self.adj.connection_limit

    def _waiting(self) -> list[Channel]:
        return [each for each in self._map.values() if isinstance(each, Channel) and not each.requests]

    def _give_way(self, places: int) -> None:
        if places <= 0:
            return
        waiting = self._waiting()
        crowd = Counter(each.network for each in waiting)
        # Closed at once: a client that reads nothing never becomes writable, and waitress would wait for that.
        for each in sorted(waiting, key=lambda one: (-crowd[one.network], one.since))[:places]:
            each.handle_close()
