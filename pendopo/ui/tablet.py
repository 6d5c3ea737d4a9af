"""What the office's tablet offers: the domains register tasks, and the kiosk shows them and knows who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import parts_of
from pendopo.kernel.switches import is_shown, standings_around


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


def tablet_tasks() -> list[TabletTask]:
    """Return every task of every domain, in their order."""
    return sorted((task for _, task in parts_of(TabletTask)), key=lambda task: task.order)


def tasks_shown(actor: Actor) -> list[TabletTask]:
    """Return the tasks of the domains that are not closed in the village whose pages an actor sees."""
    standings = standings_around(actor)
    tasks = [task for domain, task in parts_of(TabletTask) if is_shown(domain, task.start, standings)]
    return sorted(tasks, key=lambda task: task.order)
