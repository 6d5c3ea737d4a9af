"""The work that waits for an officer: each domain registers its queue, the desk shows them by clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: until when, what, about whom, since when, and where to do it."""

    due: date | None
    title: str
    subject: str
    since: date
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Queue:
    """A domain's list of waiting things, for those who hold the permission."""

    name: str
    label: str | Promise
    permission: str
    items: Callable[[Actor], list[WorkItem]]


_QUEUES: dict[str, Queue] = {}


def register_queue(
    name: str, label: str | Promise, permission: str, items: Callable[[Actor], list[WorkItem]]
) -> None:
    """Add a queue to the desk; a second registration of the same name replaces the first."""
    _QUEUES[name] = Queue(name, label, permission, items)


def queues() -> tuple[Queue, ...]:
    """Return every registered queue."""
    return tuple(_QUEUES.values())


def waiting_for(actor: Actor) -> list[WorkItem]:
    """Return what waits for this actor in every domain, the nearest deadline first."""
    found = [
        item for queue in queues() if queue.permission in actor.permissions for item in queue.items(actor)
    ]
    return sorted(found, key=lambda item: (item.due is None, item.due or item.since, item.since))
