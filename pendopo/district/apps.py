from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class DistrictConfig(AppConfig):
    """The kecamatan: countersigning, dispensation, recommendation."""

    name = "pendopo.district"
    label = "district"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.cases.queries.kinds import CaseKind
        from pendopo.cases.tasks import case_links, case_parts
        from pendopo.district.models import DistrictRequest
        from pendopo.district.operations import ACTS
        from pendopo.district.queries import public_dispensation_due, public_letter_stands
        from pendopo.district.rules.flow import REQUEST, RULES
        from pendopo.district.rules.permissions import DECIDING, HELD
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch

        checks = (public_letter_stands, public_dispensation_due)
        sheet = "district-request-sheet"
        register_domain(
            "district",
            _("Kecamatan"),
            RolePowers(HELD, DECIDING),
            *RULES,
            Switch(_("Permohonan ke kecamatan: tanda tangan camat, dispensasi, rekomendasi.")),
            *case_links(REQUEST),
            *case_parts(CaseKind(REQUEST, DistrictRequest, ACTS, checks, numbers=("number",), sheet=sheet)),
        )
