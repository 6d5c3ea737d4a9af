"""Residents' accounts, and everything that lets a resident in."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models.officers import User
from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled
from pendopo.kernel.recusal import about
from pendopo.kernel.sealed import BlindIndexField, SealedTextField


class AccountState(models.TextChoices):
    """How far a resident's account has come."""

    INVITED = "invited", _("menunggu kode dipakai")
    ACTIVE = "active", _("aktif")
    LOCKED = "locked", _("dikunci petugas")
    CLOSED = "closed", _("ditutup")


class ResidentAccount(Journaled):
    """A resident's way into the portal."""

    called = _("akun warga")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "secret_hash": LeftOut(
            "A secret: whoever reads the journal could try PINs against its hash.", secret=True
        ),
        "code_hash": LeftOut(
            "A secret of one use: whoever reads the journal could try codes against its hash.", secret=True
        ),
    }

    resident = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32, db_index=True)
    phone = SealedTextField(null=True)
    phone_index = BlindIndexField(source="phone", unique=True, null=True)
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.INVITED)
    secret_hash = models.CharField(max_length=200, blank=True, default="")
    code_hash = models.BinaryField(max_length=32, unique=True, null=True)
    code_expires_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    # Rises when no browser shall be known to this account any more (rules/known.py).
    device_epoch = models.PositiveIntegerField(default=0)
    # Ids of the rows that the resident left behind in other villages of this site, as texts.
    former = models.JSONField(default=list)

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code_hash__isnull=True) | Q(code_expires_at__isnull=False),
                name="resident_code_expires",
            ),
        ]

    concerned = about("resident_id")


class ResidentPasskey(Journaled):
    """A passkey on a resident's own telephone or computer."""

    called = _("kunci sandi warga")

    account = models.ForeignKey(ResidentAccount, on_delete=models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    @property
    def area_code(self) -> str:
        """The area of the account it opens."""
        return str(self.account.area_code)


class ResidentSession(Journaled):
    """One device on which a resident is signed in; the resident sees it and can end it."""

    called = _("sesi warga")

    account = models.ForeignKey(ResidentAccount, on_delete=models.PROTECT, related_name="sessions")
    method = models.CharField(max_length=12)
    device = models.CharField(max_length=60, blank=True, default="")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Journaled.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "opened_at"], name="session_by_account")
        ]

    @property
    def area_code(self) -> str:
        """The area of the account that is signed in."""
        return str(self.account.area_code)


class OnBehalfSession(Journaled):
    """An officer acts for a resident who is present; the resident can read this afterwards."""

    called = _("tindakan atas nama warga")

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="on_behalf_sessions")
    resident = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    purpose = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gt=models.F("opened_at")), name="on_behalf_time_in_order"
            ),
        ]
