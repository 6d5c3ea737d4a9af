from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class PlacesConfig(AppConfig):
    """Brings the dated rules of places and its links in the navigation."""

    name = "pendopo.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switchboard
        from pendopo.kernel.worklist import Queue
        from pendopo.places.queries.addresses import address_waiting
        from pendopo.places.queries.switches import public_standings, public_village_around
        from pendopo.places.rules import RULES
        from pendopo.places.rules import permissions as may
        from pendopo.ui.shell import DeskLink, FooterLink, PortalLink, PortalTask

        register_domain(
            "places",
            _("Desa"),
            RolePowers(may.HELD, may.DECIDING),
            *RULES,
            Switchboard(public_standings, public_village_around),
            PortalLink(_("Profil desa"), "places-profile", order=80),
            PortalTask(
                _("Temui perangkat desa"),
                _("Siapa bertugas, alamat kantor, telepon, peta desa."),
                "places-profile",
                30,
            ),
            FooterLink(_("Kontak"), "places-hours", order=5),
            FooterLink(_("Privasi"), "places-privacy", order=60),
            FooterLink(_("Aksesibilitas"), "places-access", order=65),
            DeskLink(_("Desa"), "places-desk", may.EDIT_PROFILE, 80),
            DeskLink(_("Kantor"), "places-offices", may.EDIT_OFFICE, 805),
            DeskLink(_("Layanan"), "places-services", may.SET_SWITCH, 810),
            Queue("places.address", _("Alamat situs"), may.EDIT_ADDRESS, address_waiting),
        )
