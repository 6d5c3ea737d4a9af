"""Many officers sign at the same moment: are the numbers consecutive, and how long does each letter hold the others?"""

import threading
import time
import uuid

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext, override_settings

from demo.letters import seed_letters
from demo.places import take_address
from pendopo.accounts.queries import actor_of_user
from pendopo.accounts.queries.holders import officers_who_may
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.operations import set_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.desk import Asked, record_request
from pendopo.letters.operations.signing import look_at, sign_batch, sign_request
from pendopo.letters.queries.types import public_type
from pendopo.mail.models import RegisterEntry
from pendopo.mail.rules.permissions import DISPOSE
from pendopo.people.queries.persons import Wanted, persons_visible_to
from pendopo.places.queries import public_site_village
from pendopo.questions.rules.samples import sample_answers

KEY = "domisili"


def run(letters: int, threads: int) -> dict[str, object]:
    """Sign one letter and count its statements, then `letters` in `threads` threads: their numbers and the seconds."""
    village = public_site_village()
    assert village is not None
    system = system_actor("benchmark")
    with override_settings(PENDOPO_PUBLIC_URL="http://127.0.0.1"):
        take_address()  # a code leads to an address that was tried
    seed_letters(village.code)
    set_rule(
        system,
        area=village.code,
        key="letters.steps_off",
        value=["check", "verify"],
        legal_basis="benchmark",
        valid_from=clock.today(),
    )
    head = next(
        actor
        for user in officers_who_may(system, DISPOSE, village.code)
        if not (actor := actor_of_user(user, strong=True)).may("letters.verify", village.code)
    )
    warm, one, *rows = [look_at(head, request=row) for row in _asked(village.code, letters + 2)]
    sign_request(head, case=warm)  # the village's first letter makes its key
    with CaptureQueriesContext(connection) as captured:
        sign_request(head, case=one)
    before = RegisterEntry.objects.filter(book="service").count()
    began = time.monotonic()
    troubles = _together(head, rows, threads)
    seconds = time.monotonic() - began
    entries = RegisterEntry.objects.filter(book="service").order_by("number")
    numbers = list(entries.values_list("number", flat=True))[before:]
    return {
        "numbers": numbers,
        "first": before + 1,
        "seconds": seconds,
        "troubles": troubles,
        "statements": [query["sql"] for query in captured],
    }


def _asked(village: str, letters: int) -> list[LetterRequest]:
    system = system_actor("benchmark")
    person = persons_visible_to(system, Wanted(area=village, age_from=20, age_to=25)).persons[0]
    answers = sample_answers(public_type(village, KEY).content.fields, clock.today())
    return [
        record_request(system, person=person, asked=Asked(KEY, uuid.uuid4(), answers)) for _ in range(letters)
    ]


def _together(head: Actor, rows: list[LetterRequest], threads: int) -> list[str]:
    start, troubles = threading.Barrier(threads), list[str]()

    def work(number: int) -> None:
        try:
            start.wait(30)
            for row in rows[number::threads]:
                troubles.extend(why for _row, why in sign_batch(head, requests=[row]).failed)
        except Exception as trouble:  # noqa: BLE001 - told to whoever measures
            troubles.append(f"{type(trouble).__name__}: {trouble}")
        finally:
            connections.close_all()

    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return troubles
