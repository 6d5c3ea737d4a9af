"""The house rules hold in the real package."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps

from pendopo.site.reference.house import open_types
from tests.architecture import domains, fronts, house, pages
from tests.architecture.engines import own_pages, template_engines
from tests.architecture.raw_ways import raw_ways
from tests.architecture.views import busy_views, caught_refusals, unlogged_files

RULES: dict[str, Callable[[Path], list[str]]] = {
    "no file above 300 lines": house.long_files,
    "no function above 40 lines": house.long_functions,
    "no empty words as names": house.forbidden_names,
    "a closed vocabulary in every domain": house.outside_vocabulary,
    "no domain imports another domain's models": house.foreign_models,
    "queries take the actor first": house.queries_without_actor,
    "a domain comes in one call": domains.second_registrations,
    "what a domain brings is read": domains.unread_parts,
    "operations are registered": house.naive_operations,
    "a view calls one operation or query": busy_views,
    "a view leaves refusals to ui.asking": caught_refusals,
    "no file leaves the house unlogged": unlogged_files,
    "nothing goes to the database past the write guard": raw_ways,
    "each template engine has one door": template_engines,
    "a list is cut into pages in one place": own_pages,
    "what a front hands on somebody takes": fronts.unasked_names,
    "templates carry no inline script or style and call no outside host": pages.template_findings,
    "no template line above 160 characters, none with a backslash": pages.template_lines,
    "every word of a template can be translated": pages.untranslated_text,
    "static files call no outside host": pages.static_findings,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_house_rule(rule: Callable[[Path], list[str]]) -> None:
    findings = rule(house.PACKAGE)
    assert not findings, "\n" + "\n".join(findings)


# How often the word `Any` stood outside tests when this was written; lower it when there are fewer, never the reverse.
OPEN_TYPES = 346


def test_no_more_types_are_left_open_than_there_were() -> None:
    assert open_types() <= OPEN_TYPES, "say the real type, or `object` for what is only passed on"


def test_every_operation_query_and_rule_says_what_it_does() -> None:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--select",
        "D103",
        "--output-format=concise",
    ]
    done = subprocess.run(command, cwd=house.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_model_and_choices_class_has_a_row_in_the_glossary() -> None:
    own = [model.__name__ for model in apps.get_models() if model.__module__.startswith("pendopo.")]
    findings = house.missing_from_glossary(house.PACKAGE, house.ROOT / "docs" / "glossary.md", own)
    assert not findings, "\n" + "\n".join(findings)


def test_every_row_of_the_glossary_is_whole_and_names_a_domain_that_exists() -> None:
    text = (house.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    folders = {path.name for path in house.PACKAGE.iterdir() if path.is_dir()}
    assert text.count("\n| `") > 40
    assert not house.broken_rows(text, folders)
