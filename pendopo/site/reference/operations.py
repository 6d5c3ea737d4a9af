"""docs/reference/operations.md: every write that exists, from the registry."""

from importlib import import_module
from pathlib import Path

import pendopo
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import REGISTRY, Operation
from pendopo.site.reference import paper

PACKAGE = Path(pendopo.__file__).resolve().parent

INTRO = """Every change to the data is one of these operations; there is no other way to write
([ARCHITECTURE](../../ARCHITECTURE.md)). *Permission*: what the actor must hold in the subject's area.
*Tiers*: where the role that gives the permission must be held. *Replicates*: whether other nodes will be
sent the entry; no exchange between nodes exists yet. Every operation, and every refusal, leaves one signed
entry in the journal."""


def page() -> str:
    """Return the page."""
    entries = registered()
    parts = [INTRO, f"{len(entries)} operations."]
    for domain in sorted({entry.name.split(".")[0] for entry in entries}):
        own = [entry for entry in entries if entry.name.split(".")[0] == domain]
        headings = ("operation", "it will", "permission", "subject", "tiers", "replicates", "code")
        parts.append(f"## {domain}\n\n" + paper.table(headings, [_line(entry) for entry in own]))
    return paper.page("Operations", *parts)


def registered() -> list[Operation]:
    """Import every module of operations and return what the package registers, by name."""
    for path in sorted(PACKAGE.glob("*/operations.py")) + sorted(PACKAGE.glob("*/operations/**/*.py")):
        import_module(
            ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        )
    own = [entry for entry in REGISTRY.values() if entry.module.startswith("pendopo.")]
    return sorted((entry for entry in own if ".tests." not in entry.module), key=lambda entry: entry.name)


def tiers_in_words(tiers: frozenset[Tier]) -> str:
    """Return tiers from the nation down, or `all`."""
    return "all" if tiers == frozenset(Tier) else ", ".join(tier for tier in Tier if tier in tiers)


def first_sentence(doc: str) -> str:
    """Return what a docstring says first, without the words that all of them begin with."""
    text = " ".join(doc.split("\n\n")[0].split()).removeprefix("This function will ")
    return text[:1].lower() + text[1:]


def who(entry: Operation) -> str:
    """Return what the actor must hold: a permission, or to be a resident, or nothing."""
    if entry.permission is not None:
        return " or ".join(map(paper.code, (entry.permission, *entry.also)))
    return "a signed-in resident" if entry.open_to == "resident" else "none: open to everybody"


def _line(entry: Operation) -> tuple[str, ...]:
    return (
        paper.code(entry.name),
        first_sentence(entry.doc),
        who(entry),
        paper.code(entry.subject),
        tiers_in_words(entry.tiers),
        "yes" if entry.replicates else "no",
        paper.code(f"{entry.module.removeprefix('pendopo.')}.{entry.function}"),
    )
