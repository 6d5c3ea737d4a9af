"""What the office may do with a request: the form of each step, and what is said when it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.letters.forms.requests import HandOverForm, ReasonForm, ReturnForm, ShownForm, StepForm, VoidForm
from pendopo.letters.queries.requests import RequestPage


@dataclass(frozen=True)
class Step:
    """What the office may do with a request: its form, and what is said when it is done."""

    form: type[StepForm]
    done: str | Promise
    prefix: str | None = None

    def build(self, page: RequestPage, sent: HttpRequest | None = None) -> StepForm:
        """Return the form for one request, with what was sent or with what is known."""
        data = sent.POST if sent is not None else None
        return self.form(data, prefix=self.prefix, page=page)


_REFUSED = _("Permohonan ditolak. Pemohon sudah diberi tahu alasannya.")
_BACK = _("Dikembalikan ke meja sebelumnya.")
STEPS: Final[Mapping[str, Step]] = {
    "check": Step(ShownForm, _("Syarat lengkap. Permohonan diteruskan.")),
    "return": Step(ReturnForm, _("Permohonan dikembalikan. Pemohon sudah diberi tahu.")),
    "verify": Step(StepForm, _("Terverifikasi. Surat menunggu tanda tangan.")),
    "recheck": Step(ReasonForm, _BACK, "kembali"),
    "reverify": Step(ReasonForm, _BACK, "kembali"),
    "take_over": Step(StepForm, _("Permohonan diteruskan ke tanda tangan.")),
    "refuse": Step(ReasonForm, _REFUSED, "tolak"),
    "refuse_to_sign": Step(ReasonForm, _REFUSED, "tolak"),
    "grant": Step(ReasonForm, _("Keberatan diterima. Permohonan diperiksa lagi dari awal."), "terima"),
    "uphold": Step(ReasonForm, _("Keberatan ditolak. Pemohon sudah diberi tahu alasannya."), "teguh"),
    "hand_over": Step(HandOverForm, _("Penyerahan surat sudah dicatat.")),
    "void": Step(VoidForm, _("Surat dibatalkan. Nomornya tetap tercatat."), "batal"),
}
