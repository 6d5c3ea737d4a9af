"""Reads behind the review: the queue by household, one pair side by side, what waits at the desk."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.matching.models import MatchResult, MatchRun, Review, ReviewStage, RunKind, RunState
from pendopo.matching.queries.calibration import lines_for, shown_probability
from pendopo.matching.queries.lines import OPEN_STAGES, ResultLine, lines_of, reason_words, run_title
from pendopo.matching.queries.sides import listed_record, register_record
from pendopo.matching.rules.evidence import Reason, differences, evidence
from pendopo.matching.rules.permissions import MERGE as MAY_MERGE
from pendopo.matching.rules.permissions import REVIEW
from pendopo.matching.rules.record import Record
from pendopo.matching.rules.tasks import MERGE
from pendopo.people.queries.linking import register_line
from pendopo.people.queries.merging import MergePage, merge_page
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.nik import mask

_AT_MOST, _LOOKED_AT = 100, 1_000
# What only the whole list can show; two records alone do not say it.
_AROUND = frozenset({"taken", "rival", "register_twice", "household.elsewhere"})
_MEMBERS = 30


@dataclass(frozen=True)
class Household:
    """People on one family card who wait for an answer together."""

    first: UUID
    names: list[str]
    count: int
    run_title: str
    stage: str


@dataclass(frozen=True)
class QueuePage:
    """The queue of a reviewer: one line a household."""

    households: list[Household]
    total: int


def open_for(actor: Actor) -> QuerySet[MatchResult]:
    """Return the pairs that wait for this officer, without those he answered."""
    if actor.id is None:
        return MatchResult.objects.none()
    own = Review.objects.filter(result=OuterRef("pk"), officer_id=actor.id, withdrawn_at=None)
    rows = MatchResult.objects.filter(in_areas(actor, REVIEW), stage__in=OPEN_STAGES)
    return rows.filter(~Exists(own), ~Exists(newer("run_id")), run__state=RunState.DONE)


def newer(run: str) -> QuerySet[MatchRun]:
    """Return the finished runs that replace the run which a column names: their pairs count."""
    return MatchRun.objects.filter(previous_id=OuterRef(run), state=RunState.DONE)


def review_queue(actor: Actor) -> QueuePage:
    """Return the households that wait for this officer, the oldest first."""
    rows = open_for(actor)
    oldest = rows.order_by("id").values_list("run_id", "household")[:_LOOKED_AT]
    keys = list(dict.fromkeys(oldest))[:_AT_MOST]
    members = rows.filter(household__in=[key[1] for key in keys]).select_related("row", "run__source")
    grouped: dict[tuple[UUID, str], list[MatchResult]] = {key: [] for key in keys}
    for result in members.order_by("id"):
        if (result.run_id, result.household) in grouped:
            grouped[result.run_id, result.household].append(result)
    lines = {line.id: line for line in lines_of(actor, [one for group in grouped.values() for one in group])}
    households = [_household(group, lines) for group in grouped.values() if group]
    return QueuePage(households, rows.count())


def _household(group: list[MatchResult], lines: dict[UUID, ResultLine]) -> Household:
    first = group[0]
    return Household(
        first=first.pk,
        names=[lines[one.pk].name or _("tanpa nama") for one in group[:5]],
        count=len(group),
        run_title=run_title(first.run),
        stage=str(ReviewStage(first.stage).label),
    )


@dataclass(frozen=True)
class FieldLine:
    """One field of both records; `differs` marks it."""

    label: str
    left: str
    right: str
    differs: bool


@dataclass(frozen=True)
class PairPage:
    """Two records side by side, with what speaks for and against, and the rest of the household."""

    result: MatchResult
    title: str
    left_title: str
    right_title: str
    different: list[FieldLine]
    equal: list[FieldLine]
    supports: list[str]
    against: list[str]
    household: list[ResultLine]
    own: Review | None
    answers: list[Review]
    may_answer: bool
    may_withdraw: bool
    may_merge: bool
    is_merged: bool
    probability: float | None
    following: UUID | None
    left: int


def pair_page(actor: Actor, result_id: UUID) -> PairPage:
    """Gather one pair for a reviewer; others' answers stay hidden until the pair is decided."""
    result = result_for(actor, result_id)
    left, right = _records(actor, result)
    standing = list(result.reviews.filter(withdrawn_at=None).order_by("number"))
    own = next((review for review in standing if review.officer_id == actor.id), None)
    decided = result.stage == ReviewStage.DECIDED
    fields = _fields(left, right)
    reasons = evidence(left, right, household=_household_count(result)) if left and right else []
    rest = open_for(actor).exclude(pk=result.pk)
    within = result.run.kind == RunKind.WITHIN
    return PairPage(
        result=result,
        title=run_title(result.run),
        left_title=_("Data pertama") if within else _("Di daftar"),
        right_title=_("Data kedua")
        if within
        else _("Di daftar lain")
        if result.other_row
        else _("Di data warga"),
        different=[line for line in fields if line.differs],
        equal=[line for line in fields if not line.differs and (line.left or line.right)],
        supports=[_said(one) for one in reasons if one.supports],
        against=[
            *(reason_words(code) for code in result.reasons if code in _AROUND),
            *(_said(one) for one in reasons if not one.supports),
        ],
        household=_members(actor, result),
        own=own,
        answers=standing if decided else [],
        may_answer=result.stage in OPEN_STAGES and own is None,
        may_withdraw=own is not None and own.pk == standing[-1].pk and result.task_done_at is None,
        may_merge=result.task == MERGE and actor.may(MAY_MERGE, result.area_code),
        is_merged=result.merge_event_id is not None,
        probability=_probability(result),
        following=_following(result, rest),
        left=rest.count(),
    )


def _probability(result: MatchResult) -> float | None:
    if result.stage != ReviewStage.DECIDED:
        return None  # before the answer it would lead the eye
    return shown_probability(result, lines_for(result.area_code, result.run.model_version))


def result_for(actor: Actor, result_id: UUID, permission: str = REVIEW) -> MatchResult:
    """Return one result of the actor's areas, or raise NotFound."""
    rows = MatchResult.objects.filter(in_areas(actor, permission)).select_related(
        "run__source", "run__other_source", "row", "other_row"
    )
    found = rows.filter(pk=result_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class MergeChoice:
    """A pair whose two records may be merged, or whose merge may be taken back."""

    result: MatchResult
    page: MergePage | None


def merge_choice(actor: Actor, result_id: UUID) -> MergeChoice:
    """Return a decided pair with the columns in which its records differ."""
    result = result_for(actor, result_id, MAY_MERGE)
    if result.task != MERGE or result.person_id is None or result.other_person_id is None:
        raise NotFound
    if result.merge_event_id is not None:
        return MergeChoice(result, None)
    return MergeChoice(result, merge_page(actor, result.person_id, result.other_person_id))


def _records(actor: Actor, result: MatchResult) -> tuple[Record | None, Record | None]:
    people = [
        register_record(register_line(actor, one, permission=REVIEW))
        for one in (result.person_id, result.other_person_id)
        if one is not None
    ]
    rows = [listed_record(row) for row in (result.row, result.other_row) if row is not None]
    sides: list[Record | None] = [*rows, *people, None, None]
    return sides[0], sides[1]


def _household_count(result: MatchResult) -> int:
    if not result.household or result.row_id is None:
        return 0
    others = MatchResult.objects.filter(run_id=result.run_id, household=result.household, final="padan")
    return others.exclude(pk=result.pk).count()


def _said(reason: Reason) -> str:
    return _(reason.text) % reason.params if reason.params else _(reason.text)


def _fields(left: Record | None, right: Record | None) -> list[FieldLine]:
    one, other = left or Record(), right or Record()
    different = differences(one, other) if left and right else {}
    return [
        FieldLine(label, _show(name, one), _show(name, other), name in different and _both(name, one, other))
        for name, label in _labels().items()
    ]


def _both(name: str, one: Record, other: Record) -> bool:
    """What one side does not say is a gap and no difference."""
    return bool(getattr(one, name) and getattr(other, name))


def _labels() -> dict[str, str]:
    return {
        "name": _("Nama"),
        "nik": _("NIK"),
        "kk": _("Nomor KK"),
        "sex": _("Jenis kelamin"),
        "birth_place": _("Tempat lahir"),
        "birth_date": _("Tanggal lahir"),
        "address": _("Alamat"),
        "rt": _("RT"),
        "rw": _("RW"),
        "hamlet": _("Dusun"),
        "village": _("Desa"),
        "district": _("Kecamatan"),
        "status": _("Keadaan"),
    }


def _show(name: str, record: Record) -> str:
    value = str(getattr(record, name))
    if name in ("nik", "kk"):
        return mask(value)
    if name == "sex":
        return {"L": _("Laki-laki"), "P": _("Perempuan")}.get(value, "")
    if name == "birth_date" and value:
        year, month, day = value.split("-")
        return f"{day}-{month}-{year}"
    return value


def _members(actor: Actor, result: MatchResult) -> list[ResultLine]:
    if not result.household:
        return []
    rows = MatchResult.objects.filter(run_id=result.run_id, household=result.household).exclude(pk=result.pk)
    return lines_of(actor, list(rows.select_related("row", "other_row").order_by("id")[:_MEMBERS]))


def _following(result: MatchResult, rest: QuerySet[MatchResult]) -> UUID | None:
    """The next pair: the rest of this household first, then the oldest household of the same run, then any."""
    for rows in (
        rest.filter(run_id=result.run_id, household=result.household),
        rest.filter(run_id=result.run_id),
        rest,
    ):
        found = rows.order_by("household", "id").values_list("pk", flat=True).first()
        if found is not None:
            return found
    return None
