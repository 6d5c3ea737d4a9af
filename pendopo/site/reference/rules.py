"""docs/reference/rules.md: the deadlines, amounts and cut-offs that ship with the program."""

import json

from pendopo.kernel.rules import shipped_rules
from pendopo.site.reference import paper

INTRO = """What ships with the program. A row in the table of rules, written by the operation
`kernel.rule.set`, overrides a shipped value from its first day on, for an area and everything in it; the
row of the smallest area wins. The past keeps the value that held then. A period is half-open: the day in
*until* is the first day on which the value no longer holds."""


def page() -> str:
    """Return the page."""
    rows = [
        (
            paper.code(rule.key),
            paper.code(json.dumps(rule.value, ensure_ascii=False)),
            rule.legal_basis,
            rule.valid_from.isoformat(),
            rule.valid_to.isoformat() if rule.valid_to else "",
        )
        for rule in shipped_rules()
    ]
    return paper.page("Dated rules", INTRO, paper.table(("key", "value", "source", "from", "until"), rows))
