"""Writes about requests to a kecamatan: the letter is looked at, the camat signs, a number is taken."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pendopo.cases.formats.papers import Paper
from pendopo.cases.operations import Said, by_hand, carry_out, open_to, operations_of
from pendopo.district.models import DistrictRequest
from pendopo.district.queries import public_letter_behind
from pendopo.district.rules.flow import REQUEST
from pendopo.district.rules.paten import service_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import WordedRefusal
from pendopo.mail.operations.letters import Letter, number_letter


class DistrictRefused(WordedRefusal):
    """Why a step of a request to a kecamatan is not made."""

    words = {
        "letter_unknown": _(
            "Surat dengan kode itu tidak tercatat di desa ini. Periksa kodenya, atau lampirkan pindaian suratnya."
        ),
        "letter_void": _("Surat itu tidak berlaku lagi atau dibatalkan. Minta pemohon membawa yang baru."),
        "scan_missing": _("Lampirkan pindaian surat kertas itu, lalu kirim lagi."),
    }


@by_hand(REQUEST, "check", "Surat desa diperiksa kecamatan")
def check_letter(
    actor: Actor,
    *,
    case: DistrictRequest,
    form_key: UUID | None = None,
    values: dict[str, object] | None = None,
    paper: Paper | None = None,
) -> DistrictRequest:
    """Note that the village's letter is what it says: found by its code on this site, or seen on paper and scanned."""
    row, move = open_to(REQUEST, actor, case, "check")
    seen = (values or {}).get("seen")
    if seen == "paper" and paper is None:
        raise DistrictRefused("scan_missing")
    if seen == "code":
        found = public_letter_behind(row)
        if found is None:
            raise DistrictRefused("letter_unknown")
        if not found.valid:
            raise DistrictRefused("letter_void")
    return carry_out(REQUEST, actor, row, move, Said(form_key, values=values or {}, paper=paper))


@by_hand(REQUEST, "sign", "Permohonan ditandatangani camat")
def sign_request(actor: Actor, *, case: DistrictRequest, form_key: UUID | None = None) -> DistrictRequest:
    """Give a request its number from the kecamatan's own register: the page is printed and signed in ink."""
    row, move = open_to(REQUEST, actor, case, "sign")
    service = service_of(row.service)
    letter = Letter(row.pk, service.archive, service.title, row.owner_name, actor.name)
    line = number_letter(system_actor("district"), village=row.area_code[:8], letter=letter)
    row.number, row.signed_on = line.number, clock.today()
    return carry_out(REQUEST, actor, row, move, Said(form_key, note=line.number))


ACTS = operations_of(REQUEST, DistrictRequest, __name__, own={"check": check_letter, "sign": sign_request})
