"""The event pages as plain forms: every answer travels with the page, every refusal is shown in words."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.verify import verify
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.operations import families, persons
from pendopo.people.operations.events import record_birth, record_leave, record_move_out
from pendopo.people.operations.opening import open_file
from pendopo.people.tests.event_people import CIKUBANG, TARAJU, asep_and_euis, officer, values, village

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
Home = tuple[Family, Person, Person, Person, Person]
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def written(day: date) -> str:
    return f"{day:%d-%m-%Y}"


@pytest.fixture
def home() -> Home:
    return asep_and_euis(village()[0])


def text_of(page: Any) -> str:
    return str(page.content.decode())


def carried(page: Any) -> dict[str, list[str]]:
    """The hidden inputs of a page: what a browser without JavaScript sends back."""
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(text_of(page).split("<footer")[0]):
        if name not in ("csrfmiddlewaretoken", "next"):
            found.setdefault(name, []).append(value)
    return found


def walk(client: Client, url: str, *answers: dict[str, Any]) -> Any:
    """Go through a wizard page by page as a browser does, and press save at the end."""
    page: Any = client.get(url)
    assert page.status_code == 200
    for answer in answers:
        page = client.post(url, {**carried(page), **answer, "ke": "lanjut"})
    assert page.status_code == 200, text_of(page)
    assert 'value="simpan"' in text_of(page), text_of(page)
    return client.post(url, {**carried(page), "ke": "simpan"})


BABY = {
    "anak-name": "Ujang Saepudin",
    "anak-sex": "1",
    "anak-birth_date": written(days_ago(4)),
    "anak-birth_place": "Tasikmalaya",
    "anak-religion": "1",
}


def test_a_birth_page_by_page(home: Home, come_as: Any) -> None:
    family, asep, euis, *_ = home
    client = come_as(officer())
    done = walk(
        client,
        reverse("people-birth", args=[family.pk]),
        BABY,
        {
            "orangtua-mother": str(euis.pk),
            "orangtua-father": str(asep.pk),
            "orangtua-relation": "4",
        },
        {"kelahiran-weight_grams": "3.100", "kelahiran-time": "09.30", "kelahiran-reporter": "Pak RT"},
    )
    child = Person.objects.get(name="Ujang Saepudin")
    assert done.url == reverse("people-person", args=[child.pk])
    assert (child.mother_name, child.family_id) == (euis.name, family.pk)
    details = PopulationEvent.objects.get(person=child).details
    assert (details["weight_grams"], details["time"]) == (3100, "09.30")


def test_a_page_with_a_mistake_stays_and_says_what_to_do(home: Home, come_as: Any) -> None:
    client, url = come_as(officer()), reverse("people-birth", args=[home[0].pk])
    page = client.get(url)
    answer = client.post(url, {**carried(page), **BABY, "anak-birth_date": "31-02-2026", "ke": "lanjut"})
    assert answer.status_code == 422
    assert "Tanggal ini tidak dikenal" in text_of(answer) and "error-summary" in text_of(answer)
    assert "Ujang Saepudin" in text_of(answer)


def test_a_parent_is_chosen_or_named_but_not_both(home: Home, come_as: Any) -> None:
    client, url = come_as(officer()), reverse("people-birth", args=[home[0].pk])
    page = client.post(url, {**carried(client.get(url)), **BABY, "ke": "lanjut"})
    both = {"orangtua-mother": str(home[2].pk), "orangtua-mother_name": "Nyi Iroh", "orangtua-relation": "4"}
    answer = client.post(url, {**carried(page), **both, "ke": "lanjut"})
    assert answer.status_code == 422 and "jangan keduanya" in text_of(answer)
    neither = {"orangtua-mother": "", "orangtua-relation": "4"}
    answer = client.post(url, {**carried(page), **neither, "ke": "lanjut"})
    assert answer.status_code == 422 and "Nama ibu belum diisi" in text_of(answer)


def test_a_late_birth_asks_for_the_reason_on_the_last_page(home: Home, come_as: Any) -> None:
    family, _asep, euis, *_ = home
    client, url = come_as(officer()), reverse("people-birth", args=[family.pk])
    late = {**BABY, "anak-birth_date": written(days_ago(75))}
    parents = {"orangtua-mother": str(euis.pk), "orangtua-relation": "4"}
    asked = walk(client, url, late, parents, {"kelahiran-reporter": "Pak RT"})
    assert asked.status_code == 422
    assert "terlambat 15 hari dari batas 60 hari" in text_of(asked)
    assert not Person.objects.filter(name="Ujang Saepudin").exists()
    done = client.post(url, {**carried(asked), "periksa-reason": "Orang tua merantau.", "ke": "simpan"})
    assert done.status_code == 302 and Person.objects.filter(name="Ujang Saepudin").exists()


def test_likely_duplicates_are_shown_before_anything_is_written(home: Home, come_as: Any) -> None:
    family, _asep, euis, *_ = home
    record_birth(officer(), family=family, values=values("Ujang Saepudin", 1, days_ago(4)), mother=euis)
    client, url = come_as(officer()), reverse("people-birth", args=[family.pk])
    page = client.get(url)
    for answer in (BABY, {"orangtua-mother": str(euis.pk), "orangtua-relation": "4"}, {}):
        page = client.post(url, {**carried(page), **answer, "ke": "lanjut"})
    assert "Mungkin orang yang sama" in text_of(page)
    refused = client.post(url, {**carried(page), "ke": "simpan"})
    assert refused.status_code == 422 and Person.objects.filter(name="Ujang Saepudin").count() == 1
    client.post(url, {**carried(refused), "periksa-reason": "Kembar.", "ke": "simpan"})
    assert Person.objects.filter(name="Ujang Saepudin").count() == 2


def test_an_answer_can_be_changed_from_the_last_page(home: Home, come_as: Any) -> None:
    client, url = come_as(officer()), reverse("people-death", args=[home[4].pk])
    page = client.get(url)
    facts = {"kematian-on": written(days_ago(3)), "kematian-reporter": "Pak RT"}
    page = client.post(url, {**carried(page), **facts, "ke": "lanjut"})
    assert "Pak RT" in text_of(page)
    page = client.post(url, {**carried(page), "ke": "kematian"})
    assert 'name="langkah" value="kematian"' in text_of(page) and written(days_ago(3)) in text_of(page)


def test_a_death_asks_who_comes_after(home: Home, come_as: Any) -> None:
    _family, asep, euis, *_ = home
    done = walk(
        come_as(officer()),
        reverse("people-death", args=[asep.pk]),
        {"kematian-on": written(days_ago(3)), "kematian-reporter": "Pak RT"},
        {"keluarga-successor": str(euis.pk), "keluarga-widowed": str(euis.pk)},
    )
    assert done.status_code == 302
    euis.refresh_from_db()
    assert (euis.relation, euis.marital_status) == (1, 4)


def test_moving_out_together(home: Home, come_as: Any) -> None:
    _family, asep, euis, rina, dede = home
    walk(
        come_as(officer()),
        reverse("people-move-out", args=[rina.pk]),
        {"ikut-together": [str(dede.pk)]},
        {
            "kepindahan-on": written(days_ago(1)),
            "kepindahan-destination": "Kota Bandung",
            "kepindahan-move_class": "4",
            "kepindahan-move_reason": "2",
        },
    )
    gone = set(Person.objects.filter(basic_status=3).values_list("pk", flat=True))
    assert gone == {rina.pk, dede.pk} and {asep.pk, euis.pk}.isdisjoint(gone)


@pytest.mark.parametrize(
    ("name", "answers", "status"),
    [
        ("people-missing", {"peristiwa-reporter": "Bu Euis"}, 4),
        ("people-leave", {"peristiwa-destination": "Jakarta"}, 6),
    ],
)
def test_an_absence_and_the_return(
    home: Home, come_as: Any, name: str, answers: dict[str, str], status: int
) -> None:
    rina, client = home[3], come_as(officer())
    walk(client, reverse(name, args=[rina.pk]), {"peristiwa-on": written(days_ago(9)), **answers})
    rina.refresh_from_db()
    assert rina.basic_status == status
    walk(client, reverse("people-return", args=[rina.pk]), {"peristiwa-on": written(days_ago(2))})
    rina.refresh_from_db()
    assert rina.basic_status == 1


def test_a_refusal_of_the_operation_leads_back_to_its_question(home: Home, come_as: Any) -> None:
    rina, client = home[3], come_as(officer())
    record_leave(officer(), person=rina, on=days_ago(5))
    answer = walk(client, reverse("people-return", args=[rina.pk]), {"peristiwa-on": written(days_ago(6))})
    assert answer.status_code == 422
    assert "Ada peristiwa yang lebih baru" in text_of(answer)
    assert 'name="langkah" value="peristiwa"' in text_of(answer)


IDENTITY = {
    "orang-name": "Tatang Koswara",
    "orang-sex": "1",
    "orang-birth_date": "17-08-1980",
    "orang-citizenship": "1",
}


def test_a_family_moves_in_head_first_then_the_wife(come_as: Any) -> None:
    area, client = village()[1], come_as(officer())
    first = {"asal-on": written(days_ago(3)), "asal-origin": "Kab. Garut"}
    card = {"kartu-area": area, "kartu-kk_number": "3205010101200001", "kartu-address": "Kp. Nagrak"}
    done = walk(
        client, reverse("people-move-in-family"), first, card, IDENTITY, {"orangtua-father_name": "Aki"}
    )
    head = Person.objects.get(name="Tatang Koswara")
    assert done.url == reverse("people-family", args=[head.family_id])
    assert (head.relation, head.area_code, head.present_from) == (1, area, days_ago(3))
    wife = {**IDENTITY, "orang-name": "Iis Dahlia", "orang-sex": "2"}
    url = reverse("people-move-in-member", args=[head.family_id])
    walk(client, url, first, wife, {}, {"hubungan-relation": "3"})
    assert Person.objects.get(name="Iis Dahlia").family_id == head.family_id
    assert "3205010101200001" not in text_of(client.get(done.url))


def test_a_temporary_resident(come_as: Any) -> None:
    area, client = village()[1], come_as(officer())
    stay = {
        "asal-on": written(days_ago(3)),
        "asal-origin": "Denpasar",
        "asal-purpose": "Proyek jembatan",
        "asal-expected_leave": written(days_ago(-30)),
    }
    walk(client, reverse("people-move-in-stay"), stay, IDENTITY, {}, {"tempat-area": area})
    assert Person.objects.get(name="Tatang Koswara").residence == 2
    stay["asal-expected_leave"] = written(days_ago(9))
    url = reverse("people-move-in-stay")
    answer = client.post(url, {**carried(client.get(url)), **stay, "ke": "lanjut"})
    assert "Rencana pergi sebelum tanggal datang" in text_of(answer)


def test_a_resident_is_registered_by_hand(come_as: Any) -> None:
    area, client = village()[1], come_as(officer())
    walk(client, reverse("people-register-alone"), IDENTITY, {}, {"tempat-area": area})
    walk(
        client,
        reverse("people-register-family"),
        {"kartu-area": area},
        {**IDENTITY, "orang-name": "Emed"},
        {},
    )
    assert Person.objects.get(name="Emed").relation == 1
    assert PopulationEvent.objects.count() == 0


def test_a_nik_that_does_not_fit_is_pointed_out_and_refuses_nothing(come_as: Any) -> None:
    area, client = village()[1], come_as(officer())
    url, odd = reverse("people-register-alone"), {**IDENTITY, "orang-nik": "3206135708850002"}
    page: Any = client.get(url)
    for answer in (odd, {}, {"tempat-area": area}):
        page = client.post(url, {**carried(page), **answer, "ke": "lanjut"})
    assert "Tanggal lahir tidak cocok dengan NIK" in text_of(page)
    assert "Jenis kelamin tidak cocok dengan NIK" in text_of(page)
    assert client.post(url, {**carried(page), "ke": "simpan"}).status_code == 302
    person = Person.objects.get(name="Tatang Koswara")
    section = reverse("people-correct", args=[person.pk, "identitas"])
    assert client.get(section).status_code == 302  # a file is opened with a purpose first


def test_a_taken_nik_is_told_on_its_page(home: Home, come_as: Any) -> None:
    client, url = come_as(officer()), reverse("people-register-alone")
    taken = {**IDENTITY, "orang-nik": "3206130403700001"}
    answer = walk(client, url, taken, {}, {"tempat-area": home[0].area_code})
    assert answer.status_code == 422
    assert "NIK ini sudah dipakai orang lain" in text_of(answer)
    assert 'name="langkah" value="orang"' in text_of(answer)


def test_a_split_and_a_new_head(home: Home, come_as: Any) -> None:
    family, asep, euis, rina, dede = home
    client = come_as(officer())
    done = walk(
        client,
        reverse("people-family-split", args=[family.pk]),
        {"anggota-chosen": [str(rina.pk), str(dede.pk)], "anggota-head": str(rina.pk)},
        {"kartu-on": written(days_ago(1)), "kartu-area": family.area_code},
    )
    rina.refresh_from_db()
    assert done.url == reverse("people-family", args=[rina.family_id]) and rina.relation == 1
    walk(
        client,
        reverse("people-family-head", args=[family.pk]),
        {"kepala-head": str(euis.pk)},
        {f"hubungan-{asep.pk}": "2"},
    )
    euis.refresh_from_db()
    asep.refresh_from_db()
    assert (euis.relation, asep.relation) == (1, 2)
    assert verify().ok


def test_the_suggested_relations_stand_in_the_form(home: Home, come_as: Any) -> None:
    family, asep, euis, *_ = home
    client, url = come_as(officer()), reverse("people-family-head", args=[family.pk])
    page = client.post(url, {**carried(client.get(url)), "kepala-head": str(euis.pk), "ke": "lanjut"})
    select = text_of(page).split(f'name="hubungan-{asep.pk}"')[1].split("</select>")[0]
    assert '<option value="2" selected>' in select


def test_a_member_finds_another_family(home: Home, come_as: Any) -> None:
    _family, _asep, _euis, rina, _dede = home
    client = come_as(officer())
    walk(
        client,
        reverse("people-register-family"),
        {"kartu-area": f"{TARAJU}.02.002.001", "kartu-kk_number": "3206130101150077"},
        IDENTITY,
        {},
    )
    head = Person.objects.get(name="Tatang Koswara")
    search = reverse("people-other-family", args=[rina.pk])
    for typed in ("tatang", "3206130101150077"):
        page = client.post(search, {"text": typed})
        assert reverse("people-join-family", args=[rina.pk, head.family_id]) in text_of(page)
    assert "tidak ditemukan" in text_of(client.post(search, {"text": "Zulkifli"}))
    url = reverse("people-join-family", args=[rina.pk, head.family_id])
    refused = client.post(url, {"relation": "1", "on": written(days_ago(1))})
    assert refused.status_code == 422 and "sudah punya kepala" in text_of(refused)
    client.post(url, {"relation": "5", "on": written(days_ago(1))})
    rina.refresh_from_db()
    assert rina.family_id == head.family_id


def correction(page: Any) -> dict[str, Any]:
    return {**carried(page)}


def opened(actor: Actor, person: Person) -> Actor:
    open_file(actor, person=person, purpose="Layanan")
    return actor


def test_a_correction_needs_the_opened_file(home: Home, come_as: Any) -> None:
    asep = home[1]
    url = reverse("people-correct", args=[asep.pk, "identitas"])
    assert come_as(officer()).get(url).url == reverse("people-person", args=[asep.pk])


NEW_DATA = {"name": "Asep Sunarya", "sex": "1", "birth_date": "04-03-1970", "reason": "Akta kelahiran."}


def test_a_correction_is_saved_and_numbers_stay_masked(home: Home, come_as: Any) -> None:
    asep = home[1]
    client, url = come_as(opened(officer(), asep)), reverse("people-correct", args=[asep.pk, "identitas"])
    page = client.get(url)
    assert "3206130403700001" not in text_of(page) and "32••••••••••••01" in text_of(page)
    done = client.post(url, {**correction(page), **NEW_DATA, "name": "Asep Soenarja"})
    assert done.status_code == 302
    asep.refresh_from_db()
    assert (asep.name, asep.nik) == ("Asep Soenarja", "3206130403700001")


def test_what_does_not_fit_after_a_correction_is_said_of_the_new_data(home: Home, come_as: Any) -> None:
    asep = home[1]
    client, url = come_as(opened(officer(), asep)), reverse("people-correct", args=[asep.pk, "identitas"])
    for typed, odd in (("05-03-1970", True), ("04-03-1970", False)):
        answer = {**correction(client.get(url)), **NEW_DATA, "birth_date": typed}
        # What changes is shown first, and saved when it is sent once more.
        shown = client.post(url, answer)
        assert shown.status_code == 422 and "bulan:" in text_of(shown)
        answer["angka"] = shown.context["form"].data["angka"]
        said = text_of(client.post(url, answer, follow=True))
        assert ("Tanggal lahir tidak cocok dengan NIK" in said) is odd


def test_the_second_officer_chooses_column_by_column(home: Home, come_as: Any) -> None:
    asep = home[1]
    client, url = come_as(opened(officer(), asep)), reverse("people-correct", args=[asep.pk, "identitas"])
    page = client.get(url)
    asep.refresh_from_db()
    persons.correct_person(
        officer(),
        person=asep,
        values={"name": "Asep Sunarya, S.Pd", "birth_place": "Garut"},
        seen=asep.last_entry,
        reason="Ijazah.",
    )
    mine = {**NEW_DATA, "name": "H. Asep Sunarya", "religion": "1"}
    compared = client.post(url, {**correction(page), **mine})
    assert compared.status_code == 409
    shown = text_of(compared)
    assert "Isian Anda: H. Asep Sunarya" in shown and "Yang tersimpan: Asep Sunarya, S.Pd" in shown
    assert "Yang tersimpan: Garut" in shown and "Isian Anda: Islam" in shown
    unsure = client.post(url, {**carried(compared), "beda-pilih-name": "tersimpan"})
    assert unsure.status_code == 409
    done = client.post(
        url,
        {
            **carried(compared),
            "beda-pilih-name": "tersimpan",
            "beda-pilih-birth_place": "tersimpan",
            "beda-pilih-religion": "isian",
            "beda-pilih-marital_status": "tersimpan",
        },
    )
    assert done.status_code == 302
    asep.refresh_from_db()
    assert (asep.name, asep.birth_place, asep.religion) == ("Asep Sunarya, S.Pd", "Garut", 1)
    assert asep.marital_status == 2


@pytest.mark.parametrize(
    "part", ["identitas", "orang-tua", "pendidikan-pekerjaan", "dokumen", "kesehatan", "alamat"]
)
def test_every_section_opens_with_at_most_twelve_questions(home: Home, come_as: Any, part: str) -> None:
    asep = home[1]
    page = come_as(opened(officer(), asep)).get(reverse("people-correct", args=[asep.pk, part]))
    assert page.status_code == 200
    assert len(page.context["form"].visible_fields()) <= 12


def test_a_family_card_is_changed_and_a_conflict_is_shown(home: Home, come_as: Any) -> None:
    family = home[0]
    client, url = come_as(officer()), reverse("people-family-edit", args=[family.pk])
    page = client.get(url)
    family.refresh_from_db()
    families.edit_family(
        officer(),
        family=family,
        kk_number=family.kk_number,
        address="Kp. Pasir",
        area_code=family.area_code,
        seen=family.last_entry,
        reason="Pindah rumah.",
    )
    mine = {"kk_number": "3206130101150099", "address": "Kp. Baru", "area_code": family.area_code}
    compared = client.post(url, {**carried(page), **mine, "reason": "KK baru terbit."})
    assert compared.status_code == 409
    assert "Isian Anda: 32••••••••••••99" in text_of(compared)
    done = client.post(
        url, {**carried(compared), "beda-pilih-kk_number": "isian", "beda-pilih-address": "tersimpan"}
    )
    assert done.status_code == 302
    family.refresh_from_db()
    assert (family.kk_number, family.address) == ("3206130101150099", "Kp. Pasir")


def test_an_event_is_taken_back_on_its_page(home: Home, come_as: Any) -> None:
    rina, client = home[3], come_as(officer())
    record_leave(officer(), person=rina, on=days_ago(5))
    event = PopulationEvent.objects.get(person=rina, kind=EventKind.LEAVE)
    url = reverse("people-event-reverse", args=[event.pk])
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "Salah orang."}).status_code == 302
    rina.refresh_from_db()
    assert rina.basic_status == 1
    again = client.post(url, {"reason": "Salah orang."})
    assert again.status_code == 422 and "sudah dibatalkan" in text_of(again)


@pytest.mark.pages(False)
def test_the_list_is_filtered_by_month_and_kind(home: Home, come_as: Any) -> None:
    rina, client = home[3], come_as(officer())
    record_leave(officer(), person=rina, on=days_ago(5))
    url = reverse("people-events")
    everything = text_of(client.get(url))
    assert "Rina Marlina" in everything and "Asep Sunarya" in everything
    month = f"{days_ago(5):%Y-%m}"
    some = text_of(client.get(url, {"bulan": month, "jenis": "leave"}))
    assert "Rina Marlina" in some and "Asep Sunarya" not in some
    for odd in ({"bulan": "x", "jenis": "y"}, {"halaman": "-3"}, {"halaman": "9" * 40}, {"bulan": "2026-13"}):
        assert client.get(url, odd).status_code == 200


PLAIN = ("people-event-start", "people-move-in", "people-register", "people-find-family")
OF_PERSON = (
    *("people-person-events", "people-death", "people-move-out", "people-missing", "people-leave"),
    *("people-return", "people-corrections", "people-relation", "people-other-family"),
)
OF_FAMILY = (
    *("people-family", "people-birth", "people-register-member", "people-move-in-member"),
    *("people-family-split", "people-family-head", "people-family-edit", "people-family-dissolve"),
)


def addresses(home: Home) -> list[str]:
    event = PopulationEvent.objects.filter(person=home[3]).first()
    assert event is not None
    return [
        *(reverse(name, args=[home[3].pk]) for name in OF_PERSON),
        *(reverse(name, args=[home[0].pk]) for name in OF_FAMILY),
        reverse("people-correct", args=[home[3].pk, "identitas"]),
        reverse("people-event-reverse", args=[event.pk]),
        reverse("people-join-family", args=[home[3].pk, home[0].pk]),
    ]


def test_every_page_opens_for_the_officer(home: Home, come_as: Any) -> None:
    client = come_as(opened(officer(), home[3]))
    for url in (*addresses(home), *(reverse(name) for name in PLAIN)):
        page = client.get(url)
        assert page.status_code == 200, url
        assert "3206130" not in text_of(page), url


def test_strangers_find_nothing(home: Home, come_as: Any) -> None:
    for actor, wanted in ((officer(CIKUBANG), 404), (ANONYMOUS, 302)):
        client = come_as(actor)
        for url in addresses(home):
            assert client.get(url).status_code == wanted, url
            assert client.post(url, {"ke": "simpan", "reason": "x"}).status_code in (wanted, 405), url
    listing = come_as(officer(CIKUBANG)).get(reverse("people-events"))
    assert "Rina Marlina" not in text_of(listing)


def test_who_may_only_read_records_nothing(home: Home, come_as: Any) -> None:
    client = come_as(officer(TARAJU, "people.read"))
    assert client.get(reverse("people-family", args=[home[0].pk])).status_code == 200
    assert client.get(reverse("people-birth", args=[home[0].pk])).status_code == 404
    assert client.get(reverse("people-event-start")).status_code == 404


@pytest.mark.pages(False)
def test_odd_posts_never_break_a_page(home: Home, come_as: Any) -> None:
    client = come_as(opened(officer(), home[3]))
    odd: list[dict[str, Any]] = [
        {},
        {"ke": "simpan"},
        {"ke": "nowhere", "langkah": "nowhere"},
        {"ke": "kembali", "langkah": "anak", "anak-ada": "1"},
        {"langkah": "peristiwa", "peristiwa-ada": "1", "peristiwa-on": "\x00", "ke": "lanjut"},
        {"beda-seen": "x", "seen": "y", "beda-reason": "z"},
    ]
    for url in (*addresses(home), *(reverse(name) for name in PLAIN)):
        for post in odd:
            answer: HttpResponse = client.post(url, post)
            assert answer.status_code in (200, 302, 404, 405, 409, 422), (url, post)
    assert Person.objects.filter(basic_status=1).count() == 4


def test_a_moved_person_is_not_on_the_page_of_the_family(home: Home, come_as: Any) -> None:
    family, _asep, _euis, rina, _dede = home
    record_move_out(officer(), person=rina, on=days_ago(1))
    page = text_of(come_as(officer()).get(reverse("people-family", args=[family.pk])))
    assert "Rina Marlina" not in page and "Euis Kartini" in page
