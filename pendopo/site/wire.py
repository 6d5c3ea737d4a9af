"""What HTTP forbids on the wire, kept off it before any server sees the answer."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
# A body that follows one of these is read as the next answer of the connection (RFC 9110, 6.4.1).
WITHOUT_BODY = ("1", "204", "304")


def bodiless(application: Application) -> Application:
    """Answer HEAD, 204 and 304 without a body and without a length that no body has, whatever the page made."""

    def answer(environ: Environ, start: Start) -> Iterable[bytes]:
        empty = False

        def begin(status: str, headers: list[tuple[str, str]], trouble: object = None) -> object:
            nonlocal empty
            empty = environ["REQUEST_METHOD"] == "HEAD" or status.startswith(WITHOUT_BODY)
            if status.startswith(WITHOUT_BODY):
                headers = [each for each in headers if each[0].lower() != "content-length"]
            return start(status, headers, trouble) if trouble else start(status, headers)

        made = application(environ, begin)
        # Django begins before it returns; an answer with a body goes on untouched, so that a server can send a file
        # its own fast way.
        return _Dropped(made) if empty else made

    return answer


class _Dropped:
    """Nothing to send, and what was made for it is closed when the server is done."""

    def __init__(self, made: Iterable[bytes]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        close = getattr(self._made, "close", None)
        if close is not None:
            close()
