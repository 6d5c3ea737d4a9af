"""The import contracts of pyproject.toml hold."""

from __future__ import annotations

import tomllib

from tests.architecture.contracts import broken_contracts, contract_report
from tests.architecture.house import FRAMES, PACKAGE, ROOT, domains


def test_every_contract_is_kept() -> None:
    assert not broken_contracts(ROOT), contract_report(ROOT)


def test_every_domain_stands_in_the_contract_of_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    inside = next(contract for contract in contracts if contract["name"].startswith("Inside a domain"))
    assert set(inside["containers"]) == {f"pendopo.{folder.name}" for folder in domains(PACKAGE)}


def test_the_frames_are_few_and_known() -> None:
    assert {"kernel", "press", "ui", "site", "locale"} == FRAMES


def test_no_contract_carries_an_exception() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    assert "ignore_imports" not in text
