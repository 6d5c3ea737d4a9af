"""Counting attempts under a row lock, before a claim is trusted; only operations call these."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from pendopo.accounts.models import LoginThrottle
from pendopo.accounts.operations.spraying import note_spraying
from pendopo.accounts.queries.counting import Key, Spray, TooManyAttempts
from pendopo.accounts.rules import throttle
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.queries import public_rules
from pendopo.places import queries as places

# Whoever shares a mast or an office shares these.
_SHARED = ("network", "passkeys", "officers")
_LOCK = "accounts.lock_minutes"
_RULES = ("accounts.tries", _LOCK, "accounts.lock_minutes_most", "accounts.forget_hours")
_SHARED_RULES = (
    *("accounts.network_tries", "accounts.network_lock_minutes_most", "accounts.network_forget_hours"),
)
_BRAKE_RULES = (
    *("accounts.spray_accounts", "accounts.spray_window_minutes", "accounts.spray_pause_minutes"),
    "accounts.throttle_rows",
)


@dataclass(frozen=True)
class _Settings:
    own: throttle.Limits
    shared: throttle.Limits
    brake: throttle.Brake
    rows: int


def _settings() -> _Settings:
    found = public_rules((*_RULES, *_SHARED_RULES, *_BRAKE_RULES))
    own = throttle.Limits(*(int(found[key]) for key in _RULES))
    tries, most, forget = (int(found[key]) for key in _SHARED_RULES)
    shared = throttle.Limits(tries, int(found[_LOCK]), most, forget)
    accounts, window, pause, rows = (int(found[key]) for key in _BRAKE_RULES)
    return _Settings(own, shared, throttle.Brake(accounts, window, pause), rows)


def count_attempt(keys: Iterable[Key]) -> bool:
    """Count one attempt; return whether the account itself is free of a lock."""
    now, settings, free = clock.now(), _settings(), True
    _sweep(now, settings)
    for kind, key in keys:
        row = _row(kind, key, now)
        if throttle.is_locked(row.tally, now):
            if kind != "account":
                raise TooManyAttempts
            free = False
            continue
        limits = settings.shared if kind in _SHARED else settings.own
        tally = throttle.after_attempt(row.tally, now, limits)
        row.failures, row.last_at, row.locked_until = tally.failures, now, tally.locked_until
        row.save()
    return free


def forget_attempts(keys: Iterable[Key]) -> None:
    """Forget the failures of an identifier, account or device after a success, and take one off a network's."""
    held = list(keys)
    LoginThrottle.objects.filter(key__in=[key for kind, key in held if kind not in _SHARED]).delete()
    for row in LoginThrottle.objects.filter(key__in=[key for kind, key in held if kind in _SHARED]):
        row.failures, row.locked_until = max(row.failures - 1, 0), None
        row.save()


def count_spray(actor: Actor, spray: Spray | None, *, failed: bool) -> bool:
    """Count a secret that failed, and say whether it is braked now: another process may have counted meanwhile."""
    if spray is None:
        return False
    now = clock.now()
    row = LoginThrottle.objects.select_for_update().filter(key=spray.key).first()
    if row is not None and throttle.is_locked(row.tally, now):
        return True
    if not failed:
        return False
    row, brake = row or _row("spray", spray.key, now), _settings().brake
    row.seen = throttle.seen_after(bytes(row.seen), spray.mark, now, brake.window_minutes)
    row.failures, row.last_at = throttle.accounts_seen(row.seen), now
    braked = row.failures >= brake.accounts
    row.locked_until = now + timedelta(minutes=brake.pause_minutes) if braked else None
    row.save()
    if braked:
        village = places.public_site_village()
        note_spraying(actor, area=village.code if village else "", kind=spray.kind, accounts=row.failures)
    return braked


def _row(kind: str, key: bytes, now: datetime) -> LoginThrottle:
    found = LoginThrottle.objects.select_for_update().filter(key=key).first()
    if found is None:
        # Another process may write the same row at this moment; then its row counts.
        fresh = LoginThrottle(kind=kind, key=key, last_at=now)
        LoginThrottle.objects.bulk_create([fresh], ignore_conflicts=True)
        found = LoginThrottle.objects.select_for_update().get(key=key)
    return found


def _sweep(now: datetime, settings: _Settings) -> None:
    """Drop what no rule remembers any more, and keep the table small under a flood."""
    old = now - timedelta(hours=2 * settings.own.forget_hours)
    LoginThrottle.objects.filter(last_at__lt=old).exclude(locked_until__gt=old).delete()
    stale = now - timedelta(minutes=max(settings.brake.window_minutes, settings.brake.pause_minutes))
    LoginThrottle.objects.filter(kind="spray", last_at__lt=stale).delete()
    count = LoginThrottle.objects.count()
    if count <= settings.rows:
        return
    # What has failed least tells least; a tenth goes at once, so that not every attempt has to look.
    least = LoginThrottle.objects.order_by(F("locked_until").asc(nulls_first=True), "failures", "last_at")
    gone = list(least.values_list("pk", flat=True)[: count - settings.rows * 9 // 10])
    LoginThrottle.objects.filter(pk__in=gone).delete()
