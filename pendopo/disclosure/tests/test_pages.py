"""The pages of public information as each one sees them: resident, stranger with a receipt, PPID, counter, paper."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageOps
from python_calamine import CalamineWorkbook

from pendopo.accounts.models import Grant
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.tests.office import NAMED, WANTED, Office
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.models import JournalEntry
from tests.making import ELSEWHERE, changed, officer, resident

pytestmark = pytest.mark.pages
SignIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def _one_village(settings: object) -> None:
    settings.PENDOPO_VILLAGE = "32.06.13.2001"  # type: ignore[attr-defined]


def text(response: object) -> str:
    """What a page says, without its markup."""
    body = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def scan(content: bytes = PDF) -> SimpleUploadedFile:
    """A scanned paper."""
    return SimpleUploadedFile("surat.pdf", content, content_type="application/pdf")


def address(name: str, *args: object) -> str:
    """The address of a page of this kind."""
    return reverse(f"disclosure-request-{name}", args=args)


def test_a_resident_asks_looks_again_and_sends(office: Office, as_actor: SignIn) -> None:
    me = as_actor(resident(office.person.pk))
    assert "paling lama 10 hari kerja" in text(me.get(address("front")))
    form = me.get(address("ask"))
    key = re.search(r'name="form_key" value="([^"]+)"', form.content.decode())
    assert key and "Dadang Suryana" in text(form)
    sent = {"form_key": key.group(1), **WANTED}
    empty = me.post(address("ask"), {**sent, "wanted": ""})
    assert empty.status_code == 422 and "penelitian" in empty.content.decode()  # what was typed stays
    check = me.post(address("ask"), sent)
    assert check.status_code == 200 and "APBDes 2026" in text(check)
    assert not InformationRequest.objects.exists()
    back = me.post(address("ask"), {**sent, "ubah": "1"})
    assert back.status_code == 200 and "APBDes 2026" in back.content.decode()
    for _click in range(2):
        done = me.post(address("ask"), {**sent, "kirim": "1"})
        assert done.status_code == 302
    row = InformationRequest.objects.get()
    own = text(me.get(done["Location"]))
    assert row.receipt in own and "Menunggu jawaban PPID" in own and "naik sendiri ke Atasan PPID" in own
    assert row.receipt in text(me.get(address("mine")))


def test_somebody_unknown_asks_and_goes_on_by_his_receipt(office: Office, as_actor: SignIn) -> None:
    stranger = as_actor(ANONYMOUS)
    sent = {"form_key": str(uuid.uuid4()), **WANTED, "kirim": "1"}
    assert stranger.post(address("ask"), sent).status_code == 422
    done = stranger.post(address("ask"), {**sent, **NAMED})
    row = InformationRequest.objects.get()
    assert done["Location"] == reverse("receipt", args=[row.receipt, row.secret])
    assert "Batalkan permohonan" in text(stranger.get(done["Location"]))
    found = stranger.post(
        reverse("receipts"), {"receipt": row.receipt.lower(), "secret": str(row.secret).lower()}
    )
    assert found["Location"] == done["Location"]
    wrong = stranger.post(reverse("receipts"), {"receipt": row.receipt, "secret": "AAAAAAAAAAAA"})
    assert wrong.status_code == 422 and "tidak cocok" in text(wrong)
    assert stranger.get(reverse("receipt", args=[row.receipt, "AAAAAAAAAAAA"])).status_code == 404
    ACTS["refuse"](office.ppid, case=row, reason="Rahasia dagang", values={"article": "b"})
    page = text(stranger.get(done["Location"]))
    assert "Pasal 17 huruf b" in page and "Rahasia dagang" in page
    move = reverse("receipt-move", args=[row.receipt, row.secret, "object"])
    bad = stranger.post(move, {"object-form_key": str(uuid.uuid4()), "object-reason": "Bukan rahasia"})
    assert bad.status_code == 422 and "Bukan rahasia" in bad.content.decode()
    good = stranger.post(
        move, {"object-form_key": str(uuid.uuid4()), "object-reason": "Bukan rahasia", "object-ground": "a"}
    )
    assert good.status_code == 302
    row.refresh_from_db()
    assert row.state == "objected"
    assert stranger.get(reverse("receipt-move", args=[row.receipt, row.secret, "decide"])).status_code == 404


def test_the_desk_answers_and_keeps_what_was_typed(office: Office, as_actor: SignIn) -> None:
    row, desk = office.ask(), as_actor(office.ppid)
    assert row.receipt in text(desk.get(address("desk")))
    assert row.receipt in text(desk.get(address("desk"), {"q": row.receipt.lower()}))
    assert "Dadang Suryana" in text(desk.get(reverse("desk")))
    page = text(desk.get(address("case", row.pk)))
    assert "APBDes 2026" in page and "Jawab" in page and "Putuskan" not in page
    bad = desk.post(
        address("answer", row.pk), {"answer-answer": "Terlampir.", "answer-form_key": str(uuid.uuid4())}
    )
    assert bad.status_code == 422 and "Terlampir." in bad.content.decode()
    sent = {"answer-answer": "Terlampir.", "answer-granted": "all", "answer-form_key": str(uuid.uuid4())}
    for _click in range(2):
        assert desk.post(address("answer", row.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, str(row.answer)) == ("answered", "Terlampir.")
    late = desk.post(address("answer", row.pk), {**sent, "answer-form_key": str(uuid.uuid4())})
    assert late.status_code == 422 and "tidak dapat dilakukan sekarang" in text(late)
    note = desk.post(address("note", row.pk), {"text": "Sudah ditelepon"})
    assert note.status_code == 302 and "Sudah ditelepon" in text(desk.get(address("case", row.pk)))
    assert str(row.secret) in text(desk.get(address("receipt", row.pk)))


def test_the_copy_goes_along_with_the_answer(office: Office, as_actor: SignIn) -> None:
    row, desk = office.ask_unknown(), as_actor(office.ppid)
    sent = {"answer-answer": "Terlampir.", "answer-granted": "all", "answer-form_key": str(uuid.uuid4())}
    for wrong, why in ((b"%PDF-1.7 cut", "terpotong"), (b"no picture", "bukan foto"), (b"", "kosong")):
        bad = desk.post(address("answer", row.pk), {**sent, "answer-paper": scan(wrong)})
        assert bad.status_code == 422 and why in text(bad) and "Terlampir." in bad.content.decode()
    assert desk.post(address("answer", row.pk), {**sent, "answer-paper": scan()}).status_code == 302
    paper = row.papers.get()
    stranger = as_actor(ANONYMOUS)
    held = reverse("receipt-paper", args=[row.receipt, row.secret, paper.pk])
    assert held in stranger.get(reverse("receipt", args=[row.receipt, row.secret])).content.decode()
    assert stranger.get(held).content == PDF
    assert stranger.get(reverse("receipt-paper", args=[row.receipt, "0" * 12, paper.pk])).status_code == 404
    assert (
        stranger.get(reverse("receipt-paper", args=[row.receipt, row.secret, uuid.uuid4()])).status_code
        == 404
    )
    assert as_actor(office.operator).get(address("paper", row.pk, paper.pk)).content == PDF
    other = as_actor(officer("desk.open", "disclosure.read", area="32.08.31.2011"))
    assert other.get(address("paper", row.pk, paper.pk)).status_code == 404
    claimed = ACTS["claim"](resident(office.person.pk), case=row, secret=str(row.secret))
    assert as_actor(ANONYMOUS).get(held).status_code == 404  # from now on the code opens the state alone
    assert (
        as_actor(resident(office.neighbour.pk)).get(address("mine-paper", claimed.pk, paper.pk)).status_code
        == 404
    )


def photograph(*, quality: int, side: int, turned: bool = False) -> SimpleUploadedFile:
    """A photograph of a road, or of the same road from the other end; saved well or badly."""
    picture = Image.radial_gradient("L").resize((640, 480)).crop((0, 0, 500, 400))
    picture = ImageOps.mirror(picture) if turned else picture
    out = io.BytesIO()
    picture.resize((side, side * 4 // 5)).convert("RGB").save(out, "JPEG", quality=quality)
    return SimpleUploadedFile("foto.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_picture_that_was_used_before_is_said(office: Office, as_actor: SignIn) -> None:
    first, second, third = (office.ask(form_key=uuid.uuid4()) for _one in range(3))
    desk = as_actor(office.ppid)
    pictures = {
        first: photograph(quality=95, side=1200),
        second: photograph(quality=40, side=500),
        third: photograph(quality=95, side=1200, turned=True),
    }
    for row, picture in pictures.items():
        sent = {"answer-answer": "Ini.", "answer-granted": "all", "answer-form_key": str(uuid.uuid4())}
        assert desk.post(address("answer", row.pk), {**sent, "answer-paper": picture}).status_code == 302
    said = [text(desk.get(address("case", row.pk))) for row in pictures]
    assert "pernah dipakai" in said[0] and second.receipt in said[0] and third.receipt not in said[0]
    assert first.receipt in said[1] and "pernah dipakai" not in said[2]
    changed(
        InformationRequest.objects.get(pk=second.pk), area_code=ELSEWHERE
    )  # what another village has is not told
    assert "pernah dipakai" not in text(desk.get(address("case", first.pk)))


def test_the_list_is_taken_along_as_a_workbook_and_that_stands_in_the_journal(
    office: Office, as_actor: SignIn
) -> None:
    row, other = office.ask(), office.ask(form_key=uuid.uuid4())
    changed(other, area_code=ELSEWHERE)
    desk = as_actor(office.ppid)
    assert "Unduh daftar" in text(desk.get(address("desk")))
    file = desk.post(address("download"), {"tampil": ""})
    assert file.status_code == 200 and "no-store" in file["Cache-Control"]
    lines = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0)
    said = str(lines.to_python())
    assert row.receipt in said and "Dadang Suryana" in said and other.receipt not in said
    assert JournalEntry.objects.filter(operation="disclosure.request.hand_out", outcome="done").count() == 1
    assert as_actor(resident(office.person.pk)).post(address("download")).status_code == 404


def test_the_lists_of_the_office_read_no_more_than_they_show(office: Office, as_actor: SignIn) -> None:
    """The tabs are counted from an index alone, and of a resident only the name is read."""
    office.ask()
    desk = as_actor(office.ppid)
    for page in (address("desk"), reverse("desk")):
        with CaptureQueriesContext(connection) as asked:
            assert "Dadang Suryana" in text(desk.get(page))
        told = [query["sql"] for query in asked if "disclosure_informationrequest" in query["sql"]]
        assert "people_person" in " ".join(told) and "nik_index" not in " ".join(told)
        for sql in (one for one in told if "GROUP BY" in one):
            named = {*re.findall(r'"(\w+)"', sql)}  # the index by clock holds both columns
            assert named <= {InformationRequest._meta.db_table, "many", "state", "area_code"}


def test_put_right_on_the_page(office: Office, as_actor: SignIn) -> None:
    row, key = office.ask(), str(uuid.uuid4())
    as_actor(office.ppid).post(
        address("return", row.pk),
        {"return-marked": ["wanted"], "return-reason": "Tahun?", "return-form_key": key},
    )
    me = as_actor(resident(office.person.pk))
    page = text(me.get(address("mine-one", row.pk)))
    assert "Menunggu kelengkapan" in page and "Tahun?" in page and "Lengkapi dan kirim lagi" in page
    form = me.get(address("complete", row.pk))
    assert "APBDes 2026" in form.content.decode() and "Kantor meminta ini diperbaiki" in text(form)
    sent = {f"complete-{name}": value for name, value in {**WANTED, "wanted": "APBDes 2025"}.items()}
    assert me.post(address("complete", row.pk), {**sent, "complete-form_key": key}).status_code == 302
    row.refresh_from_db()
    assert str(row.wanted) == "APBDes 2025"


def test_ask_again_is_filled_in(office: Office, as_actor: SignIn) -> None:
    row = ACTS["refuse"](office.ppid, case=office.ask(), reason="x", values={"article": "h"})
    me = as_actor(resident(office.person.pk))
    page = me.get(address("mine-one", row.pk)).content.decode()
    again = f"{address('ask')}?lagi={row.pk}"
    assert again in page
    assert "APBDes 2026" in me.get(again).content.decode()
    assert as_actor(resident(office.neighbour.pk)).get(again).status_code == 404
    assert me.get(f"{address('ask')}?lagi=kosong").status_code == 404


def test_the_counter_writes_down_and_prints(office: Office, as_actor: SignIn) -> None:
    desk = as_actor(office.operator)
    found = desk.post(address("record"), {"q": "dadang", "cari": "1", "form_key": str(uuid.uuid4())})
    assert found.status_code == 200 and str(office.person.pk) in found.content.decode()
    sent = {
        "q": "dadang",
        "person": str(office.person.pk),
        "form_key": str(uuid.uuid4()),
        "kirim": "1",
        **WANTED,
    }
    done = desk.post(address("record"), sent)
    row = InformationRequest.objects.get()
    assert (row.person_id, row.channel) == (office.person.pk, "desk")
    assert done["Location"] == address("receipt", row.pk)
    unknown = {**sent, "q": "", "person": "", "form_key": str(uuid.uuid4()), "on_paper": "01-11-2026"}
    assert desk.post(address("record"), unknown).status_code == 422
    assert desk.post(address("record"), {**unknown, **NAMED}).status_code == 302
    assert InformationRequest.objects.filter(channel="paper", person__isnull=True).count() == 1
    assert as_actor(resident(office.person.pk)).get(address("record")).status_code == 404


def test_a_desk_without_an_account_is_asked_on_paper(office: Office, as_actor: SignIn) -> None:
    row = ACTS["refuse"](office.ppid, case=office.ask(), reason="x", values={"article": "h"})
    for grant in Grant.objects.filter(role="kepala_desa"):
        changed(grant, valid_to=clock.today())
    row = ACTS["object"](resident(office.person.pk), case=row, reason="y", values={"ground": "a"})
    desk, key = as_actor(office.operator), str(uuid.uuid4())
    page = text(desk.get(address("case", row.pk)))
    assert "Menunggu diantar ke Atasan PPID" in page and "Cetak surat pengantar" in page
    letter = text(desk.get(address("transfer", row.pk)))
    assert row.receipt in letter and "Putuskan keberatan" in letter and "APBDes 2026" in letter
    answer = {
        "move": "decide",
        "kertas-decide-form_key": key,
        "kertas-decide-outcome": "granted",
        "kertas-decide-decision": "Diberikan.",
        "kertas-decide-said_by": "H. Asep",
        "kertas-decide-on": clock.today().strftime("%d-%m-%Y"),
    }
    pdf = {"kertas-decide-paper": scan()}
    early = desk.post(address("key-in", row.pk), {**answer, **pdf})
    assert early.status_code == 422 and "memakai Pendopo" in text(early)
    carried = desk.post(
        address("carry", row.pk), {"on": clock.today().strftime("%d-%m-%Y"), "received_by": "Staf kecamatan"}
    )
    assert carried.status_code == 302
    row.refresh_from_db()
    assert row.carried_on == clock.today() and row.step_due is not None
    mine = text(as_actor(resident(office.person.pk)).get(address("mine-one", row.pk)))
    assert "Disampaikan di atas kertas, menunggu Atasan PPID" in mine
    desk = as_actor(office.operator)
    assert desk.post(address("key-in", row.pk), {**answer, "move": "answer"}).status_code == 422
    assert desk.post(address("key-in", row.pk), {**answer, "move": "kosong"}).status_code == 200
    assert desk.post(address("key-in", row.pk), answer).status_code == 422  # the signed paper goes along
    assert desk.post(address("key-in", row.pk), {**answer, "kertas-decide-paper": scan()}).status_code == 302
    row.refresh_from_db()
    assert row.state == "decided"
    assert "H. Asep" in row.steps.get(move="decide").by
    kept = row.papers.get()
    seen = as_actor(resident(office.person.pk)).get(address("mine-paper", row.pk, kept.pk))
    assert (seen["Content-Type"], seen.content) == ("application/pdf", PDF)


def test_another_village_sees_nothing(office: Office, as_actor: SignIn) -> None:
    row = office.ask()
    other = as_actor(officer("desk.open", "disclosure.read", "disclosure.answer", area="32.08.31.2011"))
    for name in ("case", "receipt"):
        assert other.get(address(name, row.pk)).status_code == 404
    assert other.post(address("answer", row.pk), {}).status_code == 404
    assert row.receipt not in text(other.get(address("desk"), {"tampil": "semua"}))
    assert row.receipt not in text(other.get(address("desk"), {"q": row.receipt}))


def test_the_public_reads_how_long_people_wait(office: Office, as_actor: SignIn) -> None:
    ACTS["answer"](office.ppid, case=office.ask(), values={"granted": "all", "answer": "Ini."})
    office.ask(form_key=uuid.uuid4())
    page = text(as_actor(ANONYMOUS).get(reverse("performance")))
    assert "Masuk 2" in page and "Masih menunggu 1" in page and "%" not in page.split("Di bawah 20")[0]
    assert "PPID Desa" in page
