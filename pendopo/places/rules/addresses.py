"""The address under which a site is reached from outside: its form, and whether a page was opened through it."""

import ipaddress
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def origin_of(text: str) -> str:
    """Return an address as scheme, host and port in one spelling, or nothing (RFC 6454, 6.1).

    A path, a question, a user name or a strange sign makes it no address of a site.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    plain = host.isascii() and all(sign.isalnum() or sign in "-.:" for sign in host)
    if parts.scheme not in _PORTS or not host or not plain or parts.username is not None:
        return ""
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")


def leads_home(origin: str) -> bool:
    """Say whether an address means the very machine that asks: useless on paper (RFC 6761, 6.3)."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def stays_inside(origin: str) -> bool:
    """Say whether an address works in the office's own network only (RFC 1918, RFC 6762)."""
    host = urlsplit(origin).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host.endswith(".local") or "." not in host
