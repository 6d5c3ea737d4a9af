"""A browser outside of the server: it keeps cookies, reads forms and sends them."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

OFFICE = timezone(timedelta(hours=7))
CSRF = "csrfmiddlewaretoken"
FRAME = {"nav", "footer", "header"}


@dataclass
class Asked:
    """A form as a page shows it: what it holds, what may be chosen, and which files it takes."""

    action: str
    held: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    pressed: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page, without those of the frame around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Asked] = []
        self._at: Asked | None = None
        self._select, self._area, self._framed = "", "", 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._framed += tag in FRAME
        if tag == "form" and not self._framed and given.get("method", "").lower() == "post":
            self.found.append(Asked(given.get("action", "")))
            self._at = self.found[-1]
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select:
            self._choice(self._select, given.get("value", ""), "selected" in given)
        elif tag in ("input", "textarea", "button") and given.get("name", CSRF) != CSRF:
            if self._at is None and given.get("form"):  # a field of a form that stands elsewhere
                self.found.append(Asked(""))
            if self._at is not None or given.get("form"):
                self._field(self._at or self.found[-1], tag, given)

    def _field(self, form: Asked, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given["name"], given.get("value", ""), given.get("type", "")
        if kind == "file":
            form.files[name] = given.get("accept", "")
        elif kind in ("radio", "checkbox"):
            self._choice(name, value or "on", "checked" in given)
        elif tag != "button":
            form.held[name], self._area = value, name if tag == "textarea" else ""
        elif value == "simpan" or not form.pressed:  # the first is what Enter presses
            form.pressed = {name: value}

    def _choice(self, name: str, value: str, chosen: bool) -> None:
        if self._at is None:
            return
        if value:
            self._at.choices.setdefault(name, []).append(value)
        if chosen:
            self._at.held[name] = value

    def handle_data(self, data: str) -> None:
        if self._area and self._at is not None:
            self._at.held[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        self._framed -= tag in FRAME
        self._at = None if tag == "form" else self._at
        self._select, self._area = ("" if tag == "select" else self._select), ""


@dataclass
class Page:
    """What came back."""

    status: int
    location: str
    body: str

    @property
    def fields(self) -> dict[str, str]:
        """The fields of its largest form as a browser would send them untouched; of a choice the last."""
        form = max(Forms(self.body).found, key=lambda form: len(form.held), default=Asked(""))
        return {**{name: values[-1] for name, values in form.choices.items()}, **form.held, **form.pressed}


class Browser:
    """One person's browser on one connection."""

    def __init__(self, address: str, cookies: dict[str, str]) -> None:
        self._link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
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
