"""The hashed locks: complete, without addresses, and in step with pyproject.toml."""

from __future__ import annotations

import itertools
import re
import tomllib
from typing import Any

import pytest

from tests.architecture.house import ROOT

LOCKS = ("base", "full", "dev")
EXTRAS = ("postgres", "maps", "letters", "match")  # what comes behind the first page


def lines(name: str) -> list[str]:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def pins(name: str) -> dict[str, str]:
    found = {}
    for line in lines(name):
        match = re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", line)
        if match:
            found[_plain(match.group(1))] = match.group(2)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(group: str) -> list[str]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    base: list[str] = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    full = [*base, *(need for extra in EXTRAS for need in extras[extra])]
    dev = [*full, *project["dependency-groups"]["dev"]]
    return {"base": base, "full": full, "dev": dev}[group]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert not [
        line for line in lines(name) if "://" in line or line.lstrip().startswith(("-i", "--index", "--find"))
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_carries_a_hash(name: str) -> None:
    text = "\n".join(lines(name))
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert not [block.split()[0] for block in blocks if "==" not in block.splitlines()[0]]
    assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_pinned_within_its_bounds(name: str) -> None:
    from packaging.requirements import Requirement

    held = pins(name)
    for text in wanted(name):
        requirement = Requirement(text)
        assert _plain(requirement.name) in held, requirement.name
        assert requirement.specifier.contains(held[_plain(requirement.name)]), text


@pytest.mark.parametrize(("small", "large"), list(itertools.pairwise(LOCKS)))
def test_a_lock_holds_the_smaller_one_whole(small: str, large: str) -> None:
    held, more = pins(small), pins(large)
    assert {name: more.get(name) for name in held} == held
    assert len(held) < len(more)
