"""The two sides of a comparison, as the engine reads them; identity numbers are opened for a named job only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.sealed import blind_index
from pendopo.matching.models import ListedPerson, MatchResult, MatchRun, PersonList, ReviewStage, Verdict
from pendopo.matching.rules.record import Record
from pendopo.people.queries.linking import RegisterLine, register_lines
from pendopo.people.rules.codes import BasicStatus

_CHUNK = 1_000
_STATUS = {BasicStatus.DEAD: "meninggal", BasicStatus.MOVED: "pindah"}


@dataclass(frozen=True, slots=True)
class Side:
    """What a result keeps of one person, beside the engine's record."""

    id: UUID
    mark: str
    household: str
    sex: str
    birth_date: date | None
    hamlet: str
    status: int | None = None


def register_record(line: RegisterLine) -> Record:
    """Write a person of the register as the engine's record."""
    return Record(
        id=str(line.id),
        nik=line.nik,
        kk=line.kk,
        name=line.name,
        sex=line.sex,
        birth_place=line.birth_place,
        birth_date=line.birth_date.isoformat() if line.birth_date else "",
        address=line.address,
        rt=line.rt,
        rw=line.rw,
        hamlet=line.hamlet,
        village=line.village,
        district=line.district,
        status=_STATUS.get(BasicStatus(line.status), "hidup"),
    )


def listed_record(row: ListedPerson) -> Record:
    """Write a line of a list as the engine's record."""
    return Record(
        id=str(row.pk),
        nik=row.nik or "",
        kk=row.kk_number or "",
        name=row.name,
        sex=row.sex,
        birth_place=row.birth_place,
        birth_date=row.birth_date.isoformat() if row.birth_date else "",
        address=row.address,
        rt=row.rt,
        rw=row.rw,
        hamlet=row.hamlet,
        village=row.village,
        district=row.district,
    )


def register_side(actor: Actor, area: str) -> Iterator[tuple[Record, Side]]:
    """Yield the register of an area with the marks that show later changes."""
    for line in register_lines(actor, area=area):
        record = register_record(line)
        side = Side(
            line.id, mark_of(record), f"f{line.family_id.hex}" if line.family_id else "", line.sex,
            line.birth_date, line.hamlet, line.status,
        )  # fmt: skip
        yield record, side


def listed_side(actor: Actor, source: PersonList) -> Iterator[tuple[Record, Side]]:
    """Yield the lines of a list."""
    if actor.kind != "system":
        raise NotPermitted
    rows = ListedPerson.objects.filter(source=source).order_by("line")
    for row in rows.iterator(chunk_size=_CHUNK):
        card = bytes(row.kk_number_index).hex() if row.kk_number_index else ""
        household = f"k{card}" if card else ""
        yield (
            listed_record(row),
            Side(row.pk, row.mark, household, row.sex, row.birth_date, row.hamlet),
        )


def mark_of(record: Record) -> str:
    """Fingerprint what the register says about somebody, with a key, so that nobody can guess it."""
    parts = (record.nik, record.kk, record.name, record.sex, record.birth_place, record.birth_date)
    place = (record.address, record.rt, record.rw, record.hamlet, record.village, record.status)
    return blind_index("matching.person", "\x1f".join((*parts, *place))).hex()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run, or the people after it, said about a line."""

    person_id: UUID | None
    other_row_mark: str
    person_mark: str
    verdict: str
    probability: float
    final: str
    stage: str
    needed: int
    reasons: tuple[str, ...]
    task: str

    @property
    def is_settled(self) -> bool:
        """Whether the line was matched and nobody still looks at it."""
        closed = self.stage in (ReviewStage.AUTOMATIC, ReviewStage.DECIDED)
        return closed and self.final == Verdict.PADAN and self.person_id is not None


def earlier_by_mark(actor: Actor, run: MatchRun) -> dict[str, Earlier]:
    """Return what the run before this one said, by the mark of the line; marks that stand twice
    in the list are left out."""
    if actor.kind != "system":
        raise NotPermitted
    if run.previous_id is None:
        return {}
    found: dict[str, Earlier] = {}
    twice: set[str] = set()
    results = MatchResult.objects.filter(run_id=run.previous_id, row__isnull=False)
    for result in results.select_related("row", "other_row").iterator(chunk_size=_CHUNK):
        assert result.row is not None
        mark = result.row.mark
        if mark in found:
            twice.add(mark)
        found[mark] = Earlier(
            result.person_id,
            result.other_row.mark if result.other_row else "",
            result.person_mark,
            result.verdict,
            result.probability,
            result.final,
            result.stage,
            result.needed,
            tuple(result.reasons),
            result.task,
        )
    return {mark: earlier for mark, earlier in found.items() if mark not in twice}


def earlier_pairs(actor: Actor, run: MatchRun) -> dict[tuple[UUID, UUID], Earlier]:
    """Return what people decided about pairs inside the register, by the two persons."""
    if actor.kind != "system":
        raise NotPermitted
    found: dict[tuple[UUID, UUID], Earlier] = {}
    decided = MatchResult.objects.filter(
        run_id=run.previous_id,
        stage=ReviewStage.DECIDED,
        person_id__isnull=False,
        other_person_id__isnull=False,
    )
    for result in decided.iterator(chunk_size=_CHUNK):
        assert result.person_id is not None
        assert result.other_person_id is not None
        found[result.person_id, result.other_person_id] = Earlier(
            result.person_id, "", result.person_mark, result.verdict, result.probability, result.final,
            result.stage, result.needed, tuple(result.reasons), result.task,
        )  # fmt: skip
    return found
