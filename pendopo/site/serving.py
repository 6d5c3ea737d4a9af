"""Serving a site: how the built-in server listens, and the line `ready`."""

import select
import sys
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from waitress.adjustments import Adjustments
from waitress.server import MultiSocketServer
from waitress.task import ThreadedTaskDispatcher

from pendopo.site.connections import Server
from pendopo.site.troubles import in_words
from pendopo.site.wire import Application

PLACES = 1000  # connections open at once; more would cost memory and serve nobody (ADR 0030)
PLACES_BY_SELECT = 400  # Windows' select() looks at 512 of them
FILES_BESIDE = 256  # open files that are no connection: database, journal, letters being set
FILES_EACH = 3  # a connection, and what it sends and gets beyond a megabyte


def listening() -> dict[str, object]:
    """Return how the server listens: its limits, and a proxy's headers, believed only when there is one."""
    plain: dict[str, object] = {
        "ident": "pendopo",
        "clear_untrusted_proxy_headers": True,
        "connection_limit": places(),
        "asyncore_use_poll": True,  # select() breaks above 1024 open files
        "cleanup_interval": 5,
        "max_request_header_size": 32 * 1024,
        # Twice: a file somewhat too large is told so by its form, beside the other fields.
        "max_request_body_size": 2 * settings.PENDOPO_UPLOAD_BYTES + 1024 * 1024,
    }
    if not settings.PENDOPO_PROXY:
        return plain
    # Without these the whole world would come from the proxy's address, and no form sent by HTTPS would be accepted.
    return {
        **plain,
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def places() -> int:
    """Return how many connections may be open at once, and let this process open the files for them."""
    if not hasattr(select, "poll"):
        return PLACES_BY_SELECT
    import resource

    wanted = FILES_BESIDE + FILES_EACH * PLACES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return PLACES
    return max(50, min(PLACES, (soft - FILES_BESIDE) // FILES_EACH))


def open_server(application: Application, **wishes: object) -> tuple[MultiSocketServer, int]:
    """Listen on every address that the host name stands for; return the server and its port."""
    limits = Adjustments(**wishes, **listening())
    workers = ThreadedTaskDispatcher()
    workers.set_thread_count(limits.threads)
    loop: dict[int, object] = {}
    doors = [
        Server(application, loop, dispatcher=workers, adj=limits, sockinfo=each) for each in limits.listen
    ]
    return MultiSocketServer(loop, limits, limits.listen, workers), int(doors[0].effective_port)


def serve(
    host: str, port: int, *, threads: int = 4, note: str = "", then: Callable[[], None] | None = None
) -> int:
    """Serve the site until interrupted; print `ready` when the first page answers, and go on with `then` behind it."""
    from pendopo.site.wsgi import application

    try:
        server, port = open_server(application, host=host, port=port, threads=threads)
    except OSError as trouble:
        print(
            f"pendopo: alamat {host}:{port} tidak dapat dipakai ({trouble.strerror}). Pilih --port lain.",
            file=sys.stderr,
        )
        return 1
    everywhere = {"", "0.0.0.0"}  # noqa: S104 - asks, does not bind
    address = f"http://{'127.0.0.1' if host in everywhere else host}:{port}/"
    threading.Thread(target=_announce, args=(address, note, then), daemon=True).start()
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
    return 0


def _announce(address: str, note: str, then: Callable[[], None] | None) -> None:
    import urllib.request

    try:
        with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 - our own address
            page.read()
        print(f"{note.format(address=address)}ready {address}", flush=True)
        if then is not None:
            then()
    except Exception as trouble:  # noqa: BLE001 - a thread of its own: nobody above could say it in words
        print(f"pendopo: {in_words(trouble)}", file=sys.stderr, flush=True)
    finally:
        connection.close()
