"""A browser outside of the server: it keeps cookies, reads forms and sends them."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

OFFICE = timezone(timedelta(hours=7))
CSRF = "csrfmiddlewaretoken"


class Fields(HTMLParser):
    """The fields of a page's own form as a browser would send them untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a field and its value; a choice with its last one."""
        given = {name: value or "" for name, value in attrs}
        if tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and given.get("value"):
            self.found[self._select] = given["value"]
        elif tag in ("input", "textarea") and given.get("name"):
            self.found[given["name"]] = given.get("value", "")


@dataclass
class Page:
    """What came back."""

    status: int
    location: str
    body: str

    @property
    def fields(self) -> dict[str, str]:
        """The fields of its form."""
        return Fields(self.body).found


class Browser:
    """One person's browser on one connection."""

    def __init__(self, address: str, cookies: dict[str, str]) -> None:
        self._link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.cookies = cookies

    def open(self, path: str, sent: dict[str, str] | None = None) -> Page:
        """Opens a page, or sends a form to it."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept": "text/html"}
        if sent is None:
            self._link.request("GET", path, headers=headers)
        else:
            body = urlencode({**sent, CSRF: self.cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._link.request("POST", path, body, headers)
        answer = self._link.getresponse()
        return Page(answer.status, answer.headers.get("Location", ""), answer.read().decode(errors="replace"))

    def fill(self, path: str, **answers: str) -> Page:
        """Opens a form, answers its questions and sends it."""
        return self.open(path, {**self.open(path).fields, **answers})

    def mail(self, summary: str) -> Page:
        """Writes a letter that goes out into the register; 302 when it has its number."""
        return self.fill(
            "/meja/surat/masuk/catat/outgoing/", party="Camat", summary=summary, archive="000.1.5", on=today()
        )


def today() -> str:
    """The day at the office, as it is typed."""
    return datetime.now(OFFICE).strftime("%d-%m-%Y")
