"""What the office's tablet offers: the domains register tasks, and the kiosk shows them and knows who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


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
    start: str
    pages: Sequence[TabletPage] = ()
    order: int = 100


_TASKS: dict[str, TabletTask] = {}


def register_tablet_task(task: TabletTask) -> None:
    """Offer a task at the tablet; the same key replaces the first."""
    _TASKS[task.key] = task


def tablet_tasks() -> list[TabletTask]:
    """Return the tasks in their order."""
    return sorted(_TASKS.values(), key=lambda task: task.order)


def tablet_task(key: str) -> TabletTask | None:
    """Return the task that somebody signs in for; None for a word that names none."""
    found = _TASKS.get(key)
    return found if found and found.pages else None
