"""Pages of a kabupaten's database, asked for by an operator of one village and by an officer of the regency."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.test import Client

from benchmarks.probes.desk_session import signed_in
from benchmarks.probes.name_search import typed
from pendopo.accounts.models import User
from pendopo.accounts.operations import create_officer, grant_role
from pendopo.kernel.actor import system_actor
from pendopo.people.models import Person
from pendopo.people.queries.statistics import statistics_of
from pendopo.places.models import VillageProfile

VILLAGE, REGENCY = "32.06.13.2001", "32.06"


def run(rounds: int) -> dict[str, list[float]]:
    rnd = random.Random(11)
    clients = {
        "village": _officer("operator", "operator_desa", VILLAGE),
        "regency": _officer("dinsos", "dinas_sosial", REGENCY),
    }
    tier = _officer("pengelola", "administrator", REGENCY)
    found: dict[str, list[float]] = {}
    for scope, area in (("village", VILLAGE), ("regency", REGENCY)):
        people = _people(rnd, area, rounds)
        texts = typed([name for _, name in people])
        client = clients[scope]
        if scope == "village":
            for kind in ("first letters", "full name", "last word", "unknown name"):
                found[f"search, {scope}, {kind}"] = _timed(_searches(client, texts[kind]))
        else:
            found["search across villages, NIK"] = _timed(_across(client, people, by_number=True))
            found["search across villages, name and birth date"] = _timed(_across(client, people))
        found[f"list page, {scope}"] = _timed(_lists(client, people))
        found[f"one person's file, {scope}"] = _timed(_files(client, people))
    villages = list(VillageProfile.objects.order_by("area_code").values_list("area_code", flat=True))
    rnd.shuffle(villages)
    found["work list of a tier"] = _timed(partial(_get, tier, "/meja/") for _ in range(rounds))
    found["page of figures of a village"] = _timed(
        partial(_get, Client(), f"/d/{village}/statistik/umur/") for village in villages[:rounds]
    )
    found["statistics of a village, not in memory"] = _timed(_statistics(villages[:rounds]))
    found["statistics of a village, in memory"] = _timed(_statistics(villages[:rounds]))
    return found


def _officer(username: str, role: str, area: str) -> Client:
    if not User.objects.filter(username=username).exists():
        actor = system_actor("bench")
        user, _ = create_officer(actor, area=area, username=username, name=username)
        grant_role(actor, user=user, role=role, area=area)
    return signed_in(username)


def _people(rnd: random.Random, area: str, count: int) -> list[tuple[UUID, str]]:
    """Residents of an area, drawn evenly from its villages."""
    found = []
    codes = list(VillageProfile.objects.values_list("area_code", flat=True)) if len(area) < 13 else [area]
    for _ in range(count):
        rows = Person.objects.filter(village_code=rnd.choice(codes)).order_by("id").values_list("id", "name")
        found.append(rows[rnd.randrange(rows.count())])
    return found


def _timed(steps: Iterator[Callable[[], object]]) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + 30
    for index, step in enumerate(steps):
        if len(times) >= 5 and time.perf_counter() > until:
            break  # a page that takes seconds has said enough
        start = time.perf_counter()
        step()
        if index >= 3:  # the first ones warm up
            times.append((time.perf_counter() - start) * 1000)
    return times


def _get(client: Client, path: str, query: dict[str, str] | None = None) -> None:
    answer = client.get(path, query)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def _searches(client: Client, texts: list[str]) -> Iterator[Callable[[], object]]:
    for text in texts:
        yield partial(_get, client, "/meja/warga/", {"q": text})


def _across(
    client: Client, people: list[tuple[UUID, str]], *, by_number: bool = False
) -> Iterator[Callable[[], object]]:
    for person in Person.objects.filter(pk__in=[person_id for person_id, _ in people]):
        named = {
            "name": person.name,
            "born": person.birth_date.strftime("%d-%m-%Y") if person.birth_date else "",
        }
        whom = {"nik": str(person.nik or "")} if by_number else named
        yield partial(_post, client, "/meja/warga/lintas-desa/", {"purpose": "aid", "said": "uji", **whom})


def _post(client: Client, path: str, typed: dict[str, str]) -> None:
    answer = client.post(path, typed)
    if answer.status_code not in (200, 422):
        raise RuntimeError(f"{path} answered {answer.status_code}")


def _lists(client: Client, people: list[tuple[UUID, str]]) -> Iterator[Callable[[], object]]:
    for person_id, _ in people:
        key = Person.objects.values_list("name_key", flat=True).get(pk=person_id)
        yield partial(_get, client, "/meja/warga/", {"sesudah": f"{key}~{person_id}"})


def _files(client: Client, people: list[tuple[UUID, str]]) -> Iterator[Callable[[], object]]:
    for person_id, _ in people:
        path = f"/meja/warga/{person_id}/"
        with suppress(KeyError):
            client.post(f"{path}buka/", {"purpose": "layanan"})
        yield partial(_get, client, path)


def _statistics(villages: list[str]) -> Iterator[Callable[[], object]]:
    actor = system_actor("bench")
    for village in villages:
        yield partial(statistics_of, actor, "kelompok-umur", area=village)
