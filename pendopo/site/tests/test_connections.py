"""Who gives a place up, when, and what an application may send without a body."""

from __future__ import annotations

import contextlib
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from pendopo.site import connections, serving
from pendopo.site.wire import bodiless

HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"


def _page(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = b"%d bytes" % len(environ["wsgi.input"].read())
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server of six places that looks after its connections all the time; answers its port."""
    monkeypatch.setattr(serving, "places", lambda: 8)  # the loop's own trigger and the door itself take two
    server, port = serving.open_server(_page, host="127.0.0.1", port=0, threads=2)
    server.adj.cleanup_interval = 0
    server.adj.asyncore_loop_timeout = 0.02
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield port
    server.close()
    thread.join(5)


@contextlib.contextmanager
def _line(port: int, *, source: str = "127.0.0.1") -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=3, source_address=(source, 0)) as line:
        yield line


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b" bytes") and (more := line.recv(1000)):
        said += more
    return said.decode().rsplit("\n", 1)[-1]


def _closed(line: socket.socket) -> bool:
    line.settimeout(1)
    try:
        return line.recv(100) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


@pytest.mark.parametrize("said", [b"", HALF, b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"])
def test_who_keeps_the_server_waiting_is_sent_away(
    door: int, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(connections, "GRACE", 0.1)
    with _line(door) as line:
        line.sendall(said)
        assert _closed(line)


def test_a_byte_now_and_then_buys_no_time(door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE", 0.2)
    with _line(door) as line, pytest.raises(ConnectionError):
        line.sendall(HALF)
        for _each in range(40):
            line.sendall(b"a")
            time.sleep(0.03)


def test_a_slow_line_that_moves_is_waited_for(door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE", 0.1)
    monkeypatch.setattr(connections, "SLOWEST", 1000)
    with _line(door) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        for _each in range(10):
            line.sendall(b"a" * 100)
            time.sleep(0.05)
        assert _answer(line) == "1000 bytes"


def test_a_connection_may_rest_between_two_requests(door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE", 0.1)
    with _line(door) as line:
        for _each in range(2):
            line.sendall(HALF + b"\r\n")
            assert _answer(line) == "0 bytes"
            time.sleep(0.3)
        monkeypatch.setattr(connections, "IDLE", 0.1)
        assert _closed(line)


def test_the_largest_crowd_gives_way_first_and_its_oldest_before_the_others(door: int) -> None:
    with contextlib.ExitStack() as stack:
        neighbour = stack.enter_context(_line(door, source="127.0.9.1"))
        neighbour.sendall(HALF)
        time.sleep(0.1)
        crowd = [stack.enter_context(_line(door)) for _each in range(12)]
        time.sleep(0.2)
        assert [_closed(each) for each in crowd[:6]] == [True] * 6
        neighbour.sendall(b"\r\n")
        assert _answer(neighbour) == "0 bytes"
        with _line(door) as newcomer:
            newcomer.sendall(HALF + b"\r\n")
            assert _answer(newcomer) == "0 bytes"


@pytest.mark.parametrize(("soft", "hard", "found"), [(256, 1024, 256), (256, 1 << 20, 1000), (-1, -1, 1000)])
def test_the_process_is_let_open_the_files_for_its_places(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, found: int
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, limits: asked.append(limits))
    assert serving.places() == found
    assert all(wanted <= hard for wanted, _hard in asked) and bool(asked) == (soft == 256)


@pytest.mark.parametrize(
    ("method", "status", "length"),
    [
        ("HEAD", "200 OK", "4"),
        ("GET", "204 No Content", None),
        ("GET", "304 Not Modified", None),
        ("HEAD", "404 x", "4"),
    ],
)
def test_what_has_no_body_sends_none_and_is_closed(method: str, status: str, length: str | None) -> None:
    closed: list[bool] = []
    told: list[tuple[Any, ...]] = []

    class Made(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start(status, [("Content-Length", "4"), ("ETag", "x")])
        return Made([b"body"])

    answer = bodiless(page)({"REQUEST_METHOD": method}, lambda *words: told.append(words))
    assert list(answer) == [] and not closed
    answer.close()  # type: ignore[attr-defined]
    assert closed == [True]
    assert dict(told[0][1]).get("Content-Length") == length and dict(told[0][1])["ETag"] == "x"


def test_an_answer_with_a_body_goes_through_untouched() -> None:
    made = [b"body"]

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return made

    assert bodiless(page)({"REQUEST_METHOD": "GET"}, lambda *words: None) is made
