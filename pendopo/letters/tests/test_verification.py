"""A signed letter as others meet it: its owner, the office, whoever scans the code, whoever tries to cheat."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Rule
from pendopo.letters.channels import letter_keys
from pendopo.letters.channels.signers.base import Passphrase
from pendopo.letters.formats.sealed_file import open_file
from pendopo.letters.models import LetterDocument, LetterFile, LetterKey
from pendopo.letters.operations.document_refusals import DocumentRefused
from pendopo.letters.operations.documents import complete_remote, keep_scan, rotate_letter_key, sign_remotely
from pendopo.letters.operations.signing import sign_request, void_letter
from pendopo.letters.operations.type_drafts import enact_draft, set_word_file
from pendopo.letters.queries.documents import document_of, office_file, own_document, waiting_remotely
from pendopo.letters.queries.verification import public_trust_list, public_verdict
from pendopo.letters.rules import cose
from pendopo.letters.rules.trust import read_list, trusted
from pendopo.letters.rules.verification import from_text, to_text
from pendopo.letters.tests.bsre_fake import NIK, PASSPHRASE, PASSWORD, USER, Fake, fake_bsre
from pendopo.letters.tests.office import SETUP, TARAJU, TYPE, Office, ask, open_office, resident_actor, seen
from pendopo.letters.tests.test_word import word_letter
from pendopo.mail.models import RegisterEntry
from pendopo.notices.queries import inbox
from pendopo.people.tests import crowd
from pendopo.press import machine
from tests.making import make, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return open_office()


def by(method: str) -> None:
    make(
        Rule,
        area="",
        key="letters.sign_method",
        value=method,
        legal_basis="-",
        valid_from=clock.today(),
        area_code=TARAJU,
    )


def issued(office: Office) -> LetterDocument:
    row = sign_request(office.head, case=seen(office))
    return LetterDocument.objects.get(request=row)


def path_of(document: LetterDocument) -> str:
    return reverse("letters-verify", args=[document.code_text])


def upload(content: bytes, name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


# --- the document


def test_a_signed_letter_says_what_it_is_and_its_code_leads_here(office: Office) -> None:
    document = issued(office)
    assert document.signed and document.method == "local"
    file = own_document(office.resident, document.request_id)
    assert hashlib.sha256(file.content).hexdigest() == document.digest
    text = " ".join(pypdfium2.PdfDocument(file.content)[0].get_textpage().get_text_range().split())
    assert document.number in text and office.person.name in text and "KABUPATEN TASIKMALAYA" in text
    picture = pypdfium2.PdfDocument(file.content)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith("/V/" + document.code_text)
    assert office.person.name not in code.text and str(office.person.nik) not in code.text


def test_the_file_stands_sealed_in_the_database(office: Office) -> None:
    document = issued(office)
    row = LetterFile.objects.get(document=document)
    content = bytes(row.content)
    assert b"%PDF" not in content and b"Dadang" not in content
    assert open_file(content, row.pk).startswith(b"%PDF")
    with pytest.raises(Exception, match="tersegel"):
        open_file(content, document.pk)  # moved to another row


def test_only_the_owner_and_the_office_open_it(office: Office) -> None:
    document = issued(office)
    assert office_file(office.operator, document.request_id).content
    assert document_of(office.secretary, document.request_id).content
    for stranger in (resident_actor(office.neighbour), officer("letters.read", area=crowd.ELSEWHERE)):
        with pytest.raises(NotFound):
            document_of(stranger, document.request_id)
    with pytest.raises(NotFound):
        own_document(resident_actor(office.neighbour), document.request_id)
    assert str(office.person.name) not in own_document(office.resident, document.request_id).name


def test_two_letters_have_nothing_in_common_that_could_be_guessed(office: Office) -> None:
    first = issued(office)
    second = issued(office)
    assert first.token != second.token and first.digest != second.digest
    assert first.key_id == second.key_id


# --- what the public sees


def test_whoever_scans_reads_what_stands_on_the_letter_and_no_name(office: Office, client: Client) -> None:
    document = issued(office)
    html = page(client, path_of(document))
    assert "Surat ini sah" in html and document.number in html and document.title in html
    assert "D***** S******" in html
    for secret in (office.person.name, str(office.person.nik), str(document.pk), str(document.request_id)):
        assert secret not in html


@pytest.mark.parametrize("change", [b"\x00", b"\x01", b"\xff"])
def test_another_byte_is_never_confirmed(office: Office, change: bytes) -> None:
    document = issued(office)
    good = from_text(document.code_text)
    for at in range(0, len(good), 7):
        spoilt = good[:at] + bytes([good[at] ^ (change[0] or 0x80)]) + good[at + 1 :]
        assert public_verdict(to_text(spoilt)).outcome in {"forged", "unknown", "unreadable"}


def test_a_letter_that_the_register_does_not_hold_is_forged_even_when_the_key_is_ours(office: Office) -> None:
    document = issued(office)
    key = letter_keys.load(Path(settings.PENDOPO_KEYS), document.key.key_id)
    claims = cose.read(from_text(document.code_text)).claims
    for other in ({"token": bytes(16)}, {"holder": "B*** E***"}):
        forged = cose.sign(cose.Claims(**(claims.__dict__ | other)), key, bytes.fromhex(document.key.key_id))
        assert public_verdict(to_text(forged)).outcome == "forged"


def test_an_old_letter_has_expired_and_a_revoked_one_is_revoked(office: Office, client: Client) -> None:
    document = issued(office)
    assert document.valid_until is not None
    with time_machine.travel(document.valid_until + timedelta(days=2), tick=False):
        assert "sudah kedaluwarsa" in page(client, path_of(document))
    row = void_letter(office.head, case=document.request, ground="misused", reason="Dipakai orang lain")
    html = page(client, path_of(document))
    assert row.state == "void" and "Surat ini dicabut" in html and "Disalahgunakan" in html
    assert "Dipakai orang lain" not in html and document.digest not in html
    assert any("dibatalkan" in notice.subject for notice in inbox(office.resident).notices)
    with pytest.raises(NotFound):
        own_document(office.resident, document.request_id)
    assert office_file(office.operator, document.request_id).content
    assert RegisterEntry.objects.get(request_id=document.request_id).text == document.number


def test_only_whoever_signs_may_revoke(office: Office) -> None:
    document = issued(office)
    for actor in (office.operator, officer("letters.sign", area=crowd.ELSEWHERE)):
        with pytest.raises(NotPermitted):
            void_letter(actor, case=document.request, ground="misused", reason="x")
    with pytest.raises(DocumentRefused):
        void_letter(office.head, case=document.request, ground="no such ground", reason="x")
    document = LetterDocument.objects.get(pk=document.pk)
    assert document.revoked_at is None


def test_a_pdf_is_compared_without_javascript(office: Office, client: Client) -> None:
    document = issued(office)
    content = own_document(office.resident, document.request_id).content
    shown = client.post(path_of(document), {"berkas": upload(content)}).content.decode()
    assert re.search(r'<p class="notice ok" data-same="yes" *>', shown)
    shown = client.post(path_of(document), {"berkas": upload(content + b" ")}).content.decode()
    assert re.search(r'<p class="notice late" data-same="no" *>', shown)
    answer = client.post(path_of(document), {})
    assert answer.status_code == 422 and "Pilih berkas" in answer.content.decode()


def test_a_letter_is_found_by_its_file(office: Office, client: Client) -> None:
    document = issued(office)
    content = own_document(office.resident, document.request_id).content
    answer = client.post(reverse("letters-verification"), {"berkas": upload(content)})
    assert answer.status_code == 302 and answer["Location"] == path_of(document)


@pytest.mark.parametrize("text", ["A", "%20", "0" * 400, "Z" * 400, "ABC:*$+-", "a" * 5000, "..", "☺"])
def test_a_wrong_address_is_answered_and_breaks_nothing(client: Client, text: str) -> None:
    answer = client.get("/V/" + text)
    assert answer.status_code == 200
    assert "Kode ini tidak terbaca" in answer.content.decode()


def test_the_list_of_keys_is_signed_by_the_site(office: Office, client: Client) -> None:
    document = issued(office)
    answer = client.get(reverse("letters-trust-list"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    keys = read_list(answer.content.decode(), site_keys().node_public)
    message = cose.read(from_text(document.code_text))
    found = trusted(message, keys)
    assert found is not None and found.village == TARAJU and "Taraju" in found.name
    assert json.loads(json.loads(public_trust_list())["body"])["made"] == clock.today().isoformat()


def test_a_new_key_leaves_older_letters_valid(office: Office) -> None:
    before = issued(office)
    rotate_letter_key(SETUP, area=TARAJU, reason="Kunci mungkin terbaca orang lain")
    after = issued(office)
    assert before.key_id != after.key_id
    assert LetterKey.objects.filter(area_code=TARAJU, until_on__isnull=True).count() == 1
    assert {public_verdict(document.code_text).outcome for document in (before, after)} == {"valid"}


def test_the_pages_that_check_may_be_kept_for_days_without_a_network(client: Client) -> None:
    answer = client.get(reverse("letters-verify-worker"))
    script = answer.content.decode()
    assert answer["Service-Worker-Allowed"] == "/" and "javascript" in answer["Content-Type"]
    assert reverse("letters-verification") in script and "verify" in script
    saved = client.get(reverse("letters-verify-page"))
    html = saved.content.decode()
    assert "attachment" in saved["Content-Disposition"]
    assert "verifyAsync" in html and 'src="' not in html and 'href="' not in html


def test_the_verdict_is_neither_kept_nor_listed_by_search_engines(office: Office, client: Client) -> None:
    answer = client.get(path_of(issued(office)))
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"


# --- ink


def scan() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (800, 1200), "white").save(out, "JPEG")
    return out.getvalue()


def test_a_letter_in_ink_is_valid_once_its_scan_is_here(office: Office, client: Client) -> None:
    by("ink")
    document = issued(office)
    assert not document.signed and document.request.state == "inking"
    printed = office_file(office.operator, document.request_id)
    assert printed.media_type == "application/pdf"
    with pytest.raises(NotFound):
        own_document(office.resident, document.request_id)
    assert "belum ditandatangani" in page(client, path_of(document))
    keep_scan(office.operator, document=document, content=scan())
    document = LetterDocument.objects.get(pk=document.pk)
    assert document.signed and document.request.state == "signed"
    file = own_document(office.resident, document.request_id)
    assert (
        file.media_type == "application/pdf" and hashlib.sha256(file.content).hexdigest() == document.digest
    )
    assert "Surat ini sah" in page(client, path_of(document))
    with pytest.raises(DocumentRefused):
        keep_scan(office.operator, document=document, content=scan())


def test_a_scan_that_is_none_changes_nothing(office: Office) -> None:
    by("ink")
    document = issued(office)
    with pytest.raises(DocumentRefused) as raised:
        keep_scan(office.operator, document=document, content=b"GIF89a")
    assert raised.value.code == "scan_kind" and "PDF, JPEG" in str(raised.value)
    with pytest.raises(NotPermitted):
        keep_scan(officer("letters.check", area=crowd.ELSEWHERE), document=document, content=scan())
    document = LetterDocument.objects.get(pk=document.pk)
    assert not document.signed


# --- BSrE


@pytest.fixture
def bsre(office: Office, tmp_path: Path, settings: Any) -> Iterator[Fake]:
    with fake_bsre() as fake:
        # The keys of all tests lie in one folder; who signs elsewhere is this test's own affair.
        settings.PENDOPO_KEYS = shutil.copytree(settings.PENDOPO_KEYS, tmp_path / "keys")
        file = Path(settings.PENDOPO_KEYS) / "bsre.json"
        file.write_text(json.dumps({"url": fake.url, "user": USER, "password": PASSWORD}))
        by("bsre")
        kepala = folk.resident(nik=NIK, kk_number="3206131234560009", name="Kepala")
        identify_officer(SETUP, area=TARAJU, officer=office.users["head"], person=kepala)
        yield fake
        file.unlink()


def test_a_remote_signature_comes_after_the_number_and_outside_the_transaction(
    office: Office, bsre: Fake
) -> None:
    document = issued(office)
    assert not document.signed and bsre.asked == []
    assert [row.pk for row in waiting_remotely(office.head)] == [document.pk]
    assert waiting_remotely(office.secretary) == []
    result = sign_remotely(
        office.head, documents=waiting_remotely(office.head), secret=Passphrase(PASSPHRASE)
    )
    assert [row.pk for row in result.signed] == [document.pk] and not result.failed
    document = LetterDocument.objects.get(pk=document.pk)
    assert document.signed and document.request.state == "signed"
    assert public_verdict(document.code_text).outcome == "valid"


def test_a_wrong_passphrase_is_tried_once_and_every_letter_waits_on(office: Office, bsre: Fake) -> None:
    numbers = [issued(office).number for _ in range(3)]
    result = sign_remotely(office.head, documents=waiting_remotely(office.head), secret=Passphrase("salah"))
    assert not result.signed and {why for _row, why in result.failed} == {
        "Frasa sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
    }
    assert [path for path in bsre.asked if path.startswith("POST")] == ["POST /api/sign/pdf"]
    assert [row.number for row in waiting_remotely(office.head)] == numbers
    again = sign_remotely(office.head, documents=waiting_remotely(office.head), secret=Passphrase(PASSPHRASE))
    assert [row.number for row in again.signed] == numbers


def test_an_expired_certificate_in_the_middle_leaves_the_rest_waiting(office: Office, bsre: Fake) -> None:
    rows = [issued(office) for _ in range(3)]
    bsre.faults = ["", "expired"]
    result = sign_remotely(office.head, documents=rows, secret=Passphrase(PASSPHRASE))
    assert [row.pk for row in result.signed] == [rows[0].pk]
    assert [row.pk for row, _why in result.failed] == [rows[1].pk, rows[2].pk]
    bsre.state = "EXPIRED"
    bsre.fields.clear()
    result = sign_remotely(office.head, documents=rows[1:], secret=Passphrase(PASSPHRASE))
    assert not result.signed and bsre.fields == []  # the passphrase is not even sent


def test_one_broken_answer_leaves_only_that_letter_waiting(office: Office, bsre: Fake) -> None:
    rows = [issued(office) for _ in range(3)]
    bsre.faults = ["", "unsigned"]
    result = sign_remotely(office.head, documents=rows, secret=Passphrase(PASSPHRASE))
    assert [row.pk for row in result.signed] == [rows[0].pk, rows[2].pk]
    assert [row.pk for row in waiting_remotely(office.head)] == [rows[1].pk]


def test_nobody_else_completes_a_letter(office: Office, bsre: Fake) -> None:
    document = issued(office)
    with pytest.raises(NotPermitted):
        complete_remote(officer("letters.sign"), document=document, pdf=b"%PDF-", serial="1")
    with pytest.raises(DocumentRefused):
        complete_remote(office.head, document=document, pdf=b"%PDF-1.7\n%%EOF", serial="1")
    document = LetterDocument.objects.get(pk=document.pk)
    assert not document.signed


def test_without_an_address_nothing_is_signed(office: Office) -> None:
    by("bsre")
    document = issued(office)
    result = sign_remotely(office.head, documents=[document], secret=Passphrase("x"))
    assert "belum diatur" in result.failed[0][1]


# --- machines without a press, villages with a Word letter


@pytest.mark.parametrize("method", ["ink", "local"])
def test_without_a_press_nothing_is_issued_but_the_draft_can_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    by(method)
    waiting = seen(office, ask(office))
    draft = reverse("letters-desk-draft", args=[waiting.pk])
    desk = folk.browser(office.users["operator"])
    assert desk.get(draft).content.startswith(b"%PDF")
    monkeypatch.setattr(machine, "available", lambda: False)
    text = page(desk, draft)
    assert "RANCANGAN" in text and office.person.name in text and "run.py install" in text
    with pytest.raises(DocumentRefused) as raised:
        issued(office)
    assert raised.value.code == "press_missing" and not RegisterEntry.objects.exists()


def test_a_villages_own_word_letter_is_filled_and_signed_in_ink(office: Office, client: Client) -> None:
    file = word_letter("{{ nama }} {{ nomor }} {{ qr }}")
    draft = set_word_file(SETUP, village=TARAJU, key=TYPE, name="surat.docx", file=file)
    enact_draft(SETUP, village=TARAJU, key=TYPE, reason="Surat sendiri", seen=draft.last_entry)
    document = issued(office)
    assert document.method == "ink" and not document.signed
    filled = office_file(office.operator, document.request_id)
    assert filled.name.endswith(".docx")
    opened = docx.Document(io.BytesIO(filled.content))
    assert f"{office.person.name} {document.number}" in "\n".join(part.text for part in opened.paragraphs)
    assert len(opened.inline_shapes) == 1
    assert "belum ditandatangani" in page(client, path_of(document))


# --- the pages


def test_the_owner_downloads_and_strangers_get_nowhere(office: Office, client: Client) -> None:
    there = reverse("letters-document", args=[issued(office).request_id])
    assert client.get(there).status_code == 302  # to the sign-in
    folk.active_account(office.person)
    answer = folk.resident_browser().get(there)
    assert answer.content.startswith(b"%PDF") and "attachment" in answer["Content-Disposition"]
    other = ask(office, who=resident_actor(office.neighbour))
    document = LetterDocument.objects.get(request=sign_request(office.head, case=seen(office, other)))
    assert (
        folk.resident_browser().get(reverse("letters-document", args=[document.request_id])).status_code
        == 404
    )


def test_the_desk_takes_the_scan_on_its_page(office: Office, settings: Any) -> None:
    settings.PENDOPO_DEMO = True
    by("ink")
    document = issued(office)
    desk = folk.browser(office.users["operator"])
    there = reverse("letters-document-page", args=[document.request_id])
    assert there in page(desk, "/meja/") and "Menunggu tanda tangan" in page(desk, there)
    assert desk.get(reverse("letters-document-desk", args=[document.request_id])).content.startswith(b"%PDF")
    scans = reverse("letters-document-scan", args=[document.request_id])
    answer = desk.post(scans, {"pindaian": SimpleUploadedFile("a.gif", b"GIF89a")})
    assert answer.status_code == 422 and "PDF, JPEG" in answer.content.decode()
    assert desk.post(scans, {"pindaian": SimpleUploadedFile("a.jpg", scan())}).status_code == 302
    assert "Unduh surat" in page(desk, there) and "Simpan pindaian" not in page(desk, there)


def test_one_passphrase_signs_all_waiting_letters_on_the_page(
    office: Office, bsre: Fake, settings: Any
) -> None:
    settings.PENDOPO_DEMO = True
    numbers = [issued(office).number for _ in range(2)]
    head, there = folk.browser(office.users["head"]), reverse("letters-remote-sign")
    assert all(number in page(head, there) for number in numbers)
    answer = head.post(there, {"passphrase": ""})
    assert answer.status_code == 422 and "Isi frasa sandi" in answer.content.decode()
    answer = head.post(there, {"passphrase": "salah"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Frasa sandi salah" in html and 'salah"' not in html
    answer = head.post(there, {"passphrase": PASSPHRASE}, follow=True)
    assert "2 surat ditandatangani" in answer.content.decode()
    assert "Tidak ada surat yang menunggu" in answer.content.decode()


def test_a_new_certificate_is_only_for_whoever_asks(office: Office, settings: Any) -> None:
    settings.PENDOPO_DEMO = True
    first = issued(office).serial
    there = reverse("letters-certificate-renew", args=[TARAJU])
    html = page(folk.browser(office.users["head"]), reverse("letters-certificate"))
    assert "Kepala" in html and "Buat sertifikat baru" in html
    assert folk.browser(office.users["operator"]).post(there).status_code == 404
    assert folk.browser(office.users["head"]).post(there).status_code == 302
    assert issued(office).serial != first
