"""From an uploaded file to a plan: read, judge, compare with the register; and the plan's form on disk."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import cbor2

from pendopo.people.formats.detect import open_file
from pendopo.people.operations.importing.chunk import decisions_for
from pendopo.people.operations.importing.lookup import look_up
from pendopo.people.rules.files import judge_file
from pendopo.people.rules.intake import Action, chunk_ends, family_order
from pendopo.people.rules.plan import Item, Plan, pack_item, unpack_items
from pendopo.people.rules.rows import Row, Verdict
from pendopo.places.queries.codes import public_codes_for

LOOK = 2000


def make_plan(
    content: bytes, *, village: str, today: date, progress: Callable[[int], None] | None = None
) -> Plan:
    """Read a whole file and say what will become of each line; raise FileRefused when it is no resident file."""
    source = open_file(content)
    judged = judge_file(source, columns_given=source.columns_given, today=today)
    items: list[Item] = []
    for verdict in judged:
        items.append(_item(verdict))
        if progress is not None and len(items) % LOOK == 0:
            progress(len(items))
    notes = (*source.warnings, *(note.problem for note in judged.notes))
    order = family_order([item.row.kk_number if item.row else None for item in items])
    _compare(items, order, village)
    return Plan(source.format, tuple(sorted(source.columns_given)), items, order, notes)


def _item(verdict: Verdict) -> Item:
    if verdict.row is not None:
        return Item(verdict.line, Action.CREATE, verdict.row, verdict.problems)
    raw = {name: "" if cell is None else str(cell) for name, cell in verdict.raw.items()}
    return Item(verdict.line, Action.REJECT, None, verdict.problems, raw)


def _compare(items: list[Item], order: list[int], village: str) -> None:
    """Compare the accepted rows with the register as it is now; the writing compares again."""
    triples = {(r.hamlet, r.rw, r.rt) for r in (item.row for item in items) if r and (r.hamlet or r.rw or r.rt)}
    places = public_codes_for(village, triples)
    accepted = [items[place] for place in order if items[place].row is not None]
    start = 0
    for end in chunk_ends((item.row.kk_number for item in accepted if item.row), LOOK):
        part = accepted[start:end]
        rows: list[Row] = [item.row for item in part if item.row is not None]
        known = look_up(rows, village)
        decisions = decisions_for(rows, village=village, places=places, known=known)
        for item, decision in zip(part, decisions, strict=True):
            item.action = decision.action
            item.problems = (*item.problems, *decision.problems)
            if decision.action is Action.REJECT:
                item.raw, item.row = _shown(item.row), None
        start = end


def _shown(row: Row | None) -> Mapping[str, str]:
    from pendopo.people.rules.columns import COLUMNS

    if row is None:
        return {}
    cells = ((column.name, getattr(row, column.field)) for column in COLUMNS)
    return {name: str(value) for name, value in cells if value not in (None, "")}


def pack(plan: Plan) -> bytes:
    """Turn a plan into bytes, line by line, so that a long file never stands twice in memory."""
    squeeze = zlib.compressobj(1)
    parts = [squeeze.compress(cbor2.dumps(part)) for part in _parts(plan)]
    return b"".join([*parts, squeeze.flush()])


def _parts(plan: Plan) -> Iterator[Any]:
    notes = [[p.code, p.severity, p.field, dict(p.params)] for p in plan.notes]
    yield [plan.file_format, list(plan.columns), notes, len(plan.items), list(plan.order)]
    for item in plan.items:
        yield pack_item(item)


def unpack(content: bytes) -> Plan:
    """Turn bytes back into a plan."""
    import io

    from pendopo.people.rules.problems import Problem

    decoder = cbor2.CBORDecoder(io.BytesIO(zlib.decompress(content)))
    file_format, columns, notes, count, order = decoder.decode()
    items = list(unpack_items(decoder.decode() for _ in range(count)))  # type: ignore[arg-type]
    return Plan(file_format, tuple(columns), items, order, tuple(Problem(*note) for note in notes))
