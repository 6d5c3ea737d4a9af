"""The list of filters that `run.py mutate` takes away misses none, and taking one away is what it says."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
from django.db.models import Q

from tests import filters
from tests.filters import Run, Switches, all_filters, files, switch

ACTOR = type("Somebody", (), {"id": 1, "resident_id": 2, "may": lambda self, permission, area: False})()


def test_no_narrowing_of_rows_is_missing_from_the_list() -> None:
    called = re.compile(r"(?<!def )(?<!\w)(?:in_areas|_within)\(")
    texts = {path.relative_to(filters.ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files()}
    found = [one for one in all_filters() if one.kind == "narrows"]
    assert {file: len(called.findall(text)) for file, text in texts.items() if called.search(text)} == {
        file: sum(one.file == file for one in found) for file in {one.file for one in found}
    }
    assert "in_areas(actor, READ)" in [
        one.text for one in found if one.file.endswith("letters/queries/desk.py")
    ]


@pytest.mark.parametrize(
    ("code", "real", "away"),
    [
        ("in_areas(actor, 'x')", "narrow", Q()),
        ("contains('a', 'b')", False, True),
        ("actor.may('x', 'a')", False, True),
        ("7 != actor.resident_id", True, False),
        ("7 == actor.id", False, True),
        ("Q(person_id=actor.resident_id)", Q(person_id=2), Q()),
    ],
)
def test_a_filter_can_be_taken_away(code: str, real: Any, away: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    switches = Switches("planted.py")
    tree = ast.fix_missing_locations(switches.visit(ast.parse(code, mode="eval")))
    (one,) = switches.found
    known = {"actor": ACTOR, "Q": Q, "in_areas": lambda *_: "narrow", "contains": lambda *_: False}
    compiled = compile(tree, "planted.py", "eval")
    assert eval(compiled, {**known, filters.SWITCH: switch}) == real
    monkeypatch.setattr(Run, "off", one.name)
    assert eval(compiled, {**known, filters.SWITCH: switch}) == away
