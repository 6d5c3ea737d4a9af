from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain

# What officers do while the register is only readable: notes of who read what, and filters of their own.
_NOTES = frozenset(
    {
        *("people.file.open", "people.register.export", "people.register.list"),
        *("people.search.across", "people.search.found", "people.filter.keep", "people.filter.drop"),
    }
)


class PeopleConfig(AppConfig):
    """Brings the register's rules, pages and queues to the house."""

    name = "pendopo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importlib import import_module

        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.triggers import Kept
        from pendopo.kernel.watched import Watched
        from pendopo.people.formats import vault
        from pendopo.people.queries.statistics import public_area_figures
        from pendopo.people.queries.stays import public_unsound
        from pendopo.people.rules import permissions as may
        from pendopo.people.rules.defaults import DEFAULTS
        from pendopo.places.rules.figures import CountsAreas

        words = import_module("pendopo.people.migrations.0003_name_words")
        heads = import_module("pendopo.people.migrations.0004_families_without_head")
        register_domain(
            "people",
            _("Data warga"),
            RolePowers(may.HELD, may.DECIDING),
            *DEFAULTS,
            *map(Watched, (vault.damaged, public_unsound)),
            Switch(
                _("Buku penduduk, peristiwa, impor, statistik, dan halaman data diri warga."),
                # Notes of who read what. Whatever else reads the register goes on reading it, and says so here.
                _NOTES,
            ),
            CountsAreas(public_area_figures),
            *self._links(),
            *self._work(),
            Kept("people_name_word", words.creating, words.filling),
            Kept("people_family_without_head", heads.creating, heads.filling),
        )

    def _work(self) -> tuple[object, ...]:
        """Say what waits for officers, and what goes on beside the web server."""
        from pendopo.kernel.chores import Errand
        from pendopo.kernel.worklist import Queue
        from pendopo.people import tasks
        from pendopo.people.queries.events import guests_waiting, heads_waiting
        from pendopo.people.queries.imports import imports_waiting
        from pendopo.people.queries.transfers import transfers_waiting
        from pendopo.people.rules import permissions as may

        return (
            Queue("people.imports", _("Impor warga"), may.IMPORT, imports_waiting),
            Queue("people.heads", _("Keluarga tanpa kepala keluarga"), may.RECORD, heads_waiting),
            Queue("people.guests", _("Penduduk sementara"), may.RECORD, guests_waiting),
            Queue("people.transfers", _("Perpindahan antardesa"), may.RECORD, transfers_waiting),
            Errand("people.import.write", tasks.work_import, long=True),
        )

    def _links(self) -> tuple[object, ...]:
        """Say where residents and officers find the register and its figures."""
        from pendopo.people.rules import permissions as may
        from pendopo.ui.shell import DeskLink, PortalLink, PortalTask

        return (
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
            DeskLink(_("Warga"), "people-persons", may.READ, 20),
            DeskLink(_("Cari lintas desa"), "people-across", may.SEARCH, 21),
            DeskLink(_("Peristiwa"), "people-events", may.READ, 22),
            DeskLink(_("Impor"), "people-imports", may.IMPORT, 25),
            DeskLink(_("Buku"), "people-books", may.READ, 35),
            DeskLink(_("Laporan bulanan"), "people-lampid", may.READ, 36),
            DeskLink(_("Statistik"), "people-statistics-desk", may.STATISTICS, 40),
            DeskLink(_("Penghapusan"), "people-erasures", may.ERASE, 840),
        )
