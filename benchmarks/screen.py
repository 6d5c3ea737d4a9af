"""What stands on a page for somebody who reads it: links, forms, words; and how a form is answered as its hints say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

from pendopo.kernel import clock

SKIPPED = {"nav", "footer", "header"}
EXAMPLE = re.compile(r"\b(?:contoh|misalnya):?\s+([^;.\n]*(?:\.\d[^;.\n]*)*)", re.IGNORECASE)
OPTIONAL = "(boleh kosong)"
MOST_TRIES = 6


@dataclass
class Question:
    """A field as somebody sees it."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    label: str = ""
    hint: str = ""
    needed: bool = False
    numeric: bool = False
    chosen: bool = False
    bad: bool = False  # the page says that this answer is wrong


@dataclass
class Form:
    """A form of a page with its buttons: words, name, value."""

    action: str
    method: str
    key: str
    questions: dict[str, Question] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def held(self) -> dict[str, str | list[str]]:
        """What is sent when nobody touches it."""
        asked = self.questions.values()
        return {
            one.name: one.value for one in asked if one.chosen or one.kind not in ("choice", "tick", "file")
        }


class Screen(HTMLParser):
    """What a person finds on a page: links, forms and words, without the frame around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._labels: dict[str, str] = {}
        self._ids: dict[str, Question] = {}
        self._hints: dict[str, str] = {}
        self._outside: list[tuple[str, Question]] = []
        self._open: list[tuple[str, str, list[str]]] = []  # tag, what it is for, its words
        self._select: Question | None = None
        self._skipped = self._quiet = 0
        self.feed(html)
        self._join()

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._skipped += tag in SKIPPED
        self._quiet += tag in ("style", "script", "svg", "title")
        if self._skipped:
            return
        if tag == "form":
            self._form = Form(
                given.get("action", ""), given.get("method", "get").lower(), given.get("id", "")
            )
            self.forms.append(self._form)
        elif tag in ("a", "label", "legend", "button", "textarea") or "_helptext" in given.get("id", ""):
            about = {"a": "href", "label": "for", "button": "value"}.get(tag, "id")
            self._open.append((tag, given.get(about, ""), []))
            if tag == "button" and self._form is not None:
                self._form.buttons.append(("", given.get("name", ""), given.get("value", "")))
        if tag in ("input", "select", "textarea") and given.get("name"):
            self._ask(tag, given)
        elif tag == "option" and self._select is not None and given.get("value"):
            self._select.options.append(given["value"])
            if "selected" in given:
                self._select.value, self._select.chosen = given["value"], True

    def _ask(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        name = given["name"]
        if kind in ("radio", "checkbox", "select"):
            asked = Question(name, "choice" if kind != "checkbox" else "tick")
        else:
            asked = Question(name, kind, given.get("value", ""), numeric=given.get("inputmode") == "numeric")
        form = self._form
        if given.get("form") or form is None:
            self._outside.append((given.get("form", ""), asked))
        else:
            asked = form.questions.setdefault(name, asked)
        asked.needed = asked.needed or "required" in given
        asked.bad = asked.bad or "aria-invalid" in given
        if kind in ("radio", "checkbox") and given.get("value", "on"):
            asked.options.append(given.get("value", "on"))
            if "checked" in given:
                asked.value, asked.chosen = given.get("value", "on"), True
        self._select = asked if tag == "select" else self._select
        self._ids[given.get("id", "")] = asked

    def handle_data(self, data: str) -> None:
        if self._skipped or self._quiet:
            return
        self.words.append(data)
        for _tag, _about, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in SKIPPED
        self._quiet -= tag in ("style", "script", "svg", "title")
        if tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None
        elif self._open and self._open[-1][0] == tag:
            self._close(*self._open.pop())

    def _close(self, tag: str, about: str, words: list[str]) -> None:
        said = " ".join("".join(words).split())
        if tag == "a":
            self.links.append((said, about))
        elif tag == "label":
            self._labels[about] = said
        elif tag == "button" and self._form is not None and self._form.buttons:
            self._form.buttons[-1] = (said, *self._form.buttons[-1][1:])
        elif tag == "textarea" and about in self._ids:
            self._ids[about].value = "".join(words).strip()
        elif about.endswith("_helptext"):
            self._hints[about.removesuffix("_helptext")] = said

    def _join(self) -> None:
        for key, asked in self._ids.items():
            group = re.sub(r"_\d+$", "", key)
            asked.label = asked.label or self._labels.get(key, "")
            asked.hint = asked.hint or self._hints.get(key, "") or self._hints.get(group, "")
            if asked.kind in ("text", "textarea", "choice") and key == group and asked.label:
                asked.needed = asked.needed or OPTIONAL not in asked.label
        for key, asked in self._outside:
            for form in self.forms:
                if form.key == key:
                    form.questions[asked.name] = asked


def spoilt_answer(form: Form) -> dict[str, object]:
    """A wrong answer to one question: an impossible day, a word for a number, or nothing where something is needed."""
    for one in form.questions.values():
        if one.kind == "text" and one.numeric:
            return {one.name: "banyak"}
    needed = [one for one in form.questions.values() if one.needed]
    written = [one.name for one in needed if one.kind in ("text", "textarea")]
    if written:  # of a list of rows all: one row left out is no fault
        return dict.fromkeys(written if "-" in written[0] else written[:1], "")
    return {one.name: None for one in needed[:1] if one.kind == "choice"}


def answers_to(form: Form, attempt: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in form.questions.values():
        if not (one.bad or (one.needed and not one.value)):
            continue
        if one.kind == "choice" and one.options:
            found[one.name] = one.options[attempt % len(one.options)]
        elif one.kind in ("text", "textarea", "tel") and (said := _say(one, attempt)) is not None:
            found[one.name] = said
    return found


def _say(one: Question, attempt: int) -> str | None:
    words = f"{one.label} {one.name} {one.hint}".lower()
    example = EXAMPLE.search(one.hint)
    if "hari-bulan-tahun" in words:
        return _day(attempt)
    for key, makes in SAID.items():
        if key in words:
            return makes(attempt)
    if example and not attempt:
        return example[1].strip(' .“”"')
    if one.numeric:
        return ("2", "2020", "20", "1.500.000", "3000", "50")[attempt % MOST_TRIES]
    return "Keperluan keluarga" if one.needed else None


def _day(attempt: int) -> str:
    back = (1, -7, 400, 9_000, 30, 0)[attempt % MOST_TRIES]
    return f"{clock.today() - timedelta(days=back):%d-%m-%Y}"


SAID: Mapping[str, Callable[[int], str | None]] = {
    "nik": lambda _attempt: "3206134508870003",
    "jam": lambda _attempt: "09.30",
    "nama": lambda _attempt: "Siti Aminah",
    "tahun": lambda _attempt: "2020",
}
