"""The parameters that ship with the program, trained on pooled data by benchmarks.matching, never in a village."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pendopo.matching.rules.scoring import Model

SHIPPED: Final = Path(__file__).resolve().parent.parent / "reference" / "parameters.json"


@dataclass(frozen=True)
class Parameters:
    """One version: the Splink settings of the coarse stage, the two models of the fine stage, the thresholds."""

    version: str
    splink: Mapping[str, object]
    model: Model
    final: Model
    doubles: float
    accept: float
    review: float


@cache
def load(path: Path = SHIPPED) -> Parameters:
    """Read one version of the parameters."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Parameters(
        version=raw["version"],
        splink=raw["splink"],
        model=_model(raw["pair"]),
        final=_model(raw["final"]),
        doubles=raw["doubles"],
        accept=raw["thresholds"]["accept"],
        review=raw["thresholds"]["review"],
    )


def _model(raw: Mapping[str, Any]) -> Model:
    return Model(
        bias=raw["bias"],
        weights=raw["weights"],
        scores=tuple(point[0] for point in raw["calibration"]),
        probabilities=tuple(point[1] for point in raw["calibration"]),
    )
