"""Answers kept as data, by a domain that is made here: without a flow, without letters, without a name."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import cbor2
import pytest
from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, Power
from pendopo.kernel.errors import NotFound
from pendopo.kernel.journal import pseudonym_of
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.people.rules.permissions import READ
from pendopo.questions.models import AnswerSheet, QuestionVersion
from pendopo.questions.operations import Filled, QuestionsRefused, keep_sheet
from pendopo.questions.queries import answer_sheet, answer_sheets
from pendopo.questions.rules.sets import QuestionSet
from pendopo.questions.tests.test_rules import SURVEY, WHOLE

pytestmark = pytest.mark.django_db
TARAJU, CIKUBANG = "32.06.13.2001", "32.06.13.2002"

SECRET = replace(
    SURVEY, version=9, anonymous=True, fields=tuple(replace(one, prefill="") for one in SURVEY.fields)
)


@operation("questions.test.answer", "Jawaban uji dikirim", PUBLIC, "village", about="desa")
def answer(actor: Actor, *, village: str, filled: Filled) -> AnswerSheet:
    """Keep the answers of a survey of these tests."""
    return keep_sheet(actor, village, filled)


def send(
    actor: Actor = ANONYMOUS,
    asked: QuestionSet = SURVEY,
    answers: Mapping[str, object] = WHOLE,
    *,
    key: uuid.UUID | None = None,
    on_paper: date | None = None,
) -> AnswerSheet:
    return answer(actor, village=TARAJU, filled=Filled(asked, answers, key or uuid.uuid4(), on_paper))


def reader(area: str = TARAJU) -> Actor:
    return Actor(kind="officer", id=uuid.uuid4(), name="Bu Ai", powers=frozenset({Power(READ, area)}))


def resident() -> Actor:
    return Actor(kind="resident", id=uuid.uuid4(), name="Euis Warga", resident_id=uuid.uuid4())


def test_answers_are_read_back_in_the_words_of_the_version_that_was_asked() -> None:
    first = send()
    fields = (replace(SURVEY.fields[0], label="Nama lengkap Anda?"), *SURVEY.fields[1:])
    second = send(asked=replace(SURVEY, version=2, fields=fields))
    labels = [answer_sheet(reader(), READ, row.pk).rows[0]["label"] for row in (first, second)]
    assert labels == ["Siapa nama Anda?", "Nama lengkap Anda?"]
    assert [one.asked.code for one in answer_sheets(reader(), READ, SURVEY.key)].count("uji.kebun-1") == 1
    rows = {row["key"]: row["value"] for row in answer_sheet(reader(), READ, first.pk).rows}
    assert (rows["sewa"], rows["sejak"], rows["punya"]) == ("Rp20.000,00", "1 Januari 2020", "Sewa")
    assert QuestionVersion.objects.count() == 2


def test_a_version_that_was_answered_never_changes() -> None:
    send()
    changed = replace(SURVEY, fields=SURVEY.fields[:3])
    with pytest.raises(QuestionsRefused) as refused:
        send(asked=changed, answers={"nama": "Euis", "punya": "tidak"})
    assert refused.value.code == "set_changed"
    assert AnswerSheet.objects.count() == 1


def test_what_is_not_asked_is_not_kept_and_what_does_not_fit_is_refused() -> None:
    row = send(answers={**WHOLE, "punya": "tidak", "lain": "x"})
    assert AnswerSheet.objects.get(pk=row.pk).answers == {
        "nama": "Euis",
        "punya": "tidak",
        "tanaman": [{"jenis": "teh"}],
    }
    with pytest.raises(QuestionsRefused) as refused:
        send(answers={**WHOLE, "luas": 1})
    assert refused.value.code == "answers_unfit"
    assert AnswerSheet.objects.count() == 1


def test_a_form_that_is_sent_twice_is_one_sheet() -> None:
    key = uuid.uuid4()
    assert send(key=key).pk == send(key=key).pk
    with pytest.raises(NotFound):
        send(key=key, answers={**WHOLE, "nama": "Orang lain"})
    assert AnswerSheet.objects.get().answers["nama"] == "Euis"


def test_what_came_on_paper_carries_the_day_of_the_paper() -> None:
    clerk, day = reader(), clock.today() - timedelta(days=3)
    row = send(clerk, asked=SECRET, on_paper=day)
    assert (row.channel, row.given_on) == ("paper", day)
    assert send(clerk).channel == "desk"
    with pytest.raises(QuestionsRefused) as refused:
        send(clerk, on_paper=clock.today() + timedelta(days=1))
    assert refused.value.code == "paper_future"


def test_another_village_reads_nothing() -> None:
    row = send()
    for stranger in (reader(CIKUBANG), ANONYMOUS, resident(), replace(reader(), powers=frozenset())):
        with pytest.raises(NotFound):
            answer_sheet(stranger, READ, row.pk)
        assert list(answer_sheets(stranger, READ, SURVEY.key)) == []
    assert len(list(answer_sheets(reader(), READ, SURVEY.key))) == 1


def test_no_account_stands_behind_an_anonymous_answer() -> None:
    who = resident()
    with pytest.raises(ValueError, match="anonymous"):
        send(who, asked=SECRET)
    assert not AnswerSheet.objects.exists()
    rows = [send(ANONYMOUS, asked=SECRET), send(ANONYMOUS, asked=SECRET)]
    named = {"person", "user", "account", "officer", "resident", "by", "at"}
    columns = {part for field in AnswerSheet._meta.concrete_fields for part in field.attname.split("_")}
    assert not columns & named
    entries = JournalEntry.objects.filter(operation="questions.test.answer").select_related("journalbody")
    assert entries.count() == 2
    for entry in entries:
        held = entry.journalbody
        whole = b"".join(bytes(part) for part in (held.body, held.images))
        for mark in (who.id, who.resident_id):
            assert mark is not None and mark.bytes not in whole and str(mark).encode() not in whole
        assert b"Euis" not in whole
    # One pseudonym for everybody who is nobody, and no other stands in the header.
    ring = site_keys()
    assert {cbor2.loads(entry.header)[6] for entry in entries} == {pseudonym_of(ANONYMOUS, ring)}
    assert pseudonym_of(who, ring) != pseudonym_of(ANONYMOUS, ring)
    assert {row.pk for row in rows} == set(AnswerSheet.objects.values_list("pk", flat=True))


def test_answers_lie_sealed_in_the_database() -> None:
    send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers_sealed FROM questions_answersheet")
        assert b"Euis" not in bytes(cursor.fetchone()[0])
