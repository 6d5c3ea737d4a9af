from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The application that puts the domains together."""

    name = "pendopo.site"
    label = "site"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.ui.shell import (
            NavItem,
            PortalTask,
            register_desk_nav,
            register_portal_nav,
            register_portal_task,
        )

        register_portal_nav(NavItem(_("Beranda"), "home", order=0))
        register_desk_nav(NavItem(_("Menunggu saya"), "desk", order=0))
        register_portal_task(
            PortalTask(
                _("Periksa data diri dan keluarga Anda"),
                _("Lihat data Anda di desa, dan siapa yang membukanya. Masuk dengan PIN."),
                "people-own",
                10,
            )
        )
        register_portal_task(
            PortalTask(
                _("Buka akun warga"),
                _("Punya kode dari kantor desa? Pakai di sini untuk membuat PIN."),
                "sign-in-code",
                20,
            )
        )
        register_portal_task(
            PortalTask(
                _("Temui perangkat desa"),
                _("Siapa bertugas, alamat kantor, telepon, peta desa."),
                "places-profile",
                30,
            )
        )
        register_portal_task(
            PortalTask(
                _("Lihat jumlah penduduk"),
                _("Umur, pendidikan, pekerjaan, dan lainnya, dengan tabel dan unduhan."),
                "people-statistics",
                40,
            )
        )
