"""One person with a browser without script, inside the process: pages opened, forms sent, and what each cost."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.ordeal.browser import Asked, Forms


@dataclass(frozen=True)
class Step:
    """One request: what it cost the server, and whether somebody pressed a button for it or was only led on."""

    method: str
    path: str
    status: int
    cpu: float  # seconds
    queries: int
    size: int  # bytes of the answer
    led: bool


@dataclass
class Walk:
    """A client, the page that it sees, and the steps that led there."""

    client: Client
    clock: Callable[[], float] = time.process_time
    steps: list[Step] = field(default_factory=list)
    path: str = ""
    html: str = ""

    def open(self, path: str) -> str:
        """Open a page and follow wherever it leads; what does not answer 200 at last is an error."""
        return self._ask("GET", path, {})

    def press(self, ending: str = "", *, ticked: str = "", button: str = "", **answers: str) -> str:
        """Send the form of this page whose address ends so, with these answers and every box of one name ticked.

        `button` is how the address ends to which one of its buttons sends it instead.
        """
        forms = [form for form in Forms(self.html).found if (form.action or self.path).endswith(ending)]
        if not forms:
            raise RuntimeError(f"{self.path} has no form for {ending!r}")
        form = max(forms, key=lambda one: len(one.held) + len(one.choices))
        to = re.search(rf'formaction="([^"]*{button})"', self.html) if button else None
        boxes = {ticked: form.choices.get(ticked, [])} if ticked else {}
        return self._ask(
            "POST", to[1] if to else form.action or self.path, {**_untouched(form), **answers, **boxes}
        )

    def _ask(self, method: str, path: str, sent: Mapping[str, str | list[str]], led: bool = False) -> str:
        with CaptureQueriesContext(connection) as asked:
            before = self.clock()
            answer = self.client.post(path, sent) if method == "POST" else self.client.get(path)
            cost = self.clock() - before
        body = answer.getvalue()
        self.steps.append(Step(method, path, answer.status_code, cost, len(asked), len(body), led))
        if answer.status_code in (301, 302, 303):
            return self._ask("GET", answer["Location"], {}, led=True)
        if answer.status_code != 200:
            raise RuntimeError(f"{method} {path} answered {answer.status_code}")
        self.path, self.html = path, body.decode(errors="replace")
        return self.html


def _untouched(form: Asked) -> dict[str, str]:
    return {**{name: values[0] for name, values in form.choices.items()}, **form.held, **form.pressed}
