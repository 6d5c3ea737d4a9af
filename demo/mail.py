"""Mail of the demonstration's office: one letter in, with a disposition, and its answer."""

import uuid
from datetime import timedelta

from demo.places import office_of, spoken
from pendopo.accounts.queries import actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.mail.operations.register import Mail, give_disposition, receive_mail, send_mail
from pendopo.mail.rules.permissions import DISPOSE, WRITE


def seed_mail(village: str) -> None:
    """Write down an invitation of the district, who goes there, and a report to the district."""
    operator, head = _first(WRITE, village), _first(DISPOSE, village)
    if operator is None or head is None:
        return
    today = clock.today()
    mail = Mail(
        form_key=uuid.uuid4(),
        party="Camat",
        summary=spoken(village, "Undangan rapat koordinasi penyusunan RKPDes"),
        on=today,
        their_number="005/118/Kec",
        their_date=today - timedelta(days=2),
    )
    entry = receive_mail(operator, village=village, mail=mail)
    give_disposition(
        head,
        entry=entry,
        position=office_of(village).labels["secretary"],
        instruction="Hadiri dan laporkan hasilnya.",
        due=today + timedelta(days=5),
    )
    answer = Mail(
        form_key=uuid.uuid4(), party="Camat", summary="Laporan bulanan penduduk", on=today, archive="400.12.4"
    )
    send_mail(operator, village=village, mail=answer)


def _first(permission: str, village: str) -> Actor | None:
    users = officers_who_may(system_actor("demo"), permission, village)
    return next((actor_of_user(user, strong=True) for user in users), None)
