from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles, grants, and how residents come in."""

    name = "pendopo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from pendopo.accounts.rules import RULES
        from pendopo.accounts.views.adapter import remember_new_factor
        from pendopo.kernel.rules import register_rules
        from pendopo.ui.shell import NavItem, register_desk_nav

        register_rules(RULES)
        authenticator_added.connect(remember_new_factor, dispatch_uid="pendopo.accounts.new_factor")
        register_desk_nav(NavItem(_("Akun petugas"), "accounts", "accounts.read", 800))
        register_desk_nav(NavItem(_("Akun warga"), "resident-accounts", "accounts.resident.activate", 700))
        register_desk_nav(NavItem(_("Atas nama warga"), "on-behalf", "accounts.act_on_behalf", 710))
