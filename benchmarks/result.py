"""What one measurement says."""

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Result:
    """A measured value beside its target and what OpenSID 2410 needed on the same kind of machine."""

    name: str
    value: float | None
    unit: str
    target: float | None = None
    peer: float | None = None
    better: Literal["lower", "higher"] = "lower"
    note: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether the target is reached; None where there is no target or nothing could be measured."""
        if self.target is None or self.value is None:
            return None
        return self.value <= self.target if self.better == "lower" else self.value >= self.target

    def as_json(self) -> dict[str, object]:
        """The result as plain values."""
        return {**asdict(self), "ok": self.ok}


def unmeasured(
    name: str, unit: str, why: str, *, target: float | None = None, peer: float | None = None
) -> Result:
    """A result that says why there is no value: never a made-up number."""
    return Result(name, None, unit, target=target, peer=peer, note=why)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    place = max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)
    return ordered[min(place, len(ordered) - 1)]


def median(values: list[float]) -> float:
    """The middle value."""
    return percentile(values, 0.5)


def table(results: list[Result]) -> str:
    """The results as a table for people."""
    rows = [("measure", "value", "unit", "target", "peer", "")]
    for each in results:
        sign = "≤" if each.better == "lower" else "≥"
        verdict = {True: "ok", False: "MISSED", None: "NOT MEASURED" if each.value is None else ""}[each.ok]
        target = "" if each.target is None else f"{sign} {_number(each.target)}"
        peer = "" if each.peer is None else _number(each.peer)
        value = "-" if each.value is None else _number(each.value)
        rows.append((each.name, value, each.unit, target, peer, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = []
    for index, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].ljust(widths[2])]
        cells += [row[3].rjust(widths[3]), row[4].rjust(widths[4]), row[5]]
        lines.append("  ".join(cells).rstrip())
        if index and results[index - 1].note:
            lines.append(f"    {results[index - 1].note}")
    return "\n".join(lines)


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) < 1:
        return f"{value:.4g}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
