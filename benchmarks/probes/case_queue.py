"""Thousands of open cases in one village: what the office's pages cost while the office writes between them."""

import time
import uuid
from datetime import timedelta

from benchmarks.probes.desk_session import signed_in
from pendopo.accounts.models import Grant, User
from pendopo.accounts.queries import actor_of_user
from pendopo.cases.rules.channels import OwnerKind
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.operation import operation

VALUES = {"wanted": "APBDes", "purpose": "riset", "delivery": "online"}
PATHS = {"list": "/meja/informasi-publik/", "late": "/meja/informasi-publik/?tampil=asked", "desk": "/meja/"}


@operation("bench.cases.fill", "bench.cases.fill", "bench.fill", "village")
def fill(actor: Actor, *, village: str, people: list[uuid.UUID], many: int) -> None:
    """Write many open cases of many people, asked over the last year."""
    today, rows = clock.today(), []
    for at in range(many):
        asked = today - timedelta(days=at % 300)
        due = asked + timedelta(days=14)
        rows.append(
            InformationRequest(
                area_code=village,
                form_key=uuid.uuid4(),
                receipt=f"I2611-{at:06d}",
                secret=f"{at:012d}",
                owner_kind=OwnerKind.PERSON.value,
                person_id=people[at % len(people)],
                channel="online",
                state=("asked", "extended", "objected")[at % 3],
                asked_at=clock.now(),
                asked_on=asked,
                due=due,
                step_since=asked,
                step_due=due,
                **VALUES,
            )
        )
    InformationRequest.objects.bulk_create(rows, batch_size=500)


def run(many: int, rounds: int) -> dict[str, object]:
    from pendopo.people.models import Person

    person = Person.objects.filter(basic_status=1).first()
    assert person is not None
    people = list(Person.objects.filter(village_code=person.village_code).values_list("pk", flat=True)[:400])
    fill(system_actor("bench"), village=person.village_code, people=people, many=many)
    user = User.objects.get(pk=Grant.objects.filter(role="ppid_desa").values("user_id")[:1])
    client, actor = signed_in(user.username), actor_of_user(user, strong=True)
    waiting = list(InformationRequest.objects.filter(state="asked").order_by("due"))
    found: dict[str, list[float]] = {name: [] for name in PATHS}
    moves = []
    for path in [*PATHS.values()] * 3:  # templates and statements are made once a process
        client.get(path)
    for at in range(rounds):
        start = time.process_time()
        ACTS["answer"](actor, case=waiting[at], values={"granted": "all", "answer": "Terlampir."})
        moves.append((time.process_time() - start) * 1000)
        for name, path in PATHS.items():
            start = time.process_time()
            answer = client.get(path)
            found[name].append((time.process_time() - start) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}")
    return {
        **found,
        "move": moves,
        "open": InformationRequest.objects.filter(answered_on__isnull=True).count(),
    }
