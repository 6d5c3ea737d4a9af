"""A list is matched with the register: what is found, what is not, what a second run asks, what survives a kill."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.matching import operations
from pendopo.matching.engine.problems import MatchingFailed
from pendopo.matching.models import ListedPerson, MatchResult, MatchRun, PersonList
from pendopo.matching.operations import lists, running, runs
from pendopo.matching.operations.refusals import MatchingRefused, TableNotReadable
from pendopo.matching.queries.lines import result_list
from pendopo.matching.queries.results import run_page
from pendopo.matching.rules.columns import guess
from pendopo.matching.tests import neighbours
from pendopo.matching.tests.neighbours import TARAJU, change_row, line, officer, start_here, upload, village
from pendopo.people.models import Person

pytestmark = pytest.mark.django_db


def stranger(number: int) -> dict[str, str]:
    """Somebody of whom the register knows nothing."""
    return {
        "No": str(number),
        "NIK": f"327301{10 + number:02d}0388{number:04d}",
        "No. KK": f"32730188000000{number:02d}",
        "Nama Penerima": f"XAVIERA QOLBU {number}",
        "L/P": "P",
        "Tempat Lahir": "Bandung",
        "Tgl Lahir": f"{10 + number:02d}/03/1988",
        "Alamat": "Jl. Braga",
        "RT": "9",
        "RW": "9",
        "Dusun": "Braga",
    }


def lines_about(people: list[Person]) -> list[dict[str, str]]:
    known = [line(one, number) for number, one in enumerate(people[:30], start=1)]
    known[1] = line(people[1], 2, NIK=(people[1].nik or "")[:15])
    known[2] = line(people[2], 3, NIK="", **{"Nama Penerima": people[2].name.replace("u", "oe")})
    return [*known, *(stranger(number) for number in range(1, 6))]


def test_people_of_the_register_are_found_and_strangers_are_not() -> None:
    people, actor = village(), officer()
    done = neighbours.run(actor, upload(actor, lines_about(people)))
    assert done.state == "done"
    results = {one.row.line: one for one in done.results.select_related("row") if one.row}
    assert len(results) == 35
    right = [results[n + 2].person_id == people[n].pk for n in range(30) if results[n + 2].verdict == "padan"]
    assert len(right) >= 28
    assert all(right)
    assert {results[n].verdict for n in range(32, 37)} == {"tidak_ditemukan"}
    assert {results[n].task for n in range(32, 37)} == {"visit"}
    assert all(one.reasons for one in results.values())


def test_a_list_of_one_village_cannot_be_run_by_another() -> None:
    village()
    source = upload(officer(), [stranger(1)])
    elsewhere = officer("Pak Lain", area="32.08.31.2011")
    with pytest.raises(NotPermitted):
        start_here(elsewhere, area=TARAJU, kind="register", source=source)
    with pytest.raises(NotPermitted):
        operations.receive_list(elsewhere, area=TARAJU, title="x", file_name="x.csv", content=b"a;b\n1;2\n")


def test_identity_numbers_stand_sealed_and_no_file_is_left() -> None:
    people, actor = village(4), officer()
    source = upload(actor, [line(people[0])])
    done = neighbours.run(actor, source)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, name FROM matching_listedperson")
        sealed, name = cursor.fetchone()
    assert name == people[0].name.upper()
    assert (people[0].nik or "").encode() not in bytes(sealed)
    # its own folder: another test of this process may have a run at work in the background
    assert not (Path(settings.PENDOPO_DATA) / "matching" / str(done.pk)).exists()
    assert not (Path(settings.MEDIA_ROOT) / "imports" / f"{source.pk}.sealed").exists()


def test_a_dead_person_on_the_list_opens_a_task_and_nobody_is_struck_off() -> None:
    people, actor = village(6), officer()
    dead = people[0]
    change_row(dead, basic_status=2)
    done = neighbours.run(actor, upload(actor, [line(dead), line(people[4], 2)]))
    result = done.results.get(person_id=dead.pk)
    assert (result.final, result.task, result.register_status) == ("padan", "report_dead", 2)
    assert done.results.get(person_id=people[4].pk).task == ""
    assert ListedPerson.objects.count() == 2
    words = dict(run_page(actor, done.pk).statuses)
    assert list(words.values()) == [1]


def test_the_second_run_asks_only_about_what_has_changed() -> None:
    people, actor = village(), officer()
    source = upload(actor, lines_about(people))
    first = neighbours.run(actor, source)
    again = neighbours.run(actor, source)
    assert again.previous_id == first.pk
    settled = first.results.filter(final="padan").count()
    assert 0 < again.carried <= settled
    verdicts = [Counter(run.results.values_list("row__line", "final")) for run in (first, again)]
    assert verdicts[0] == verdicts[1]
    assert run_page(actor, again.pk).steps == []


def test_the_page_says_how_much_of_the_register_has_changed_since() -> None:
    people, actor = village(3), officer()
    done = neighbours.run(actor, upload(actor, [line(people[0])]))
    assert run_page(actor, done.pk).changed == 0
    change_row(people[1], birth_place="Garut")
    assert run_page(actor, done.pk).changed == 1
    again = neighbours.run(actor, done.source)
    assert run_page(actor, again.pk).changed == 0


def test_whoever_was_corrected_is_asked_about_again() -> None:
    people, actor = village(8), officer()
    source = upload(actor, [line(people[0]), line(people[20], 2)])
    first = neighbours.run(actor, source)
    assert set(first.results.values_list("final", flat=True)) == {"padan"}
    change_row(people[0], name="Xena Quirina", name_key="xena quirina", nik=None, birth_date=date(1950, 1, 2))
    # The family card and nearly the date still agree; under another name that is for people to say.
    again = neighbours.run(actor, source)
    verdicts = {row.line: (one.final, one.carried) for one in again.results.all() if (row := one.row)}
    assert verdicts[3] == ("padan", True)
    assert verdicts[2] in (("perlu_diperiksa", False), ("tidak_ditemukan", False))


def test_a_new_version_of_the_list_is_compared_with_the_old_one() -> None:
    people, actor = village(), officer()
    first = neighbours.run(actor, upload(actor, lines_about(people)))
    later = [one for one in lines_about(people) if one["No"] != "5"]
    second = neighbours.run(actor, upload(actor, [*later, stranger(7)]))
    assert second.previous_id == first.pk
    steps = {(step.before, step.now): step.count for step in run_page(actor, second.pk).steps}
    assert steps["padan", "tidak ada di daftar"] == 1
    assert steps["tidak ada di daftar lama", "tidak ditemukan"] == 1


def test_an_empty_register_is_no_proof_that_nobody_is_there() -> None:
    from pendopo.people.tests import crowd

    crowd.village()
    actor = officer()
    with pytest.raises(MatchingRefused) as refused:
        neighbours.run(actor, upload(actor, [stranger(1), stranger(2)]))
    assert refused.value.code == "register_empty"
    assert not MatchResult.objects.exists()


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (MatchingFailed("x"), "engine_refused", "Periksa pilihan kolom"),
        (NotFound(), "file_gone", "Unggah daftarnya lagi"),
        (MemoryError(), "memory", "Bagi daftar"),
        (MatchingRefused("register_empty"), "register_empty", "Impor data warga"),
        (RuntimeError("x"), "failed", "Jalankan lagi"),
    ],
)
def test_a_run_that_cannot_go_on_says_what_to_do(
    trouble: Exception, code: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    village(1)
    actor = officer()
    begun = runs.request_run(actor, area=TARAJU, kind="within")

    def fails(run: MatchRun, **kwargs: object) -> MatchRun:
        raise trouble

    monkeypatch.setattr(running, "execute", fails)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    monkeypatch.setattr(running, "close_old_connections", lambda: None)
    running._work(begun.pk)
    page = run_page(actor, begun.pk)
    assert (page.run.state, page.run.failure) == ("failed", code)
    assert words in page.failure_words
    monkeypatch.setattr(running, "start_run", lambda run: None)
    assert operations.go_on(actor, run=page.run).pk != begun.pk


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    people, actor = village(), officer()
    source = upload(actor, lines_about(people))
    monkeypatch.setattr(running, "CHUNK", 10)
    real, calls = runs.write_results, []

    def dies(*args: object, **kwargs: object) -> MatchRun:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "write_results", dies)
    begun = runs.request_run(actor, area=TARAJU, kind="register", source=source)
    with pytest.raises(KeyboardInterrupt):
        running.execute(begun)
    assert MatchResult.objects.filter(run=begun).count() == 20
    begun.refresh_from_db()
    monkeypatch.setattr(running, "write_results", real)
    done = running.execute(begun)
    assert done.state == "done"
    assert MatchResult.objects.filter(run=begun).count() == 35


def test_reading_a_list_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    people, actor = village(), officer()
    monkeypatch.setattr(running, "CHUNK", 10)
    source = upload(actor, lines_about(people))
    real, calls = lists.load_lines, []

    def dies(*args: object, **kwargs: object) -> PersonList:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "load_lines", dies)
    with pytest.raises(KeyboardInterrupt):
        running.load_source(system_actor("test"), source)
    assert ListedPerson.objects.count() == 10
    monkeypatch.setattr(running, "load_lines", real)
    running.load_source(system_actor("test"), PersonList.objects.get())
    assert sorted(ListedPerson.objects.values_list("line", flat=True)) == list(range(2, 37))


def test_one_list_is_matched_once_at_a_time() -> None:
    village(2)
    actor = officer()
    source = upload(actor, [stranger(1)])
    runs.request_run(actor, area=TARAJU, kind="register", source=source)
    with pytest.raises(MatchingRefused) as refused:
        runs.request_run(actor, area=TARAJU, kind="register", source=source)
    assert refused.value.code == "already_running"
    runs.request_run(actor, area=TARAJU, kind="within")
    with pytest.raises(MatchingRefused):
        runs.request_run(actor, area=TARAJU, kind="within")


def test_two_lists_are_compared_and_who_stands_in_one_only_is_counted() -> None:
    people, actor = village(), officer()
    sent = upload(actor, [line(one, n) for n, one in enumerate(people[:12])], title="Dikirim")
    back = upload(actor, [line(one, n) for n, one in enumerate(people[3:14])], title="Kembali")
    running.load_source(system_actor("test"), back)
    back.refresh_from_db()
    done = neighbours.run(actor, sent, "lists", back)
    verdicts = Counter(done.results.values_list("verdict", flat=True))
    assert verdicts["padan"] >= 8
    assert run_page(actor, done.pk).unmatched_other == 2
    unmet = result_list(actor, done.pk, shown="hanya_lain", number="1")
    assert [one.name for one in unmet.lines] == [people[12].name.upper(), people[13].name.upper()]
    assert all(one.person_id is None for one in done.results.all())


def test_two_records_of_one_person_are_found_inside_the_register_and_wait_for_people() -> None:
    people, actor = village(), officer()
    from pendopo.people.tests import crowd

    first = people[8]
    double = crowd.person(
        first.name,
        sex=first.sex,
        birth_date=first.birth_date,
        birth_place=first.birth_place,
        area_code=first.area_code,
    )
    crowd.write([double])
    done = neighbours.run(actor, None, "within")
    pairs = {frozenset((one.person_id, one.other_person_id)) for one in done.results.all()}
    assert frozenset((first.pk, double.pk)) in pairs
    assert {one.stage for one in done.results.all()} == {"first"}
    assert len(pairs) <= 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"satu\ndua\n", "kolom"),
        (b"nama;nik\n", "judul kolom"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(TableNotReadable) as refused:
        operations.receive_list(officer(), area=TARAJU, title="Daftar", file_name="x.csv", content=content)
    assert words.lower() in str(refused.value).lower()
    assert not PersonList.objects.exists()


def test_an_erased_list_keeps_its_counts_and_forgets_its_people() -> None:
    people, actor = village(), officer()
    source = upload(actor, lines_about(people))
    done = neighbours.run(actor, source)
    before = run_page(actor, done.pk).verdicts
    operations.erase_list(actor, source=source, reason="tidak dipakai lagi")
    assert not ListedPerson.objects.exists()
    assert run_page(actor, done.pk).verdicts == before
    assert not MatchResult.objects.filter(birth_date=date(1988, 3, 11)).exists()


def test_the_regency_matches_its_villages_and_no_village_sees_that_run() -> None:
    people = village(4)
    regency = officer("Dinas Sosial", area="32.06")
    made = operations.receive_list(
        regency, area="32.06", title="DTSEN", file_name="d.csv", content=neighbours.as_csv([line(people[0])])
    )
    operations.map_list(regency, source=made, mapping=guess(made.headings))
    made.refresh_from_db()
    operations.accept_and_begin(regency, source=made, start=False)
    made.refresh_from_db()
    done = start_here(regency, area="32.06", kind="register", source=made)
    assert done.results.get().person_id == people[0].pk
    assert run_page(regency, done.pk).figures.total == 1
    with pytest.raises(NotFound):
        run_page(officer(), done.pk)


def test_a_list_whose_time_is_over_is_erased_at_the_next_start(monkeypatch: pytest.MonkeyPatch) -> None:
    people, actor = village(2), officer()
    old, young = (
        upload(actor, [line(people[0])], title="Lama"),
        upload(actor, [line(people[1])], title="Baru"),
    )
    for source in (old, young):
        running.load_source(system_actor("test"), source)
        source.refresh_from_db()
    change_row(old, uploaded_at=clock.now() - timedelta(days=400))
    running.resume_runs()
    assert [row.name for row in ListedPerson.objects.all()] == [people[1].name.upper()]
    old.refresh_from_db()
    assert old.state == "erased"


def test_what_a_killed_run_left_on_disk_goes_at_the_next_start() -> None:
    folder = Path(settings.PENDOPO_DATA) / "matching" / "01a2"
    folder.mkdir(parents=True)
    (folder / "register.csv").write_text("nik\n3206130403700001\n")
    running.resume_runs()
    assert not folder.exists()
