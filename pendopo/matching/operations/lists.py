"""Writes about uploaded lists: keep, choose the columns, accept, take in line by line, erase."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.sealed import blind_index
from pendopo.matching.models import ListedPerson, ListState, MatchResult, MatchRun, PersonList, RunState
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.rules.columns import mapping_problem
from pendopo.matching.rules.permissions import RUN
from pendopo.matching.rules.reading import ListedValues
from pendopo.people.formats import vault
from pendopo.people.rules.nik import mask_anywhere

_SLICE = 2_000
OFFICES = frozenset({Tier.NATION, Tier.PROVINCE, Tier.REGENCY, Tier.DISTRICT, Tier.VILLAGE})


@operation(
    "matching.list.keep", "Daftar untuk dicocokkan diunggah", RUN, "area", tiers=OFFICES, replicates=False
)
def keep_list(
    actor: Actor,
    *,
    area: str,
    title: str,
    file_name: str,
    digest: str,
    headings: Sequence[str],
    content: bytes,
) -> PersonList:
    """Keep an uploaded table sealed beside the database, until its columns are chosen."""
    words = " ".join(mask_anywhere(title).split())[:120]
    if not words:
        raise MatchingRefused("title_missing")
    made = PersonList.objects.create(
        area_code=area,
        title=words,
        file_name=mask_anywhere(PurePath(file_name).name)[-120:],  # some are named after a family card
        file_hash=digest,
        headings=[mask_anywhere(heading) for heading in headings],
        uploaded_at=clock.now(),
        uploaded_by=actor.id,
    )
    vault.keep(made.pk, content)
    return made


@operation("matching.list.map", "Kolom daftar ditentukan", RUN, "source", tiers=OFFICES, replicates=False)
def map_list(actor: Actor, *, source: PersonList, mapping: Mapping[str, int]) -> PersonList:
    """Note which column holds what; nothing is read yet."""
    held = _lock_list(source)
    if held.state not in (ListState.UPLOADED, ListState.MAPPED):
        raise MatchingRefused("list_state_wrong")
    problem = mapping_problem(mapping, len(held.headings))
    if problem is not None:
        raise MatchingRefused(problem)
    held.mapping, held.state = dict(mapping), ListState.MAPPED
    held.save()
    return held


@operation(
    "matching.list.accept",
    "Daftar untuk dicocokkan disetujui",
    RUN,
    "source",
    tiers=OFFICES,
    replicates=False,
)
def accept_list(actor: Actor, *, source: PersonList, row_count: int, notes: Mapping[str, int]) -> PersonList:
    """Accept a checked list, so that its lines may be taken in; a second yes changes nothing."""
    held = _lock_list(source)
    if held.state in (ListState.ACCEPTED, ListState.READY):
        return held
    if held.state != ListState.MAPPED:
        raise MatchingRefused("list_state_wrong")
    if not row_count:
        raise MatchingRefused("list_empty")
    held.row_count, held.notes, held.state = row_count, dict(notes), ListState.ACCEPTED
    held.save()
    return held


@operation("matching.list.load", "Baris daftar dibaca", RUN, "source", tiers=OFFICES, replicates=False)
def load_lines(
    actor: Actor, *, source: PersonList, lines: Sequence[ListedValues], start: int, last: bool
) -> PersonList:
    """Take the next lines of an accepted list in; after the last one the file itself is deleted."""
    held = _lock_list(source)
    if held.state != ListState.ACCEPTED or held.position != start:
        return held  # another process was faster
    ListedPerson.objects.bulk_create(_row(held, line) for line in lines)
    held.position += len(lines)
    if last:
        held.state, held.row_count = ListState.READY, held.position
        vault.discard(held.pk)
    held.save()
    return held


@operation(
    "matching.list.erase", "Orang dalam daftar dihapus", RUN, "source", tiers=OFFICES, replicates=False
)
def erase_list(actor: Actor, *, source: PersonList, reason: str = "") -> PersonList:
    """Erase the people of a list; counts, verdicts and people's answers stay, without names."""
    if not reason.strip():
        raise MatchingRefused("reason_missing")
    held = _lock_list(source)
    runs = MatchRun.objects.filter(source=held) | MatchRun.objects.filter(other_source=held)
    if runs.filter(state=RunState.RUNNING).exists():
        raise MatchingRefused("list_in_use")
    _in_slices(MatchResult, {"row__source": held}, {"row": None, "birth_date": None, "household": ""})
    _in_slices(MatchResult, {"other_row__source": held}, {"other_row": None})
    _in_slices(ListedPerson, {"source": held}, None)
    held.state, held.file_name, held.headings = ListState.ERASED, "", []
    held.save()
    vault.discard(held.pk)
    return held


def _in_slices(
    table: type[MatchResult | ListedPerson], wanted: Mapping[str, object], values: Mapping[str, object] | None
) -> None:
    """Change or delete many rows a slice at a time: a statement names only so many ids."""
    while ids := list(table.objects.filter(**wanted).values_list("pk", flat=True)[:_SLICE]):
        rows = table.objects.filter(pk__in=ids)
        rows.delete() if values is None else rows.update(**values)


def _lock_list(source: PersonList) -> PersonList:
    held = PersonList.objects.select_for_update().filter(pk=source.pk).first()
    if held is None:
        raise NotFound
    return held


def _row(source: PersonList, values: ListedValues) -> ListedPerson:
    return ListedPerson(
        source=source,
        line=values.line,
        nik=values.nik or None,
        kk_number=values.kk or None,
        name=values.name,
        sex=values.sex,
        birth_place=values.birth_place,
        birth_date=values.birth_date,
        address=values.address,
        rt=values.rt,
        rw=values.rw,
        hamlet=values.hamlet,
        village=values.village,
        district=values.district,
        notes=list(values.notes),
        mark=blind_index("matching.row", values.canonical()).hex(),
    )
