"""Reads of uploaded lists: which there are, what a mapping makes of the file."""

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.matching.formats.table import open_table
from pendopo.matching.models import ListState, MatchRun, PersonList
from pendopo.matching.rules.columns import OWN_VILLAGE, guess
from pendopo.matching.rules.permissions import READ, RUN
from pendopo.matching.rules.reading import NOTES, ListedValues, identity_text, read_line
from pendopo.people.formats import vault
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.cells import plain_text
from pendopo.people.rules.nik import mask
from pendopo.places import queries as places

_SAMPLES, _PREVIEW = 3, 8
# What a page calls a row of its lists.
ListRow = PersonList
RunRow = MatchRun


def office_area(actor: Actor, permission: str = RUN) -> str:
    """Return the widest area in which an officer may work: the office he matches for."""
    held = sorted(actor.areas(permission), key=lambda code: (len(code), code))
    if not held:
        raise NotFound
    return held[0]


def public_area_title(code: str) -> str:
    """Name an area."""
    village = places.public_village(code)
    if village is not None:
        return village.title
    area = places.public_area(code)
    return area.name if area is not None else code


def public_home(code: str) -> tuple[str, str]:
    """Name the village of an area and its district; nothing above a village."""
    village = places.public_village(village_of(code)) if code.count(".") >= 3 else None
    return (village.name, village.district_name) if village else ("", "")


@dataclass(frozen=True)
class Home:
    """The first page: lists and runs of the officer's area, the newest first."""

    lists: list[PersonList]
    runs: list[MatchRun]
    area: str
    area_title: str


def matching_home(actor: Actor) -> Home:
    """Return the lists and runs that an officer may see."""
    area = office_area(actor, RUN if RUN in actor.permissions else READ)
    lists = PersonList.objects.filter(in_areas(actor, READ)).order_by("-uploaded_at")[:30]
    runs = MatchRun.objects.filter(in_areas(actor, READ)).select_related("source", "other_source")
    return Home(list(lists), list(runs.order_by("-started_at")[:30]), area, public_area_title(area))


def list_visible_to(actor: Actor, list_id: UUID, permission: str = READ) -> PersonList:
    """Return a list of the actor's areas, or raise NotFound."""
    found = PersonList.objects.filter(in_areas(actor, permission)).filter(pk=list_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class ColumnSample:
    """One column of the file: its heading and the first values, numbers masked."""

    place: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class MappingPage:
    """A list whose columns are to be chosen."""

    source: PersonList
    columns: list[ColumnSample]
    chosen: dict[str, int]
    village: str = ""  # whose list it is, if that is one village


def mapping_page(actor: Actor, list_id: UUID) -> MappingPage:
    """Return the columns of a kept file with samples, and the best guess of what they hold."""
    source = list_visible_to(actor, list_id, RUN)
    if source.state not in (ListState.UPLOADED, ListState.MAPPED):
        return MappingPage(source, [], dict(source.mapping))
    first = [cells for _line, cells in islice(open_table(vault.fetch(source.pk)).lines(), _SAMPLES)]
    columns = [
        ColumnSample(place, heading, tuple(_shown(cells[place]) for cells in first if place < len(cells)))
        for place, heading in enumerate(source.headings)
    ]
    village, _district = public_home(source.area_code)
    chosen = guess(source.headings)
    if village and "desa" not in chosen:
        chosen["desa"] = OWN_VILLAGE
    return MappingPage(source, columns, dict(source.mapping) or chosen, village)


def _shown(cell: object) -> str:
    text = plain_text(cell)[:40]
    digits = identity_text(cell)
    return mask(digits) if len(digits) >= 12 else text


@dataclass(frozen=True)
class PreviewPage:
    """What a mapping makes of a file: the first people, and what is odd in all of it."""

    source: PersonList
    people: list[ListedValues]
    notes: dict[str, int]
    total: int
    others: list[PersonList]

    def noted(self) -> list[tuple[str, int]]:
        """What is odd, in words."""
        return note_words(self.notes)

    def lines(self) -> list[dict[str, object]]:
        """The first people with masked numbers."""
        return [{"person": one, "nik": mask(one.nik), "kk": mask(one.kk)} for one in self.people]


def preview_page(actor: Actor, list_id: UUID) -> PreviewPage:
    """Read the whole file by its mapping and show the beginning; nothing is written."""
    source = list_visible_to(actor, list_id, RUN)
    others = PersonList.objects.filter(in_areas(actor, RUN), state=ListState.READY).exclude(pk=source.pk)
    choice = list(others.order_by("-uploaded_at")[:50])
    if source.state != ListState.MAPPED:
        return PreviewPage(source, [], dict(source.notes), source.row_count, choice)
    counts, total = count_notes(source)
    today, home, people = clock.today(), public_home(source.area_code), []
    for number, cells in islice(open_table(vault.fetch(source.pk)).lines(), _PREVIEW):
        people.append(read_line(number, cells, source.mapping, today=today, home=home))
    return PreviewPage(source, people, counts, total, choice)


@dataclass(frozen=True)
class ListPage:
    """A list with its comparisons."""

    source: PersonList
    runs: list[MatchRun]
    others: list[PersonList]
    notes: list[tuple[str, int]]


def list_page(actor: Actor, list_id: UUID, permission: str = READ) -> ListPage:
    """Return a list, its comparisons, and the lists with which it may be compared."""
    source = list_visible_to(actor, list_id, permission)
    runs = MatchRun.objects.filter(Q(source=source) | Q(other_source=source), in_areas(actor, READ))
    others = PersonList.objects.filter(in_areas(actor, READ), state=ListState.READY).exclude(pk=source.pk)
    return ListPage(
        source,
        list(runs.select_related("source", "other_source").order_by("-started_at")[:50]),
        list(others.order_by("-uploaded_at")[:50]),
        note_words(source.notes),
    )


def note_words(notes: dict[str, int]) -> list[tuple[str, int]]:
    """Word what is odd in a list, in the order of the rules."""
    return [(_(words), notes[name]) for name, words in NOTES.items() if notes.get(name)]


def count_notes(source: PersonList) -> tuple[dict[str, int], int]:
    """Read the whole file by the mapping and count what is odd, by kind, and the people."""
    counts: dict[str, int] = dict.fromkeys(NOTES, 0)
    total, today = 0, clock.today()
    for number, cells in open_table(vault.fetch(source.pk)).lines():
        values = read_line(number, cells, source.mapping, today=today)
        if values.is_blank:
            continue
        total += 1
        for note in values.notes:
            counts[note] += 1
    return {note: count for note, count in counts.items() if count}, total
