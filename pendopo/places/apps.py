from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Adds the dated rules of places and its links in the navigation."""

    name = "pendopo.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.kernel.worklist import register_queue
        from pendopo.places.queries.addresses import address_waiting
        from pendopo.places.rules import RULES
        from pendopo.places.rules.permissions import DECIDING, EDIT_ADDRESS, EDIT_PROFILE, HELD
        from pendopo.ui.shell import NavItem, register_desk_nav, register_portal_nav

        register_powers(HELD, DECIDING)
        register_rules(RULES)
        register_queue("places.address", _("Alamat situs"), EDIT_ADDRESS, address_waiting)
        register_portal_nav(NavItem(_("Profil desa"), "places-profile", order=80))
        register_desk_nav(NavItem(_("Desa"), "places-desk", permission=EDIT_PROFILE, order=80))
