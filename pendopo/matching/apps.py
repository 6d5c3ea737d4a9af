from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class MatchingConfig(AppConfig):
    """Brings matching's rules, pages and queues to the house."""

    name = "pendopo.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.worklist import Queue
        from pendopo.matching.queries.entry import public_likeness, public_likeness_from
        from pendopo.matching.queries.waiting import reviews_waiting
        from pendopo.matching.rules.defaults import DEFAULTS
        from pendopo.matching.rules.permissions import DECIDING, HELD, READ, REVIEW
        from pendopo.people.rules.likeness import Likeness
        from pendopo.ui.shell import DeskLink

        register_domain(
            "matching",
            _("Pemadanan"),
            RolePowers(HELD, DECIDING),
            *DEFAULTS,
            Switch(
                _("Membandingkan daftar dengan data warga, dan memeriksa pasangan yang mungkin satu orang."),
                frozenset({"matching.pair.open", "matching.result.download"}),  # notes of who read what
            ),
            Likeness(public_likeness, public_likeness_from),
            DeskLink(_("Pemadanan"), "matching-home", READ, 45),
            Queue("matching.reviews", _("Pemadanan data"), REVIEW, reviews_waiting),
        )
