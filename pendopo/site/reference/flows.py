"""docs/reference/flows.md: each kind of case with its states, desks, clocks and moves, and a drawing of it."""

from collections.abc import Callable
from functools import partial
from html import escape

from pendopo.cases.queries.kinds import public_case_kinds
from pendopo.cases.rules.flow import OWNER, Flow, Move, State
from pendopo.kernel.rules import rule_model
from pendopo.site.reference import paper

INTRO = """A case stands in one state. A desk holds it for the working days of a dated rule; then silence moves it up
to the next desk and never rejects it. Whoever it was moved up to may make the moves of the desks below."""
WIDE, HIGH, DOWN, BULGE = 300, 40, 76, 110


def page() -> str:
    """Return the page."""
    return paper.page("Flows", INTRO, *(_one(kind.flow) for kind in public_case_kinds()))


def drawings() -> dict[str, Callable[[], str]]:
    """Return the drawing of each flow by the flow's name."""
    return {kind.flow.name: partial(draw, kind.flow) for kind in public_case_kinds()}


def _one(flow: Flow) -> str:
    states = [
        (
            paper.code(state.key),
            state.words,
            ", then ".join(f"{desk.title} ({desk.tier})" for desk in state.desk)
            or "nobody's desk" * (not state.ended),
            _days(state.days),
        )
        for state in flow.states
    ]
    moves = [
        (
            paper.code(move.key),
            move.words,
            ", ".join(move.source),
            ", else ".join(paper.code(key) for key in move.leads_to),
            "the owner" if move.by == OWNER else paper.code(move.by),
            _conditions(move),
        )
        for move in flow.moves
    ]
    parts = (
        f"## {flow.title}",
        f"`{flow.name}`, receipts begin with {flow.mark}. ![{flow.title}](flow-{flow.name}.svg)",
        paper.table(("state", "words", "who holds it", "working days"), states),
        paper.table(("move", "words", "from", "to", "by", "only"), moves),
    )
    return "\n\n".join(parts)


def _days(key: str) -> str:
    rule = rule_model(key)
    return f"{rule.value} ({paper.code(key)})" if rule is not None else ""


def _conditions(move: Move) -> str:
    said = [
        f"when late in {', '.join(move.late)}" * bool(move.late),
        f"within {paper.code(move.within)}" * bool(move.within),
        "with a reason" * move.reason,
        "not while the register speaks against it" * move.clear,
        f"asks {', '.join(one.key for one in move.asks)}" * bool(move.asks),
    ]
    return "; ".join(filter(None, said))


def draw(flow: Flow) -> str:
    """Return a flow as SVG: states below one another, each move an arc, forward on the right and back on the left."""
    row = {state.key: at for at, state in enumerate(flow.states)}
    arcs: dict[tuple[int, int], list[str]] = {}
    for move in flow.moves:
        for key, target in ((key, target) for key in move.source for target in move.leads_to):
            arcs.setdefault((row[key], row[target]), []).append(move.words)
    back = max((start - end for start, end in arcs), default=0)
    ahead = max((end - start for start, end in arcs), default=0)
    base = 20 + back * BULGE + 60 * bool(back)
    wide, high = base + WIDE + ahead * BULGE + 100, len(row) * DOWN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" role="img"'
            f' aria-label="{escape(flow.title)}">',
            '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
            '<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
            f'<rect width="{wide}" height="{high}" fill="#fff"/>',
            *(
                _arc(base, start, end, " / ".join(dict.fromkeys(words)))
                for (start, end), words in arcs.items()
            ),
            *(_box(base, at, state) for at, state in enumerate(flow.states)),
            "</svg>\n",
        ]
    )


def _box(x: int, at: int, state: State) -> str:
    style = 'fill="#f1f1ee" stroke="#888"' if state.ended else 'fill="#e6f2ee" stroke="#0c5b4a"'
    middle, words = x + WIDE // 2, escape(state.words)
    return (
        f'<rect x="{x}" y="{at * DOWN + 20}" width="{WIDE}" height="{HIGH}" rx="6" {style}/>'
        f'<text x="{middle}" y="{at * DOWN + 44}" font-size="13" text-anchor="middle">{words}</text>'
    )


def _arc(base: int, start: int, end: int, words: str) -> str:
    """One move: out of the lower half of a box, into the upper half of another, the wider the farther it goes."""
    side, far = (base + WIDE, BULGE * (end - start)) if end > start else (base, -BULGE * (start - end))
    y1, y2 = start * DOWN + 20 + HIGH * 2 // 3, end * DOWN + 20 + HIGH // 3
    bend = side + far * 4 // 3
    x, y = side + far, (y1 + y2) // 2 + 4
    curve = f"M{side} {y1} C{bend} {y1} {bend} {y2} {side} {y2}"
    return (
        f'<path d="{curve}" fill="none" stroke="#555" marker-end="url(#tip)"/>'
        f'<text x="{x}" y="{y}" font-size="11" text-anchor="middle"'
        f' stroke="#fff" stroke-width="4" paint-order="stroke">'
        f"{escape(words)}</text>"
    )
