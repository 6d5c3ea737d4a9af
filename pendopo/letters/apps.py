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
        """Say where residents and officers find letters, at the tablet too, and what stands on a letter."""
        from pendopo.documents.rules import CodeForm, CodeKind
        from pendopo.letters.queries.verification import public_letter_address
        from pendopo.letters.rules import permissions as may
        from pendopo.letters.rules.verification import SHORT_LENGTH
        from pendopo.ui.shell import DeskLink, FooterLink, PortalLink, PortalTask
        from pendopo.ui.tablet import TabletTask

        return (
            PortalLink(_("Surat"), "letters-catalogue", order=10),
            PortalTask(_("Minta surat"), _("Surat keterangan dan surat pengantar."), "letters-catalogue", 10),
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
            FooterLink(_("Standar pelayanan"), "letters-standards", order=20),
            DeskLink(_("Surat"), "letters-desk", may.READ, 10),
            DeskLink(_("Jenis surat"), "letters-types", may.EDIT_TYPES, 12),
            TabletTask("surat", _("Minta surat"), "kiosk-choose", _tablet_pages(), 10),
            TabletTask("cek", _("Cek permohonan"), "kiosk-status", order=12),
        )

    def _work(self) -> tuple[object, ...]:
        """Put what waits into the work lists, and say what the site does by itself and which rows follow a person."""
        from pendopo.accounts.rules.posts import HeldByPost
        from pendopo.cases.queries.kinds import CaseKind
        from pendopo.cases.tasks import case_parts
        from pendopo.kernel.chores import Chore
        from pendopo.kernel.worklist import Queue
        from pendopo.letters.models import LetterRequest
        from pendopo.letters.operations.clocks import expire_drafts
        from pendopo.letters.operations.moves import ACTS
        from pendopo.letters.queries.against import public_named_are_here, public_nothing_before_birth
        from pendopo.letters.queries.unsigned import unsigned_letters
        from pendopo.letters.rules import permissions as may
        from pendopo.letters.rules.request import REQUEST

        return (
            Queue("letters.unsigned", _("Menunggu tanda tangan"), may.READ, unsigned_letters),
            HeldByPost(may.SIGN),
            Chore("letters.drafts", expire_drafts, minutes=60),
            *case_parts(
                CaseKind(
                    REQUEST,
                    LetterRequest,
                    ACTS,
                    (public_named_are_here, public_nothing_before_birth),
                    matter="type__name",
                    numbers=("document__number",),
                    reuses=True,
                )
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
