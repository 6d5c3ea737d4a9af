"""What the preview says beside its rows: places made, cards opened again, people doubted, people missing."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refusal
from pendopo.people.formats.planfile import pack, unpack
from pendopo.people.models import Family, ImportBatch, Person
from pendopo.people.operations.families import dissolve_family
from pendopo.people.operations.importing import confirm_import, receive_file, run_import
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.intake import Action
from pendopo.people.rules.plan import Plan
from pendopo.people.tests.import_files import (
    CHILD,
    CLERK,
    FATHER,
    MOTHER,
    SHORT,
    TARAJU,
    VILLAGE,
    WIDOW,
    counts,
    kk,
    nik,
    person,
    set_up,
    sheet,
    take_in,
)
from pendopo.people.tests.sheets import SITI, residents, workbook
from pendopo.places.operations import ensure_localities
from pendopo.places.rules.localities import alike_hamlets
from tests.making import officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village")]


@pytest.fixture
def village(empty_kept_tables: None) -> None:
    set_up()


def warned(plan: Plan) -> dict[int, list[str]]:
    found = {item.line: [p.code for p in item.problems if not p.is_error] for item in plan.items}
    return {line: codes for line, codes in found.items() if codes}


def take(people: Iterable[Mapping[str, object]]) -> Plan:
    return take_in(sheet(people))[1]


def test_what_will_be_made_is_listed_with_its_look_alikes() -> None:
    ensure_localities(CLERK, village=TARAJU, triples=[("Sukamaju", "1", "1")])
    plan = take(
        [
            FATHER,
            {**WIDOW, "dusun": "Suka Maju"},
            {**WIDOW, "nik": "", "no_kk": kk(9), "dusun": "KP. SUKAMAJU"},
        ]
    )
    hamlets = {place.name: set(place.like) for place in plan.outlook.made if place.tier == "hamlet"}
    assert hamlets == {
        "Cikole": set(),
        "Suka Maju": {"Sukamaju", "Kp. Sukamaju"},
        "Kp. Sukamaju": {"Sukamaju", "Suka Maju"},
    }
    assert [note.code for note in plan.notes if note.code == "hamlets_alike"] == ["hamlets_alike"] * 3
    assert unpack(pack(plan)).outlook == plan.outlook
    assert take([FATHER]).outlook.made == ()


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("Sukamaju", "KP. SUKAMAJU", True),
        ("Cibeureum", "Cibeurem", True),
        ("Sukamaju I", "Sukamaju 1", True),
        ("Sukamaju I", "Sukamaju II", False),
        ("Cikole", "Cibolang", False),
        ("", "Cikole", False),
    ],
)
def test_hamlets_that_look_alike(name: str, other: str, alike: bool) -> None:
    assert (alike_hamlets(name, [other]) == (other,)) is alike


def test_a_dissolved_card_is_opened_again_and_that_is_said_before() -> None:
    take(VILLAGE)
    card = person("Ai Rokayah").family
    assert card is not None
    take([{**WIDOW, "no_kk": kk(3)}])
    dissolve_family(CLERK, family=card, on=clock.today())
    plan = take([WIDOW])
    assert warned(plan) == {2: ["card_reopened"]}
    card.refresh_from_db()
    assert card.dissolved_on is None
    assert person("Ai Rokayah").family_id == card.pk


def test_a_person_with_nik_who_may_be_one_without_on_another_card_is_doubted() -> None:
    take(VILLAGE)
    plan = take([{**CHILD, "nik": nik("411124", 7), "no_kk": kk(2), "alamat": ""}])
    assert warned(plan) == {2: ["maybe_known"]}
    assert Person.objects.filter(name="Neneng").count() == 2  # asked, not decided
    assert warned(take([{**CHILD, "nik": nik("411124", 8), "nama": "Nining"}])) == {}


def test_a_members_own_address_is_kept_as_such_and_the_file_again_changes_nothing() -> None:
    away = {**MOTHER, "alamat": "Jl. Merdeka 5, Bandung"}
    same = {**CHILD, "alamat": "KP CIKOLE"}
    plan = take([FATHER, away, same])
    assert warned(plan) == {3: ["address_differs"]}
    assert person("Euis Komariah").current_address == "Jl. Merdeka 5, Bandung"
    assert Family.objects.get().address == "Kp. Cikole"
    assert counts(take_in(sheet([FATHER, away, same]))[0]) == (0, 0, 3, 0)


def test_every_sheet_is_read_and_counted() -> None:
    people = [[person[name] for name in SHORT] for person in VILLAGE]
    head: list[object] = list(SHORT)
    content = workbook(("RT 2", [head, *people[:3]]), ("Catatan", [["isi"]]), ("RT 3", [head, people[3]]))
    batch, plan = take_in(content)
    assert counts(batch) == (4, 0, 0, 0)
    assert [(sheet.rows, sheet.kind) for sheet in plan.outlook.sheets] == [
        (3, "read"),
        (1, "other"),
        (1, "read"),
    ]
    assert [note.code for note in plan.notes] == ["sheet_skipped"]


def test_who_is_missing_from_a_full_file_is_listed_and_stays() -> None:
    take(VILLAGE)
    plan = take([FATHER, MOTHER, {**CHILD, "tanggallahir": "99-99-2024"}])
    assert [one.name for one in plan.outlook.absent] == ["Ai Rokayah"]  # a refused row is no absence
    assert Person.objects.count() == 4
    assert take([FATHER]).outlook.absent == ()  # a part of the register is no full file
    assert unpack(pack(plan)).outlook.absent == plan.outlook.absent


def test_the_page_shows_what_is_made_and_who_is_missing(come_as: Callable[[Actor], Client]) -> None:
    take(VILLAGE)
    client = come_as(officer("desk.open", "people.import", "people.read"))
    batch, _plan = receive_file(
        CLERK,
        village=TARAJU,
        file_name="a.csv",
        content=sheet([FATHER, MOTHER, {**CHILD, "dusun": "Cikolee"}]),
    )
    page = client.get(f"/meja/warga/impor/{batch.pk}/?tampil=doubt").content.decode()
    assert "Tidak ada baris seperti itu" in page
    page = client.get(f"/meja/warga/impor/{batch.pk}/").content.decode()
    assert "yang meragukan" not in page
    assert "mirip dengan Cikole" in page
    assert "Warga yang tidak ada di berkas ini: 1" in page
    assert f"/meja/warga/{person('Ai Rokayah').pk}/" in page


def test_the_page_lists_the_people_and_cards_in_doubt(come_as: Callable[[Actor], Client]) -> None:
    client = come_as(officer("desk.open", "people.import"))
    people = [FATHER, {**MOTHER, "alamat": "Bandung"}, {**CHILD, "no_kk": kk(2), "nik": nik("411124", 7)}]
    batch, _plan = receive_file(CLERK, village=TARAJU, file_name="a.csv", content=sheet(people))
    page = client.get(f"/meja/warga/impor/{batch.pk}/?tampil=doubt").content.decode()
    assert "Orang dan kartu yang meragukan: 1" in page
    assert ("Euis Komariah" in page, "Asep Sodikin" in page) == (True, False)


def test_the_template_is_read_back_and_the_words_stand_beside_it(come_as: Callable[[Actor], Client]) -> None:
    client = come_as(officer("desk.open", "people.import"))
    answer = client.get("/meja/warga/impor/templat.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    heads, codes = (book.get_sheet_by_name(name).to_python() for name in ("Data Penduduk", "Kode Data"))
    assert heads == [list(NAMES)]
    assert next(row[:3] for row in codes if row[:2] == ["status_kawin", 4]) == [
        "status_kawin",
        4,
        "Cerai Mati",
    ]
    filled = workbook(("Data Penduduk", residents(SITI)), ("Kode Data", codes))
    assert [item.action for item in take_in(filled)[1].items] == [Action.CREATE]
    page = client.get("/meja/warga/impor/kata/").content.decode()
    assert all(word in page for word in ("PPPK", "Duda", "tgl lahir", "Bertani"))


def test_a_first_file_tells_of_an_earlier_day_and_no_later_one_does(
    come_as: Callable[[Actor], Client],
) -> None:
    client = come_as(officer("desk.open", "people.import", "people.read"))

    def upload(day: str, name: str = "a.csv") -> tuple[int, str]:
        file = SimpleUploadedFile(name, sheet([*VILLAGE, {**WIDOW, "nik": nik("410150", len(name))}]))
        answer = client.post(reverse("people-import-upload"), {"file": file, "as_of": day})
        return answer.status_code, answer.content.decode()

    assert upload("01-01-2999")[0] == 422
    assert upload("31-08-2026")[0] == upload("31-07-2026", "second.csv")[0] == 302
    first, second = ImportBatch.objects.order_by("as_of").reverse()
    assert first.as_of == date(2026, 8, 31)
    run_import(CLERK, confirm_import(CLERK, batch=first))
    assert set(Person.objects.values_list("present_from", flat=True)) == {date(2026, 8, 31)}
    with pytest.raises(Refusal) as refused:
        confirm_import(CLERK, batch=second)
    assert refused.value.code == "no_opening", "another file came first meanwhile"
    status, text = upload("30-09-2026", "third.csv")
    assert status == 422 and "impor pertama sebuah desa" in text
