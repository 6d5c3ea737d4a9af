"""The server itself: whose address it believes, with and without a proxy in front."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from waitress.adjustments import Adjustments
from waitress.proxy_headers import proxy_headers_middleware

from pendopo.site.serving import listening


def _asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]


@pytest.mark.parametrize(("proxy", "seen"), [(True, "203.0.113.9 https"), (False, "127.0.0.1 http")])
def test_a_visitors_address_comes_from_the_proxy_only_where_there_is_one(
    settings: Any, proxy: bool, seen: str
) -> None:
    settings.PENDOPO_PROXY = proxy
    chosen = Adjustments(**listening())
    # As waitress puts it around the application when it starts.
    served = proxy_headers_middleware(
        _asked,
        trusted_proxy=chosen.trusted_proxy,
        trusted_proxy_count=chosen.trusted_proxy_count,
        trusted_proxy_headers=chosen.trusted_proxy_headers,
        clear_untrusted=chosen.clear_untrusted_proxy_headers,
        log_untrusted=chosen.log_untrusted_proxy_headers,
    )
    environ: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "REMOTE_PORT": "5", "REMOTE_HOST": "127.0.0.1"}
    environ |= {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    assert b"".join(served(environ, lambda status, headers: None)).decode() == seen
