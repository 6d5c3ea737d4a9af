from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the register's rules, pages and queues with the house."""

    name = "pendopo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.kernel.powers import register_powers
        from pendopo.kernel.rules import register_rules
        from pendopo.kernel.worklist import register_queue
        from pendopo.people.queries.events import guests_waiting, heads_waiting
        from pendopo.people.queries.imports import imports_waiting
        from pendopo.people.queries.statistics import public_area_figures
        from pendopo.people.rules import permissions as may
        from pendopo.people.rules.defaults import DEFAULTS
        from pendopo.places.rules.figures import register_area_figures
        from pendopo.ui.shell import NavItem, register_desk_nav, register_portal_nav

        register_area_figures(public_area_figures)
        register_portal_nav(NavItem(_("Statistik"), "people-statistics", order=60))
        register_powers(may.HELD, may.DECIDING)
        register_rules(DEFAULTS)
        register_desk_nav(NavItem(_("Warga"), "people-persons", may.READ, 20))
        register_desk_nav(NavItem(_("Impor"), "people-imports", may.IMPORT, 25))
        register_desk_nav(NavItem(_("Peristiwa"), "people-events", may.READ, 22))
        register_desk_nav(NavItem(_("Penghapusan"), "people-erasures", may.ERASE, 840))
        register_desk_nav(NavItem(_("Buku"), "people-books", may.READ, 35))
        register_queue("people.imports", _("Impor warga"), may.IMPORT, imports_waiting)
        register_queue("people.heads", _("Keluarga tanpa kepala keluarga"), may.RECORD, heads_waiting)
        register_queue("people.guests", _("Penduduk sementara"), may.RECORD, guests_waiting)
        register_desk_nav(NavItem(_("Statistik"), "people-statistics-desk", may.STATISTICS, 40))
        self._keep_by_triggers()

    def _keep_by_triggers(self) -> None:
        """Say which tables the database keeps by itself; how, stands in the migration that made them."""
        from importlib import import_module

        from pendopo.kernel.triggers import Kept, register_kept

        words = import_module("pendopo.people.migrations.0003_name_words")
        heads = import_module("pendopo.people.migrations.0004_families_without_head")
        register_kept("people_name_word", Kept(words.creating, words.filling))
        register_kept("people_family_without_head", Kept(heads.creating, heads.filling))
