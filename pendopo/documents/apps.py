from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class DocumentsConfig(AppConfig):
    """Documents: the codes and numbers on papers, and the one page that reads them."""

    name = "pendopo.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.ui.shell import FooterLink, PortalTask

        register_domain(
            "documents",
            "",
            PortalTask(
                _("Ketik kode atau nomor resi"),
                _("Yang tertulis pada surat atau tanda terima Anda."),
                "code",
                12,
            ),
            FooterLink(_("Periksa kode"), "code", order=30),
        )
