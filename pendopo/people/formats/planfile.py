"""The plan of an import as bytes, to be kept sealed until the import is over."""

import io
import zlib
from collections.abc import Iterator

import cbor2

from pendopo.people.rules.plan import Plan, pack_item, unpack_items
from pendopo.people.rules.problems import Problem


def pack(plan: Plan) -> bytes:
    """Turn a plan into bytes, line by line, so that a long file never stands twice in memory."""
    squeeze = zlib.compressobj(1)
    parts = [squeeze.compress(cbor2.dumps(part)) for part in _parts(plan)]
    return b"".join([*parts, squeeze.flush()])


def _parts(plan: Plan) -> Iterator[object]:
    notes = [[p.code, p.severity, p.field, dict(p.params)] for p in plan.notes]
    yield [plan.file_format, list(plan.columns), notes, len(plan.items), list(plan.order)]
    for item in plan.items:
        yield pack_item(item)


def unpack(content: bytes) -> Plan:
    """Turn bytes back into a plan."""
    decoder = cbor2.CBORDecoder(io.BytesIO(zlib.decompress(content)))
    file_format, columns, notes, count, order = decoder.decode()
    items = list(unpack_items(decoder.decode() for _ in range(count)))  # type: ignore[arg-type]
    return Plan(file_format, tuple(columns), items, order, tuple(Problem(*note) for note in notes))
