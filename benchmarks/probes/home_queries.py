"""How many questions the home of one village asks of the database: beside many others, or alone on its site."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.actor import system_actor
from pendopo.places.operations import set_up_village

VILLAGE = "32.06.13.2001"


def run(alone: bool = False) -> int:
    if alone:
        set_up_village(system_actor("bench"), code=VILLAGE)
    path = "/" if alone else f"/d/{VILLAGE}/"
    client = Client()
    for _ in range(2):  # what is counted once for each state of the register
        client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return len(asked)
