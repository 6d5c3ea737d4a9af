"""One pair at a time, in plain Python with the shipped parameters: for a form that asks "is this the same person?"."""

from pendopo.matching.engine.parameters import load
from pendopo.matching.rules.compare import compare
from pendopo.matching.rules.record import Record
from pendopo.matching.rules.scoring import probability


def score_pair(listed: Record, found: Record) -> float:
    """Give the probability that two records are one person, with the shipped parameters and nothing else known."""
    return probability(compare(listed, found), load().model)
