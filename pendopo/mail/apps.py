from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class MailConfig(AppConfig):
    """Mail: letters of the office in and out, their numbers, dispositions and books."""

    name = "pendopo.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.worklist import Queue
        from pendopo.mail.queries import dispositions_waiting
        from pendopo.mail.rules import permissions as may
        from pendopo.mail.rules.settings import RULES
        from pendopo.ui.shell import DeskLink

        register_domain(
            "mail",
            _("Surat masuk dan keluar"),
            RolePowers(may.HELD, may.DECIDING),
            *RULES,
            Switch(
                _("Buku agenda, ekspedisi, disposisi, dan nomor. Surat layanan tetap mendapat nomornya."),
                frozenset({"mail.book.hand_out"}),  # a note of who took a book along
            ),
            DeskLink(_("Surat masuk"), "mail-list", may.READ, 11),
            Queue("mail.dispositions", _("Disposisi surat masuk"), may.WRITE, dispositions_waiting),
        )
