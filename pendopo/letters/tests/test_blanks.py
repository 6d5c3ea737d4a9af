"""Each letter on paper: its blank form, and the desk that keys it in."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pendopo.accounts.tests import folk
from pendopo.kernel.actor import Actor, Power
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import type_drafts
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.types import INTERNAL
from pendopo.letters.tests.office import TARAJU, TYPE, Office
from pendopo.places.queries import public_village
from pendopo.questions.tests.test_blank import codes, said

SignIn = Callable[[Actor], Client]

pytestmark = pytest.mark.django_db


def test_every_letter_that_residents_ask_for_has_a_blank_form(office: Office) -> None:
    for key, one in shipped_types().items():
        answer = Client().get(f"/surat/{key}/formulir/")
        if one.group == INTERNAL:
            assert answer.status_code == 404
            continue
        assert f'href="/surat/{key}/formulir/"' in Client().get(f"/surat/{key}/").content.decode()
        assert answer["Content-Type"] == "application/pdf"
        text = said(answer.content).replace(" ", "")
        assert f"Kodeformulir:{key}-1." in text
        for field in one.fields:
            assert field.label.replace(" ", "") in text


def test_the_code_leads_back_to_the_page_of_the_letter(office: Office) -> None:
    village = public_village(TARAJU)
    assert village is not None and village.public_url
    assert codes(Client().get(f"/surat/{TYPE}/formulir/").content) == [f"{village.public_url}/surat/{TYPE}/"]


def test_a_draft_prints_its_own_questions_and_says_that_it_is_none_yet(
    office: Office, as_actor: SignIn
) -> None:
    powers = frozenset({Power(EDIT_TYPES, TARAJU)})
    actor = Actor(kind="officer", id=uuid.uuid4(), name="Bu Ai", powers=powers)
    client, address = as_actor(actor), f"/meja/surat/jenis/{TYPE}/formulir/"
    assert "RANCANGAN" not in said(client.get(address).content)
    fields = [{"key": "baru", "label": "Tanya yang baru?"}]
    type_drafts.save_draft(actor, village=TARAJU, key=TYPE, changes={"fields": fields})
    text = said(client.get(address).content)
    assert "RANCANGAN" in text
    assert "Tanya yang baru?" in text
    assert "Tanya yang baru?" not in said(Client().get(f"/surat/{TYPE}/formulir/").content)


def test_what_stands_on_paper_is_keyed_in_with_its_day_and_the_code_of_its_form(
    office: Office, settings: Any
) -> None:
    settings.PENDOPO_DEMO = True
    operator = folk.browser(office.users["operator"])
    address = f"/meja/surat/baru/{office.person.pk}/{TYPE}/"
    page = operator.get(address).content.decode()
    assert f"({TYPE}-1)" in page
    given = {
        "form_key": re.search(r'name="form_key" value="([^"]+)"', page).group(1),  # type: ignore[union-attr]
        "tinggal_sejak": "2018",
        "keperluan": "bank",
    }
    other = operator.post(address, {**given, "form_code": f"{TYPE}-7", "on_paper": "01-11-2026"})
    assert other.status_code == 422
    assert f"Yang berlaku {TYPE}-1" in other.content.decode()
    without = operator.post(address, {**given, "form_code": f"{TYPE}-1"})
    assert "Tulis tanggal kertas ini diterima" in without.content.decode()
    assert not LetterRequest.objects.exists()
    sent = operator.post(address, {**given, "form_code": f" {TYPE.upper()}-1", "on_paper": "01-11-2026"})
    assert sent.status_code == 302, sent.content.decode()
    row = LetterRequest.objects.get()
    assert (row.channel, str(row.asked_on)) == ("paper", "2026-11-01")
