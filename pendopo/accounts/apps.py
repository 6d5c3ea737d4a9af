from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain

if TYPE_CHECKING:
    from pendopo.kernel.worklist import Queue


class AccountsConfig(AppConfig):
    """Users, roles, grants, and how residents come in."""

    name = "pendopo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.accounts.queries.factors import public_factor_problems
        from pendopo.accounts.queries.recusal import too_near
        from pendopo.accounts.queries.references import public_account_rows, public_identity_rows
        from pendopo.accounts.rules import RULES
        from pendopo.accounts.rules import permissions as may
        from pendopo.accounts.tasks import carry_accounts
        from pendopo.accounts.views.changes import account_banners
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.recusal import Recusal
        from pendopo.kernel.watched import Watched
        from pendopo.people.rules.references import PersonReference
        from pendopo.ui.shell import DeskBanners, DeskLink, PortalTask

        register_domain(
            "accounts",
            _("Akun"),
            RolePowers(may.HELD, may.DECIDING),
            *RULES,
            *self._queues(),
            PortalTask(
                _("Buka akun warga"),
                _("Punya kode dari kantor desa? Pakai di sini untuk membuat PIN."),
                "sign-in-code",
                20,
            ),
            DeskBanners(account_banners),
            DeskLink(_("Akun warga"), "resident-accounts", may.ACTIVATE, 700),
            DeskLink(_("Atas nama warga"), "on-behalf", may.ACT_ON_BEHALF, 710),
            DeskLink(_("Akun petugas"), "accounts", may.READ, 800),
            # An account belongs to a telephone and a PIN: it does not follow, so its owner is the record that stays.
            # Whoever moves to another village of the site keeps both.
            PersonReference("accounts.resident", _("Akun warga"), public_account_rows, carry=carry_accounts),
            Recusal(too_near),
            Watched(public_factor_problems),
            PersonReference("accounts.officer", _("Petugas"), public_identity_rows),
        )
        self._leave_traces()

    def _queues(self) -> "tuple[Queue, ...]":
        from pendopo.accounts.queries.changes import change_items
        from pendopo.accounts.queries.posts_page import unknown_officers
        from pendopo.accounts.queries.spraying import spray_items
        from pendopo.accounts.rules import permissions as may
        from pendopo.kernel.worklist import Queue

        return (
            Queue("accounts.changes", _("Perubahan akun petugas"), may.OWN, change_items),
            Queue("accounts.spraying", _("Percobaan masuk pada banyak akun"), may.ADMINISTER, spray_items),
            Queue("accounts.unknown", _("Petugas belum disebut siapa"), may.IDENTIFY, unknown_officers),
        )

    def _leave_traces(self) -> None:
        """Write down what the packages for sign-in and second factors do by themselves."""
        from allauth.mfa import signals as factors
        from django.contrib.auth.signals import user_logged_out, user_login_failed

        from pendopo.accounts.views import traces
        from pendopo.accounts.views.adapter import remember_new_factor

        factors.authenticator_added.connect(remember_new_factor, dispatch_uid="pendopo.accounts.new_factor")
        for signal, trace in (
            (factors.authenticator_added, traces.factor_added),
            (factors.authenticator_removed, traces.factor_removed),
            (factors.authenticator_reset, traces.factor_renewed),
            (factors.authentication_failed, traces.code_failed),
            (user_logged_out, traces.signed_out),
            (user_login_failed, traces.password_failed),
        ):
            signal.connect(trace, dispatch_uid=f"pendopo.accounts.{trace.__name__}")
