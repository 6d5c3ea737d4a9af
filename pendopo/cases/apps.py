from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class CasesConfig(AppConfig):
    """Cases: the frame of everything that is handed in and must be answered."""

    name = "pendopo.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.accounts.queries.residents import OfficersWhoRead
        from pendopo.cases.queries.own import own_calls, own_handled
        from pendopo.cases.queries.papers_kept import public_paper_problems
        from pendopo.kernel.watched import Watched
        from pendopo.ui.shell import FooterLink, ResidentCalls

        register_domain(
            "cases",
            _("Resi dan kinerja"),
            FooterLink(_("Kinerja layanan"), "performance", order=25),
            ResidentCalls(own_calls),
            OfficersWhoRead(own_handled),
            Watched(public_paper_problems),
        )
