"""A message is written, read, sent on; a resident says where else to send."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.kernel.operation import RESIDENT, operation
from pendopo.notices.channels import open_channels
from pendopo.notices.models import ContactAddress, Notice, OutboxItem
from pendopo.notices.rules.numbers import mobile_number
from pendopo.notices.rules.permissions import FOLLOW, SEND
from pendopo.notices.rules.sending import Addressee


class BadAddress(Refusal):
    """What was typed is no e-mail address."""

    code = "bad_address"
    default = _("Alamat surel ini tidak lengkap. Contoh: nama@contoh.id.")


class BadNumber(Refusal):
    """What was typed is no mobile number of Indonesia."""

    code = "bad_number"
    default = _("Nomor telepon ini tidak dikenali. Contoh: 0812 3456 7890.")


@operation(
    "notices.message.send", "Pesan dikirim kepada warga", SEND, "person", about="warga", savepoint=False
)
def send_notice(actor: Actor, *, person: Addressee, subject: str, body: str, link: str = "") -> Notice:
    """Put a message into a resident's inbox, and into the outbox of each channel he has chosen."""
    now = clock.now()
    notice = Notice.objects.create(
        area_code=person.area_code,
        person_id=person.pk,
        subject=subject[:120],
        body=body[:600],
        link=link,
        sent_at=now,
    )
    ways = [channel.name for channel in open_channels()]
    if ways:  # most offices have none, and a message goes out with nearly every step of every case
        chosen = ContactAddress.objects.filter(person_id=person.pk, channel__in=ways)
        for name in chosen.values_list("channel", flat=True):
            OutboxItem.objects.create(notice=notice, channel=name, next_at=now)
    return notice


@operation("notices.message.read", "Warga membaca pesan", RESIDENT, "notice")
def mark_read(actor: Actor, *, notice: Notice) -> Notice:
    """Note that the resident has opened a message; an officer who acts for him leaves it unread."""
    if notice.person_id != actor.resident_id:
        raise NotFound
    if notice.read_at is None and actor.kind == "resident":
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@operation("notices.message.follow", "Kabar ikut ke catatan warga yang digabung", FOLLOW, "area")
def follow_person(actor: Actor, *, area: str, notices: Sequence[UUID], person_id: UUID) -> None:
    """Put messages of an area under another record of the same resident, or back again."""
    for row in Notice.objects.select_for_update().filter(pk__in=list(notices), area_code=area):
        row.person_id = person_id
        row.save(update_fields=["person_id"])


@operation("notices.address.follow", "Alamat surel warga ikut pindah", FOLLOW, "area")
def follow_address(actor: Actor, *, area: str, addresses: Sequence[UUID], person_id: UUID) -> None:
    """Put where somebody is reached who moved under the row in the new village."""
    for row in ContactAddress.objects.select_for_update().filter(pk__in=list(addresses)):
        row.person_id, row.area_code = person_id, area
        row.save()


@operation("notices.address.keep", "Warga mencatat alamat kabarnya", RESIDENT, "person", about="warga")
def keep_address(actor: Actor, *, person: Addressee, channel: str, address: str) -> ContactAddress | None:
    """Keep where a resident wants messages sent; an empty address ends it."""
    if person.pk != actor.resident_id or actor.kind != "resident":
        raise NotFound
    held = ContactAddress.objects.select_for_update().filter(person_id=person.pk, channel=channel).first()
    if not address.strip():
        if held is not None:
            held.delete()
        return None
    held = held or ContactAddress(person_id=person.pk, area_code=person.area_code, channel=channel)
    held.address = _checked(channel, address.strip())
    held.save()
    return held


@operation(
    "notices.addresses.keep", "Warga mencatat alamat-alamat kabarnya", RESIDENT, "person", about="warga"
)
def keep_addresses(actor: Actor, *, person: Addressee, addresses: Mapping[str, str]) -> None:
    """Keep where a resident wants messages sent, way by way; what is as it was is left alone."""
    for channel, address in addresses.items():
        held = ContactAddress.objects.filter(person_id=person.pk, channel=channel).first()
        if address.strip() != (str(held.address or "") if held else ""):
            keep_address(actor, person=person, channel=channel, address=address)


def _checked(channel: str, address: str) -> str:
    if channel != "email":
        number = mobile_number(address)
        if number is None:
            raise BadNumber
        return number
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress from None
    return address
