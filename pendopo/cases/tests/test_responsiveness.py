"""The one median of waiting: against a published example, and against the plain median where nobody waits any more."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pendopo
from pendopo.cases.rules.responsiveness import Span, median_days, share

# Freireich et al. 1963, remission of acute leukaemia in weeks, as every textbook of survival analysis prints it;
# a negative number is a patient who was still in remission. Published medians: 23 weeks with 6-MP, 8 without.
MERCAPTOPURINE = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


@pytest.mark.parametrize(("weeks", "median"), [(MERCAPTOPURINE, 23), (PLACEBO, 8)])
def test_the_published_medians(weeks: list[int], median: int) -> None:
    assert median_days(Span(abs(one), one > 0) for one in weeks) == median


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_where_all_have_ended_it_is_the_plain_median(days: list[int]) -> None:
    assert median_days(Span(one, over=True) for one in days) == median_low(days)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=60))
def test_who_still_waits_never_makes_it_shorter(spans: list[tuple[int, bool]]) -> None:
    known = [Span(days, over) for days, over in spans]
    only_ended = median_days(span for span in known if span.over)
    whole = median_days(known)
    assert whole is None or (only_ended is not None and whole >= only_ended)


def test_nothing_is_said_of_nobody() -> None:
    assert median_days([]) is None
    assert median_days([Span(9, over=False)] * 3) is None


def test_a_share_of_few_is_no_percentage() -> None:
    assert share(3, 19) is None
    assert share(5, 20) == 25


OURS = {"median_days"}


def second_medians(package: Path) -> list[str]:
    """Every other function of the house that is called a median, or takes one from elsewhere."""
    found = []
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package).as_posix()
        # How long functions are, in the house's own figures, is nobody's waiting.
        if "/tests/" in inside or inside in ("cases/rules/responsiveness.py", "site/reference/house.py"):
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "median" in text or "kaplan" in text else ():
            named = node.name if isinstance(node, ast.FunctionDef) else ""
            taken = {one.name for one in node.names} if isinstance(node, ast.ImportFrom) else set()
            if (
                "median" in named
                or "kaplan" in named
                or any(one.startswith("median") for one in taken - OURS)
            ):
                found.append(f"{inside}:{getattr(node, 'lineno', 0)}")
    return found


def test_there_is_one_median() -> None:
    assert second_medians(Path(pendopo.__path__[0])) == []


def test_a_second_median_is_found(tmp_path: Path) -> None:
    (tmp_path / "figures.py").write_text("def median_wait(days):\n    return days\n")
    (tmp_path / "other.py").write_text("from statistics import median\n")
    assert second_medians(tmp_path) == ["figures.py:1", "other.py:1"]
