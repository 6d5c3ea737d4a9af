"""Fitting the probabilities to what reviewers found."""

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.matching.models import Calibration
from pendopo.matching.operations.lists import OFFICES
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.queries.calibration import answers_by_stratum, latest_model
from pendopo.matching.rules.calibration import fit
from pendopo.matching.rules.permissions import RUN


@operation(
    "matching.calibration.fit",
    "Peluang pencocokan disetel ulang",
    RUN,
    "area",
    tiers=OFFICES,
    replicates=False,
)
def calibrate(actor: Actor, *, area: str) -> list[Calibration]:
    """Fit the probabilities of an area to its reviewers' answers; verdicts stay as they are."""
    model = latest_model(actor)
    answers = answers_by_stratum(actor, area=area, model=model)
    if not any(answers.values()):
        raise MatchingRefused("no_answers")
    held = {
        row.stratum: row
        for row in Calibration.objects.select_for_update().filter(area_code=area, model_version=model)
    }
    for name, line in fit(answers).items():
        row = held.setdefault(name, Calibration(area_code=area, stratum=name, model_version=model))
        row.intercept, row.slope = line.intercept, line.slope
        row.answers, row.same = line.answers, line.same
        row.fitted_at, row.fitted_by = clock.now(), actor.id
        row.save()
    return list(held.values())
