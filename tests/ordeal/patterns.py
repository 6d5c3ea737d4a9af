"""Patterns that take for ever over a long text: every regular expression of the program is stretched."""

from __future__ import annotations

import ast
import re
import time
from random import Random

from tests.ordeal.rows import Row
from tests.sites import ROOT

TAKES_ONE = re.compile(
    r"re\.(compile|(full)?match|search|sub|split|find(all|iter))|(.*\.)?Regex(Validator|Field)"
)
SLOW = 0.5  # seconds that a pattern may take over 20,000 characters
# These meet what the program itself has written, and nothing that anybody types.
OWN = ("pendopo/kernel/errors.py", "pendopo/matching/rules/reasons.py")


def patterns() -> dict[str, str]:
    """Every regular expression that the program writes down, by where it stands."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "pendopo").rglob("*.py")):
        given = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for node in given if not {"tests", "migrations"} & set(path.parts) else ():
            if isinstance(node, ast.Call) and node.args and TAKES_ONE.fullmatch(ast.unparse(node.func)):
                held = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                found |= {f"{path.relative_to(ROOT)}:{node.lineno}": held} if isinstance(held, str) else {}
    return found


def stretch(seed: int) -> Row:
    """Long strings made of what each pattern looks for: none may take longer than it takes to read them."""
    row, chance, began = Row("slow patterns"), Random(seed), time.monotonic()
    for place, text in patterns().items():
        if place.startswith(OWN):
            continue
        compiled = re.compile(text)
        row.kills += 1
        for pump in _pumps(text, chance):
            took = _worst(compiled, pump)
            if took > SLOW:
                row.findings.append(f"{place} {text!r} takes {took:.1f} s over {pump[:6]!r} repeated")
                break
    row.seconds = time.monotonic() - began
    return row


def _pumps(text: str, chance: Random) -> list[str]:
    plain = sorted(set(re.sub(r"\\.|[\[\](){}?*+|^$]", "", text)) | set(" 0aA.-/,:\n"))
    pairs = ["".join(chance.sample(plain, 2)) for _ in range(6)]
    return [*plain[:30], *pairs]


def _worst(compiled: re.Pattern[str], pump: str) -> float:
    for length in (
        30,
        2_000,
        20_000,
    ):  # what is exponential shows in the first, and ends the process in the second
        for tail in ("", "\x00", "!"):
            said = (pump * length)[:length] + tail
            began = time.process_time()  # of this process alone: the machine has other work
            compiled.search(said)
            compiled.fullmatch(said)
            if (took := time.process_time() - began) > SLOW:
                return took
    return 0.0
