from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class SiteConfig(AppConfig):
    """The application that puts the domains together."""

    name = "pendopo.site"
    label = "site"

    def ready(self) -> None:
        from pendopo.kernel.powers import CONFIRM_CLOCK, EDIT_RULES, READ_JOURNAL
        from pendopo.kernel.worklist import Queue
        from pendopo.site.queries.clock import clock_waiting
        from pendopo.site.speaking import speak_of_villages
        from pendopo.ui.shell import DeskLink, PortalLink

        speak_of_villages()
        register_domain(
            "site",
            "",
            PortalLink(_("Beranda"), "home", order=0),
            DeskLink(_("Menunggu saya"), "desk", order=0),
            DeskLink(_("Aturan"), "rules", EDIT_RULES, 820),
            DeskLink(_("Jurnal"), "journal", READ_JOURNAL, 830),
            Queue("kernel.clock", _("Jam komputer"), CONFIRM_CLOCK, clock_waiting),
        )
