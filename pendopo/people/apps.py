from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class PeopleConfig(AppConfig):
    """Brings the register's rules, pages and queues to the house."""

    name = "pendopo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importlib import import_module

        from pendopo.kernel.rules import RuleDefault
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.triggers import Kept
        from pendopo.kernel.worklist import Queue
        from pendopo.people.queries.events import guests_waiting, heads_waiting
        from pendopo.people.queries.imports import imports_waiting
        from pendopo.people.queries.statistics import public_area_figures
        from pendopo.people.rules.defaults import DEFAULTS
        from pendopo.places.rules.figures import CountsAreas
        from pendopo.ui.shell import DeskLink, PortalLink, PortalTask

        words = import_module("pendopo.people.migrations.0003_name_words")
        heads = import_module("pendopo.people.migrations.0004_families_without_head")
        register_domain(
            "people",
            _("Data warga"),
            *(RuleDefault(*rule) for rule in DEFAULTS),
            Switch(
                _("Buku penduduk, peristiwa, impor, statistik, dan halaman data diri warga."),
                # Notes of who read what. Whatever else reads the register goes on reading it, and says so here.
                frozenset({"people.file.open", "people.register.export"}),
            ),
            CountsAreas(public_area_figures),
            PortalLink(_("Statistik"), "people-statistics", order=60),
            PortalTask(
                _("Periksa data diri dan keluarga Anda"),
                _("Lihat data Anda di desa, dan siapa yang membukanya. Masuk dengan PIN."),
                "people-own",
                10,
            ),
            PortalTask(
                _("Lihat jumlah penduduk"),
                _("Umur, pendidikan, pekerjaan, dan lainnya, dengan tabel dan unduhan."),
                "people-statistics",
                40,
            ),
            DeskLink(_("Warga"), "people-persons", "people.read", 20),
            DeskLink(_("Peristiwa"), "people-events", "people.read", 22),
            DeskLink(_("Impor"), "people-imports", "people.import", 25),
            DeskLink(_("Buku"), "people-books", "people.read", 35),
            DeskLink(_("Statistik"), "people-statistics-desk", "people.statistics", 40),
            DeskLink(_("Penghapusan"), "people-erasures", "people.erase", 840),
            Queue("people.imports", _("Impor warga"), "people.import", imports_waiting),
            Queue("people.heads", _("Keluarga tanpa kepala keluarga"), "people.record", heads_waiting),
            Queue("people.guests", _("Penduduk sementara"), "people.record", guests_waiting),
            Kept("people_name_word", words.creating, words.filling),
            Kept("people_family_without_head", heads.creating, heads.filling),
        )
