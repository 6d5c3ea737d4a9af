"""The history of a row, read from the journal."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pendopo.kernel.bodies import read_body
from pendopo.kernel.commitment import read_header
from pendopo.kernel.images import Image, unpack_images
from pendopo.kernel.models import ActorName, JournalTouch
from pendopo.kernel.prepared import Prepared

WIDENED = "kernel.journal.widen"


@dataclass(frozen=True)
class HistoryItem:
    """One entry that touched a row: what it looked like before and after, in the journalled columns."""

    at: datetime
    operation: str
    actor: str
    reason: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    removed: bool = False
    erased: bool = False


def history_of(row_id: UUID, *, limit: int = 200) -> list[HistoryItem]:
    """Return the entries that touched a row, newest first; erased ones are named as such."""
    touches = _TOUCHES(row_id)
    names = _actor_names([bytes(touch.entry.header) for touch in touches])
    items: list[HistoryItem] = []
    before: dict[str, Any] = {}
    for touch in touches:
        entry = touch.entry
        if entry.operation == WIDENED:
            continue  # nothing changed: the journal only took in columns that it had not kept
        body = getattr(entry, "journalbody", None)
        image, said = image_at(touch), None if body is None else read_body(bytes(body.body))
        after = {} if image is None else image.values
        removed = said is not None and said.lines[touch.position].root is None
        items.append(
            HistoryItem(
                at=entry.at,
                operation=entry.operation,
                actor=names.get(read_header(bytes(entry.header)).actor, ""),
                reason="" if said is None else str(said.said["reason"]),
                changes={k: (before.get(k), v) for k, v in after.items() if before.get(k) != v},
                removed=removed,
                erased=(image is None or bool(image.erased)) and not removed,
            )
        )
        before = {**before, **after}  # where single fields were erased, the others go on
    return items[::-1][:limit]


def _touches(row_id: UUID) -> QuerySet[JournalTouch]:
    return (
        JournalTouch.objects.filter(row_id=row_id)
        .select_related("entry__journalbody")
        .order_by("entry__at", "id")
    )


_TOUCHES = Prepared(_touches, JournalTouch._meta.get_field("row_id"))


def _actor_names(headers: list[bytes]) -> dict[bytes, str]:
    pseudonyms = {read_header(header).actor for header in headers}
    rows = ActorName.objects.filter(pseudonym__in=pseudonyms).values_list("pseudonym", "name")
    return {bytes(pseudonym): name for pseudonym, name in rows}


def image_at(touch: JournalTouch) -> Image | None:
    """Return how an entry left a row it touched; nothing where the row is gone, or its image or the body erased."""
    body = getattr(touch.entry, "journalbody", None)
    return None if body is None else unpack_images(bytes(body.images))[touch.position]


def images_left(row_ids: Collection[UUID]) -> list[datetime]:
    """Return when each image of some rows was taken that the journal still holds, oldest first."""
    touches = JournalTouch.objects.filter(row_id__in=row_ids).select_related("entry__journalbody")
    found = []
    for touch in touches.order_by("entry__at", "id"):
        if image_at(touch) is not None:
            found.append(touch.entry.at)
    return found
