"""How a page asks an operation: a refusal lands where the visitor typed, and NotFound stays 404."""

from types import TracebackType
from typing import Protocol, Self

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.functional import Promise

from pendopo.kernel.errors import Conflict, NotFound, NotPermitted, Refusal

Trail = list[tuple[str, str]]


class Refusable(Protocol):
    """A form that knows itself where a refusal belongs."""

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field it is about."""


class Attempt:
    """The block of one `attempt`; after it, `refusal` says whether and why the operation said no."""

    def __init__(
        self, shown: BaseForm | Refusable | HttpRequest | None, otherwise: str | None, places: dict[str, str]
    ) -> None:
        self._shown, self._otherwise, self._places = shown, otherwise, places
        self.refusal: Refusal | None = None

    @property
    def trouble(self) -> str:
        """The refusal in words, or nothing."""
        return str(self.refusal or "")

    @property
    def done(self) -> bool:
        """Whether nothing was refused."""
        return self.refusal is None

    @property
    def conflict(self) -> bool:
        """Whether somebody else changed the row first."""
        return isinstance(self.refusal, Conflict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(raised, Refusal) or isinstance(raised, NotFound | NotPermitted):
            return False
        self.refusal = raised
        if isinstance(self._shown, HttpRequest):
            messages.error(self._shown, str(raised))
        elif isinstance(self._shown, BaseForm) and not hasattr(self._shown, "refuse"):
            self._shown.add_error(self._field(raised, self._shown), str(raised))
        elif self._shown is not None:
            self._shown.refuse(raised)
        return True

    def _field(self, refusal: Refusal, form: BaseForm) -> str | None:
        named = [field for start, field in self._places.items() if refusal.code.startswith(start)]
        return next((field for field in [*named, self._otherwise] if field in form.fields), None)


def attempt(
    shown: BaseForm | Refusable | HttpRequest | None = None, otherwise: str | None = None, /, **places: str
) -> Attempt:
    """Run the block of a `with`; a refusal goes to its field and the page goes on after the block.

    `places` names the field for a refusal's code, or for how its code begins: `attempt(form, "file", title="title")`
    puts `title_missing` beside the title and every other one beside the file; without `otherwise` above the form.
    A form with a `refuse` of its own decides itself. For a request the next page says it; for nothing, ask `.trouble`.
    Whatever does not exist, or not for this actor, passes through and becomes 404.
    """
    return Attempt(shown, otherwise, places)


def said(request: HttpRequest, words: str | Promise, to: str, *args: object, **named: object) -> HttpResponse:
    """Lead on to a page and let it say what was done."""
    messages.success(request, str(words))
    return redirect(resolve_url(to, *args, **named))


def ask(
    request: HttpRequest,
    form: BaseForm,
    *,
    heading: str,
    trail: Trail,
    button: str,
    note: str = "",
    about: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Answer with one form on a page of its own; who changes his mind goes one step of the trail back."""
    context = {
        "form": form,
        "heading": heading,
        "trail": trail,
        "cancel": trail[-2][1],
        "button": button,
        "note": note,
        "about": about,
        "danger": danger,
    }
    return render(request, "ui/ask.html", context, status=422 if form.errors else 200)
