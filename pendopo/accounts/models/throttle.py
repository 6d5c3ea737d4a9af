"""Counted tries, and what administrators hear of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models.officers import User
from pendopo.accounts.rules.throttle import Tally
from pendopo.kernel.models import Journaled


class LoginThrottle(models.Model):
    """Tries of an identifier, account, network, device or secret, known only by a keyed hash; no fact about anybody."""

    kind = models.CharField(max_length=12)
    key = models.BinaryField(max_length=16, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)
    # Of a secret: on which accounts it failed, four bytes of a keyed hash each.
    seen = models.BinaryField(default=b"")

    @property
    def tally(self) -> Tally:
        """The row as the rules see it."""
        return Tally(self.failures, self.last_at, self.locked_until)


class SprayKind(models.TextChoices):
    """Whose secrets were tried."""

    RESIDENT = "resident", _("PIN warga")
    OFFICER = "officer", _("kata sandi petugas")


class SprayNotice(Journaled):
    """Somebody tried the same secret on many accounts: when and how many, never which."""

    called = _("catatan percobaan masuk")

    kind = models.CharField(max_length=10, choices=SprayKind.choices)
    area_code = models.CharField(max_length=32, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    secrets = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
