"""The plan of an import as bytes, to be kept sealed until the import is over."""

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple

import cbor2

from pendopo.people.rules.plan import (
    Absent,
    MadePlace,
    Outlook,
    Plan,
    Sheet,
    SkippedColumn,
    pack_item,
    unpack_items,
)
from pendopo.people.rules.problems import Problem


def pack(plan: Plan) -> bytes:
    """Turn a plan into bytes, line by line, so that a long file never stands twice in memory."""
    squeeze = zlib.compressobj(1)
    parts = [squeeze.compress(cbor2.dumps(part)) for part in _parts(plan)]
    return b"".join([*parts, squeeze.flush()])


def _parts(plan: Plan) -> Iterator[object]:
    notes = [[p.code, p.severity, p.field, dict(p.params)] for p in plan.notes]
    parts = [[astuple(one) for one in many] for many in _lists(plan.outlook)]
    yield [plan.file_format, list(plan.columns), notes, len(plan.items), list(plan.order), parts]
    for item in plan.items:
        yield pack_item(item)


def unpack(content: bytes) -> Plan:
    """Turn bytes back into a plan."""
    decoder = cbor2.CBORDecoder(io.BytesIO(zlib.decompress(content)))
    # A plan that an older program kept has no outlook.
    file_format, columns, notes, count, order, *more = decoder.decode()
    items = list(unpack_items(decoder.decode() for _ in range(count)))  # type: ignore[arg-type]
    kinds = (Sheet, SkippedColumn, MadePlace, Absent)
    parts = [
        tuple(kind(*(tuple(v) if isinstance(v, list) else v for v in one)) for one in many)
        for kind, many in zip(kinds, more[0] if more else (), strict=False)
    ]
    notes = tuple(Problem(*note) for note in notes)
    return Plan(file_format, tuple(columns), items, order, notes, Outlook(*parts))


def _lists(outlook: Outlook) -> tuple[Sequence[Sheet | SkippedColumn | MadePlace | Absent], ...]:
    return outlook.sheets, outlook.skipped, outlook.made, outlook.absent
