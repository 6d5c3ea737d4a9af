"""One queue of work in the database: whoever serves shares it by leases, and a killed worker loses nothing (ADR 0065).

A job's row is no fact of anybody: it says which work is due, by name and key. What the work changes goes through
operations like everything else. Times are those of the database, so that two machines need not agree on theirs.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.db import connections, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from pendopo.kernel.chores import Chore, Errand
from pendopo.kernel.domains import parts_of
from pendopo.kernel.models import Job

log = logging.getLogger("pendopo.kernel")
LEASE = 60.0  # seconds; renewed thrice in that time for as long as the work goes on
_AT_ONCE = 20
# After each failure of an errand the pause grows; after the last it stands until somebody asks for it again.
_PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 30, 180, 720))
# What is due later than any turn or pause was set by a clock that went wrong; so was a lease that is longer than one.
_TOO_FAR = timedelta(hours=25)
WAKE = (threading.Event(), threading.Event())  # for the thread of what is short, and of what is long


def known(long: bool) -> dict[str, Chore | Errand]:
    """Return what the domains bring for the short or the long thread, by name."""
    errands: dict[str, Chore | Errand] = {one.name: one for _, one in parts_of(Errand) if one.long == long}
    return errands if long else errands | {one.name: one for _, one in parts_of(Chore)}


def ask(name: str, key: str = "") -> None:
    """Let an errand be done soon; in a transaction: with it. Asked twice before it began, it is done once."""
    row = Job(name=name, key=key, asked=uuid4(), due_at=Now())
    Job.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["name", "key"],
        update_fields=["asked", "due_at", "attempts"],
    )
    transaction.on_commit(_wake)


def _wake() -> None:
    for event in WAKE:
        event.set()


def plan_chores() -> None:
    """Put every chore that the queue does not know into it, due at once."""
    names = [one.name for _, one in parts_of(Chore)]
    there = set(Job.objects.filter(name__in=names, key="").values_list("name", flat=True))
    rows = [Job(name=name, asked=uuid4(), due_at=Now()) for name in names if name not in there]
    Job.objects.bulk_create(rows, ignore_conflicts=True)


def work_off(holder: str, *, long: bool = False) -> list[str]:
    """Do what is due and return the names; what fails is logged, comes again, and stops nothing else."""
    done = []
    while (job := _claim(holder, Q(name__in=known(long)) & _due())) is not None:
        if _do(job, known(long)[job.name], holder):
            done.append(job.name)
    return done


@contextmanager
def held(name: str, holder: str) -> Iterator[bool]:
    """Hold a chore by hand, as a command does, due or not; False where another is at it just now."""
    plan_chores()
    job = _claim(holder, Q(name=name, key=""))
    if job is None:
        yield False
        return
    with _renewed(job, holder):
        try:
            yield True
        finally:
            _own(job, holder).update(holder="", held_until=None, attempts=0)


def let_go(holder: str) -> int:
    """Free what a worker held that is known to be dead; return how many jobs that were."""
    return Job.objects.filter(holder=holder).update(holder="", held_until=None)


def _due() -> Q:
    return Q(due_at__lte=Now()) | Q(due_at__gt=Now() + _TOO_FAR)


def _free() -> Q:
    lease = timedelta(seconds=LEASE)
    return Q(held_until__isnull=True) | Q(held_until__lte=Now()) | Q(held_until__gt=Now() + 2 * lease)


def _claim(holder: str, which: Q) -> Job | None:
    for job in Job.objects.filter(which, _free()).order_by("due_at", "pk")[:_AT_ONCE]:
        until = Now() + timedelta(seconds=LEASE)
        # Asked again in the same statement: of two workers one finds the row changed.
        won = Job.objects.filter(which, _free(), pk=job.pk).update(
            holder=holder, held_until=until, attempts=F("attempts") + 1
        )
        if won:
            return Job.objects.get(pk=job.pk)
    return None


def _own(job: Job, holder: str) -> QuerySet[Job]:
    """The row, as long as this worker holds it: one whose lease ran out meanwhile settles nothing."""
    return Job.objects.filter(pk=job.pk, holder=holder)


def _do(job: Job, kind: Chore | Errand, holder: str) -> bool:
    trouble = ""
    with _renewed(job, holder):
        try:
            kind.work() if isinstance(kind, Chore) else kind.work(job.key)
        except Exception as failed:
            log.exception("job %s failed", job.name)
            trouble = type(failed).__name__  # its words may name somebody
    if isinstance(kind, Chore):
        _settle(job, holder, timedelta(minutes=kind.minutes), trouble, attempts=0)
    elif trouble:
        pause = _PAUSES[job.attempts - 1] if job.attempts <= len(_PAUSES) else None
        _settle(job, holder, pause, trouble, attempts=job.attempts)
    elif not _own(job, holder).filter(asked=job.asked).delete()[0]:
        _settle(job, holder, timedelta(0), "", attempts=0)  # somebody asked while it was being done
    return not trouble


def _settle(job: Job, holder: str, pause: timedelta | None, trouble: str, *, attempts: int) -> None:
    due = None if pause is None else Now() + pause
    _own(job, holder).update(holder="", held_until=None, due_at=due, trouble=trouble[:100], attempts=attempts)


@contextmanager
def _renewed(job: Job, holder: str) -> Iterator[None]:
    """Keep the lease from running out while the work goes on."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE / 3):
            try:
                _own(job, holder).update(held_until=Now() + timedelta(seconds=LEASE))
            except Exception:
                log.exception("the lease of %s was not renewed", job.name)
            finally:
                connections.close_all()

    thread = threading.Thread(target=renew, name=f"lease-{job.name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
