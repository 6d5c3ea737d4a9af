"""Counted tries."""

from django.db import models

from pendopo.accounts.rules.throttle import Tally


class LoginThrottle(models.Model):
    """Tries of one identifier, account or network, known only by a keyed hash; no fact about anybody stands here."""

    kind = models.CharField(max_length=12)
    key = models.BinaryField(max_length=16, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    @property
    def tally(self) -> Tally:
        """The row as the rules see it."""
        return Tally(self.failures, self.last_at, self.locked_until)
