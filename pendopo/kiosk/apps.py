from django.apps import AppConfig


class KioskConfig(AppConfig):
    """The kiosk: a tablet at the office that gives numbers and forgets everybody after a minute."""

    name = "pendopo.kiosk"
    label = "kiosk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.kiosk.rules import HELD, RULES, SERVE
        from pendopo.ui.shell import NavItem, register_desk_nav

        register_rules(RULES)
        register_powers(HELD)
        register_desk_nav(NavItem(_("Antrean"), "kiosk-counter", SERVE, 15))
