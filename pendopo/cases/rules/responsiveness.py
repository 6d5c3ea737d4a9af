"""How long people wait: the one Kaplan-Meier estimate of the house; what is still open counts as censored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Below this many, a share is said as "3 of 12" and never as a percentage (handbook cases.md section 2).
LEAST_FOR_A_SHARE = 20


@dataclass(frozen=True)
class Span:
    """How many days something took, or has taken so far while it is not `over`."""

    days: int
    over: bool


def median_days(spans: Iterable[Span]) -> int | None:
    """Return the day by which half have been answered, or nothing while fewer than half have (Kaplan and Meier 1958).

    Whoever still waits counts as waiting at least that long; leaving him out would make a slow office look quick.
    """
    known = list(spans)
    ended = Counter(span.days for span in known if span.over)
    still = 1.0
    for day in sorted(ended):
        at_risk = sum(span.days >= day for span in known)
        still *= 1 - ended[day] / at_risk
        if still <= 0.5 + 1e-12:
            return day
    return None


def share(part: int, whole: int) -> int | None:
    """Return a share in per cent, or nothing where the whole is too small to speak in per cent."""
    return round(100 * part / whole) if whole >= LEAST_FOR_A_SHARE else None
