"""The measured numbers: docs/reference/numbers.md and the table in README, from docs/benchmarks.json."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
    """Return README with the table between its two marks made anew: what has a peer, and whatever was missed."""
    promised = [each for each in _results() if each.get("peer") is not None or each.get("ok") is False]
    text = paper.table(HEADINGS, [_cells(each) for each in promised]) if promised else NOTHING
    between = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return between.sub(lambda _found: f"{BEGIN}\n{text}\n{END}", readme)


HEADINGS = ("measure", "measured", "promised", "peer", "")


def _results() -> Sequence[Mapping[str, Any]]:
    if not MEASURED.exists():
        return []
    found: list[Mapping[str, Any]] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def _cells(each: Mapping[str, Any]) -> tuple[str, ...]:
    sign = "≥" if each.get("better") == "higher" else "≤"
    value, target, peer = each.get("value"), each.get("target"), each.get("peer")
    verdict = {True: "reached", False: "**missed**"}.get(each.get("ok"), "")  # type: ignore[arg-type]
    return (
        str(each["name"]),
        "not measured" if value is None else f"{_number(value)} {each['unit']}",
        "" if target is None else f"{sign} {_number(target)}",
        "" if peer is None else _number(peer),
        verdict,
    )


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
