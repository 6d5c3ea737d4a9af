"""What the office's tablet offers: the domains register tasks, and the kiosk shows them and knows who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from pendopo.kernel.domains import parts_of


@dataclass(frozen=True)
class TabletPage:
    """A page below /anjungan/ for whoever signed in there.

    `view` is named with dots: `view(request, actor, **the words of the path)`. It is imported when the addresses are
    made, so that registering costs the start nothing.
    """

    path: str
    name: str
    view: str
    methods: Sequence[str] = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class TabletTask:
    """Something to do at the tablet: one large button. Without pages of its own it leads to a public page."""

    key: str
    title: str | Promise
    url_name: str
    pages: Sequence[TabletPage] = ()
    order: int = 100


def tablet_tasks() -> list[TabletTask]:
    """Return every task of every domain, in their order."""
    return sorted((task for _, task in parts_of(TabletTask)), key=lambda task: task.order)
