"""The desk's pages of the kernel: dated rules, days off, the journal. Who sees what, and what is refused."""

from datetime import date, timedelta
from typing import Any

import cbor2
import pytest
from django.conf import settings
from django.test import Client

from pendopo.accounts import operations as accounts
from pendopo.accounts.rules.roles import ROLES
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import TARAJU
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.models import JournalBody, JournalEntry, LocalHoliday, Rule
from pendopo.kernel.operation import FORMER, REGISTRY, operation
from pendopo.kernel.operations import add_local_holiday, remove_local_holiday, set_rule
from pendopo.kernel.queries import public_deadline, public_rule
from pendopo.kernel.rules import shipped_rules
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.people.queries.events import person_desk  # noqa: F401 - the domain's operations are registered
from pendopo.people.tests.crowd import person, write
from pendopo.places.operations import set_up_village
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db
JOB = system_actor("test")
KEY = "people.birth.report_days"
FULL = ("desk.open", "kernel.rules.edit", "kernel.journal.read", "kernel.erase")


@pytest.fixture
def come_as(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign somebody in without the sign-in page."""
    set_up_village(JOB, code=TARAJU)

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return client

    return sign_in


def coming(days: int) -> date:
    """A working day some days from now."""
    day = clock.today() + timedelta(days=days)
    while not clock.is_working_day(day):
        day += timedelta(days=1)
    return day


def written(day: date) -> str:
    return day.strftime("%d-%m-%Y")


# Dated rules


def test_every_rule_stands_on_the_page_with_its_source(come_as: Any) -> None:
    page = come_as(officer(*FULL)).get("/meja/aturan/").content.decode()
    for rule in shipped_rules():
        assert f'href="/meja/aturan/{rule.key}/"' in page
    assert "UU 24/2013 pasal 27" in page


def test_a_new_value_holds_from_its_day_and_the_old_one_before(come_as: Any) -> None:
    client, day = come_as(officer(*FULL)), coming(5)
    given = {"value": "45", "valid_from": written(day), "legal_basis": "Perdes 4/2026"}
    assert client.post(f"/meja/aturan/{KEY}/", given).status_code == 302
    assert public_rule(KEY, area=TARAJU) == 60
    assert public_rule(KEY, on=day, area=TARAJU) == 45
    assert public_rule(KEY, on=day, area=ELSEWHERE) == 60
    page = client.get(f"/meja/aturan/{KEY}/").content.decode()
    assert "Perdes 4/2026" in page
    again = client.post(f"/meja/aturan/{KEY}/", given)
    assert (again.status_code, "sudah punya nilai" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"value": "empat"}, "angka bulat"),
        ({"value": "-3"}, "1"),
        ({"value": "0"}, "1"),
        ({"value": ""}, "Nilai baru"),
        ({"legal_basis": ""}, "Dasar hukum"),
        ({"valid_from": "32-13-2026"}, "tidak dikenal"),
        ({"valid_from": "01-01-2020"}, "sudah lewat"),
        ({"area": ELSEWHERE}, ""),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_written(
    come_as: Any, given: dict[str, str], says: str
) -> None:
    client = come_as(officer(*FULL))
    sent = {"value": "45", "valid_from": written(coming(5)), "legal_basis": "Perdes 4/2026", **given}
    answer = client.post(f"/meja/aturan/{KEY}/", sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Rule.objects.exists()


@pytest.mark.parametrize("held", [(TARAJU, ELSEWHERE), (ELSEWHERE, TARAJU)])
def test_whoever_sets_rules_in_two_areas_reads_those_of_the_one_that_he_would_set(
    come_as: Any, held: tuple[str, str]
) -> None:
    here, there, day = clock.today(), ELSEWHERE, coming(4)
    set_rule(JOB, area=TARAJU, key=KEY, value=45, legal_basis="Perdes 4/2026", valid_from=here)
    set_rule(JOB, area=there, key=KEY, value=30, legal_basis="Perdes 9/2026", valid_from=here)
    add_local_holiday(JOB, area=there, on=day, name="Hari jadi desa lain")
    clerk = officer(*FULL)
    # Powers are a set: in which order it gives them is left to chance, and decided here.
    clerk.__dict__["_areas"] = {permission: held for permission in FULL}
    client = come_as(clerk)
    assert client.get(f"/meja/aturan/{KEY}/").context["page"].area == TARAJU
    for address in ("/meja/aturan/", f"/meja/aturan/{KEY}/"):
        page = client.get(address).content.decode()
        assert "Perdes 4/2026" in page and "Perdes 9/2026" not in page, address
    days = client.get("/meja/aturan/hari-libur/", {"tahun": day.year}).content.decode()
    assert "Hari jadi desa lain" not in days


def test_a_value_of_another_kind_is_refused_at_the_door() -> None:
    for value in ("45", 4.5, True, [45], 0):
        with pytest.raises(Refusal):
            set_rule(JOB, area=TARAJU, key=KEY, value=value, legal_basis="x", valid_from=coming(3))


def test_a_value_between_two_others_ends_the_one_before_and_at_the_one_after() -> None:
    first, second, third = coming(10), coming(30), coming(20)
    for value, day in ((45, first), (30, second), (40, third)):
        set_rule(JOB, area=TARAJU, key=KEY, value=value, legal_basis="x", valid_from=day)
    rows = Rule.objects.filter(key=KEY).order_by("valid_from").values_list("value", "valid_from", "valid_to")
    assert list(rows) == [(45, first, third), (40, third, second), (30, second, None)]


def test_a_rule_of_fixed_words_takes_no_other(come_as: Any) -> None:
    client, key = come_as(officer(*FULL)), "letters.sign_method"
    assert "<select" in client.get(f"/meja/aturan/{key}/").content.decode()
    given = {"value": "stempel", "valid_from": written(coming(5)), "legal_basis": "Perdes 4/2026"}
    assert client.post(f"/meja/aturan/{key}/", given).status_code == 422
    with pytest.raises(Refusal):
        set_rule(JOB, area=TARAJU, key=key, value="stempel", legal_basis="x", valid_from=coming(3))
    assert not Rule.objects.exists()


def test_a_rule_with_a_page_of_its_own_is_only_shown(come_as: Any) -> None:
    client, address = come_as(officer(*FULL)), "/meja/aturan/letters.number_pattern/"
    page = client.get(address).content.decode()
    assert "/meja/surat/penomoran/" in page
    assert "Tetapkan nilai baru" not in page
    given = {"value": "{x}", "valid_from": written(coming(5)), "legal_basis": "Perdes 4/2026"}
    assert client.post(address, given).status_code == 404
    assert not Rule.objects.exists()


def test_an_unknown_rule_is_not_found(come_as: Any) -> None:
    assert come_as(officer(*FULL)).get("/meja/aturan/people.nothing/").status_code == 404


# Days off


def test_a_day_off_moves_a_deadline_and_can_be_taken_back(come_as: Any) -> None:
    client, day = come_as(officer(*FULL)), coming(20)
    before = public_deadline(clock.today(), 25, area=TARAJU)
    given = {"on": written(day), "name": "Cuti bersama", "legal_basis": "SKB 2026"}
    assert client.post("/meja/aturan/hari-libur/", given).status_code == 302
    assert public_deadline(clock.today(), 25, area=TARAJU) > before
    page = client.get(f"/meja/aturan/hari-libur/?tahun={day.year}").content.decode()
    assert "Cuti bersama" in page
    assert "Hari Kemerdekaan" in page
    row = LocalHoliday.objects.get()
    assert client.post(f"/meja/aturan/hari-libur/{row.pk}/hapus/").status_code == 302
    assert not LocalHoliday.objects.exists()
    assert public_deadline(clock.today(), 25, area=TARAJU) == before


def test_a_day_that_is_free_anyway_or_has_passed_is_refused(come_as: Any) -> None:
    client = come_as(officer(*FULL))
    saturday = clock.today() + timedelta(days=(5 - clock.today().weekday()) % 7)
    given = {"on": written(saturday), "name": "Cuti", "legal_basis": "SKB"}
    answer = client.post("/meja/aturan/hari-libur/", given)
    assert (answer.status_code, "akhir pekan" in answer.content.decode()) == (422, True)
    past = add_local_holiday(JOB, area=TARAJU, on=date(2026, 1, 2), name="Cuti")
    with pytest.raises(Refusal, match="sudah lewat"):
        remove_local_holiday(JOB, holiday=past)


def test_the_holiday_of_another_village_is_not_found(come_as: Any) -> None:
    row = add_local_holiday(JOB, area=ELSEWHERE, on=coming(20), name="Cuti")
    client = come_as(officer(*FULL))
    assert client.post(f"/meja/aturan/hari-libur/{row.pk}/hapus/").status_code == 404
    assert LocalHoliday.objects.filter(pk=row.pk).exists()
    assert client.get("/meja/aturan/hari-libur/?tahun=99999").status_code == 200


# The journal


@pytest.fixture
def told() -> Any:
    """A resident, and entries about her, about an officer, about the village next door."""
    resident = person("Encep Qolbuwahid", nik="3206131203800001")
    write([resident])
    user = folk.officer("euis", "operator_desa")
    accounts.record_sign_in(
        Actor(kind="officer", id=user.pk, name="Bu Euis", powers=folk_powers(user)), user=user
    )
    set_up_village(JOB, code=ELSEWHERE)
    return resident


def folk_powers(user: Any) -> Any:
    return officer("accounts.own", area=user.area_code).powers


def test_the_journal_in_words_by_operation_actor_day_and_subject(come_as: Any, told: Any) -> None:
    client = come_as(officer(*FULL))
    page = client.get("/meja/jurnal/").content.decode()
    assert "Petugas masuk" in page
    assert "Profil desa dibuat" in page
    one = client.get("/meja/jurnal/", {"operasi": "accounts.officer.sign_in"}).content.decode()
    assert one.count("/meja/jurnal/0") == 1
    assert "Bu Euis" in one
    assert client.get("/meja/jurnal/", {"pelaku": "euis"}).content.decode().count("/meja/jurnal/0") == 1
    assert "Tidak ada catatan" in client.get("/meja/jurnal/", {"pelaku": "siapa"}).content.decode()
    today, yesterday = clock.today(), clock.today() - timedelta(days=1)
    assert "Petugas masuk" in client.get("/meja/jurnal/", {"hari": written(today)}).content.decode()
    assert "Tidak ada catatan" in client.get("/meja/jurnal/", {"hari": written(yesterday)}).content.decode()
    about = client.get("/meja/jurnal/", {"subjek": str(told.pk)}).content.decode()
    assert about.count("/meja/jurnal/0") == 1
    refused = client.get("/meja/jurnal/", {"ditolak": "on"}).content.decode()
    assert "Tidak ada catatan" in refused


def test_another_village_stands_in_another_journal(come_as: Any, told: Any) -> None:
    foreign = JournalEntry.objects.filter(feed__area_code=ELSEWHERE).first()
    assert foreign is not None
    client = come_as(officer(*FULL))
    assert client.get(f"/meja/jurnal/{foreign.pk}/").status_code == 404
    assert str(foreign.pk) not in client.get("/meja/jurnal/").content.decode()
    there = come_as(officer(*FULL, area=ELSEWHERE))
    assert there.get(f"/meja/jurnal/{foreign.pk}/").status_code == 200
    assert "Petugas masuk" not in there.get("/meja/jurnal/").context["page"].lines.__repr__()


def test_an_observer_reads_headers_and_no_personal_data(come_as: Any, told: Any) -> None:
    from pendopo.people.operations.persons import correct_person

    told.refresh_from_db()
    correct_person(
        JOB, person=told, values={"name": "Encep Q"}, seen=told.last_entry, reason="KTP Encep Qolbuwahid"
    )
    entry = JournalEntry.objects.filter(operation="people.person.correct").get()
    observer = next(role for role in ROLES if role.key == "observer")
    seen = come_as(officer(*observer.all_permissions, "desk.open"))
    for address in ("/meja/jurnal/", f"/meja/jurnal/{entry.pk}/", f"/meja/jurnal/?subjek={told.pk}"):
        text = seen.get(address).content.decode()
        assert "Data warga dibetulkan" in text
        assert "Qolbuwahid" not in text
        assert "3206131203800001" not in text
    assert "hanya untuk petugas" in seen.get(f"/meja/jurnal/{entry.pk}/").content.decode()
    reader = come_as(officer(*FULL, "people.read"))
    page = reader.get(f"/meja/jurnal/{entry.pk}/").content.decode()
    assert "KTP Encep Qolbuwahid" in page
    assert f'href="/d/{TARAJU}/meja/warga/{told.pk}/"' in page


def test_an_administrator_reads_why_an_officer_could_not_come_in(come_as: Any) -> None:
    user = folk.officer("euis", "operator_desa")
    accounts.record_failed_sign_in(system_actor("masuk petugas"), account=user, reason="kata sandi salah")
    entry = JournalEntry.objects.get(operation="accounts.officer.sign_in_failed")
    page = come_as(officer(*FULL)).get(f"/meja/jurnal/{entry.pk}/").content.decode()
    assert "kata sandi salah" in page
    assert "Petugas gagal masuk" in page


def test_an_identity_number_is_no_subject(come_as: Any) -> None:
    page = come_as(officer(*FULL)).get("/meja/jurnal/", {"subjek": "3206 1312 0380 0001"}).content.decode()
    assert "seperti NIK" in page


@pytest.mark.parametrize("area", [TARAJU, "32"])
def test_the_journal_goes_on_where_a_page_ends(come_as: Any, area: str) -> None:
    set_up_village(JOB, code=ELSEWHERE)
    for number in range(30):
        add_local_holiday(JOB, area=TARAJU, on=date(2027, 1, 1) + timedelta(days=number), name="Cuti")
    client = come_as(officer(*FULL, area=area))
    first = client.get("/meja/jurnal/", {"operasi": "kernel.holiday.add"})
    further = first.context["listing"].onward
    second = client.get(f"/meja/jurnal/{further}")
    ids = [[line.header.id for line in page.context["page"].lines] for page in (first, second)]
    assert [len(part) for part in ids] == [25, 5]
    assert not set(ids[0]) & set(ids[1])


def test_the_journals_file_holds_every_page_of_the_filter_and_no_other_village(
    come_as: Any, told: Any
) -> None:
    for number in range(60):
        add_local_holiday(JOB, area=TARAJU, on=date(2027, 1, 1) + timedelta(days=number), name="Cuti")
    client = come_as(officer(*FULL))
    asked = "/meja/jurnal/unduh/?operasi=kernel.holiday.add"
    page = client.get("/meja/jurnal/", {"operasi": "kernel.holiday.add"}).content.decode()
    assert f'href="/d/{TARAJU}{asked}"' in page
    assert "Berkas ini untuk apa?" in client.get(asked).content.decode()
    whole = {"format": "csv", "purpose": "Pemeriksaan inspektorat"}
    assert client.post(asked, {**whole, "purpose": ""}).status_code == 422
    lines = client.post(asked, whole).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Tindakan;Waktu;Pelaku;Wilayah;Tentang"
    assert len(lines) == 61
    here = JournalEntry.objects.filter(feed__area_code=TARAJU).count()
    everything = client.post("/meja/jurnal/unduh/", whole).getvalue().decode("utf-8-sig")
    assert len(everything.splitlines()) == here + 1 < JournalEntry.objects.count()
    assert "Petugas masuk" in everything and "Daftar isi jurnal diunduh" in everything
    assert "Qolbuwahid" not in everything
    entry = JournalEntry.objects.filter(operation="kernel.journal.list").order_by("seq").first()
    assert entry is not None
    body = cbor2.loads(bytes(JournalBody.objects.get(pk=entry.pk).body))
    assert body["reason"] == "Pemeriksaan inspektorat · Jurnal · 60 baris"
    assert client.get("/meja/jurnal/unduh/?subjek=3206131203800001").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/meja/jurnal/unduh/",
        "/meja/jurnal/",
        "/meja/jurnal/01a20000-0000-7000-8000-000000000000/",
        "/meja/aturan/",
    ],
)
def test_without_the_permission_there_is_no_page(come_as: Any, address: str) -> None:
    assert come_as(officer("desk.open", "people.read")).get(address).status_code == 404


def test_a_refusal_of_letters_is_said_in_words_and_under_a_former_name(
    come_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(actor: Actor, *, area: str) -> None:
        """Say no, as letters do."""
        raise LetterRefused("not_seen")

    door = operation("test.letters.then", "Uji", "test.make", "area")(refuse)
    with pytest.raises(LetterRefused):
        door(JOB, area=TARAJU)
    del REGISTRY["test.letters.then"]
    monkeypatch.setitem(FORMER, "test.letters.then", "letters.request.sign")
    client, entry = come_as(officer(*FULL)), JournalEntry.objects.get(operation="test.letters.then")
    assert str(entry.pk) in client.get("/meja/jurnal/?operasi=letters.request.sign").content.decode()
    page = client.get(f"/meja/jurnal/{entry.pk}/").content.decode()
    assert "Surat ditandatangani" in page
    assert "Surat ini belum Anda lihat." in page
    assert "not_seen" not in page
    assert "test.letters.then" not in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(f"/meja/jurnal/{entry.pk}/").content.decode()
    assert "Surat ditandatangani" not in english
    assert "Surat ini belum" not in english
