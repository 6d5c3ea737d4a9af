"""Many letters signed one after the other: each its own transaction, so that one that fails stays queued alone."""

import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from django.db import connection

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.operations.signing.one import look_at, sign_request
from pendopo.letters.rules.clocks import BATCH_MOST
from pendopo.letters.rules.states import RequestState

# SQLite lets one writer in and leaves the others polling, and whoever has bad luck polls past his patience. In one
# process they queue here instead; on PostgreSQL the counter's row lock is the queue.
_TURN = threading.Lock()


@dataclass
class BatchResult:
    """Which letters are signed, which wait for ink or the remote signature, and which stay queued, with the reason."""

    signed: list[LetterRequest] = field(default_factory=list)
    waiting: list[LetterRequest] = field(default_factory=list)
    failed: list[tuple[LetterRequest, str]] = field(default_factory=list)


def sign_batch(actor: Actor, *, requests: Iterable[LetterRequest]) -> BatchResult:
    """Sign the letters that were looked at; whatever fails stays queued and the rest goes on."""
    rows = list(requests)
    most = int(public_rule(BATCH_MOST, area=rows[0].area_code if rows else ""))
    if len(rows) > most:
        raise LetterRefused("too_many_letters", most=most)
    result = BatchResult()
    for row in rows:
        try:
            with _turn():
                done = sign_request(actor, case=row)
        except Refusal as refusal:
            result.failed.append((row, str(refusal)))
            continue
        (result.signed if done.state == RequestState.SIGNED else result.waiting).append(done)
    return result


def sign_now(actor: Actor, *, request: LetterRequest, seen: str) -> BatchResult:
    """Sign the letter that lies before somebody: he has looked at this page of it, and says so with one press."""
    return sign_batch(actor, requests=[look_at(actor, request=request, seen=seen)])


def _turn() -> AbstractContextManager[object]:
    return _TURN if connection.vendor == "sqlite" else nullcontext()
