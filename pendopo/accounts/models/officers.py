"""Officers, their grants, their one-time links, and changes of their accounts that wait."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.auth import hashers
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.rules.terms import HeldRole
from pendopo.kernel.columns import LeftOut
from pendopo.kernel.models import Journaled


class User(Journaled, AbstractBaseUser):
    """An officer who signs in at the desk; what he may do stands in his grants and nowhere else."""

    called = _("petugas")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "password": LeftOut(
            "A secret: whoever reads the journal could try passwords against its hash.", secret=True
        ),
    }

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    email = models.EmailField(_("surel"), blank=True, default="")
    phone = models.CharField(_("nomor telepon"), max_length=20, blank=True, default="")
    area_code = models.CharField(_("wilayah kantor"), max_length=32, blank=True, default="", db_index=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    # Rises when no browser shall be known to this account any more (rules/known.py).
    device_epoch = models.PositiveIntegerField(default=0)
    # A mark of each second factor (queries/factors.py); nothing: an older program noted none.
    factors = models.JSONField(null=True, default=list)
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

    called = _("peran")

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

    called = _("tautan sekali pakai")
    leaves_out: ClassVar[Mapping[str, LeftOut]] = {
        "token_hash": LeftOut(
            "A secret of one use: the journal keeps whose link it is and until when.", secret=True
        ),
    }

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def area_code(self) -> str:
        """The area of the officer it was made for."""
        return str(self.user.area_code)


class ChangeKind(models.TextChoices):
    """What would change in an officer's account."""

    LINK = "link", _("tautan kata sandi baru")
    FACTOR = "factor", _("hapus faktor kedua")
    GRANT = "grant", _("pemberian peran")
    CONTACT = "contact", _("data petugas")
    POST = "post", _("jabatan")


class ChangeState(models.TextChoices):
    """How far a change of an account has come."""

    WAITING = "waiting", _("menunggu disetujui")
    CONFIRMED = "confirmed", _("disetujui, menunggu tautan dibuat")
    DONE = "done", _("dijalankan")
    STOPPED = "stopped", _("dibatalkan")


OPEN_STATES = (ChangeState.WAITING, ChangeState.CONFIRMED)


class PendingChange(Journaled):
    """A change to the account of an officer who decides: it gives nothing until somebody else confirms it."""

    called = _("perubahan akun yang menunggu")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    # Where the asker needs his right: the officer's own office, or the area of the role.
    area_code = models.CharField(max_length=32, blank=True, db_index=True)
    role = models.CharField(max_length=40, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    official = models.ForeignKey("places.Official", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changes_asked")
    asked_at = models.DateTimeField()
    ripe_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="changes_decided")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    read_at = models.DateTimeField(null=True)

    class Meta(Journaled.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "kind", "role"],
                condition=Q(state__in=("waiting", "confirmed")),
                name="one_open_change_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("user")), name="change_asked_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "stopped")) | Q(decided_by__isnull=False),
                name="change_decided_by_somebody",
            ),
        ]
