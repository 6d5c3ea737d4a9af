"""Fifty clicks at one moment are one request, and one move."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connections

from pendopo.disclosure.models import InformationRequest, InformationStep
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.tests.office import WANTED, Office
from tests.making import TARAJU, resident

CLICKS = 50


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Fifty threads wait for one another and click; what each got, or why not."""
    start, got = threading.Barrier(CLICKS), list[Any]()

    def click() -> None:
        try:
            start.wait(30)
            got.append(act())
        except Exception as trouble:
            got.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _click in range(CLICKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return got


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_are_one_request_and_one_answer(office: Office) -> None:
    me, key = resident(office.person.pk), uuid.uuid4()
    asked = at_once(lambda: ACTS["ask"](me, village=TARAJU, form_key=key, values=WANTED).pk)
    row = InformationRequest.objects.get()
    assert {one for one in asked if not isinstance(one, OperationalError)} == {row.pk}
    move = uuid.uuid4()
    said = {"granted": "all", "answer": "Terlampir."}
    done = at_once(lambda: ACTS["answer"](office.ppid, case=row, form_key=move, values=said).state)
    assert {one for one in done if not isinstance(one, OperationalError)} == {"answered"}
    assert InformationStep.objects.filter(move="answer").count() == 1
    assert len(asked) == len(done) == CLICKS
