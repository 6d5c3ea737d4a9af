"""From one state of the register to the next: the journal says which residents changed, and how they were before.

An entry that touches no row of the register leaves every figure as it is. One that touches a few residents gives each
of them twice, as he was and as he is, and what was counted is carried on by these; whatever cannot be told so for
certain (a long import, an erased image, entries of two feeds at once) is counted anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, IntegerField, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from pendopo.kernel import since
from pendopo.kernel.areas import chain_of
from pendopo.kernel.commitment import Line
from pendopo.kernel.images import UNREADABLE, Image, unpack_images
from pendopo.kernel.models import Feed, JournalBody, JournalTouch
from pendopo.kernel.since import Entry, Head, Unsure
from pendopo.people.models import PastMembership, Person

# What figures and the frame around them are made of; every other table may change as it likes.
_MADE_OF = ("people_", "places_", "kernel_rule")
_BESIDE = frozenset({"people_fileaccess", "people_importbatch"})
_PERSON, _PAST = Person._meta.db_table, PastMembership._meta.db_table
# Beyond these a new count is the cheaper way.
_MOST_ENTRIES, _MOST_ROWS = 300, 60


class Resident(NamedTuple):
    """What figures ask of a resident; `codes` are the columns of codes by name."""

    id: UUID
    village_code: str
    area_code: str
    family_id: UUID | None
    relation: int | None
    birth_date: date | None
    since: date  # of the stay, not of the presence
    until: date | None
    codes: Mapping[str, int | None]


CODES = (
    *("sex", "religion", "education", "education_current", "occupation", "marital_status", "citizenship"),
    *("insurance", "blood_group", "disability"),
)


@dataclass(frozen=True)
class Step:
    """The residents who changed, before and after, and the others of their families of both times."""

    before: tuple[Resident, ...] = ()
    after: tuple[Resident, ...] = ()
    others: tuple[Resident, ...] = ()
    # Stays that are over changed, or are part of it: what past days were is not told by these residents alone.
    moves_the_past: bool = False

    @property
    def families(self) -> frozenset[UUID]:
        """The families that were or are theirs."""
        return frozenset(one.family_id for one in (*self.before, *self.after) if one.family_id)


def public_heads(village: str) -> tuple[Head, ...]:
    """Return how far each feed has come that can change a village's figures (one query)."""
    return since.public_heads(("", *chain_of(village)))


def public_place(village: str) -> Subquery:
    """Return the expression that says in any statement how many entries the village's feeds had when it ran."""
    feeds = Feed.objects.filter(area_code__in=("", *chain_of(village))).order_by()
    whole = feeds.annotate(all=Value(1)).values("all").annotate(place=Sum("seq")).values("place")
    return Subquery(whole, output_field=IntegerField())


def place_of(heads: Sequence[Head]) -> int:
    """Return the number that `public_place` gives for these heads."""
    return sum(head.seq for head in heads)


def public_step(village: str, known: Sequence[Head], now: Sequence[Head]) -> Step | bool:
    """Return what changed in a village between two states: a step, True for nothing, False for what cannot be told."""
    try:
        entries = _entries(known, now)
        lines = {seq: [line for line in one if _counts(line.table)] for seq, one in entries.items()}
        touched = [seq for seq, one in lines.items() if one]
        return not touched or _step(village, now, {seq: entries[seq] for seq in touched})
    except (Unsure, *UNREADABLE):
        return False


def _counts(table: str) -> bool:
    return table.startswith(_MADE_OF) and table not in _BESIDE


def _entries(known: Sequence[Head], now: Sequence[Head]) -> Mapping[Entry, Sequence[Line]]:
    """Read the entries between two states, in the order of each feed."""
    before = {head.feed: head for head in known}
    moved = [head for head in now if before.get(head.feed) != head]
    if len(moved) != 1 or len(now) != len(known) or moved[0].feed not in before:
        raise Unsure  # two feeds have no common order; they seldom move between two looks
    (head,) = moved
    return since.public_entries(before[head.feed], head, _MOST_ENTRIES)


def _step(village: str, now: Sequence[Head], entries: Mapping[Entry, Sequence[Line]]) -> Step:
    first: dict[bytes, tuple[Entry, bytes | None]] = {}
    last: dict[bytes, tuple[Entry, int]] = {}
    for entry, lines in entries.items():
        for at, line in enumerate(lines):
            if line.table == _PERSON:
                first.setdefault(line.row, (entry, line.base))
                last[line.row] = (entry, at)
    if len(last) > _MOST_ROWS:
        raise Unsure
    past = any(line.table == _PAST for lines in entries.values() for line in lines)
    if not last:
        return Step(moves_the_past=past)
    olds = _bases(first, {entry.id for entry in entries})
    roots = {row: entries[entry][at].root for row, (entry, at) in last.items()}
    news = {row: (entry.id, at) for row, (entry, at) in last.items() if roots[row] is not None}
    images = _images({entry for entry, _at in (*olds.values(), *news.values())})
    before, after = ([_resident(row, images, place) for row, place in one.items()] for one in (olds, news))
    then, now_here = (tuple(one for one in some if one.village_code == village) for some in (before, after))
    step = Step(then, now_here)
    return Step(then, now_here, _others(village, now, step, last), past or _have_past(step, last))


def _have_past(step: Step, changed: Collection[bytes]) -> bool:
    stays = PastMembership.objects.exclude(village_code="")
    mine = Q(person__in=[UUID(bytes=row) for row in changed]) | Q(family__in=step.families)
    return stays.filter(mine).exists()


def _bases(
    first: Mapping[bytes, tuple[Entry, bytes | None]], among: Collection[UUID]
) -> dict[bytes, tuple[UUID, int]]:
    """Find for each row the entry on which its first change builds, and its place there; none for who was added."""
    touches = JournalTouch.objects.filter(row_id__in=[UUID(bytes=row) for row in first]).exclude(
        entry__in=among
    )
    held: dict[bytes, dict[bytes, tuple[UUID, int]]] = {}
    for row, entry, digest, at in touches.values_list("row_id", "entry_id", "entry__hash", "position"):
        held.setdefault(row.bytes, {})[bytes(digest)] = (entry, at)
    found: dict[bytes, tuple[UUID, int]] = {}
    for one, (added, base) in first.items():
        if base is not None and base in held.get(one, {}):
            found[one] = held[one][base]
        elif base is not None or one in held or one < added.id.bytes:
            raise Unsure  # an id older than the entry is no new row: the journal does not know this one
    return found


def _images(entries: Iterable[UUID]) -> dict[UUID, list[Image | None]]:
    bodies = JournalBody.objects.filter(entry__in=list(entries)).values_list("entry_id", "images")
    return {entry: unpack_images(bytes(packed)) for entry, packed in bodies}


def _resident(row: bytes, images: Mapping[UUID, list[Image | None]], place: tuple[UUID, int]) -> Resident:
    image = images[place[0]][place[1]]
    if image is None:
        raise Unsure
    held = image.values  # a column that an older image has not, or an erased one, raises: LookupError
    return Resident(
        UUID(bytes=row),
        str(held["village_code"]),
        str(held["area_code"]),
        UUID(bytes=held["family_id"]) if isinstance(held["family_id"], bytes) else None,
        _number(held["relation"]),
        _day(held["birth_date"]),
        date.fromisoformat(str(held["here_since"] or held["present_from"])),
        _day(held["present_until"]),
        {name: _number(held[name]) for name in CODES},
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _others(
    village: str, now: Sequence[Head], step: Step, changed: Collection[bytes]
) -> tuple[Resident, ...]:
    """Read who else is of the families, as they are; they must be as the journal's place says they are."""
    # By family alone: asked for the village as well, SQLite reads the whole village.
    rows = Person.objects.filter(family__in=step.families).annotate(place=public_place(village))
    rows = rows.annotate(since=Coalesce("here_since", "present_from"), until=F("present_until"))
    found = list(rows.values(*Resident._fields[:-1], "sex", "place"))
    if any(row.pop("place") != place_of(now) for row in found):
        raise Unsure
    return tuple(
        Resident(codes={"sex": row.pop("sex")}, **row) for row in found if row["id"].bytes not in changed
    )
