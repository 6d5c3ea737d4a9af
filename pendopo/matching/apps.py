from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers matching's rules, pages and queues with the house."""

    name = "pendopo.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.kernel.worklist import register_queue
        from pendopo.matching.queries.entry import public_likeness, public_likeness_from
        from pendopo.matching.queries.waiting import reviews_waiting
        from pendopo.matching.rules.defaults import DEFAULTS
        from pendopo.matching.rules.permissions import DECIDING, HELD, READ, REVIEW
        from pendopo.people.rules.likeness import register_likeness
        from pendopo.ui.shell import NavItem, register_desk_nav

        register_powers(HELD, DECIDING)
        register_rules(DEFAULTS)
        register_likeness(public_likeness, public_likeness_from)
        register_desk_nav(NavItem(_("Pemadanan"), "matching-home", READ, 45))
        register_queue("matching.reviews", _("Pemadanan data"), REVIEW, reviews_waiting)
