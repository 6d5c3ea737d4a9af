"""The resident import: what rows do to the register, a second time and in every odd case."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.errors import NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.verify import verify
from pendopo.people.commands import import_residents
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.models import Family, ImportBatch, ImportState, PastMembership, Person
from pendopo.people.operations.importing import confirm_import, discard_import, receive_file, write_chunk
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.intake import Action, chunk_size
from pendopo.people.tests.import_files import (
    CHILD,
    CLERK,
    FATHER,
    MOTHER,
    SHORT,
    TARAJU,
    VILLAGE,
    WIDOW,
    codes,
    counts,
    kk,
    nik,
    person,
    rows,
    set_up,
    sheet,
    take_in,
)
from pendopo.people.tests.sheets import residents, workbook
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db
FULL = {
    "alamat": "Kp. Cikole No. 7", "dusun": "Cikole", "rw": "04", "rt": 2, "nama": "Asep Sodikin", "no_kk": kk(1),
    "nik": nik("170885", 1), "sex": "L", "tempatlahir": "Tasikmalaya", "tanggallahir": date(1985, 8, 17),
    "agama_id": "Islam", "pendidikan_kk_id": "SLTA / SEDERAJAT", "pendidikan_sedang_id": 18, "pekerjaan_id": 9,
    "status_kawin": 2, "kk_level": 1, "warganegara_id": "WNI", "ayah_nik": nik("010155", 8), "nama_ayah": "Udin",
    "ibu_nik": nik("410158", 9), "nama_ibu": "Imas", "golongan_darah_id": "O", "akta_lahir": "AL-77/1985",
    "dokumen_pasport": "B1234567", "tanggal_akhir_paspor": "31-12-2030", "dokumen_kitas": "K-9",
    "akta_perkawinan": "AK-5/2008", "tanggalperkawinan": "02-02-2008", "akta_perceraian": "AC-1/2020",
    "tanggalperceraian": "03-03-2020", "cacat_id": 7, "cara_kb_id": 4, "hamil": "", "ktp_el": 2, "status_rekam": 8,
    "alamat_sekarang": "Jl. Raya Taraju 1", "status_dasar": 1, "suku": "Sunda", "tag_id_card": "1234567890",
    "id_asuransi": 2, "no_asuransi": "000123", "lat": "-7.45", "lng": "108.01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _village(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    set_up()


def test_every_one_of_the_43_columns_arrives() -> None:
    assert set(FULL) == set(NAMES)
    batch, plan = take_in(workbook(("Data Penduduk", residents(FULL))))
    assert (counts(batch), codes(plan, batch)) == ((1, 0, 0, 0), {})
    row = person("Asep Sodikin")
    assert row.family is not None
    assert (row.family.kk_number, row.family.address) == (kk(1), "Kp. Cikole No. 7")
    assert row.area_code == row.family.area_code
    assert row.area_code.startswith(TARAJU + ".")
    assert row.area_code.endswith(".004.002")
    assert (row.nik, row.father_nik, row.mother_nik) == (FULL["nik"], FULL["ayah_nik"], FULL["ibu_nik"])
    expected = {
        "sex": 1, "birth_place": "Tasikmalaya", "birth_date": date(1985, 8, 17), "religion": 1, "education": 5,
        "education_current": 18, "occupation": 9, "marital_status": 2, "relation": 1, "citizenship": 1,
        "father_name": "Udin", "mother_name": "Imas", "blood_group": 4, "birth_certificate": "AL-77/1985",
        "passport": "B1234567", "passport_expires_on": date(2030, 12, 31), "kitas": "K-9",
        "marriage_certificate": "AK-5/2008", "married_on": date(2008, 2, 2), "divorce_certificate": "AC-1/2020",
        "divorced_on": date(2020, 3, 3), "disability": 7, "contraception": 4, "pregnant": None, "eid": 2,
        "eid_status": 8, "current_address": "Jl. Raya Taraju 1", "basic_status": 1, "ethnicity": "Sunda",
        "card_tag": "1234567890", "insurance": 2, "insurance_number": "000123", "lat": -7.45, "lng": 108.01,
    }  # fmt: skip
    assert {name: getattr(row, name) for name in expected} == expected
    assert verify().ok


def test_the_same_file_again_changes_nothing() -> None:
    first, _ = take_in(sheet(VILLAGE))
    assert counts(first) == (4, 0, 0, 0)
    before = rows()
    for _turn in range(2):
        batch, plan = take_in(sheet(VILLAGE))
        assert counts(batch) == (0, 0, 4, 0)
        assert plan.counted()[Action.SAME] == 4
        assert rows() == before
    full = workbook(("Data Penduduk", residents({**FULL, "nik": nik("170885", 77), "no_kk": kk(77)})))
    take_in(full)
    batch, _ = take_in(full)
    assert counts(batch) == (0, 0, 1, 0)
    assert verify().ok


def test_rows_without_a_nik_are_known_again_whatever_the_case_of_the_name() -> None:
    take_in(sheet(VILLAGE))
    loud = [{**someone, "nama": str(someone["nama"]).upper()} for someone in VILLAGE]
    batch, _ = take_in(sheet(loud))
    assert counts(batch) == (0, 4, 0, 0)
    assert sorted(Person.objects.values_list("name", flat=True)) == sorted(str(p["nama"]) for p in loud)
    assert counts(take_in(sheet(loud))[0]) == (0, 0, 4, 0)


def test_twins_without_names_are_two_people_and_stay_two() -> None:
    twins = [{**CHILD, "nama": "Bayi Ny. Euis"}, {**CHILD, "nama": "Bayi Ny. Euis"}]
    assert counts(take_in(sheet([FATHER, MOTHER, *twins]))[0]) == (4, 0, 0, 0)
    assert counts(take_in(sheet([FATHER, MOTHER, *twins]))[0]) == (0, 0, 4, 0)
    boy_and_girl = [{**CHILD, "nama": "Bayi", "sex": "L"}, {**CHILD, "nama": "Bayi"}]
    assert counts(take_in(sheet(boy_and_girl))[0]) == (2, 0, 0, 0)
    assert counts(take_in(sheet(reversed(boy_and_girl)))[0]) == (0, 0, 2, 0)


def test_a_known_nik_changes_in_the_given_columns_and_blank_cells_never_erase() -> None:
    take_in(sheet(VILLAGE))
    few = sheet([{"nik": FATHER["nik"], "nama": "", "agama_id": "4"}, {"nik": MOTHER["nik"], "nama": "Euis"}],
                ("nik", "nama", "agama_id"))  # fmt: skip
    batch, plan = take_in(few)
    # a row needs a name; the other changes its name only
    assert (counts(batch), codes(plan, batch)) == ((0, 1, 0, 1), {2: ["name_missing"]})
    held = person("Euis")
    assert (held.religion, held.birth_place, held.relation, held.nik) == (1, "Tasikmalaya", 3, MOTHER["nik"])
    batch, _ = take_in(sheet([{**FATHER, "tempatlahir": "", "agama_id": "", "alamat": "", "kk_level": ""}]))
    assert counts(batch) == (0, 0, 1, 0)
    assert person("Asep Sodikin").birth_place == "Tasikmalaya"
    assert verify().ok


def test_a_newborn_gets_a_nik_later_and_stays_one_person() -> None:
    take_in(sheet(VILLAGE))
    before = person("Neneng").pk
    batch, _ = take_in(sheet([{**CHILD, "nik": nik("411124", 5)}]))
    assert counts(batch) == (0, 1, 0, 0)
    assert (person("Neneng").pk, person("Neneng").nik) == (before, nik("411124", 5))
    assert counts(take_in(sheet([{**CHILD, "nik": nik("411124", 5)}]))[0]) == (0, 0, 1, 0)
    # the old file, still without the number, does not make her twice and does not take it away
    assert counts(take_in(sheet(VILLAGE))[0]) == (0, 0, 4, 0)
    assert person("Neneng").nik == nik("411124", 5)


def test_a_second_head_is_refused_and_the_family_stays_whole() -> None:
    batch, plan = take_in(sheet([FATHER, {**MOTHER, "kk_level": "1"}, CHILD]))
    assert (counts(batch), codes(plan, batch)) == ((2, 0, 0, 1), {3: ["second_head_in_file"]})
    batch, plan = take_in(sheet([{**MOTHER, "kk_level": "1"}]))
    assert codes(plan, batch) == {2: ["family_has_head"]}
    assert Person.objects.filter(relation=Relation.HEAD).count() == 1


def test_a_head_who_moves_into_a_family_with_a_head_is_refused_whatever_columns_the_file_has() -> None:
    take_in(sheet(VILLAGE))
    few = ("nik", "nama", "no_kk")
    batch, plan = take_in(sheet([{**WIDOW, "no_kk": kk(1)}], few))
    assert (counts(batch), codes(plan, batch)) == ((0, 0, 0, 1), {2: ["family_has_head"]})
    # two heads into one new family
    batch, plan = take_in(sheet([{**WIDOW, "no_kk": kk(9)}, {**FATHER, "no_kk": kk(9)}], few))
    assert (counts(batch), codes(plan, batch)) == ((0, 1, 0, 1), {3: ["family_has_head"]})
    # made head of her own family by a file without KK numbers
    batch, plan = take_in(sheet([{**MOTHER, "kk_level": "1"}], ("nik", "nama", "kk_level")))
    assert codes(plan, batch) == {2: ["family_has_head"]}
    assert verify().ok


def test_head_and_wife_change_places_in_one_file() -> None:
    take_in(sheet(VILLAGE))
    for order in ((0, 1), (1, 0)):
        swapped = [{**FATHER, "kk_level": "11"}, {**MOTHER, "kk_level": "1"}]
        batch, _ = take_in(sheet([swapped[order[0]], swapped[order[1]]]))
        assert batch.rejected == 0
        assert person("Euis Komariah").relation == Relation.HEAD
        back = [{**FATHER}, {**MOTHER}]
        batch, _ = take_in(sheet([back[order[0]], back[order[1]]]))
        assert counts(batch) == (0, 2, 0, 0)
        assert person("Asep Sodikin").relation == Relation.HEAD


def test_two_heads_change_families_in_one_file() -> None:
    take_in(sheet(VILLAGE))
    batch, plan = take_in(sheet([{**FATHER, "no_kk": kk(2)}, {**WIDOW, "no_kk": kk(1)}]))
    assert (counts(batch), codes(plan, batch)) == ((0, 2, 0, 0), {})
    families = {p.name: p.family.kk_number for p in Person.objects.select_related("family") if p.family}
    assert (families["Asep Sodikin"], families["Ai Rokayah"]) == (kk(2), kk(1))
    assert PastMembership.objects.count() == 2
    assert verify().ok


def test_who_is_refused_as_head_elsewhere_does_not_give_up_the_own_place() -> None:
    third = {
        **WIDOW,
        "nik": nik("020270", 6),
        "nama": "Dadang",
        "sex": "L",
        "tanggallahir": "02-02-1970",
        "no_kk": kk(3),
    }
    take_in(sheet([*VILLAGE, third]))
    # Asep wants Ai's place, but she stays; so Dadang cannot have Asep's
    batch, plan = take_in(sheet([{**third, "no_kk": kk(1)}, {**FATHER, "no_kk": kk(2)}]))
    assert codes(plan, batch) == {2: ["family_has_head"], 3: ["family_has_head"]}
    assert counts(batch) == (0, 0, 0, 2)


def test_a_dead_head_makes_room_and_the_old_file_does_not_bring_him_back() -> None:
    take_in(sheet(VILLAGE))
    batch, _ = take_in(sheet([{**FATHER, "status_dasar": "2"}, {**MOTHER, "kk_level": "1"}]))
    assert counts(batch) == (0, 2, 0, 0)
    father = person("Asep Sodikin")
    assert (father.basic_status, father.present_until is not None) == (BasicStatus.DEAD, True)
    batch, plan = take_in(sheet(VILLAGE))
    assert codes(plan, batch)[2] == ["dead_in_register"]
    columns = tuple(name for name in SHORT if name != "status_dasar")
    batch, plan = take_in(sheet([FATHER], columns))
    assert (counts(batch), codes(plan, batch)) == ((0, 0, 1, 0), {})


def test_nik_and_kk_of_another_village_are_refused() -> None:
    set_up(ELSEWHERE)
    take_in(sheet(VILLAGE), village=ELSEWHERE)
    stranger = {**WIDOW, "nik": nik("030360", 7), "nama": "Cucu", "tanggallahir": "03-03-1960", "sex": "L"}
    batch, plan = take_in(sheet([FATHER, stranger]))
    assert codes(plan, batch) == {2: ["nik_in_other_village"], 3: ["kk_in_other_village"]}
    assert not Person.objects.filter(village_code=TARAJU).exists()
    assert Person.objects.filter(village_code=ELSEWHERE).count() == 4


def test_a_family_moves_to_another_rt() -> None:
    take_in(sheet(VILLAGE))
    moved = [{**p, "rt": "5", "alamat": "Kp. Nagrak"} for p in (FATHER, MOTHER, CHILD)]
    batch, _ = take_in(sheet([*moved, WIDOW]))
    assert counts(batch) == (0, 3, 1, 0)
    family = person("Neneng").family
    assert family is not None
    assert (family.address, family.area_code[-3:]) == ("Kp. Nagrak", "005")
    assert {p.area_code for p in family.members.all()} == {family.area_code}
    assert PastMembership.objects.count() == 0


def test_a_new_address_of_the_card_counts_as_a_change_of_its_head() -> None:
    take_in(sheet(VILLAGE))
    batch, plan = take_in(sheet([{**p, "alamat": "Kp. Cikole 9"} for p in (FATHER, MOTHER, CHILD)]))
    assert counts(batch) == (0, 1, 2, 0)
    assert plan.counted()[Action.UPDATE] == 1
    family = person("Neneng").family
    assert family is not None
    assert family.address == "Kp. Cikole 9"


def test_somebody_joins_another_family_and_the_old_one_is_remembered() -> None:
    take_in(sheet(VILLAGE))
    batch, _ = take_in(sheet([{**CHILD, "nik": nik("411124", 5)}]))
    batch, _ = take_in(sheet([{**CHILD, "nik": nik("411124", 5), "no_kk": kk(2), "kk_level": "6"}]))
    assert counts(batch) == (0, 1, 0, 0)
    past = PastMembership.objects.get()
    assert past.family is not None
    assert (past.person, past.family.kk_number) == (person("Neneng"), kk(1))
    assert verify().ok


def test_a_preview_writes_nothing_into_the_register_and_can_be_discarded() -> None:
    before = rows()
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="a/b/warga.csv", content=sheet(VILLAGE))
    assert (rows(), plan.counted()[Action.CREATE], batch.file_name) == (before, 4, "warga.csv")
    kept = list(Path(_media()).rglob("*.sealed"))
    assert [path.stem for path in kept] == [str(batch.pk)]
    whole = kept[0].read_bytes()
    assert str(FATHER["nik"]).encode() not in whole
    kept[0].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    broken = verify().broken
    assert broken is not None and str(batch.pk) in broken.problem
    kept[0].write_bytes(whole)
    discard_import(CLERK, batch=batch)
    assert not list(Path(_media()).rglob("*.sealed"))
    assert not ImportBatch.objects.exists()
    assert verify().ok


def _media() -> str:
    from django.conf import settings

    return str(settings.MEDIA_ROOT)


def test_a_run_that_another_one_finished_between_its_steps_finds_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(sheet(VILLAGE))
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=path.read_bytes())
    confirm_import(CLERK, batch=batch, plan=plan)

    def quicker(*args: Any, **keywords: Any) -> Any:
        found = receive_file(*args, **keywords)
        assert write_chunk(CLERK, batch=batch, plan=plan).state == ImportState.DONE
        return found

    monkeypatch.setattr("pendopo.people.operations.importing.receive_file", quicker)
    options = argparse.Namespace(file=path, village=TARAJU, dry_run=False, json=True, report=None, as_of=None)
    assert import_residents.run(options) == 0
    assert ImportBatch.objects.count() == 1


def test_steps_out_of_order_are_refused() -> None:
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(VILLAGE))
    with pytest.raises(Refusal, match="sudah berjalan"):
        write_chunk(CLERK, batch=batch, plan=plan)
    confirm_import(CLERK, batch=batch, plan=plan)
    with pytest.raises(Refusal, match="sudah berjalan"):
        discard_import(CLERK, batch=batch)
    assert confirm_import(CLERK, batch=batch).state == ImportState.RUNNING
    done = write_chunk(CLERK, batch=batch, plan=plan)
    assert done.state == ImportState.DONE
    before = rows()
    # another process has been quicker: nothing is left to do, and that is no error
    assert write_chunk(CLERK, batch=batch, plan=plan).created == 4
    assert rows() == before
    with pytest.raises(Refusal):
        confirm_import(CLERK, batch=batch, plan=plan)


def test_an_import_that_was_interrupted_is_found_again_by_its_file() -> None:
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(VILLAGE))
    confirm_import(CLERK, batch=batch, plan=plan)
    write_chunk(CLERK, batch=batch, plan=plan, size=1)
    again, kept = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(VILLAGE))
    assert (again.pk, again.position, kept.writable) == (batch.pk, 3, plan.writable)
    finished, _ = take_in(sheet(VILLAGE))
    assert (finished.pk, counts(finished)) == (batch.pk, (4, 0, 0, 0))


def test_batches_never_cut_a_family() -> None:
    people = []
    for number in range(1, 8):
        people += [
            {**FATHER, "nik": nik("170885", 10 * number), "no_kk": kk(number), "nama": f"Kepala {number}"}
        ]
        people += [
            {**CHILD, "nama": f"Anak {number} {child}", "no_kk": kk(number)} for child in range(number)
        ]
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(people))
    batch = confirm_import(CLERK, batch=batch, plan=plan)
    while batch.state == ImportState.RUNNING:
        batch = write_chunk(CLERK, batch=batch, plan=plan, size=3)
        for family in Family.objects.all():
            assert family.kk_number is not None
            assert family.members.count() == int(family.kk_number[-4:]) + 1
    assert counts(batch) == (len(people), 0, 0, 0)
    assert JournalEntry.objects.filter(operation="people.import.chunk").count() > 3
    assert verify().ok


def test_a_village_holds_up_other_writers_as_shortly_as_before_and_a_large_file_writes_fewer_pages() -> None:
    assert [chunk_size(rows) for rows in (40, 10_000, 13_000, 100_000, 2_000_000)] == [
        500,
        500,
        650,
        5000,
        5000,
    ]


def test_only_who_may_import_into_this_village() -> None:
    content = sheet(VILLAGE)
    for stranger in (officer("people.import", area=ELSEWHERE), officer("people.read")):
        with pytest.raises(NotPermitted):
            receive_file(stranger, village=TARAJU, file_name="w.csv", content=content)
    batch, plan = receive_file(officer("people.import"), village=TARAJU, file_name="w.csv", content=content)
    with pytest.raises(NotPermitted):
        confirm_import(officer("people.import", area=ELSEWHERE), batch=batch, plan=plan)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"%PDF-1.7", b"PK\x03\x04broken", b"a,b\n1,2\n", "nik;nama".encode("utf-16")],
)
def test_what_is_no_resident_file_is_refused_before_anything_is_written(content: bytes) -> None:
    before = JournalEntry.objects.count()
    with pytest.raises(FileRefused):
        receive_file(CLERK, village=TARAJU, file_name="w.xlsx", content=content)
    assert JournalEntry.objects.count() == before
    assert not ImportBatch.objects.exists()


def test_a_full_disk_leaves_no_half_preview(monkeypatch: Any) -> None:
    import errno
    import os

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = JournalEntry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr("pendopo.kernel.sealed_files.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(VILLAGE))
    assert (JournalEntry.objects.count(), ImportBatch.objects.count()) == (before, 0)
    assert not list(Path(_media()).rglob("*.*"))
    assert counts(take_in(sheet(VILLAGE))[0]) == (4, 0, 0, 0)


def test_more_hamlets_than_a_village_can_number_are_refused_in_words() -> None:
    many = [
        {**WIDOW, "nik": nik("410150", n), "no_kk": kk(n), "dusun": f"Dusun {_word(n)}"}
        for n in range(1, 131)
    ]
    before = rows()
    with pytest.raises(FileRefused, match="hamlets"):
        take_in(sheet(many))
    assert rows() == before


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def test_a_file_named_after_a_family_card_is_kept_without_the_number() -> None:
    batch, _ = receive_file(CLERK, village=TARAJU, file_name=f"C:/KK {kk(1)}.csv", content=sheet(VILLAGE))
    assert batch.file_name.startswith("KK 32") and batch.file_name.endswith(".csv")
    assert kk(1) not in batch.file_name and "•" in batch.file_name


def test_the_report_repeats_refused_numbers_and_is_therefore_written_down(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {**WIDOW, "tanggallahir": "besok"}
    batch, _ = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet([broken, FATHER]))
    clerk = officer("desk.open", "people.import", "people.export")
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: clerk)
    exports = JournalEntry.objects.filter(operation="people.register.export", outcome="done")
    before = exports.count()
    answer = client.get(f"/meja/warga/impor/{batch.pk}/laporan.xlsx")
    assert answer.status_code == 200 and b"".join(answer).startswith(b"PK")
    assert WIDOW["nik"] not in answer.headers["Content-Disposition"]
    assert exports.count() == before + 1
    preview = client.get(f"/meja/warga/impor/{batch.pk}/").content.decode()
    assert "(CSV)" in preview


def test_a_preview_of_many_rows_is_turned_page_by_page_and_keeps_what_was_chosen(come_as: Any) -> None:
    people = [
        {**WIDOW, "nama": f"Warga {number:03d}", "nik": nik("410150", number + 10), "no_kk": kk(number + 50)}
        for number in range(130)
    ]
    batch, _ = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(people))
    client = come_as(officer("desk.open", "people.import"))
    first = client.get(f"/meja/warga/impor/{batch.pk}/?tampil=create").content.decode()
    assert "1–100 dari 130" in first and "Warga 000" in first and "Warga 129" not in first
    assert "tampil=create&amp;halaman=2" in first
    second = client.get(f"/meja/warga/impor/{batch.pk}/?tampil=create&halaman=2").content.decode()
    assert "101–130 dari 130" in second and "Warga 129" in second and "Warga 000" not in second
    assert (
        "Tidak ada baris seperti itu"
        in client.get(f"/meja/warga/impor/{batch.pk}/?tampil=same").content.decode()
    )


def test_another_villages_officer_learns_not_even_that_an_import_is_there(come_as: Any) -> None:
    batch, _ = receive_file(CLERK, village=TARAJU, file_name="warga.csv", content=sheet(VILLAGE))
    client = come_as(officer("people.import", area=ELSEWHERE))
    for name in ("people-import-discard", "people-import-undo"):
        assert client.post(reverse(name, args=[batch.pk])).status_code == 404
        assert client.post(reverse(name, args=[uuid4()])).status_code == 404
    assert ImportBatch.objects.filter(pk=batch.pk).exists()
