"""A file of the register leaves the house: nobody gets it before the journal knows."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Refusal
from pendopo.kernel.operation import operation
from pendopo.people.rules.permissions import EXPORT, READ


class PurposeMissing(Refusal):
    """An export without a purpose."""

    code = "purpose_missing"
    default = _("Tuliskan dulu untuk apa berkas ini, lalu unduh.")


@operation(
    "people.register.export",
    "Data warga diekspor",
    EXPORT,
    "area",
    tiers={Tier.VILLAGE, Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE, Tier.NATION},
    replicates=False,
)
def record_export(actor: Actor, *, area: str, reason: str = "", evidence: Sequence[bytes] = ()) -> None:
    """Write down that a file with residents of an area was handed out: what for, what, how many
    lines (reason, by rules.exporting), and the hash of the file (evidence)."""
    if not reason.strip():
        raise PurposeMissing


@operation("people.register.list", "Daftar warga diunduh", READ, "area", replicates=False)
def record_list(actor: Actor, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
    """Write down that the list of an area's residents was handed out, without numbers: what for, how many
    lines (reason), and the hash of the file (evidence)."""
