"""People decide: two who do not see each other near the threshold, a third where they disagree; each can go back."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import cbor2
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalEntry
from pendopo.matching import operations
from pendopo.matching.commands import labels
from pendopo.matching.models import ListedPerson, MatchResult, Review, ReviewOpening
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.queries.calibration import review_labels
from pendopo.matching.queries.review import pair_page, review_queue
from pendopo.matching.queries.waiting import reviews_waiting
from pendopo.matching.rules.calibration import STRATA
from pendopo.matching.rules.review import ANSWERS, DECIDED, DIFFERENT, SAME, UNSURE, settle
from pendopo.matching.tests import neighbours
from pendopo.matching.tests.neighbours import TARAJU, change_row, line, officer, upload, village
from pendopo.people.models import Person

# Rules


@given(st.lists(st.sampled_from(ANSWERS), max_size=3), st.sampled_from([1, 2]))
def test_nothing_is_decided_near_the_threshold_by_one_person(answers: list[str], needed: int) -> None:
    outcome = settle(answers, needed=needed)
    if needed == 2 and len(answers) < 2:
        assert outcome.stage != DECIDED
    if outcome.stage == DECIDED:
        assert outcome.answer == answers[-1]
    if len(answers) == 3:
        assert outcome.stage == DECIDED


def test_who_is_not_sure_asks_for_another_pair_of_eyes() -> None:
    assert settle([UNSURE], needed=1).stage == "second"
    assert settle([UNSURE, UNSURE], needed=1).stage == "third"
    assert settle([SAME, DIFFERENT], needed=2).stage == "third"
    assert settle([SAME, DIFFERENT, DIFFERENT], needed=2).answer == DIFFERENT


# Operations


@pytest.fixture
def pair(db: None) -> MatchResult:
    """A pair near the threshold that waits for two people."""
    people, actor = village(8), officer()
    done = neighbours.run(actor, upload(actor, [line(people[0]), line(people[1], 2), line(people[2], 3)]))
    result = done.results.get(person_id=people[0].pk)
    put_on_the_table(result, needed=2)
    return result


def put_on_the_table(result: MatchResult, *, needed: int) -> None:
    """Lets a pair wait, as if the engine had been in doubt."""
    doubt = "perlu_diperiksa"
    change_row(result, stage="first", needed=needed, verdict=doubt, final=doubt, probability=0.6)


def says(actor: Actor, result: MatchResult, answer: str, reason: str = "sudah dicek") -> MatchResult:
    operations.open_pair(actor, result=result)
    return operations.answer_pair(actor, result=result, answer=answer, why=reason)


def test_two_people_must_agree_and_the_second_does_not_see_the_first(pair: MatchResult) -> None:
    first, second = officer("Bu Ai"), officer("Pak Udin")
    assert says(first, pair, SAME).stage == "second"
    page = pair_page(second, pair.pk)
    assert page.answers == []
    assert page.own is None
    assert page.may_answer
    done = says(second, pair, SAME)
    assert (done.stage, done.final) == ("decided", "padan")
    assert [review.actor_name for review in pair_page(second, pair.pk).answers] == ["Bu Ai", "Pak Udin"]


def test_the_journals_list_does_not_tell_the_second_reviewer_why(pair: MatchResult) -> None:
    says(officer("Bu Ai"), pair, DIFFERENT, "lain ibu")
    entry = JournalEntry.objects.filter(operation="matching.pair.answer").latest("at")
    assert cbor2.loads(bytes(entry.journalbody.body))["reason"] == ""
    assert Review.objects.get().reason == "lain ibu"


def test_a_disagreement_goes_to_a_third_person(pair: MatchResult) -> None:
    first, second, third = officer("A"), officer("B"), officer("C")
    says(first, pair, SAME)
    assert says(second, pair, DIFFERENT).stage == "third"
    for again in (first, second):
        with pytest.raises(MatchingRefused) as refused:
            says(again, pair, DIFFERENT)
        assert refused.value.code == "own_answer"
    done = says(third, pair, DIFFERENT)
    assert (done.stage, done.final, done.task) == ("decided", "tidak_ditemukan", "visit")


def test_nobody_answers_without_having_looked(pair: MatchResult) -> None:
    with pytest.raises(MatchingRefused) as refused:
        operations.answer_pair(officer("Kilat"), result=pair, answer=SAME)
    assert refused.value.code == "not_opened"


def test_no_and_not_sure_need_a_reason(pair: MatchResult) -> None:
    actor = officer()
    for answer in (DIFFERENT, UNSURE):
        with pytest.raises(MatchingRefused) as refused:
            says(actor, pair, answer, "  ")
        assert refused.value.code == "reason_missing"
    assert not Review.objects.exists()


def test_an_answer_can_be_taken_back_until_somebody_builds_on_it(pair: MatchResult) -> None:
    first, second = officer("A"), officer("B")
    says(first, pair, DIFFERENT)
    back = operations.withdraw_answer(first, result=pair)
    assert (back.stage, back.final) == ("first", "perlu_diperiksa")
    assert Review.objects.get().withdrawn_at is not None
    says(first, pair, SAME)
    says(second, pair, SAME)
    with pytest.raises(MatchingRefused) as refused:
        operations.withdraw_answer(first, result=pair)
    assert refused.value.code == "not_yours"
    assert operations.withdraw_answer(second, result=pair).stage == "second"
    with pytest.raises(NotFound):
        operations.withdraw_answer(officer("C"), result=pair)


def test_who_saw_a_pair_is_written_down_once_in_half_an_hour(pair: MatchResult) -> None:
    actor = officer()
    entries = JournalEntry.objects.filter(operation="matching.pair.open", outcome="done")
    operations.open_pair(actor, result=pair)
    operations.open_pair(actor, result=pair)
    assert ReviewOpening.objects.filter(actor_name=actor.name).count() == 1
    assert entries.count() == 2


def test_a_resident_sees_who_looked_at_the_pair(pair: MatchResult) -> None:
    actor = officer("Bu Ai", *neighbours.ALL, "people.read")
    operations.open_pair(actor, result=pair)
    operations.open_pair(actor, result=pair)
    person = Person.objects.get(pk=str(pair.person_id))
    assert [(one.actor_name, one.purpose) for one in person.accesses.all()] == [
        ("Bu Ai", "Meninjau pemadanan data")
    ]


def test_the_queue_groups_a_household_and_drops_what_the_officer_has_answered(pair: MatchResult) -> None:
    others = MatchResult.objects.filter(run=pair.run).exclude(pk=pair.pk)
    assert {one.household for one in others} == {pair.household}
    for one in others:
        put_on_the_table(one, needed=1)
    first, second = officer("A"), officer("B")
    page = review_queue(first)
    assert [household.count for household in page.households] == [3]
    says(first, pair, SAME)
    assert review_queue(first).total == 2
    assert review_queue(second).total == 3
    assert [item.detail for item in reviews_waiting(second)] == ["3 pasangan"]
    assert list(reviews_waiting(officer("Lain", area="32.08.31.2011"))) == []


def test_an_officer_of_another_village_can_do_nothing(pair: MatchResult) -> None:
    elsewhere = officer("Pak Lain", area="32.08.31.2011")
    with pytest.raises(NotFound):
        pair_page(elsewhere, pair.pk)
    for attempt in (
        lambda: operations.open_pair(elsewhere, result=pair),
        lambda: operations.answer_pair(elsewhere, result=pair, answer=SAME),
        lambda: operations.withdraw_answer(elsewhere, result=pair),
    ):
        with pytest.raises(NotPermitted):
            attempt()
    assert not ReviewOpening.objects.exists()


def test_a_decision_stands_in_the_next_run_while_both_sides_say_the_same(pair: MatchResult) -> None:
    says(officer("A"), pair, DIFFERENT)
    says(officer("B"), pair, DIFFERENT)
    again = neighbours.run(officer(), pair.run.source)
    result = again.results.get(row_id=pair.row_id)
    assert (result.stage, result.final, result.carried) == ("decided", "tidak_ditemukan", True)


def test_the_command_writes_labels_without_a_name(
    pair: MatchResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says(officer("A"), pair, DIFFERENT)
    says(officer("B"), pair, DIFFERENT)
    out = tmp_path / "putusan.csv"
    assert labels.run(Namespace(out=out, area="", json=True)) == 0
    assert json.loads(capsys.readouterr().out) == {"pairs": 1, "same": 0}
    assert pair.row is not None
    text = out.read_text(encoding="utf-8")
    assert pair.row.name not in text
    assert len(text.splitlines()) == 2
    assert labels.run(Namespace(out=tmp_path / "tidak" / "ada.csv", area="", json=False)) == 1


def test_decided_pairs_become_labels_without_a_name(pair: MatchResult) -> None:
    says(officer("A"), pair, SAME)
    says(officer("B"), pair, SAME)
    (label,) = review_labels(officer(), area=TARAJU)
    assert (label.same, label.reviewers, label.probability) == (True, 2, 0.6)
    assert label.stratum in STRATA


def test_nobody_loses_anything_by_a_verdict(pair: MatchResult) -> None:
    people = list(Person.objects.order_by("pk").values())
    says(officer("A"), pair, DIFFERENT)
    says(officer("B"), pair, DIFFERENT)
    operations.close_task(officer(), result=pair, reason="sudah didatangi, orangnya ada")
    assert list(Person.objects.order_by("pk").values()) == people
    assert ListedPerson.objects.count() == 3
    pair.refresh_from_db()
    assert pair.task_note == "sudah didatangi, orangnya ada"


# Pages


def test_the_pages_of_a_review(pair: MatchResult, come_as: Callable[[Actor], Client]) -> None:
    actor = officer()
    client = come_as(actor)
    assert client.get(reverse("matching-queue")).status_code == 200
    address = reverse("matching-pair", args=[pair.pk])
    page = client.get(address).content.decode()
    assert "Mendukung" in page
    assert pair.row is not None
    assert (pair.row.nik or "") not in page
    assert ReviewOpening.objects.filter(actor_name=actor.name).exists()
    empty = client.post(address, {"answer": "different", "reason": ""})
    assert empty.status_code == 422
    assert "Alasan belum diisi" in empty.content.decode()
    sent = client.post(address, {"answer": "different", "reason": "lain ibu"})
    assert sent.status_code == 302
    assert f"sesudah={pair.pk}" in sent["Location"]
    after = client.get(sent["Location"]).content.decode()
    assert reverse("matching-withdraw", args=[pair.pk]) in after
    back = client.post(reverse("matching-withdraw", args=[pair.pk]))
    assert back.status_code == 302
    pair.refresh_from_db()
    assert pair.stage == "first"


def test_pages_of_another_village_are_not_there(
    pair: MatchResult, come_as: Callable[[Actor], Client]
) -> None:
    client = come_as(officer("Pak Lain", area="32.08.31.2011"))
    run, source = pair.run, pair.run.source
    assert source is not None
    for name, key in (
        ("matching-pair", pair.pk),
        ("matching-run", run.pk),
        ("matching-results", run.pk),
        ("matching-download", run.pk),
        ("matching-list", source.pk),
        ("matching-columns", source.pk),
        ("matching-preview", source.pk),
        ("matching-erase", source.pk),
        ("matching-task", pair.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404, name
    for name, key in (
        ("matching-withdraw", pair.pk),
        ("matching-compare", source.pk),
        ("matching-resume", run.pk),
    ):
        assert client.post(reverse(name, args=[key])).status_code == 404, name


def test_a_file_of_results_hides_numbers_unless_they_may_be_exported(
    pair: MatchResult, come_as: Callable[[Actor], Client]
) -> None:
    nik = (pair.row.nik if pair.row else "") or ""
    address = reverse("matching-download", args=[pair.run_id])
    given = {"format": "csv", "numbers": "full", "purpose": "laporan"}
    client = come_as(officer())
    masked = b"".join(client.post(address, given).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert nik not in masked
    assert len(masked.splitlines()) == 4
    client = come_as(officer("Sekdes", *neighbours.ALL, "people.export"))
    full = b"".join(client.post(address, given).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert nik in full
    entries = JournalEntry.objects.filter(operation="matching.result.download", outcome="done")
    assert entries.count() == 2
    assert client.post(address, {**given, "purpose": ""}).status_code == 422


def test_the_pages_of_a_list_and_a_run(pair: MatchResult, come_as: Callable[[Actor], Client]) -> None:
    client = come_as(officer())
    source = pair.run.source
    assert source is not None
    for name, args in (
        ("matching-home", []),
        ("matching-upload", []),
        ("matching-list", [source.pk]),
        ("matching-run", [pair.run_id]),
        ("matching-results", [pair.run_id]),
        ("matching-download", [pair.run_id]),
        ("matching-erase", [source.pk]),
    ):
        page = client.get(reverse(name, args=args))
        assert page.status_code == 200, name
    assert "padan" in client.get(reverse("matching-run", args=[pair.run_id])).content.decode()


def test_the_button_for_doubles_begins_one_run_for_the_own_office(
    db: None, come_as: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("pendopo.matching.operations.running.start_run", started.append)
    client = come_as(officer())
    assert f'value="{TARAJU}"' in client.get(reverse("matching-home")).content.decode()
    for sent in ({}, {"area": "32.08.31.2011"}, {"area": TARAJU}, {"area": TARAJU}):
        assert client.post(reverse("matching-doubles"), sent).status_code == 302
    assert len(started) == 1


def test_an_upload_walks_through_columns_and_preview(
    db: None, come_as: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    started: list[object] = []
    monkeypatch.setattr("pendopo.matching.operations.running.start_run", started.append)
    people = village(3)
    client = come_as(officer())
    content = neighbours.as_csv([line(people[0]), line(people[1], 2, NIK="3.20613E+15")])
    empty = client.post(reverse("matching-upload"), {"title": "BLT"})
    assert empty.status_code == 422
    file = SimpleUploadedFile("blt 3206130101110007.csv", content)
    sent = client.post(reverse("matching-upload"), {"title": "BLT 2026", "file": file})
    assert sent.status_code == 302
    columns = client.get(sent["Location"])
    assert columns.status_code == 200
    assert (people[0].nik or "") not in columns.content.decode()
    chosen = {name: field.initial for name, field in columns.context["form"].fields.items()}
    assert chosen["nama"] == "3"
    twice = client.post(sent["Location"], {**chosen, "alamat": "3"})
    assert twice.status_code == 422
    mapped = client.post(sent["Location"], chosen)
    preview = client.get(mapped["Location"]).content.decode()
    assert "2 orang terbaca" in preview
    assert "NIK dibulatkan Excel" in preview
    begun = client.post(mapped["Location"], {"other": ""})
    assert begun.status_code == 302
    assert len(started) == 1
    assert client.get(begun["Location"])["Refresh"] == "2"
    again = client.post(mapped["Location"], {"other": ""})
    assert again.status_code == 422
    assert len(started) == 1


def test_a_newer_run_takes_the_place_of_the_older_one_in_the_queue(pair: MatchResult) -> None:
    actor = officer()
    assert review_queue(actor).total == 1
    neighbours.run(actor, pair.run.source)
    assert review_queue(actor).total == 0
    assert list(reviews_waiting(actor)) == []
