"""SQL statements and CPU of one request: home for a visitor, the resident list and a file for the operator."""

import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import addresses
from benchmarks.probes.desk_session import signed_in
from benchmarks.result import median
from pendopo.people.models import Person
from pendopo.people.rules.codes import BasicStatus


def run(rounds: int) -> dict[str, object]:
    with_family = Person.objects.filter(basic_status=BasicStatus.ALIVE, family__isnull=False).order_by("id")
    desk, file = signed_in(), reverse("people-person", args=[with_family[:1].get().pk])
    desk.post(f"{file}buka/", {"purpose": "layanan"})
    return {
        "home": cost(Client(), addresses.home(), rounds),
        "list": cost(desk, addresses.resident_list(), rounds),
        "file": cost(desk, file, rounds),
    }


def cost(client: Client, path: str, rounds: int) -> dict[str, object]:
    """The median CPU of a warm page, and the statements of one request."""
    for _ in range(3):
        answer = client.get(path, headers={"accept-encoding": "gzip"})
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    size = len(client.get(path).content)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        client.get(path, headers={"accept-encoding": "gzip"})
        times.append((time.process_time() - start) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return {
        "cpu": median(times),
        "queries": len(captured),
        "bytes": size,
        "sql": [q["sql"] for q in captured],
    }
