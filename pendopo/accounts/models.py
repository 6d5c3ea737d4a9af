"""Officers and their grants, residents' accounts, and everything that lets somebody in."""

from typing import ClassVar

from django.contrib.auth import hashers
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.rules.terms import HeldRole
from pendopo.accounts.rules.throttle import Tally
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import BlindIndexField, SealedTextField


class User(Journaled, AbstractBaseUser):
    """An officer who signs in at the desk; what he may do stands in his grants and nowhere else."""

    journal_fields: ClassVar[tuple[str, ...]] = (
        "username",
        "name",
        "email",
        "phone",
        "area_code",
        "is_active",
    )

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    email = models.EmailField(_("surel"), blank=True, default="")
    phone = models.CharField(_("nomor telepon"), max_length=20, blank=True, default="")
    area_code = models.CharField(_("wilayah kantor"), max_length=32, blank=True, default="", db_index=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    # Without this column Django connects no signal that writes to the row at each sign-in.
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(username="") & ~Q(name=""), name="officer_has_names"),
        ]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str) -> bool:  # type: ignore[override]
        # Django would save a refreshed hash here, outside any operation; ours is refreshed at the next change.
        return hashers.check_password(raw_password, self.password)


class Grant(Journaled):
    """One role, for one officer, in one area, for a half-open time [valid_from, valid_to)."""

    journal_fields: ClassVar[tuple[str, ...]] = (
        "user_id", "role", "area_code", "valid_from", "valid_to", "granted_by_id", "reason",
    )  # fmt: skip

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    area_code = models.CharField(max_length=32, blank=True, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="grants_given")
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="grant_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=models.F("user")),
                name="grant_by_somebody_else",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "valid_from"], name="grant_by_user")
        ]

    @property
    def held(self) -> HeldRole:
        """The row as the rules see it."""
        return HeldRole(self.role, self.area_code, self.valid_from, self.valid_to)


class OneTimeLink(Journaled):
    """A link with which an officer chooses his own password; only the hash of its token is kept."""

    journal_fields: ClassVar[tuple[str, ...]] = ("user_id", "expires_at", "used_at")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def area_code(self) -> str:
        """The area of the officer it was made for."""
        return str(self.user.area_code)


class AccountState(models.TextChoices):
    """How far a resident's account has come."""

    INVITED = "invited", _("menunggu kode dipakai")
    ACTIVE = "active", _("aktif")
    LOCKED = "locked", _("dikunci petugas")
    CLOSED = "closed", _("ditutup")


class ResidentAccount(Journaled):
    """A resident's way into the portal."""

    journal_fields: ClassVar[tuple[str, ...]] = (
        "resident_id", "area_code", "phone", "state", "code_expires_at", "activated_at",
    )  # fmt: skip

    resident = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32, db_index=True)
    phone = SealedTextField(null=True)
    phone_index = BlindIndexField(source="phone", unique=True, null=True)
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.INVITED)
    secret_hash = models.CharField(max_length=200, blank=True, default="")
    code_hash = models.BinaryField(max_length=32, unique=True, null=True)
    code_expires_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code_hash__isnull=True) | Q(code_expires_at__isnull=False),
                name="resident_code_expires",
            ),
        ]


class ResidentPasskey(Journaled):
    """A passkey on a resident's own telephone or computer."""

    journal_fields: ClassVar[tuple[str, ...]] = ("account_id", "name", "created_at")

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

    journal_fields: ClassVar[tuple[str, ...]] = (
        "account_id",
        "opened_at",
        "expires_at",
        "ended_at",
        "method",
    )

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

    journal_fields: ClassVar[tuple[str, ...]] = (
        "officer_id", "resident_id", "area_code", "purpose", "opened_at", "until", "ended_at",
    )  # fmt: skip

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
