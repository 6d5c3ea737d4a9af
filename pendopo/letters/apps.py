from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters: from a request to a signed page that anyone can verify."""

    name = "pendopo.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.letters.rules.clocks import RULES
        from pendopo.letters.rules.codes import code_rules
        from pendopo.letters.rules.permissions import DECIDING, EDIT_TYPES, HELD, READ
        from pendopo.letters.rules.settings import RULES as DOCUMENT_RULES
        from pendopo.ui.shell import (
            NavItem,
            PortalTask,
            register_desk_nav,
            register_footer_link,
            register_portal_nav,
            register_portal_task,
        )

        register_powers(HELD, DECIDING)
        register_rules((*RULES, *DOCUMENT_RULES, *code_rules()))
        register_desk_nav(NavItem(_("Surat"), "letters-desk", READ, 10))
        register_desk_nav(NavItem(_("Jenis surat"), "letters-types", EDIT_TYPES, 12))
        register_portal_nav(NavItem(_("Surat"), "letters-catalogue", order=10))
        register_portal_task(
            PortalTask(_("Minta surat"), _("Surat keterangan dan surat pengantar."), "letters-catalogue", 10)
        )
        register_portal_task(
            PortalTask(
                _("Cek permohonan surat"),
                _("Dengan nomor dan kode pada tanda terima."),
                "letters-status-form",
                12,
            )
        )
        register_footer_link(NavItem(_("Periksa surat"), "letters-verification", order=30))
        self._name_tablet_tasks()
        self._name_chores()
        self._name_persons()
        self._name_queues()

    def _name_tablet_tasks(self) -> None:
        """Let letters be asked for at the office's tablet too."""
        from django.utils.translation import gettext_lazy as _

        from pendopo.ui.tablet import TabletPage, TabletTask, register_tablet_task

        here, one = "pendopo.letters.views.kiosk", "permohonan/<uuid:request_id>"
        pages = (
            TabletPage("surat/", "kiosk-choose", f"{here}.choose", ("GET", "HEAD")),
            TabletPage("surat/<slug:key>/", "kiosk-ask", f"{here}.ask"),
            TabletPage(f"{one}/isi/<str:key>/", "kiosk-question", f"{here}.question"),
            TabletPage(f"{one}/periksa/", "kiosk-check", f"{here}.check"),
            TabletPage(f"{one}/tanda-terima/", "kiosk-receipt", f"{here}.receipt", ("GET", "HEAD")),
        )
        register_tablet_task(TabletTask("surat", _("Minta surat"), "kiosk-choose", pages, 10))
        register_tablet_task(TabletTask("cek", _("Cek permohonan"), "letters-status-form", order=12))

    def _name_chores(self) -> None:
        """Deadlines move up while nobody looks, and files go that no paper names."""
        from pendopo.kernel.chores import register_chore
        from pendopo.letters.tasks import sweep, wind_clocks

        register_chore("letters.clock", wind_clocks, minutes=10)
        register_chore("letters.papers", sweep, minutes=24 * 60)

    def _name_persons(self) -> None:
        """Say which rows follow a resident whose two records become one."""
        from django.utils.translation import gettext_lazy as _

        from pendopo.letters.queries.references import public_identities_of, public_requests_of
        from pendopo.letters.tasks import point_requests
        from pendopo.people.rules.references import PersonReference, register_person_reference

        register_person_reference(
            PersonReference("letters.request", _("Permohonan surat"), public_requests_of, point_requests)
        )
        register_person_reference(
            PersonReference("letters.officer", _("Penanda tangan"), public_identities_of)
        )

    def _name_queues(self) -> None:
        """Put what waits into everybody's work list."""
        from django.utils.translation import gettext_lazy as _

        from pendopo.kernel.worklist import register_queue
        from pendopo.letters.queries.unsigned import unsigned_letters
        from pendopo.letters.queries.waiting import dispositions_waiting, requests_waiting
        from pendopo.letters.rules.permissions import MAIL, READ

        register_queue("letters.unsigned", _("Menunggu tanda tangan"), READ, unsigned_letters)
        register_queue("letters.requests", _("Permohonan surat"), READ, requests_waiting)
        register_queue("letters.mail", _("Disposisi surat masuk"), MAIL, dispositions_waiting)
