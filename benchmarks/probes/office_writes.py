"""Public pages while an office works: a file opened, a sign-in, a letter, a message; every tenth a birth or a move."""

import time
from collections.abc import Callable, Iterator
from itertools import count, cycle
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import addresses
from benchmarks.probes.desk_session import signed_in
from pendopo.accounts.models import User
from pendopo.accounts.operations import record_sign_in
from pendopo.accounts.queries import actor_of_user
from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.desk import Asked, check_request, record_request
from pendopo.letters.queries.types import public_type
from pendopo.notices.operations.messages import send_notice
from pendopo.people.models import Person
from pendopo.people.operations.events import record_birth, record_move_out
from pendopo.people.operations.opening import open_file
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.places.queries import public_site_village
from pendopo.questions.rules.samples import sample_answers

KEY = "domisili"
OFTEN, RARE = ("file", "sign_in", "letter", "notice"), ("birth", "move")


class Office:
    """The writes of an office's day, each by the operation that its page calls."""

    def __init__(self) -> None:
        self.system, self.user = system_actor("bench"), User.objects.get(username="operator")
        self.actor = actor_of_user(self.user, strong=True)
        alive = Person.objects.filter(basic_status=BasicStatus.ALIVE, family__isnull=False)
        self.children = alive.filter(relation=Relation.CHILD).order_by("id").iterator(chunk_size=50)
        self.heads = cycle(alive.filter(relation=Relation.HEAD).order_by("id")[:300])
        village = public_site_village()
        assert village is not None
        self.content = public_type(village.code, KEY).content
        self.papers = [one.key for one in self.content.requirements]
        self.open: list[LetterRequest] = []
        self.number = count(1)
        self.writes: dict[str, Callable[[], object]] = {
            "file": lambda: open_file(self.actor, person=next(self.heads), purpose="layanan"),
            "sign_in": lambda: record_sign_in(self.actor, user=self.user),
            "letter": self._letter,
            "notice": lambda: send_notice(self.system, person=next(self.heads), subject="Uji", body="Uji"),
            "birth": self._birth,
            "move": lambda: record_move_out(self.system, person=next(self.children), on=clock.today()),
        }

    def _letter(self) -> None:
        if self.open:
            check_request(self.actor, case=self.open.pop(), shown=self.papers)
            return
        person = next(self.heads)
        asked = Asked(KEY, uuid4(), sample_answers(self.content.fields, clock.today()), shown=self.papers)
        self.open.append(record_request(self.actor, person=person, asked=asked))

    def _birth(self) -> None:
        head = next(self.heads)
        assert head.family is not None
        values = {
            "name": f"Bayi Uji {next(self.number)}", "sex": 2, "birth_date": clock.today(), "birth_place": "Garut",
            "religion": 1, "mother_name": "Ibu Uji",
        }  # fmt: skip
        record_birth(self.system, family=head.family, values=values)

    def day(self) -> Iterator[str]:
        """Do one write after the other, and say which it was; every tenth changes the register."""
        often, rare = cycle(OFTEN), cycle(RARE)
        for number in count(1):
            kind = next(rare) if number % 10 == 0 else next(often)
            self.writes[kind]()
            yield kind


def run(rounds: int) -> dict[str, object]:
    """CPU milliseconds of each page after one write each, and the statements of home."""
    day, desk, public = Office().day(), signed_in(), Client()
    pages = {
        "home": (public, addresses.home()),
        "age": (public, addresses.age_statistics()),
        "areas": (public, addresses.area_table()),
        "desk": (desk, reverse("desk")),
    }
    for client, path in [*pages.values()] * 3:  # templates and statements are made once a process
        _get(client, path)
    costs: dict[str, list[float]] = {name: [] for name in pages}
    kinds: dict[str, list[str]] = {name: [] for name in pages}
    for name, (client, path) in pages.items():
        for _ in range(rounds):
            kinds[name].append(next(day))
            start = time.process_time()
            _get(client, path)
            costs[name].append((time.process_time() - start) * 1000)
    queries: dict[str, int] = {"often": 0, "rare": 0}
    _get(public, addresses.home())  # nobody has asked for it since the last pages were asked for
    for _ in range(20):
        kind = "rare" if next(day) in RARE else "often"
        with CaptureQueriesContext(connection) as captured:
            public.get(addresses.home())
        queries[kind] = max(queries[kind], len(captured))
    residents = Person.objects.filter(basic_status=BasicStatus.ALIVE).count()
    return {"residents": residents, "cpu": costs, "kinds": kinds, "rare": RARE, "queries": queries}


def _get(client: Client, path: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
