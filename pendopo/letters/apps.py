from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain

if TYPE_CHECKING:
    from pendopo.ui.tablet import TabletPage


class LettersConfig(AppConfig):
    """Letters: from a request to a signed page that anyone can verify."""

    name = "pendopo.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.letters.rules import clocks, codes, settings
        from pendopo.letters.rules import permissions as may

        register_domain(
            "letters",
            _("Surat"),
            RolePowers(may.HELD, may.DECIDING),
            *(*clocks.RULES, *settings.RULES, *codes.code_rules()),
            Switch(
                _(
                    "Permohonan, pemeriksaan, dan tanda tangan surat. Pemeriksaan keaslian surat tetap terbuka."
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
            *self._links(),
            *self._work(),
        )

    def _links(self) -> tuple[object, ...]:
        """Say where residents and officers find letters, at the tablet too."""
        from pendopo.letters.rules import permissions as may
        from pendopo.ui.shell import DeskLink, PortalLink, PortalTask
        from pendopo.ui.tablet import TabletTask

        return (
            PortalLink(_("Surat"), "letters-catalogue", order=10),
            PortalTask(_("Minta surat"), _("Surat keterangan dan surat pengantar."), "letters-catalogue", 10),
            *self._codes(),
            DeskLink(_("Surat"), "letters-desk", may.READ, 10),
            DeskLink(_("Jenis surat"), "letters-types", may.EDIT_TYPES, 12),
            TabletTask("surat", _("Minta surat"), "kiosk-choose", _tablet_pages(), 10),
            TabletTask("cek", _("Cek permohonan"), "letters-status-form", order=12),
        )

    def _codes(self) -> tuple[object, ...]:
        """Say what stands on letters and receipts, and where it leads."""
        from pendopo.documents.rules import NUMBER_SIGNS, CodeForm, CodeKind
        from pendopo.letters.queries.requests import public_status_address
        from pendopo.letters.queries.verification import public_letter_address
        from pendopo.letters.rules.states import RECEIPT_MARK
        from pendopo.letters.rules.verification import SHORT_LENGTH

        return (
            CodeKind(
                "V",
                _("Periksa surat"),
                _("26 huruf dan angka di bawah kode QR, alamat kode QR, atau berkas PDF."),
                public_letter_address,
                "letters-verification",
                SHORT_LENGTH,
                CodeForm.BARE,
                10,
            ),
            CodeKind(
                RECEIPT_MARK,
                _("Cek permohonan surat"),
                _(
                    "Nomor resi pada tanda terima, misalnya S2611-7K4M9Q. Kode rahasianya diminta sesudah itu."
                ),
                public_status_address,
                "letters-status-form",
                NUMBER_SIGNS,
                CodeForm.NUMBER,
                20,
            ),
        )

    def _work(self) -> tuple[object, ...]:
        """Put what waits into the work lists, and say what the site does by itself and which rows follow a person."""
        from pendopo.accounts.rules.posts import HeldByPost
        from pendopo.cases.queries.figures import Measured
        from pendopo.cases.queries.receipts import Receipts
        from pendopo.kernel.chores import Chore
        from pendopo.kernel.worklist import Queue
        from pendopo.letters import tasks
        from pendopo.letters.queries.references import public_requests_of
        from pendopo.letters.queries.responsiveness import public_held, public_receipt, public_taken
        from pendopo.letters.queries.unsigned import unsigned_letters
        from pendopo.letters.queries.waiting import requests_waiting
        from pendopo.letters.rules import permissions as may
        from pendopo.people.rules.references import PersonReference

        return (
            Queue("letters.unsigned", _("Menunggu tanda tangan"), may.READ, unsigned_letters),
            Queue("letters.requests", _("Permohonan surat"), may.READ, requests_waiting),
            HeldByPost(may.SIGN),
            Receipts("S", public_receipt),
            Measured("Surat", public_taken, public_held),
            # Deadlines move up while nobody looks, and files go that no paper names.
            Chore("letters.clock", tasks.wind_clocks, minutes=10),
            Chore("letters.papers", tasks.sweep, minutes=24 * 60),
            PersonReference(
                "letters.request", _("Permohonan surat"), public_requests_of, tasks.point_requests
            ),
        )


def _tablet_pages() -> "tuple[TabletPage, ...]":
    """Letters can be asked for at the office's tablet too."""
    from pendopo.ui.tablet import TabletPage

    here, one = "pendopo.letters.views.kiosk", "permohonan/<uuid:request_id>"
    return (
        TabletPage("surat/", "kiosk-choose", f"{here}.choose", ("GET", "HEAD")),
        TabletPage("surat/<slug:key>/", "kiosk-ask", f"{here}.ask"),
        TabletPage(f"{one}/isi/<str:key>/", "kiosk-question", f"{here}.question"),
        TabletPage(f"{one}/periksa/", "kiosk-check", f"{here}.check"),
        TabletPage(f"{one}/tanda-terima/", "kiosk-receipt", f"{here}.receipt", ("GET", "HEAD")),
    )
