from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What a resident comes for: title, hint, page.
TASKS = (
    (
        _("Periksa data diri dan keluarga Anda"),
        _("Lihat data Anda di desa, dan siapa yang membukanya. Masuk dengan PIN."),
        "people-own",
    ),
    (
        _("Buka akun warga"),
        _("Punya kode dari kantor desa? Pakai di sini untuk membuat PIN."),
        "sign-in-code",
    ),
    (_("Temui perangkat desa"), _("Siapa bertugas, alamat kantor, telepon, peta desa."), "places-profile"),
    (
        _("Lihat jumlah penduduk"),
        _("Umur, pendidikan, pekerjaan, dan lainnya, dengan tabel dan unduhan."),
        "people-statistics",
    ),
)


class SiteConfig(AppConfig):
    """The application that puts the domains together."""

    name = "pendopo.site"
    label = "site"

    def ready(self) -> None:
        from pendopo.kernel.powers import CONFIRM_CLOCK, EDIT_RULES, READ_JOURNAL
        from pendopo.kernel.worklist import register_queue
        from pendopo.site.queries.clock import clock_waiting
        from pendopo.ui import shell

        register_queue("kernel.clock", _("Jam komputer"), CONFIRM_CLOCK, clock_waiting)
        shell.register_portal_nav(shell.NavItem(_("Beranda"), "home", order=0))
        shell.register_desk_nav(shell.NavItem(_("Menunggu saya"), "desk", order=0))
        shell.register_desk_nav(shell.NavItem(_("Aturan"), "rules", EDIT_RULES, 820))
        shell.register_desk_nav(shell.NavItem(_("Jurnal"), "journal", READ_JOURNAL, 830))
        for order, (title, hint, url_name) in enumerate(TASKS, start=1):
            shell.register_portal_task(shell.PortalTask(title, hint, url_name, order * 10))
