from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class VitalConfig(AppConfig):
    """Reports of births, deaths, comings and goings, and of data that are wrong."""

    name = "pendopo.vital"
    label = "vital"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.cases.queries.kinds import CaseKind
        from pendopo.cases.tasks import case_links, case_parts
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.worklist import Queue
        from pendopo.ui.shell import DeskLink
        from pendopo.vital import queries
        from pendopo.vital.models import VitalReport
        from pendopo.vital.operations import ACTS
        from pendopo.vital.rules import DECIDING, FLOW, HELD, REPORT, RULES

        kind = CaseKind(
            FLOW,
            VitalReport,
            ACTS,
            (queries.public_same_child, queries.public_day_has_come),
            matter="event",
            says=queries.public_says,
            pages={"enter": FLOW.address("enter"), "ask_person": FLOW.address("ask_person")},
        )
        register_domain(
            "vital",
            _("Laporan peristiwa"),
            RolePowers(HELD, DECIDING),
            *RULES,
            Switch(_("Lapor kelahiran, kematian, kedatangan, kepindahan, dan data yang keliru.")),
            DeskLink(_("Laporan saya"), "vital-report-field", REPORT, FLOW.order),
            Queue("vital.returned", _("Laporan Anda yang perlu dilengkapi"), REPORT, queries.returned_to),
            *case_links(FLOW),
            *case_parts(kind),
        )
