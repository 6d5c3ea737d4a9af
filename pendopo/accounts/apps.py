from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles, grants, and how residents come in."""

    name = "pendopo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa import signals as factors
        from django.contrib.auth.signals import user_logged_out, user_login_failed

        from pendopo.accounts.queries.changes import change_items
        from pendopo.accounts.queries.references import public_account_rows
        from pendopo.accounts.queries.spraying import spray_items
        from pendopo.accounts.rules import RULES
        from pendopo.accounts.rules import permissions as may
        from pendopo.accounts.views import traces
        from pendopo.accounts.views.adapter import remember_new_factor
        from pendopo.accounts.views.changes import account_banners
        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.kernel.worklist import register_queue
        from pendopo.people.rules.references import PersonReference, register_person_reference
        from pendopo.ui.shell import NavItem, register_desk_banner, register_desk_nav

        register_powers(may.HELD, may.DECIDING)
        register_rules(RULES)
        # An account belongs to a telephone and a PIN: it does not follow, so its owner is the record that stays.
        register_person_reference(PersonReference("accounts.resident", _("Akun warga"), public_account_rows))
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
        register_queue("accounts.changes", _("Perubahan akun petugas"), may.OWN, change_items)
        register_queue(
            "accounts.spraying", _("Percobaan masuk pada banyak akun"), may.ADMINISTER, spray_items
        )
        register_desk_banner("accounts.changes", account_banners)
        register_desk_nav(NavItem(_("Akun petugas"), "accounts", may.READ, 800))
        register_desk_nav(NavItem(_("Akun warga"), "resident-accounts", may.ACTIVATE, 700))
        register_desk_nav(NavItem(_("Atas nama warga"), "on-behalf", may.ACT_ON_BEHALF, 710))
