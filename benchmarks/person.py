"""A person with an old telephone: opens pages, reads what stands there, fills in forms and presses buttons, no script.

Everything goes by the words on the page, so that a page which hides its button or loses its label is noticed.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.screen import MOST_TRIES, Form, Screen, answers_to, spoilt_answer


class Lost(Exception):
    """The person does not get on; the text says where and why."""


@dataclass
class Tally:
    """What a task took: requests, bytes both ways as they travel, questions to the database."""

    requests: int = 0
    sent: int = 0
    received: int = 0
    queries: int = 0
    heaviest: int = 0  # page, in bytes as it travels; the letter itself is none
    dearest: int = 0
    wrong: int = 0  # answers that were refused and then put right


class Person:
    """Somebody with a browser that runs no script."""

    def __init__(self) -> None:
        self.client, self.tally = Client(), Tally()
        self.path, self.screen, self.status, self.content = "/", Screen(""), 0, b""

    def begin(self) -> None:
        """Count from here on."""
        self.tally = Tally()

    def has_link(self, words: str) -> bool:
        """Whether the page has a link with these words."""
        return any(words.lower() in said.lower() and href for said, href in self.screen.links)

    def has_button(self, words: str) -> bool:
        """Whether the page has a button with these words."""
        return any(words.lower() in one[0].lower() for form in self.screen.forms for one in form.buttons)

    def open(self, path: str, sent: Mapping[str, object] | None = None) -> Screen:
        """Open a page, or send a form to it, and go where that leads."""
        for _hop in range(6):
            path = urljoin(self.path, path)
            connection.queries_log.clear()  # it holds the last 9,000, and counts no further
            with CaptureQueriesContext(connection) as asked:
                answer = self.client.get(path) if sent is None else self.client.post(path, sent)
            content = b"".join(answer)  # a file comes in pieces
            self._count(path, sent, content, len(asked))
            self.path, self.status, self.content = path, answer.status_code, content
            if answer.status_code not in (301, 302, 303):
                break
            path, sent = str(answer["Location"]), None
        if self.status not in (200, 422):
            raise Lost(f"{path} answers {self.status}")
        is_page = str(answer.get("Content-Type", "")).startswith("text/html")
        self.screen = Screen(content.decode(errors="replace")) if is_page else Screen("")
        return self.screen

    def _count(self, path: str, sent: Mapping[str, object] | None, content: bytes, queries: int) -> None:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self.client.cookies.items())
        files = sum(one.size or 0 for one in (sent or {}).values() if isinstance(one, SimpleUploadedFile))
        plain = {key: one for key, one in (sent or {}).items() if not isinstance(one, SimpleUploadedFile)}
        packed = len(gzip.compress(content, 6)) if not content.startswith(b"%PDF") else len(content)
        one = self.tally
        one.requests += 1
        one.sent += len(path) + len(cookies) + len(urlencode(plain, doseq=True)) + files
        one.received += packed
        one.queries += queries
        one.heaviest = one.heaviest if content.startswith(b"%PDF") else max(one.heaviest, packed)
        one.dearest = max(one.dearest, queries)

    def follow(self, words: str) -> Screen:
        """Follow the link with these words."""
        for said, href in self.screen.links:
            if words.lower() in said.lower() and href:
                return self.open(href)
        raise Lost(f"{self.path} has no link “{words}”")

    def sees(self, words: str) -> None:
        """Make sure that the page says something."""
        if words.lower() not in self.screen.text.lower():
            raise Lost(f"{self.path} does not say “{words}”")

    def form_of(self, button: str) -> tuple[Form, tuple[str, str, str]]:
        """Return the form with a button of these words, and the button."""
        for form in self.screen.forms:
            for one in form.buttons:
                if button.lower() in one[0].lower():
                    return form, one
        raise Lost(f"{self.path} has no button “{button}”")

    def press(self, button: str, **answers: object) -> Screen:
        """Press the button of these words; answers go by the name of their field or the beginning of their label."""
        form, (_said, name, value) = self.form_of(button)
        sent: dict[str, object] = {**form.held, **({name: value} if name else {})}
        for key, answer in answers.items():
            sent[_named(form, key)] = answer
        sent = {key: one for key, one in sent.items() if one is not None}
        if form.method == "get":
            path = urlsplit(self.path).path if not form.action else form.action
            return self.open(f"{path}?{urlencode(sent, doseq=True)}")
        return self.open(form.action or self.path, sent)

    def answer(self, button: str, *, wrong_first: bool = False, **known: object) -> Screen:
        """Answer every question of a form as its hints say, and press; what is refused is put right."""
        form, _button = self.form_of(button)
        if wrong_first and (spoilt := spoilt_answer(form)):
            self.press(button, **{**answers_to(form, 0), **known, **spoilt})
            if self.status != 422:
                raise Lost(f"{form.action or self.path} takes {spoilt}")
            self.tally.wrong += 1
        for attempt in range(MOST_TRIES):
            form, _button = self.form_of(button)
            self.press(button, **{**answers_to(form, attempt), **known})
            if self.status == 200:
                return self.screen
        said = self.screen.text
        raise Lost(f"{self.path}: no answer fits; {said[max(0, said.find('Ada yang perlu')) :][:300]}")


def _named(form: Form, key: str) -> str:
    if key in form.questions:
        return key
    for one in form.questions.values():
        if one.label.lower().startswith(key.replace("_", " ").lower()):
            return one.name
    return key
