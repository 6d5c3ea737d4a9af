"""Messages that wait to go out as SMS, for residents who have asked for it."""

from datetime import date

from pendopo.accounts.tests import folk
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.models import Rule
from pendopo.kernel.operation import operation
from pendopo.notices.models import ContactAddress
from pendopo.notices.operations import send_notice
from pendopo.notices.rules.defaults import BUDGET, QUIET_FROM, QUIET_TO
from pendopo.people.models import Person

AREA, PEOPLE = "32.06.13.2001", 100


@operation("bench.outbox.prepare", "bench.outbox.prepare", "bench.insert", "area")
def prepare(actor: Actor, *, area: str, people: list[Person]) -> None:
    """Let residents be reached by SMS at any hour, and let any number of messages go out."""
    for key, value in ((QUIET_FROM, 0), (QUIET_TO, 0), (BUDGET, 10**6)):
        Rule.objects.create(key=key, value=value, legal_basis="uji", valid_from=date(2020, 1, 1))
    for number, one in enumerate(people):
        address = f"+62812{number:08d}"
        ContactAddress.objects.create(person=one, area_code=area, channel="sms", address=address)


def run(messages: int) -> int:
    people = [
        folk.resident(nik=f"320613410790{n:04d}", kk_number=f"320613123456{n:04d}") for n in range(PEOPLE)
    ]
    actor = system_actor("bench")
    prepare(actor, area=AREA, people=people)
    for number in range(messages):
        send_notice(actor, person=people[number % PEOPLE], subject="Uji", body="Uji")
    return messages
