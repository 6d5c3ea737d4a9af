"""What reviewers' answers say about the engine's probabilities, and the lines that follow from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import chain_of
from pendopo.matching.models import Calibration, MatchResult, MatchRun, Review, ReviewStage, RunKind, Stratum
from pendopo.matching.queries.lists import office_area
from pendopo.matching.rules.calibration import (
    AS_SHIPPED,
    STRATA,
    Answer,
    Line,
    mean,
    recalibrated,
    stratum_of,
)
from pendopo.matching.rules.permissions import READ
from pendopo.people.queries.scope import in_areas, public_inside

_PIECE = 500


@dataclass(frozen=True)
class Label:
    """What people decided about a pair, for fitting the calibration: no name, no number."""

    run: str
    model: str
    stratum: str
    probability: float
    same: bool
    reviewers: int


def review_labels(actor: Actor, *, area: str) -> Iterator[Label]:
    """Yield the decided pairs of an area with the probability that the engine had given."""
    standing = Review.objects.filter(result=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    rows = MatchResult.objects.filter(in_areas(actor, READ), stage=ReviewStage.DECIDED, carried=False)
    if area:
        rows = rows.filter(public_inside(area))
    said = rows.annotate(
        answer=Subquery(standing.values("answer")[:1]), rounds=Subquery(standing.values("number")[:1])
    )
    for result in said.exclude(answer=None).select_related("run").order_by("id").iterator(chunk_size=_PIECE):
        if result.answer != "unsure":
            yield Label(
                str(result.run_id), result.run.model_version, stratum_for(result), result.probability,
                result.answer == "same", result.rounds,
            )  # fmt: skip


def stratum_for(result: MatchResult) -> str:
    """Name the stratum of a result."""
    return stratum_of(result.reasons, within=result.run.kind == RunKind.WITHIN)


def answers_by_stratum(actor: Actor, *, area: str, model: str) -> dict[str, list[Answer]]:
    """Gather the answers about one version of the parameters by stratum."""
    found: dict[str, list[Answer]] = {name: [] for name in STRATA}
    for label in review_labels(actor, area=area):
        if label.model == model:
            found[label.stratum].append(Answer(label.probability, label.same))
    return found


def lines_for(area: str, model: str) -> dict[str, Line]:
    """Return the line of each stratum: of the nearest area that has one, else as shipped."""
    rows = Calibration.objects.filter(area_code__in=("", *chain_of(area)), model_version=model)
    nearest = sorted(rows, key=lambda row: len(row.area_code))
    fitted = {row.stratum: Line(row.intercept, row.slope, row.answers, row.same) for row in nearest}
    return {name: fitted.get(name, AS_SHIPPED) for name in STRATA}


def shown_probability(result: MatchResult, lines: Mapping[str, Line]) -> float:
    """Return the probability of a result as people see it."""
    return recalibrated(result.probability, lines[stratum_for(result)])


@dataclass(frozen=True)
class StratumRow:
    """One stratum on the page: the answers, and the means that the engine said and would say now."""

    word: str
    answers: int
    same: int
    share: float
    said: float
    shown: float


@dataclass(frozen=True)
class CalibrationPage:
    """How well the engine's probabilities of an area hold."""

    rows: list[StratumRow]
    answers: int
    fresh: int


def calibration_page(actor: Actor) -> CalibrationPage:
    """Hold the answers of the officer's area against the probabilities."""
    area, model = office_area(actor, READ), latest_model(actor)
    answers, lines = answers_by_stratum(actor, area=area, model=model), lines_for(area, model)
    rows = [_row(name, answers[name], lines[name]) for name in STRATA if answers[name]]
    own = Calibration.objects.filter(area_code=area, model_version=model)
    total = sum(row.answers for row in rows)
    return CalibrationPage(rows, total, total - sum(row.answers for row in own))


def latest_model(actor: Actor) -> str:
    """Return the version of the parameters that the newest run of the actor's areas used."""
    runs = MatchRun.objects.filter(in_areas(actor, READ)).exclude(model_version="").order_by("-started_at")
    return runs.values_list("model_version", flat=True).first() or ""


def _row(name: str, answers: list[Answer], line: Line) -> StratumRow:
    same = sum(answer.same for answer in answers)
    return StratumRow(
        str(Stratum(name).label),
        len(answers),
        same,
        same / len(answers),
        mean(answer.probability for answer in answers),
        mean(recalibrated(answer.probability, line) for answer in answers),
    )
