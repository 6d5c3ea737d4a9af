"""Each letter on paper: its blank form, and the desk that keys it in."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Power
from pendopo.letters.formats.declarations import declaration_of
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import type_drafts
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.types import INTERNAL
from pendopo.letters.tests.office import TARAJU, TYPE, Office, say_where
from pendopo.letters.tests.pen import keyed_in, need, rooms, squeezed, written
from pendopo.places.queries import public_village
from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.questions.rules.samples import sample_answers
from pendopo.questions.tests.test_blank import codes, said
from tests.making import officer

SignIn = Callable[[Actor], Client]

pytestmark = pytest.mark.django_db


def test_every_letter_has_a_form_with_room_for_each_answer_that_is_keyed_in_as_it_was_written(
    office: Office, as_actor: SignIn
) -> None:
    """41 types, 41 papers: what a pen writes into each is what the desk's form holds afterwards."""
    editor = as_actor(officer(EDIT_TYPES))
    papers: set[bytes] = set()
    foot = say_where()
    for key, one in shipped_types().items():
        inside = one.group == INTERNAL
        assert (Client().get(f"/surat/{key}/formulir/").status_code == 404) is inside
        answer = editor.get(f"/{'meja/surat/jenis' if inside else 'surat'}/{key}/formulir/")
        assert answer["Content-Type"] == "application/pdf"
        papers.add(answer.content)
        text = squeezed(said(answer.content))
        assert f"Kodeformulir:{key}-1." in text
        assert foot in text
        given = sample_answers(one.fields, clock.today())
        room = rooms(answer.content, [field.label for field in one.fields])
        for field in one.fields:
            assert room[field.label] >= need(field, given[field.key]), (key, field.key)
        form = build_form(one.fields)(written(one.fields, given))
        assert form.is_valid(), (key, form.errors)
        assert answers_of(form) == keyed_in(one.fields, given), key
    assert len(papers) == len(shipped_types())


def test_every_declaration_that_a_letter_asks_for_can_be_printed(office: Office) -> None:
    shown, foot = 0, say_where()
    for key, one in shipped_types().items():
        if one.group == INTERNAL:
            continue
        page = Client().get(f"/surat/{key}/").content.decode()
        for paper in one.requirements:
            address = f"/surat/{key}/contoh/{paper.key}/"
            sample = declaration_of(one, paper.key)
            assert (f'href="{address}"' in page) is bool(sample)
            if sample is None:
                assert "pernyataan" not in paper.name.lower(), (key, paper.name)
                assert "contoh" not in paper.supplier, (key, paper.name)
                continue
            answer = Client().get(address)
            text = squeezed(said(answer.content))
            for words in (sample.title.upper(), *sample.asks, *sample.names, *sample.columns, *sample.knows):
                assert squeezed(words) in text, (address, words)
            assert squeezed(one.name) in text and foot in text
            assert ("Rp10.000" in text) is sample.stamp
            assert len(pypdfium2.PdfDocument(answer.content)) == 1, address
            shown += 1
    assert shown > 20
    assert Client().get(f"/surat/{TYPE}/contoh/ktp/").status_code == 404
    assert Client().get(f"/surat/{TYPE}/contoh/silsilah/").status_code == 404


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
