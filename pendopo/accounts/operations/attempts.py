"""Counting attempts under a row lock, before a claim is trusted."""

from datetime import datetime, timedelta

from pendopo.accounts.models import LoginThrottle
from pendopo.accounts.queries.claims import Claim, TooManyAttempts
from pendopo.accounts.rules import throttle
from pendopo.kernel import clock
from pendopo.kernel.queries import public_rule


def _count_attempt(claim: Claim) -> bool:
    """Count one attempt; return whether the account itself is free of a lock."""
    now = clock.now()
    _sweep(now)
    free = True
    for kind, key in claim.keys:
        row = LoginThrottle.objects.select_for_update().filter(key=key).first()
        row = row or LoginThrottle(kind=kind, key=key, last_at=now)
        if throttle.is_locked(row.tally, now):
            if kind != "account":
                raise TooManyAttempts
            free = False
            continue
        tally = throttle.after_attempt(row.tally, now, _limits(kind))
        row.failures, row.last_at, row.locked_until = tally.failures, now, tally.locked_until
        row.save()
    return free


def _forget_attempts(claim: Claim) -> None:
    """Forget the failures of an identifier and an account after a success, and take one off the network's."""
    LoginThrottle.objects.filter(key__in=[key for kind, key in claim.keys if kind != "network"]).delete()
    for row in LoginThrottle.objects.filter(key__in=[key for kind, key in claim.keys if kind == "network"]):
        row.failures, row.locked_until = max(row.failures - 1, 0), None
        row.save()


def _sweep(now: datetime) -> None:
    """Drop what no rule remembers any more."""
    old = now - timedelta(hours=2 * int(public_rule("accounts.forget_hours")))
    LoginThrottle.objects.filter(last_at__lt=old).exclude(locked_until__gt=old).delete()


def _limits(kind: str) -> throttle.Limits:
    prefix = "accounts.network_" if kind == "network" else "accounts."
    return throttle.Limits(
        tries=int(public_rule(f"{prefix}tries")),
        lock_minutes=int(public_rule("accounts.lock_minutes")),
        lock_minutes_most=int(public_rule(f"{prefix}lock_minutes_most")),
        forget_hours=int(public_rule(f"{prefix}forget_hours")),
    )
