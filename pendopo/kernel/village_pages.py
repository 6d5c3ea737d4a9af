"""Whose page is being made: of which village, and in which form its links lead on.

Every address exists bare and below `/d/<code>/`. Whoever takes a request in says whose page it is; from then on
`reverse` writes each link in the village's own form, because Django puts the script prefix before every address.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

from django.urls import get_script_prefix, set_script_prefix

from pendopo.kernel.errors import NotFound

# In capitals it stands in a QR code, which has fewer dots for capitals.
_FORM: Final = re.compile(r"/[dD]/(\d{2}\.\d{2}\.\d{2}\.\d{4})(?=/|$)")
V = TypeVar("V", bound=Callable[..., object])
_village: ContextVar[str | None] = ContextVar("pendopo_village", default=None)


class VillageNeeded(NotFound):
    """The page is of one village, and the address does not say which of several."""


class OtherVillage(NotFound):
    """The page is of another village than the address says; whoever may see it is led there."""

    def __init__(self, village: str) -> None:
        super().__init__()
        self.village = village


def split_form(path: str) -> tuple[str, str]:
    """Return the village that a path names, and the path as it is without that; no village in a bare path."""
    found = _FORM.match(path)
    return (found[1], path[found.end() :]) if found else ("", path)


def plain(address: str) -> str:
    """Return an address without the form of a village, to be matched or put behind a village's public address."""
    return split_form(address)[1] or "/"


def form_of(village: str) -> str:
    """Return what stands before every address of a village that shares its site."""
    return f"/d/{village}"


def page_village() -> str:
    """Return the code of the village whose page is being made; nothing where the address leaves it open."""
    return _village.get() or ""


def above_villages(view: V) -> V:
    """Say that a page is that of an office above the villages: below a village's form it leads out of it."""
    view.above_villages = True  # type: ignore[attr-defined]
    return view


def makes_page() -> bool:
    """Say whether a page is being made at all, and not the work of a job or a command."""
    return _village.get() is not None


@contextmanager
def page_of_village(village: str, form: str) -> Iterator[None]:
    """Make pages of a village for the time of the block, their links in this form."""
    token, before = _village.set(village), get_script_prefix()
    set_script_prefix(f"{form}/")
    try:
        yield
    finally:
        set_script_prefix(before)
        _village.reset(token)
