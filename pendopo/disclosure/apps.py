from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class DisclosureConfig(AppConfig):
    """Public information: requests, answers, objections."""

    name = "pendopo.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.cases.queries.kinds import CaseKind
        from pendopo.cases.tasks import case_links, case_parts
        from pendopo.disclosure.models import InformationRequest
        from pendopo.disclosure.operations import ACTS
        from pendopo.disclosure.rules import DECIDING, HELD, REQUEST, RULES
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch

        register_domain(
            "disclosure",
            _("Informasi publik"),
            RolePowers(HELD, DECIDING),
            *RULES,
            Switch(_("Permohonan informasi, jawaban, dan keberatan.")),
            *case_links(REQUEST),
            *case_parts(CaseKind(REQUEST, InformationRequest, ACTS)),
        )
