"""Reads about requests to a kecamatan: the public list of services, the letter behind one, and what the camat signs."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.cases.models import Case
from pendopo.cases.queries.desk import desk_case
from pendopo.cases.queries.kinds import public_kind
from pendopo.district.models import DistrictRequest
from pendopo.district.rules.flow import CHECK_DAYS, NOTICE_DAYS, REQUEST, SIGN_DAYS
from pendopo.district.rules.paten import DISPENSATION, SERVICES, Service, service_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.letters.queries.verification import SignedLetter, public_signed_letter
from pendopo.places import queries as places
from pendopo.places.rules.images import EmblemOwner
from pendopo.press.sheet import Letterhead, Page, Signatory
from pendopo.ui.rules import date_long


@dataclass(frozen=True)
class ServicesPage:
    """The list of services of one kecamatan, and how many working days each takes."""

    office: places.Office
    services: tuple[Service, ...]
    days: int


def public_services_page(area: str) -> ServicesPage:
    """Return what a kecamatan does, with its own days, or raise NotFound."""
    office = places.public_office(area)
    if not office.is_district:
        raise NotFound
    days = sum(int(public_rule(key, area=area)) for key in (CHECK_DAYS, SIGN_DAYS))
    return ServicesPage(office, SERVICES, days)


def public_letter_behind(row: Case) -> SignedLetter | None:
    """Return the letter that a request brings, if its village signed it on this site."""
    found = public_signed_letter(_request(row).letter)
    return found if found is not None and found.area_code == row.area_code else None


def public_letter_stands(row: Case) -> str:
    """Say what speaks against the letter that a request brings: it is not there, not valid, or another village's."""
    if _request(row).seen == "paper":
        return ""
    found = public_letter_behind(row)
    if found is None:
        waits = row.state in ("asked", "returned")
        return "" if waits else _("Surat dengan kode itu tidak tercatat di desa pemohon.")
    if not found.valid:
        return _("Surat %(number)s tidak berlaku lagi atau sudah dibatalkan.") % {"number": found.number}
    return ""


def public_dispensation_due(row: Case) -> str:
    """Say whether a dispensation is asked for without need, or without the day of the wedding."""
    request = _request(row)
    if request.service != DISPENSATION:
        return ""
    day = request.wedding_day
    if day is None:
        return _("Tanggal akad nikah belum diisi.")
    if day < clock.today() and row.state not in ("signed", "handed"):
        return _("Tanggal akad nikah sudah lewat.")
    last = public_deadline(
        row.asked_on, int(public_rule(NOTICE_DAYS, area=row.area_code)), area=row.area_code
    )
    return "" if day < last else _("Akad masih sepuluh hari kerja atau lebih. Dispensasi tidak diperlukan.")


def _request(row: Case) -> DistrictRequest:
    return cast(DistrictRequest, row)


def sheet_of(actor: Actor, case_id: UUID) -> Page:
    """Return the page that the camat signs in ink, for who may read a request that has its number."""
    row = _request(desk_case(actor, public_kind(REQUEST), case_id).row)
    if not row.number or row.signed_on is None:
        raise NotFound
    return _page(row, row.signed_on)


def _page(row: DistrictRequest, on: date) -> Page:
    district = row.area_code[:8]
    office, village = places.public_office(district), places.public_village(row.area_code)
    officials = places.public_officials(district, on=on)
    head = next((one for one in officials if one.position.startswith(office.head_title)), None)
    service, found = service_of(row.service), public_letter_behind(row)
    regency, card = office.above[-1], office.card
    arms = places.public_emblem(row.area_code, EmblemOwner.REGENCY)
    contact = (card.address, card.postal_code, card.phone, card.email)
    name = office.title.partition(" ")[2]
    return Page(
        title=service.title.upper(),
        body_template=service.wording,
        values={
            "pejabat": f"{office.head_title} {name}, {regency}",
            "nama": row.owner_name,
            "surat": found.title if found else _("di kertas, pindaiannya disimpan"),
            "nomor_surat": found.number if found else row.letter,
            "kantor": village.title if village else "",
            "keperluan": row.purpose,
            "hari_nikah": date_long(row.wedding_day) if row.wedding_day else "",
            "batas": str(public_rule(NOTICE_DAYS, area=row.area_code)),
        },
        letterhead=Letterhead(
            lines=(f"Pemerintah {regency}", office.title),
            address=" · ".join(part for part in contact if part),
            emblem=bytes(arms.content) if arms else None,
            emblem_type=arms.media_type if arms else "",
        ),
        signatory=Signatory(
            (f"{office.head_title} {name},",), head.name if head else "", head.nip if head else ""
        ),
        place_date=f"{name}, {date_long(on)}",
        issued_on=on,
        number=row.number,
        author=office.title,
    )
