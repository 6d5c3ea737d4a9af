"""The server itself: whose address it believes, with and without a proxy in front."""

import threading
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from waitress.server import create_server

from pendopo.site.opening import listening


def _asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]


@pytest.mark.parametrize(("proxy", "seen"), [(True, "203.0.113.9 https"), (False, "127.0.0.1 http")])
def test_a_visitors_address_comes_from_the_proxy_only_where_there_is_one(
    settings: Any, proxy: bool, seen: str
) -> None:
    settings.PENDOPO_PROXY = proxy
    server = create_server(_asked, host="127.0.0.1", port=0, threads=1, **listening())
    threading.Thread(target=server.run, daemon=True).start()
    try:
        headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Proto": "https"}
        address = f"http://127.0.0.1:{server.effective_port}/"
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            assert answer.read().decode() == seen
    finally:
        server.close()
