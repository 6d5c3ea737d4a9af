from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class KioskConfig(AppConfig):
    """The kiosk: a tablet at the office that gives numbers and forgets everybody who left."""

    name = "pendopo.kiosk"
    label = "kiosk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.kiosk.rules import HELD, RULES, SERVE
        from pendopo.ui.shell import DeskLink

        register_domain(
            "kiosk",
            _("Anjungan"),
            RolePowers(HELD),
            *RULES,
            Switch(_("Tablet di kantor dan nomor antrean.")),
            DeskLink(_("Antrean"), "queue-counter", SERVE, 15),
        )
