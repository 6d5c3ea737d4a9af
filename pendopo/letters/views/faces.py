"""Where a resident asks: the portal on his own telephone, or the kiosk at the office. The way is the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render

from pendopo.cases.rules.channels import Channel

METHODS = ["GET", "HEAD", "POST"]
Trail = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Face:
    """The templates' frame, the names of the addresses, and what is noted as the channel."""

    base: str
    channel: str
    start: str
    question: str
    papers: str
    check: str
    receipt: str
    request: str
    home: str
    takes_files: bool = True

    def go(self, step: str, *args: object) -> HttpResponseRedirect:
        """Lead to a step of the way."""
        return redirect(getattr(self, step), *args)


PORTAL = Face(
    base="ui/portal.html",
    channel=Channel.ONLINE.value,
    start="letters-ask",
    question="letters-question",
    papers="letters-papers",
    check="letters-check",
    receipt="letters-receipt",
    request="letters-request",
    home="letters-mine",
)
KIOSK = Face(
    base="kiosk/frame.html",
    channel=Channel.KIOSK.value,
    start="kiosk-ask",
    question="kiosk-question",
    papers="kiosk-check",
    check="kiosk-check",
    receipt="kiosk-receipt",
    request="kiosk-receipt",
    home="kiosk",
    takes_files=False,
)


def show(
    request: HttpRequest, face: Face, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """Answer with a page of the way in the face's frame."""
    return render(request, f"letters/ask/{template}.html", {**context, "face": face}, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form; a form sent empty is sent all the same."""
    return request.POST if request.method == "POST" else None
