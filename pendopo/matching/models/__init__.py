"""Tables of matching: uploaded lists, runs, what each run found, and what people said about it."""

from pendopo.matching.models.lists import ListedPerson, ListState, PersonList
from pendopo.matching.models.reviews import (
    Calibration,
    Review,
    ReviewAnswer,
    ReviewOpening,
    Stratum,
)
from pendopo.matching.models.runs import (
    FollowUp,
    MatchResult,
    MatchRun,
    ReviewStage,
    RunKind,
    RunState,
    Verdict,
)
