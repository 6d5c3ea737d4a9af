"""Requests to the kecamatan in every state: about a letter that the village signed here, and about one on paper."""

import hashlib
import uuid
from datetime import timedelta

from demo.accounts import accounts_in
from demo.places import spoken
from pendopo.accounts.queries import actor_of_resident, actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.cases.formats.papers import Paper
from pendopo.cases.models import Case
from pendopo.district.models import DistrictRequest
from pendopo.district.operations import ACTS
from pendopo.district.queries import public_letter_behind
from pendopo.district.rules.permissions import CHECK, SIGN
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.letters.models import LetterDocument
from pendopo.letters.rules.verification import short_code

_SCAN = b"%PDF-1.4 pindaian contoh"
_STATES = ("asked", "asked", "returned", "signing", "signed", "refused")


def seed_district(village: str) -> int:
    """Make requests of a village's residents to its kecamatan, where that has officers here; answer how many."""
    system = system_actor("demo")
    held = [officers_who_may(system, permission, village) for permission in (CHECK, SIGN)]
    residents = [actor_of_resident(one) for one in accounts_in(village)]
    if not all(held) or not residents or DistrictRequest.objects.filter(area_code=village).exists():
        return 0
    clerk, camat = (actor_of_user(found[0], strong=True) for found in held)
    signed = LetterDocument.objects.filter(area_code=village, signed_at__isnull=False).order_by("pk").first()
    code = short_code(bytes.fromhex(signed.token)) if signed else ""
    for place, state in enumerate(_STATES):
        row = _ask(residents[place % len(residents)], village, place, code if place > 2 else "")
        _walk(row, state, clerk, camat)
    return DistrictRequest.objects.filter(area_code=village).count()


def _ask(actor: Actor, village: str, place: int, code: str) -> Case:
    services = (
        ("dispensasi-nikah", "pendaftaran nikah di KUA"), ("mengetahui", "izin keramaian hajatan"),
        ("rekomendasi", "proposal pasar desa"),
    )  # fmt: skip
    service, purpose = services[place % 3]
    wedding = clock.today() + timedelta(days=5) if service.startswith("dispensasi") else ""
    values = {
        "service": service, "letter": code or f"400.12.3.2/{11 + place:03d}/{village}/{clock.today():%Y}",
        "wedding": wedding, "purpose": spoken(village, purpose),
    }  # fmt: skip
    row: Case = ACTS["ask"](actor, village=village, form_key=uuid.uuid4(), values=values)
    return row


def _walk(row: Case, state: str, clerk: Actor, camat: Actor) -> None:
    if state == "returned":
        ACTS["return"](clerk, case=row, marked=("letter",), reason="Nomor surat tidak terbaca.")
    if state not in ("signing", "signed", "refused"):
        return
    paper = Paper(_SCAN, "application/pdf", hashlib.sha256(_SCAN).hexdigest())
    here = public_letter_behind(row) is not None
    row = ACTS["check"](
        clerk, case=row, values={"seen": "code" if here else "paper"}, paper=None if here else paper
    )
    if state == "signed":
        ACTS["sign"](camat, case=row)
    elif state == "refused":
        ACTS["refuse"](camat, case=row, reason="Surat ini tidak memerlukan tanda tangan camat.")
