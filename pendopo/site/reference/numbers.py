"""The measured numbers: docs/reference/numbers.md and the table in README, from docs/benchmarks.json."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from pendopo.site.reference import paper

CHECKOUT = Path(__file__).resolve().parents[3]
MEASURED = CHECKOUT / "docs" / "benchmarks.json"
BEGIN, END = "<!-- numbers: begin (pendopo reference) -->", "<!-- numbers: end -->"
NOTHING = "Nothing has been measured yet: `python3 run.py bench --json > docs/benchmarks.json`."

INTRO = """What `python3 run.py bench` measured. *Peer* is OpenSID 2410 on the same kind of machine, where
it has the page. A missed or missing number stands here like a reached one."""


def page() -> str:
    """Return the page with every measure and its note."""
    rows = [(*_cells(each), str(each.get("note") or "")) for each in _results()]
    if not rows:
        return paper.page("Measured numbers", INTRO, NOTHING)
    return paper.page("Measured numbers", INTRO, paper.table((*HEADINGS, "note"), rows))


def with_numbers(readme: str) -> str:
    """Return README with its tables made anew: what has a peer and a target, what was missed, and matching."""
    results = _results()
    others = [each for each in results if not each["name"].startswith(MATCHING)]
    promised = [each for each in others if _has_peer_and_target(each) or each.get("ok") is False]
    text = paper.table(HEADINGS, [_cells(each) for each in promised]) if promised else NOTHING
    sets = _by_set(results)
    if sets:
        rows = [
            (name, *(_beside(found.get(words)) for words in SETS.values())) for name, found in sets.items()
        ]
        text += f"\n\n{MATCHING_INTRO}\n\n{paper.table(('list and register', *SETS), rows)}"
    between = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return between.sub(lambda _found: f"{BEGIN}\n{text}\n{END}", readme)


class Measured(TypedDict):
    """A result of the benchmarks as it stands in their file."""

    name: str
    unit: str
    value: float | None
    target: float | None
    peer: float | None
    better: str
    ok: bool | None


def _has_peer_and_target(each: Measured) -> bool:
    return each.get("peer") is not None and each.get("target") is not None


def _by_set(results: Sequence[Measured]) -> dict[str, dict[str, Measured]]:
    """Gather the measures of matching by the set of files on which they were made."""
    found: dict[str, dict[str, Measured]] = {}
    for each in results:
        kind, _sep, rest = each["name"].partition(", ")
        name, _sep, measure = rest.rpartition(": ")
        if f"{kind}, " == MATCHING and each.get("peer") is not None:
            set_name, _sep, first = name.partition(": ")
            found.setdefault(set_name, {})[f"{first}: {measure}" if first else measure] = each
    return found


def _beside(each: Measured | None) -> str:
    """Write one of our figures with Splink's in brackets; a missed target is in bold."""
    if each is None:
        return ""
    own, peer = (_number(value or 0.0, each["unit"]) for value in (each["value"], each["peer"]))
    unit = "" if each["unit"] == "share" else f" {each['unit']}"
    return f"**{own}{unit}** missed ({peer})" if each.get("ok") is False else f"{own}{unit} ({peer})"


MATCHING = "matching, "
MATCHING_INTRO = (
    "Finding the same person in invented lists; in brackets Splink 5 out of the box on the same files:"
)
# heading of README's table -> how the benchmark names the measure
SETS = {
    "F1": "F1",
    "recall at precision .999": "recall at precision .999",
    "wrong or no NIK, recall at precision .99": "bad NIK: recall at precision .99",
    "absent people linked": "absent people wrongly linked",
    "time": "time",
}
HEADINGS = ("measure", "measured", "promised", "peer", "")


def _results() -> Sequence[Measured]:
    if not MEASURED.exists():
        return []
    found: list[Measured] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def _cells(each: Measured) -> tuple[str, ...]:
    sign = "≥" if each.get("better") == "higher" else "≤"
    value, target, peer = each.get("value"), each.get("target"), each.get("peer")
    unit = each["unit"]
    verdict = {True: "reached", False: "**missed**", None: ""}[each["ok"]]
    return (
        each["name"],
        "not measured" if value is None else f"{_number(value, unit)} {unit}",
        "" if target is None else f"{sign} {_number(target, unit)}",
        "" if peer is None else _number(peer, unit),
        verdict,
    )


def _number(value: float, unit: str) -> str:
    if unit.startswith("share") and value:
        return f"{value:.4f}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
