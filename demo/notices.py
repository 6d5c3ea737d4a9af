"""Messages on their way over the channels that residents chose, one in each state; nothing leaves this machine."""

from django.test.utils import override_settings

from pendopo.accounts.models import ResidentAccount
from pendopo.accounts.queries import actor_of_resident
from pendopo.kernel.actor import system_actor
from pendopo.notices.models import OutboxItem
from pendopo.notices.operations import keep_address, send_notice
from pendopo.notices.operations.outbox import claim, settle
from pendopo.notices.rules.sending import Fate, OutboxState, Outcome

NOWHERE = "http://127.0.0.1:9/sms"
# What became of a message to each of the demo's residents, as a gateway would have answered.
FATES = (
    ("0812-0000-0001", Outcome(Fate.SENT, reference="contoh-1")),
    ("0812-0000-0002", Outcome(Fate.NO_ANSWER, "no_answer")),
    ("0812-0000-0003", Outcome(Fate.REFUSED, "no_such_number")),
)


def seed_notices(village: str) -> int:
    """Send a message to each resident of the demo who has an account, and settle it; return how many, none twice."""
    if OutboxItem.objects.filter(notice__area_code__startswith=village).exists():
        return 0
    actor = system_actor("demo")
    accounts = ResidentAccount.objects.filter(area_code__startswith=village).select_related("resident")
    people = list(accounts.order_by("pk")[: len(FATES)])
    for account, (number, outcome) in zip(people, FATES, strict=False):
        person = account.resident
        keep_address(actor_of_resident(account), person=person, channel="sms", address=number)
        with override_settings(PENDOPO_SMS_URL=NOWHERE):  # open while it is written, and never called
            send_notice(
                actor, person=person, subject="Posyandu hari Kamis", body="Bawa buku KIA, pukul 08.00."
            )
        waiting = OutboxItem.objects.filter(notice__person_id=person.pk, state=OutboxState.QUEUED.value)
        for area, item in waiting.values_list("notice__area_code", "pk"):
            claim(actor, area=area, items=[item])
            settle(actor, area=area, outcomes={item: outcome})
    return len(people)
