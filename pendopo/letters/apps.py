from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class LettersConfig(AppConfig):
    """Letters: from a request to a signed page that anyone can verify."""

    name = "pendopo.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.chores import Chore
        from pendopo.kernel.rules import RuleDefault
        from pendopo.kernel.switches import Switch
        from pendopo.kernel.worklist import Queue
        from pendopo.letters import tasks
        from pendopo.letters.queries.references import public_identities_of, public_requests_of
        from pendopo.letters.queries.unsigned import unsigned_letters
        from pendopo.letters.queries.waiting import dispositions_waiting, requests_waiting
        from pendopo.letters.rules import clocks, codes, settings
        from pendopo.people.rules.references import PersonReference
        from pendopo.ui.shell import DeskLink, FooterLink, PortalLink, PortalTask

        archive = {"letters.code": codes.GENERAL} | {
            f"letters.code.{key}": code for key, code in codes.CODES.items()
        }
        register_domain(
            "letters",
            _("Surat"),
            *(RuleDefault(key, code, codes.CLASSIFICATION, codes.SINCE) for key, code in archive.items()),
            *(*clocks.RULES, *settings.RULES),
            Switch(
                _(
                    "Permohonan, pemeriksaan, tanda tangan, dan buku surat. Pemeriksaan keaslian surat tetap terbuka."
                ),
                frozenset(
                    {
                        # A letter that was handed out yesterday is checked by a bank today.
                        *("letters-verify", "letters-verification", "letters-verify-page"),
                        *("letters-verify-worker", "letters-trust-list"),
                        "letters.request.follow",  # a merge of two records takes all rows along
                    }
                ),
            ),
            PortalLink(_("Surat"), "letters-catalogue", order=10),
            PortalTask(_("Minta surat"), _("Surat keterangan dan surat pengantar."), "letters-catalogue", 10),
            PortalTask(
                _("Cek permohonan surat"),
                _("Dengan nomor dan kode pada tanda terima."),
                "letters-status-form",
                12,
            ),
            FooterLink(_("Periksa surat"), "letters-verification", order=30),
            DeskLink(_("Surat"), "letters-desk", "letters.read", 10),
            DeskLink(_("Jenis surat"), "letters-types", "letters.types.edit", 12),
            Queue("letters.unsigned", _("Menunggu tanda tangan"), "letters.read", unsigned_letters),
            Queue("letters.requests", _("Permohonan surat"), "letters.read", requests_waiting),
            Queue("letters.mail", _("Disposisi surat masuk"), "letters.mail", dispositions_waiting),
            # Deadlines move up while nobody looks, and files go that no paper names.
            Chore("letters.clock", tasks.wind_clocks, minutes=10),
            Chore("letters.papers", tasks.sweep, minutes=24 * 60),
            PersonReference(
                "letters.request", _("Permohonan surat"), public_requests_of, tasks.point_requests
            ),
            PersonReference("letters.officer", _("Penanda tangan"), public_identities_of),
        )
