"""Carries waiting messages out: claimed and committed, handed over outside any transaction, then settled (ADR 0066)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.queries import public_rules
from pendopo.notices.channels import CHANNELS, Call, Channel, open_channels
from pendopo.notices.formats.flight import Flight, FlightLog, read_flight
from pendopo.notices.models import OutboxItem
from pendopo.notices.operations.outbox import claim, postpone, settle
from pendopo.notices.operations.papers import papers_of
from pendopo.notices.rules.defaults import BUDGET, QUIET_FROM, QUIET_TO
from pendopo.notices.rules.sending import Fate, OutboxState, Outcome, next_day, quiet_until
from pendopo.places.rules.zones import zone_of

WORK = "notices.outbox.drain"  # the chore that carries messages out
BATCH = 100
_BATCHES = 200  # of each channel in one round; the rest waits for the next one
_SILENT = 3  # a channel that answers nothing so often in a row is left alone until the next round
ACTOR = system_actor("outbox")


@dataclass
class Drained:
    """What a round has done, in messages."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    postponed: int = 0

    def __iter__(self) -> Iterator[int]:
        """Those that went out, and those that did not."""
        return iter((self.sent, self.failed + self.unknown))


def deliver_due() -> Drained:
    """Send what is due. Whoever calls this holds the job, so that what is found claimed was cut off."""
    done, path = Drained(), Path(settings.PENDOPO_DATA) / "outbox.flight"
    _settle_cut_off(read_flight(path), done)
    with FlightLog(path) as log:
        for channel in open_channels():
            with channel.line() as call:
                _drain(channel, _logged(call, log), log, done)
    return done


def _settle_cut_off(flight: Flight, done: Drained) -> None:
    rows = OutboxItem.objects.filter(state=OutboxState.CLAIMED.value).order_by("notice__area_code")
    found = rows.values_list("notice__area_code", "pk", "attempts", "channel")
    for area, group in groupby(found, key=lambda row: row[0]):
        outcomes = {
            pk: flight.outcome(pk, attempts, CHANNELS[channel].knows_key)
            for _area, pk, attempts, channel in group
        }
        settle(ACTOR, area=area, outcomes=outcomes)
        done.sent += sum(one.fate == Fate.SENT for one in outcomes.values())
        done.unknown += sum(one.fate == Fate.NO_ANSWER for one in outcomes.values())


def _logged(call: Call, log: FlightLog) -> Call:
    def logged(address: str, subject: str, text: str, key: str) -> Outcome:
        log.begun(UUID(key))
        outcome = call(address, subject, text, key)
        log.ended(UUID(key), outcome)
        return outcome

    return logged


def _drain(channel: Channel, call: Call, log: FlightLog, done: Drained) -> None:
    for _turn in range(_BATCHES):
        due = OutboxItem.objects.filter(
            state=OutboxState.QUEUED.value, next_at__lte=clock.now(), channel=channel.name
        ).order_by("notice__area_code", "next_at", "pk")
        rows = list(due.values_list("notice__area_code", "pk")[:BATCH])
        if not rows:
            return
        for area, found in groupby(rows, key=lambda row: row[0]):
            items = _permitted(channel, area, [pk for _area, pk in found], done)
            batch = claim(ACTOR, area=area, items=items) if items else {}
            log.claimed(batch)
            if not _send_batch(channel, call, area, list(batch), done):
                return


def _permitted(channel: Channel, area: str, items: list[UUID], done: Drained) -> list[UUID]:
    """Return what may go out now; the rest is put off to when it may."""
    if not channel.telephone:
        return items
    rules = public_rules([QUIET_FROM, QUIET_TO, BUDGET], area=area)
    begins, ends, most = (int(rules[name]) for name in (QUIET_FROM, QUIET_TO, BUDGET))
    here = clock.now().astimezone(ZoneInfo(zone_of(area)))
    quiet = quiet_until(here, begins, ends)
    if quiet is not None:
        _put_off(area, items, quiet, "quiet_hours", done)
        return []
    left = max(0, most - _sent_today(channel, area, here))
    if len(items) > left:
        _put_off(area, items[left:], next_day(here, begins, ends), "budget", done)
    return items[:left]


def _put_off(area: str, items: Sequence[UUID], until: datetime, why: str, done: Drained) -> None:
    postpone(ACTOR, area=area, items=items, until=until, why=why)
    done.postponed += len(items)


def _sent_today(channel: Channel, area: str, here: datetime) -> int:
    """How many messages of a village the channel has taken, or may have taken, since midnight there."""
    midnight = datetime.combine(here.date(), time(0), here.tzinfo)
    mine = OutboxItem.objects.filter(channel=channel.name, notice__area_code=area)
    uncertain = mine.filter(state=OutboxState.UNKNOWN.value, next_at__gte=midnight)
    return mine.filter(sent_at__gte=midnight).count() + uncertain.count()


def _send_batch(channel: Channel, call: Call, area: str, items: Sequence[UUID], done: Drained) -> bool:
    """Call with what is claimed and settle it; False once the channel takes nothing more for now."""
    if not items:
        return True
    outcomes, silent = dict[UUID, Outcome](), 0
    for paper in papers_of(channel, area, items):
        if paper.address and silent < _SILENT:
            outcome = call(paper.address, paper.subject, paper.text, paper.key.hex)
            held = outcome.fate in (Fate.LATER, Fate.NO_ANSWER) or outcome.trouble == "ConnectionRefusedError"
            silent = _SILENT if outcome.fate == Fate.LATER else silent + 1 if held else 0
        elif paper.address:  # not called any more: put back as it was, for when the others are tried again
            outcome = Outcome(Fate.LATER, "held_back", wait=_wait_of(outcomes))
        else:
            outcome = Outcome(Fate.NOT_SENT, "no_address")
        outcomes[paper.key] = outcome
    settle(ACTOR, area=area, outcomes=outcomes)
    _count(outcomes, channel, done)
    return silent < _SILENT


def _wait_of(outcomes: Mapping[UUID, Outcome]) -> timedelta:
    """How long the channel asked to be left alone; after calls without an answer, a few minutes."""
    return max((one.wait for one in outcomes.values()), default=timedelta(0)) or timedelta(minutes=5)


def _count(outcomes: Mapping[UUID, Outcome], channel: Channel, done: Drained) -> None:
    for outcome in outcomes.values():
        if outcome.fate == Fate.SENT:
            done.sent += 1
        elif outcome.fate == Fate.LATER:
            done.postponed += 1
        elif outcome.fate == Fate.NO_ANSWER and not channel.knows_key:
            done.unknown += 1
        else:
            done.failed += 1
