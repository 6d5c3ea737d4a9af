"""What is wrong is marked one by one and mended in place; nobody decides about something else than what he has read."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.cases.formats.papers import Paper
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted, Recused
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import add_papers, answer_request, complete_request
from pendopo.letters.operations.desk import check_request
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.tests.office import SETUP, TARAJU, Office, ask, checked, seen, verified, verify_request
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]


def marked(actor: Actor, row: LetterRequest, **why: str) -> LetterRequest:
    """Gives a request back with what is wrong, each with why."""
    done: LetterRequest = ACTS["return"](actor, case=row, marked=why)
    return done


def test_each_mark_has_its_reason_and_goes_when_it_is_mended(office: Office, as_actor: SignIn) -> None:
    row = ask(office)
    desk, here = as_actor(office.operator), f"/meja/surat/{row.pk}/"
    sent = {
        "missing": ["keperluan"],
        "missing-keperluan": "Untuk apa?",
        "missing-ktp": "Buram sekali",
        "note": "",
    }
    assert desk.post(f"{here}kembalikan/", sent).status_code == 302
    row.refresh_from_db()
    assert row.marks == {"keperluan": "Untuk apa?", "ktp": "Buram sekali"}
    phone, page = as_actor(office.resident), f"/surat/permohonan/{row.pk}/"
    shown = phone.get(page).content.decode()
    assert "Untuk apa?" in shown and "Buram sekali" in shown and f"{page}isi/keperluan/" in shown
    assert "Untuk apa?" in phone.get(f"{page}isi/keperluan/").content.decode()
    phone.post(
        f"{page}isi/keperluan/", {"keperluan": row.answers["keperluan"]}
    )  # saved as it was: not mended
    row.refresh_from_db()
    assert set(row.marks) == {"keperluan", "ktp"}
    phone.post(f"{page}isi/keperluan/", {"keperluan": "membuka rekening BRI"})
    row.refresh_from_db()
    assert set(row.marks) == {"ktp"}
    still = phone.post(f"{page}kirim-lagi/", {"form_key": str(uuid.uuid4())}, follow=True).content.decode()
    assert "masih belum diubah" in still and "foto atau fotokopi): Buram sekali</" in still
    paper = Paper(b"%PDF-1.7", "application/pdf", hashlib.sha256(b"%PDF-1.7").hexdigest())
    add_papers(office.resident, request=row, papers=[("ktp", paper)])
    assert complete_request(office.resident, case=row).state == "checking"


def test_a_reason_of_its_own_line_is_not_too_long(office: Office, as_actor: SignIn) -> None:
    row = ask(office)
    sent = {"missing-keperluan": "a" * 121, "note": ""}
    answer = as_actor(office.operator).post(f"/meja/surat/{row.pk}/kembalikan/", sent)
    assert answer.status_code == 422 and "paling panjang 120" in answer.content.decode()
    other = as_actor(office.operator).post(f"/meja/surat/{row.pk}/kembalikan/", {"missing": ["kartu_ajaib"]})
    assert other.status_code == 422


@pytest.mark.parametrize("state", ["verifying", "signing"])
def test_secretary_and_head_give_back_to_the_resident_too(office: Office, state: str) -> None:
    row = checked(office, ask(office)) if state == "verifying" else verified(office)
    who, other = (
        (office.secretary, office.operator) if state == "verifying" else (office.head, office.operator)
    )
    with pytest.raises((CaseRefused, NotPermitted)):
        marked(other, row, keperluan="Belum waktunya")
    row = marked(who, row, keperluan="Sebutkan banknya")
    assert (row.state, row.marks) == ("returned", {"keperluan": "Sebutkan banknya"})
    answer_request(office.resident, request=row, answers={"keperluan": "rekening BRI"})
    assert complete_request(office.resident, case=row).state == "checking"


def test_two_tabs_on_one_request_lose_nothing(office: Office, as_actor: SignIn) -> None:
    row = marked(office.operator, ask(office), keperluan="Untuk apa?")
    phone, page = as_actor(office.resident), f"/surat/permohonan/{row.pk}/"
    phone.post(f"{page}isi/keperluan/", {"keperluan": "rekening BRI"})
    phone.post(f"{page}kirim-lagi/", {"form_key": str(uuid.uuid4())})
    late = phone.post(f"{page}isi/keperluan/", {"keperluan": "rekening Mandiri"})
    assert late.status_code == 422 and "rekening Mandiri" in late.content.decode()
    row.refresh_from_db()
    assert row.answers["keperluan"] == "rekening BRI"


def test_an_officer_decides_about_what_he_has_read(office: Office, as_actor: SignIn) -> None:
    row = ask(office)
    desk, here = as_actor(office.operator), f"/meja/surat/{row.pk}/"
    old = row.stamp
    assert old in desk.get(here).content.decode()
    marked(office.operator, row, keperluan="Untuk apa?")
    answer_request(office.resident, request=row, answers={"keperluan": "rekening BRI"})
    complete_request(office.resident, case=row)
    shown = [one["key"] for one in row.version.content["requirements"]]
    stale = desk.post(f"{here}periksa/", {"seen": old, "shown": shown})
    assert stale.status_code == 422 and "berubah sejak Anda membukanya" in stale.content.decode()
    row.refresh_from_db()
    assert row.state == "checking" and row.stamp in stale.content.decode()
    assert desk.post(f"{here}periksa/", {"seen": row.stamp, "shown": shown}).status_code == 302
    with pytest.raises(CaseRefused):
        verify_request(office.secretary, case=row, seen=old)
    assert verify_request(office.secretary, case=row, seen=row.stamp).state == "signing"


def test_a_looked_at_letter_that_changes_is_looked_at_again(office: Office) -> None:
    row = seen(office)
    row = marked(office.head, row, keperluan="Untuk apa?")
    answer_request(office.resident, request=row, answers={"keperluan": "rekening BRI"})
    row = verify_request(office.secretary, case=checked(office, complete_request(office.resident, case=row)))
    with pytest.raises(LetterRefused) as refusal:
        ACTS["sign"](office.head, case=row)
    assert refusal.value.code == "not_seen"


def test_a_son_returns_nothing_of_his_father(office: Office) -> None:
    son = crowd.person("Asep", nik="3206130101100003", father_nik=folk.NIK)
    crowd.write([son])
    identify_officer(SETUP, area=TARAJU, officer=office.users["operator"], person=son)
    row = ask(office)
    with pytest.raises(Recused):
        marked(office.operator, row, keperluan="x")
    with pytest.raises(Recused):
        check_request(office.operator, case=row)


def test_what_was_answered_before_the_power_went_is_there(office: Office, as_actor: SignIn) -> None:
    from pendopo.letters.operations.asking import begin_request

    row = begin_request(office.resident, village=TARAJU, key="domisili", form_key=uuid.uuid4())
    phone: Any = as_actor(office.resident)
    first = phone.post(f"/surat/permohonan/{row.pk}/isi/keperluan/", {"keperluan": "membuka rekening"})
    assert first.status_code == 302
    again = as_actor(office.resident)  # another browser, after the lights are back
    assert "Belum dikirim" in again.get("/surat/saya/").content.decode()
    assert "membuka rekening" in again.get(f"/surat/permohonan/{row.pk}/periksa/").content.decode()
