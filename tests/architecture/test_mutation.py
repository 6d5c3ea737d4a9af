"""The list of filters that `run.py mutate` takes away misses none, and taking one away is what it says."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from tests import filters
from tests.architecture.equivalents import EQUIVALENT
from tests.filters import Run, Switches, all_filters, files, switch

DOMAINS = {"accounts", "kernel", "letters", "matching", "notices", "people", "places", "questions", "site"}
# How each kind is written, for a search that knows nothing of how the list is made; comments and names apart.
WRITTEN = {
    "narrows": r"(?<!def )(?<!\w)(?:in_areas|public_inside)\(",
    "areas": r"\bactor\.areas\(",
    "asks": r"(?<!def )(?<![\w.])contains\(|\bactor\.may\(",
}


class Somebody:
    """An actor who may nothing anywhere."""

    id, resident_id = 1, 2

    def may(self, permission: str, area: str) -> bool:
        return False

    def areas(self, permission: str) -> tuple[str, ...]:
        return ()


def test_every_domain_has_filters_and_each_has_a_name_of_its_own() -> None:
    found = all_filters()
    assert {one.domain for one in found} >= DOMAINS
    assert not [name for name, times in Counter(one.name for one in found).items() if times > 1]


@cache
def plain(path: Path) -> str:
    """Answers a file without its comments and without the helpers."""
    helpers = re.compile(r"^def (?:in_areas|public_inside)\(.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
    return helpers.sub("", ast.unparse(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("kind", WRITTEN)
def test_no_filter_is_missing_from_the_list(kind: str) -> None:
    """Counts in each file what a plain search finds, the helpers themselves left out."""
    listed = Counter(one.file for one in all_filters() if one.kind == kind)
    written = Counter[str]()
    for path in files():
        if times := len(re.findall(WRITTEN[kind], plain(path))):
            written[path.relative_to(filters.ROOT).as_posix()] = times
    assert written == listed


def test_a_query_that_somebody_adds_is_on_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "pendopo" / "tax" / "queries.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(
        "def bills(actor, village):\n"
        "    rows = Bill.objects.filter(in_areas(actor, READ), village_code=village, payer__person_id=actor.id)\n"
        "    return [row for row in rows.exclude(officer__in=[1]) if row.area_code in actor.areas(READ)]\n"
    )
    monkeypatch.setattr(filters, "ROOT", tmp_path)
    monkeypatch.setattr(filters, "PACKAGE", tmp_path / "pendopo")
    assert {(one.kind, one.name) for one in all_filters()} == {
        (kind, f"queries.py bills: {text}")
        for kind, text in [
            ("narrows", "in_areas(actor, READ)"),
            ("keyword", "village_code=village"),
            ("keyword", "payer__person_id=actor.id"),
            ("keyword", "officer__in=[1]"),
            ("same", "row.area_code in actor.areas(READ)"),
            ("areas", "actor.areas(READ)"),
        ]
    }


def test_what_stands_for_another_reason_is_still_in_the_code() -> None:
    listed = {one.name for one in all_filters()}
    assert not [name for name in EQUIVALENT if name not in listed]
    assert all(len(reason.split()) > 3 for reason in EQUIVALENT.values())


@pytest.mark.parametrize(
    ("code", "real", "away"),
    [
        ("in_areas(actor, 'x')", "narrow", ~Q(pk__in=[])),
        ("public_inside('a')", "narrow", ~Q(pk__in=[])),
        ("contains('a', 'b')", False, True),
        ("actor.may('x', 'a')", False, True),
        ("actor.areas('x')", (), ("",)),
        ("7 != actor.resident_id", True, False),
        ("7 == actor.id", False, True),
        ("row.area_code == 'a'", False, True),
        ("row.village_code not in ['a']", True, False),
        ("Q(person_id=actor.resident_id)", Q(person_id=2), Q()),
        ("Q(area_code__in=['a'], on=1)", Q(area_code__in=["a"], on=1), Q(on=1)),
    ],
)
def test_a_filter_can_be_taken_away(code: str, real: Any, away: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    switches = Switches("pendopo/tax/planted.py")
    tree = ast.fix_missing_locations(switches.visit(ast.parse(code, mode="eval")))
    (one,) = switches.found
    row = type("Row", (), {"area_code": "b", "village_code": "b"})
    known = {"actor": Somebody(), "Q": Q, "row": row, "contains": lambda *_: False}
    known |= {name: lambda *_: "narrow" for name in filters.NARROWS}
    compiled = compile(tree, "planted.py", "eval")
    assert eval(compiled, {**known, filters.SWITCH: switch}) == real
    monkeypatch.setattr(Run, "off", one.name)
    assert eval(compiled, {**known, filters.SWITCH: switch}) == away
