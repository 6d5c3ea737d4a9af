"""The reference pages say what the code says: they are made from it, and this fails when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pendopo.accounts.rules.roles import ROLES
from pendopo.kernel.operation import REGISTRY
from pendopo.site.commands import reference
from pendopo.site.reference import house, numbers, operations, pages, paper


def test_the_reference_pages_are_up_to_date() -> None:
    stale = sorted(path.name for path in reference.outdated())
    assert not stale, f"type: .venv/bin/pendopo reference   (out of date: {', '.join(stale)})"


def test_every_operation_and_every_role_stands_on_its_page() -> None:
    made = pages()
    for entry in operations.registered():
        assert f"| `{entry.name}` |" in made["operations.md"]
    for role in ROLES:
        assert f"| `{role.key}` | {role.name} |" in made["permissions.md"]


def test_a_change_in_the_registry_makes_the_page_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages()["operations.md"]
    monkeypatch.delitem(REGISTRY, "people.death.record")
    assert pages()["operations.md"] != before


def test_sealed_columns_are_named_as_such_and_nothing_else_is() -> None:
    page = pages()["data-dictionary.md"]
    assert "| `nik` | **sealed text** | yes | yes |" in page
    assert "| `name_key` | char(160) |  |  |" in page


def test_a_cell_never_breaks_the_table() -> None:
    assert paper.table(("a",), [("one | two\nthree",)]).splitlines()[2] == "| one \\| two three |"


def test_the_house_is_measured_and_compared_with_a_little_room() -> None:
    made = house.page()
    parts = {part.name: part for part in house.parts()}
    assert {*("kernel", "ui", "site", "letters", "people")} <= parts.keys()
    assert not [path for path in parts["people"].files if path.match("people/tests/*")]
    assert max(lines for part in parts.values() for lines in part.files.values()) <= 300
    assert f"what `{min(parts.keys() - set(house.FRAMES), key=lambda name: parts[name].lines)}` does" in made
    row = f"| `people` | {round(parts['people'].lines, -2):,} |"
    assert row in made
    assert house.says_the_same(
        made.replace(row, f"| `people` | {round(parts['people'].lines * 1.05):,} |"), made
    )
    assert not house.says_the_same(made.replace(row, f"| `people` | {parts['people'].lines * 2:,} |"), made)
    assert not house.says_the_same(made.replace(row, "| `persons` | 1 |"), made)
    assert not house.says_the_same("", made)


def test_no_number_stands_in_readme_that_nobody_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = f"before\n{numbers.BEGIN}\nold\n{numbers.END}\nafter"
    monkeypatch.setattr(numbers, "MEASURED", tmp_path / "benchmarks.json")
    assert numbers.NOTHING in numbers.with_numbers(readme)
    (tmp_path / "benchmarks.json").write_text(
        '[{"name": "home", "value": null, "unit": "ms", "target": 10, "peer": 105, "ok": null},'
        ' {"name": "list", "value": 12.5, "unit": "ms", "target": 10, "peer": null, "ok": false},'
        ' {"name": "aside", "value": 1, "unit": "ms", "target": null, "peer": null, "ok": null}]'
    )
    table = numbers.with_numbers(readme)
    assert "| home | not measured | ≤ 10 | 105 |  |" in table
    assert "| list | 12.5 ms | ≤ 10 |  | **missed** |" in table
    assert "aside" not in table
    assert "Splink" not in table
    assert table.startswith("before\n") and table.endswith("\nafter")


def test_matching_stands_in_readme_beside_its_peer_one_line_a_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MEASURED", tmp_path / "benchmarks.json")
    (tmp_path / "benchmarks.json").write_text(
        '[{"name": "matching, hard: F1", "value": 0.99301, "unit": "share", "peer": 0.9656, "ok": true},'
        ' {"name": "matching, hard: bad NIK: recall at precision .99", "value": 0.9, "unit": "share", "peer": 0.709,'
        '  "target": 0.925, "ok": false},'
        ' {"name": "matching, hard: Splink 5 out of the box: F1", "value": 0.9656, "unit": "share"},'
        ' {"name": "matching, hard: time", "value": 8.2, "unit": "s", "peer": 5, "ok": null}]'
    )
    table = numbers.with_numbers(f"{numbers.BEGIN}\n{numbers.END}")
    assert "| hard | 0.9930 (0.9656) |  | **0.9000** missed (0.7090) |  | 8.20 s (5) |" in table


def test_a_domain_of_cases_costs_little() -> None:
    """More of any of it needs a reason in a decision (docs/adr)."""
    cost = house.smallest_case()
    assert cost.lines <= 350 and cost.templates <= 3 and len(cost.elsewhere) <= 4, str(cost)
