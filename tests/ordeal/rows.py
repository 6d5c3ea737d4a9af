"""What an ordeal found: a line of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass
class Row:
    """One kind of trouble: how often it came, and what was wrong afterwards.

    `kills` counts how often trouble came (kills, faults, hostile files, strangers, requests), `acknowledged` the writes
    that a user had seen done, `lost` and `doubled` what of them was gone or stood twice, `findings` says each wrong.
    """

    kind: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    verify: bool = True
    seconds: float = 0.0
    findings: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not (self.lost or self.doubled or self.findings) and self.verify

    def plain(self) -> dict[str, object]:
        """As JSON carries it."""
        return {**asdict(self), "seconds": round(self.seconds, 1), "ok": self.ok}


HEAD = ("kind", "kills", "acknowledged", "lost", "doubled", "verify", "seconds", "ok")


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, each wrong below its row."""
    cells = [[_word(row.plain()[name]) for name in HEAD] for row in rows]
    width = [max(len(line[at]) for line in (HEAD, *cells)) for at in range(len(HEAD))]
    lines = ["  ".join(word.ljust(width[at]) for at, word in enumerate(HEAD))]
    for row, line in zip(rows, cells, strict=True):
        note = f"  {row.note}" if row.note else ""
        lines.append("  ".join(word.ljust(width[at]) for at, word in enumerate(line)) + note)
        lines += [f"    {each}" for each in row.findings[:20]]
    return "\n".join(lines)


def _word(value: object) -> str:
    return {True: "yes", False: "NO"}[value] if isinstance(value, bool) else str(value)
