"""The pages of asking and of the office, as browsers see them."""

import io
import re
import uuid
from dataclasses import asdict
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pendopo.accounts.tests import folk
from pendopo.kernel.errors import NotFound
from pendopo.letters.models import LetterRequest, RequestPaper
from pendopo.letters.operations.asking import reuse_paper
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.tests.office import (
    SETUP,
    TARAJU,
    TYPE,
    Office,
    ask,
    checked,
    entry_of,
    full_answers,
    refuse_request,
    resident_actor,
    say_where,
    seen,
    verified,
)
from pendopo.letters.tests.pen import squeezed
from pendopo.people.operations.persons import correct_person

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


@pytest.fixture
def phone(office: Office) -> Client:
    """The resident's browser, signed in."""
    folk.active_account(office.person)
    return folk.resident_browser()


def desk(office: Office, who: str, settings: Any) -> Client:
    """An officer's browser; in the demonstration everybody counts as strong."""
    settings.PENDOPO_DEMO = True
    return folk.browser(office.users[who])


def picture(width: int = 3000, height: int = 2000, kind: str = "JPEG") -> bytes:
    """A photograph with a place in its metadata."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    Image.effect_noise((width, height), 80).convert("RGB").save(
        out, kind, **({"exif": exif} if kind == "JPEG" else {})
    )
    return out.getvalue()


def picture_of(width: int, height: int) -> bytes:
    """A plain picture that is small as a file and large in memory."""
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def pdf_of(user: str) -> bytes:
    """A PDF of one page that somebody has locked; with an empty word it opens, and only forbids printing."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=user))
    return out.getvalue()


def begin(phone: Client) -> LetterRequest:
    phone.post(f"/surat/ajukan/{TYPE}/", {"form_key": str(uuid.uuid4())})
    return LetterRequest.objects.latest("begun_at")


def test_asking_from_the_first_page_to_the_receipt(phone: Client) -> None:
    page = phone.get(f"/surat/ajukan/{TYPE}/")
    key = re.search(r'name="form_key" value="([^"]+)"', page.content.decode()).group(1)  # type: ignore[union-attr]
    for _ in range(2):  # pressed twice
        page = phone.post(f"/surat/ajukan/{TYPE}/", {"form_key": key})
    row = LetterRequest.objects.get()
    address = page["Location"]
    for field in row.version.content["fields"]:
        assert f"/isi/{field['key']}/" in address
        asked = phone.get(address)
        assert field["label"] in asked.content.decode()
        if field["required"]:
            empty = phone.post(address, {})
            assert empty.status_code == 422
            assert "error-summary" in empty.content.decode()
        page = phone.post(address, _typed(field))
        assert page.status_code == 302, page.content.decode()
        address = page["Location"]
    assert address.endswith("/syarat/")
    assert phone.get(address).status_code == 200
    check = f"/surat/permohonan/{row.pk}/periksa/"
    assert "Kirim permohonan" in phone.get(check).content.decode()
    sent = [phone.post(check) for _ in range(2)]
    assert {answer["Location"] for answer in sent} == {f"/surat/permohonan/{row.pk}/tanda-terima/"}
    row.refresh_from_db()
    receipt = phone.get(sent[0]["Location"]).content.decode()
    assert row.receipt and row.receipt in receipt and str(row.secret) in receipt
    assert LetterRequest.objects.count() == 1
    status = Client().get(f"/surat/status/{row.receipt}/{row.secret}/").content.decode()
    assert "Dadang" not in status and row.receipt in status
    assert str(row.receipt) in phone.get("/surat/saya/").content.decode()


def test_a_question_is_asked_only_when_the_answer_before_it_calls_it_up(phone: Client) -> None:
    phone.post("/surat/ajukan/domisili-usaha/", {"form_key": str(uuid.uuid4())})
    row = LetterRequest.objects.get()
    page = f"/surat/permohonan/{row.pk}/isi"

    def answer(key: str, text: str, query: str = "") -> str:
        return str(phone.post(f"{page}/{key}/{query}", {key: text})["Location"])

    assert phone.get(f"{page}/pemilik_tempat/").status_code == 404
    assert answer("status_tempat", "milik_sendiri").endswith("/jumlah_pekerja/")
    assert answer("status_tempat", "sewa").endswith("/pemilik_tempat/")
    assert "Pertanyaan 6 dari 9" in phone.get(f"{page}/pemilik_tempat/").content.decode()
    assert answer("pemilik_tempat", "Pak Haji").endswith("/jumlah_pekerja/")
    for key in ("nama_usaha", "jenis_usaha", "alamat_usaha", "jumlah_pekerja", "jabatan_usaha", "keperluan"):
        answer(key, "7")
    answer("bentuk_usaha", "perorangan")
    # What an answer no longer calls up is dropped; what it calls up anew is asked before the last look.
    assert answer("status_tempat", "milik_sendiri", "?kembali=periksa").endswith("/periksa/")
    row.refresh_from_db()
    assert "pemilik_tempat" not in row.answers
    assert answer("status_tempat", "sewa", "?kembali=periksa").endswith("/pemilik_tempat/")
    check = f"/surat/permohonan/{row.pk}/periksa/"
    assert phone.post(check).status_code == 422
    answer("pemilik_tempat", "Pak Haji")
    assert phone.post(check).status_code == 302


def test_what_the_register_knows_is_shown_to_be_put_right(phone: Client, office: Office) -> None:
    person = office.person
    known = {"father_name": "Asep Ayah"}
    correct_person(SETUP, person=person, values=known, seen=person.last_entry, reason="uji")
    phone.post("/surat/ajukan/nikah-n1/", {"form_key": str(uuid.uuid4())})
    row = LetterRequest.objects.get()
    address = f"/surat/permohonan/{row.pk}/isi/bin_binti/"
    page = phone.get(address).content.decode()
    assert 'value="Asep Ayah"' in page
    assert "Diambil dari data penduduk. Ubah bila keliru." in page
    phone.post(address, {"bin_binti": "Asep Benar"})
    page = phone.get(address).content.decode()
    assert 'value="Asep Benar"' in page
    assert "Diambil dari data penduduk" not in page


def _typed(field: dict[str, Any]) -> dict[str, str]:
    kinds = {
        "choice": field["choices"][0][0] if field["choices"] else "",
        "number": "3",
        "date": "02-11-2026",
    }
    return {field["key"]: kinds.get(field["kind"], "membuka rekening")}


def test_a_photograph_is_made_small_and_loses_its_metadata(phone: Client) -> None:
    row = begin(phone)
    key = row.version.content["requirements"][0]["key"]
    address = f"/surat/permohonan/{row.pk}/syarat/"
    raw = picture()
    for _ in range(2):
        sent = phone.post(address, {"key": key, "file": SimpleUploadedFile("ktp.jpg", raw, "image/jpeg")})
        assert sent.status_code == 302
    paper = RequestPaper.objects.get()
    assert paper.media_type == "image/jpeg" and paper.size < len(raw)
    shown = phone.get(f"/surat/berkas/{paper.pk}/")
    found = Image.open(io.BytesIO(shown.content))
    assert max(found.size) <= 1800
    assert not found.getexif() and b"Kamera Rahasia" not in shown.content
    assert "no-store" in shown["Cache-Control"]


def test_files_lie_sealed_under_their_digest(phone: Client, settings: Any) -> None:
    row = begin(phone)
    key = row.version.content["requirements"][0]["key"]
    pdf = b"%PDF-1.4 isi yang rahasia %%EOF"
    phone.post(f"/surat/permohonan/{row.pk}/syarat/", {"key": key, "file": SimpleUploadedFile("kk.pdf", pdf)})
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.stem for path in files] == [RequestPaper.objects.get().digest]
    assert b"rahasia" not in files[0].read_bytes()
    assert phone.get(f"/surat/berkas/{RequestPaper.objects.get().pk}/").content == pdf


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ" + b"\0" * 500, "bukan foto atau PDF"),
        ("kosong.jpg", b"", "kosong"),
        ("rusak.jpg", b"\xff\xd8\xff\xe0" + b"x" * 300, "bukan foto atau PDF"),
        ("lebar.png", picture_of(7000, 6000), "terlalu lebar"),
        ("putus.pdf", b"%PDF-1.7 tanpa akhir", "terpotong"),
        ("besar.bin", b"\xff" * (20 * 1024 * 1024 + 1), "terlalu besar"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 300, "Ubah ke JPG"),
        ("kunci.pdf", pdf_of(user="rahasia"), "terkunci kata sandi"),
    ],
)
def test_other_files_are_refused_with_the_reason(
    phone: Client, name: str, content: bytes, words: str
) -> None:
    row = begin(phone)
    key = row.version.content["requirements"][0]["key"]
    sent = phone.post(
        f"/surat/permohonan/{row.pk}/syarat/", {"key": key, "file": SimpleUploadedFile(name, content)}
    )
    assert sent.status_code == 422
    assert words in sent.content.decode()
    assert not RequestPaper.objects.exists()


def test_all_papers_go_up_with_one_button_and_a_wrong_one_keeps_no_other_back(phone: Client) -> None:
    row = begin(phone)
    first, second = (one["key"] for one in row.version.content["requirements"][:2])
    address = f"/surat/permohonan/{row.pk}/syarat/"
    page = phone.get(address).content.decode()
    assert page.count('enctype="multipart/form-data"') == 1
    assert re.search(rf'<input[^>]*name="file-{first}"[^>]*multiple', page)
    empty = phone.post(address, {})
    assert "Belum ada berkas." in empty.content.decode()
    sent = phone.post(
        address,
        {
            f"file-{first}": [
                SimpleUploadedFile("depan.jpg", picture(600, 400)),
                SimpleUploadedFile("belakang.exe", b"MZ" + b"\0" * 500),
                SimpleUploadedFile("samping.jpg", picture(500, 400)),
            ],
            # A bank's statement that only forbids printing opens, and is taken.
            f"file-{second}": SimpleUploadedFile("kk.pdf", pdf_of(user="")),
        },
    )
    shown = sent.content.decode()
    assert sent.status_code == 422
    assert "belakang.exe: Berkas ini bukan foto atau PDF" in shown
    assert "depan.jpg" not in shown
    assert shown.count("Lihat berkas") == 3
    kept = RequestPaper.objects.filter(case=row)
    assert sorted(kept.values_list("key", flat=True)) == sorted([first, first, second])
    assert phone.get(address).content.decode().count("Lihat berkas") == 3


def test_a_paper_of_an_earlier_request_is_used_once_more(phone: Client, office: Office) -> None:
    old = begin(phone)
    key = old.version.content["requirements"][0]["key"]
    phone.post(
        f"/surat/permohonan/{old.pk}/syarat/", {f"file-{key}": SimpleUploadedFile("a.jpg", picture(90, 90))}
    )
    given = RequestPaper.objects.get()
    assert "Pakai lagi" not in phone.get(f"/surat/permohonan/{old.pk}/syarat/").content.decode()
    row = begin(phone)
    address = f"/surat/permohonan/{row.pk}/syarat/"
    again = f'name="pakai" value="{given.pk}"'
    assert again in phone.get(address).content.decode()
    for _ in range(2):
        assert phone.post(address, {"pakai": str(given.pk)})["Location"] == address
    mine = RequestPaper.objects.get(case=row)
    assert (mine.key, mine.digest) == (key, given.digest)
    assert again not in phone.get(address).content.decode()
    # The file stays while either request names it.
    phone.post(f"/surat/permohonan/{old.pk}/syarat/", {"hapus": str(given.pk)})
    given.refresh_from_db()
    assert given.removed_at is not None
    assert phone.get(f"/surat/berkas/{mine.pk}/").status_code == 200
    fresh = begin(phone)
    phone.post(f"/surat/permohonan/{fresh.pk}/syarat/", {"pakai": str(given.pk)})
    assert not RequestPaper.objects.filter(case=fresh).exists()
    # Nobody else's paper, and into nobody else's request.
    neighbour = resident_actor(office.neighbour)
    theirs = ask(office, who=neighbour)
    assert phone.post(f"/surat/permohonan/{theirs.pk}/syarat/", {"pakai": str(mine.pk)}).status_code == 404
    with pytest.raises(NotFound):
        reuse_paper(neighbour, request=theirs, paper=mine)


@pytest.mark.parametrize("button", ["lanjut", "hapus", "pakai", ""])
def test_whatever_button_is_pressed_the_chosen_files_go_with_it(phone: Client, button: str) -> None:
    old = begin(phone)
    key, other = (one["key"] for one in old.version.content["requirements"][:2])
    phone.post(_papers(old), {f"file-{key}": SimpleUploadedFile("a.jpg", picture(90, 90))})
    row = begin(phone)
    phone.post(_papers(row), {f"file-{key}": SimpleUploadedFile("b.jpg", picture(80, 90))})
    value = {"hapus": RequestPaper.objects.get(case=row).pk, "pakai": RequestPaper.objects.get(case=old).pk}
    wrong = SimpleUploadedFile("c.exe", b"MZ" * 300)
    good = [SimpleUploadedFile(name, picture(side, 90)) for name, side in (("d.jpg", 70), ("e.jpg", 60))]
    for held, files in enumerate(([good[0]], [good[1], wrong]), 1):
        sent = phone.post(_papers(row), {f"file-{other}": files, button: str(value.get(button, "berkas"))})
        assert RequestPaper.objects.filter(case=row, key=other).count() == held
        # A wrong file is named on the page of the papers, whatever was pressed.
        assert sent.status_code == (302 if len(files) == 1 else 422)
        onwards = f"/surat/permohonan/{row.pk}/{'periksa' if button == 'lanjut' else 'syarat'}/"
        assert sent.status_code == 422 or sent["Location"] == onwards
    page = phone.get(_papers(row)).content.decode()
    assert page.partition("<main")[2].partition("</main>")[0].count("<form") == 1
    # "Bawa aslinya saja" asks for no file, and papers can follow after the request was sent.
    assert phone.post(_papers(row), {"lanjut": "asli"}).status_code == 302
    assert "Belum ada berkas" in phone.post(_papers(row), {}).content.decode()


def test_a_paper_follows_after_the_request_was_sent(phone: Client, office: Office) -> None:
    row = ask(office)
    key = row.version.content["requirements"][0]["key"]
    assert f'href="{_papers(row)}"' in phone.get(f"/surat/permohonan/{row.pk}/").content.decode()
    files = {f"file-{key}": SimpleUploadedFile("a.jpg", picture(90, 90)), "lanjut": "berkas"}
    assert phone.post(_papers(row), files)["Location"] == f"/surat/permohonan/{row.pk}/"
    assert RequestPaper.objects.get(case=row).key == key


def test_every_receipt_says_where_the_office_is_and_an_address_that_can_be_typed(
    phone: Client, office: Office, settings: Any
) -> None:
    row, where = ask(office), say_where()
    settings.PENDOPO_DEMO = True
    desk, tablet = folk.browser(office.users["operator"]), Client()
    tablet.post("/anjungan/masuk/", {"identifier": folk.NIK, "secret": folk.PIN})
    for client, path in (
        (phone, f"/surat/permohonan/{row.pk}/tanda-terima/"),
        (desk, f"/meja/surat/{row.pk}/tanda-terima/"),
        (tablet, f"/anjungan/permohonan/{row.pk}/tanda-terima/"),
    ):
        page = client.get(path).content.decode()
        text = squeezed(re.sub("<[^>]+>", "", page.partition("<main")[2].partition("</main>")[0]))
        assert where in text, path  # as on paper
        assert ":testserver/resi/" in text, path
        assert "<svg" in page


def _papers(row: LetterRequest) -> str:
    return f"/surat/permohonan/{row.pk}/syarat/"


def test_what_was_refused_is_asked_again_with_everything_filled_in(phone: Client, office: Office) -> None:
    row = refuse_request(
        office.operator, case=ask(office, answers={"keperluan": "melamar kerja"}), reason="-"
    )
    again = f"/surat/ajukan/{TYPE}/?lagi={row.pk}"
    assert again in phone.get(f"/surat/permohonan/{row.pk}/").content.decode()
    assert phone.get(again).status_code == 200
    sent = phone.post(again, {"form_key": str(uuid.uuid4())})
    draft = LetterRequest.objects.get(state="draft")
    assert sent["Location"].endswith(f"{draft.pk}/periksa/") and draft.again_of == row.pk
    assert "melamar kerja" in phone.get(sent["Location"]).content.decode()
    running = ask(office)
    theirs = refuse_request(
        office.operator, case=ask(office, who=resident_actor(office.neighbour)), reason="-"
    )
    for other in (running.pk, theirs.pk, uuid.uuid4(), "x"):
        assert phone.get(f"/surat/ajukan/{TYPE}/?lagi={other}").status_code == 404
    assert (
        phone.post(f"/surat/ajukan/usaha/?lagi={row.pk}", {"form_key": str(uuid.uuid4())}).status_code == 404
    )


def test_an_answer_that_is_wrong_is_marked_and_put_right_in_place(
    phone: Client, office: Office, settings: Any
) -> None:
    row = ask(office)
    operator, page = desk(office, "operator", settings), f"/surat/permohonan/{row.pk}/"
    assert phone.get(f"{page}isi/keperluan/").status_code == 302  # at the office nobody writes in it
    sent = {"missing": ["keperluan"], "note": "Sebutkan banknya."}
    assert operator.post(f"/meja/surat/{row.pk}/kembalikan/", sent).status_code == 302
    shown = phone.get(page).content.decode()
    assert "Sebutkan banknya." in shown and f"{page}isi/keperluan/" in shown
    assert phone.post(f"{page}isi/keperluan/", {"keperluan": "rekening BRI"})["Location"] == page
    key = str(uuid.uuid4())
    for _click in range(2):
        assert phone.post(f"{page}kirim-lagi/", {"form_key": key}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answers["keperluan"], row.marks) == ("checking", "rekening BRI", {})
    assert row.steps.filter(move="complete").count() == 1


def test_each_desk_gives_back_to_the_one_before_it(office: Office, settings: Any) -> None:
    row = verified(office)
    head, secretary = desk(office, "head", settings), desk(office, "secretary", settings)
    empty = head.post(f"/meja/surat/{row.pk}/kembali-ke-meja-sebelumnya/", {"kembali-reason": ""})
    assert empty.status_code == 422
    for who, word, state in (
        (head, "kembali-ke-meja-sebelumnya", "verifying"),
        (secretary, "kembali-ke-operator", "checking"),
    ):
        assert word in who.get(f"/meja/surat/{row.pk}/").content.decode()
        sent = who.post(f"/meja/surat/{row.pk}/{word}/", {"kembali-reason": "Alamatnya lain."})
        row.refresh_from_db()
        assert sent.status_code == 302 and row.state == state
    assert "Alamatnya lain." in secretary.get(f"/meja/surat/{row.pk}/").content.decode()


def test_the_office_notes_something_for_itself(phone: Client, office: Office, settings: Any) -> None:
    row, operator = ask(office), desk(office, "operator", settings)
    assert operator.post(f"/meja/surat/{row.pk}/catatan/", {"text": "Sudah ditelepon."}).status_code == 302
    assert operator.post(f"/meja/surat/{row.pk}/catatan/", {"text": " "}).status_code == 422
    assert "Sudah ditelepon." in operator.get(f"/meja/surat/{row.pk}/").content.decode()
    for page in (f"/surat/permohonan/{row.pk}/", f"/resi/{row.receipt}/{row.secret}/"):
        assert "Sudah ditelepon." not in phone.get(page).content.decode()


def test_what_was_typed_stays_when_somebody_else_was_quicker(office: Office, settings: Any) -> None:
    row = checked(office, ask(office))
    late = desk(office, "operator", settings).post(
        f"/meja/surat/{row.pk}/kembalikan/", {"note": "Kartu keluarganya kabur."}
    )
    assert late.status_code == 422 and "Kartu keluarganya kabur." in late.content.decode()
    # Nothing is offered that is not open any more, and the reason is said once.
    page = late.content.decode()
    assert (
        f'action="/meja/surat/{row.pk}/kembalikan/"' not in page
        and page.count("Langkah ini tidak dapat") == 1
    )


def test_somebody_elses_pages_are_not_there(phone: Client, office: Office) -> None:
    foreign = ask(office, who=resident_actor(office.neighbour))
    for part in ("", "isi/keperluan/", "syarat/", "periksa/", "tanda-terima/", "batal/"):
        assert phone.get(f"/surat/permohonan/{foreign.pk}/{part}").status_code == 404, part
    for part in ("kirim-lagi/", "batal/", "periksa/"):
        assert phone.post(f"/surat/permohonan/{foreign.pk}/{part}").status_code == 404, part
    assert phone.get(f"/meja/surat/{foreign.pk}/").status_code == 404


def test_a_wrong_receipt_says_the_next_step(office: Office) -> None:
    row = ask(office)
    sent = Client().post("/surat/status/", {"receipt": row.receipt, "secret": "SALAH"})
    assert sent.status_code == 422 and "Periksa tanda terima" in sent.content.decode()
    right = Client().post(
        "/surat/status/", {"receipt": str(row.receipt).lower(), "secret": row.secret}, follow=True
    )
    assert str(row.receipt) in right.content.decode() and office.person.name not in right.content.decode()


def test_the_office_walks_a_request_to_the_hand(office: Office, settings: Any) -> None:
    row = ask(office)
    operator, secretary, head = (desk(office, who, settings) for who in ("operator", "secretary", "head"))
    home = operator.get("/meja/").content.decode()
    assert office.person.name in home
    page = operator.get(f"/meja/surat/{row.pk}/").content.decode()
    assert "Lengkap, teruskan" in page and folk.NIK not in page
    keys = [one["key"] for one in row.version.content["requirements"]]
    assert operator.post(f"/meja/surat/{row.pk}/periksa/", {"shown": keys}).status_code == 302
    assert "Verifikasi" in secretary.get(f"/meja/surat/{row.pk}/").content.decode()
    assert secretary.post(f"/meja/surat/{row.pk}/verifikasi/").status_code == 302
    before = head.get("/meja/surat/tanda-tangan/").content.decode()
    assert "Kepala Desa Taraju" in before and office.person.name in before
    draft = head.get(f"/meja/surat/{row.pk}/rancangan/")
    assert draft["Content-Type"] == "application/pdf" and draft.content.startswith(b"%PDF-")
    head.post(f"/meja/surat/tanda-tangan/{row.pk}/lihat/")
    assert str(row.pk) in head.get("/meja/surat/tanda-tangan/setuju/").content.decode()
    signed = head.post("/meja/surat/tanda-tangan/kirim/", {"surat": [str(row.pk)]})
    row.refresh_from_db()
    assert row.state == "signed" and entry_of(row).text in signed.content.decode()
    handed = operator.post(f"/meja/surat/{row.pk}/serahkan/", {"received_by": "Dadang Suryana"})
    assert handed.status_code == 302
    for book in ("agenda", "ekspedisi"):
        shown = operator.get(f"/meja/surat/{book}/").content.decode()
        assert entry_of(row).text in shown and office.person.name in shown
        assert operator.get(f"/meja/surat/buku/{book}/cetak/").status_code == 200
        assert operator.get(f"/meja/surat/buku/{book}/unduh/").getvalue().startswith(b"PK")
    for tab in ("", "?tampil=handed", "?tampil=semua", f"?tampil=semua&q={entry_of(row).text}", "?halaman=x"):
        assert operator.get(f"/meja/surat/{tab}").status_code == 200


def test_the_desk_writes_a_request_down(office: Office, settings: Any) -> None:
    operator = desk(office, "operator", settings)
    found = operator.post("/meja/surat/baru/", {"q": "Neneng"}).content.decode()
    assert str(office.neighbour.pk) in found
    assert f"/{TYPE}/" in operator.get(f"/meja/surat/baru/{office.neighbour.pk}/").content.decode()
    address = f"/meja/surat/baru/{office.neighbour.pk}/{TYPE}/"
    page = operator.get(address).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    empty = operator.post(address, {"form_key": key})
    assert empty.status_code == 422
    row = begin_fields(office)
    for _ in range(2):
        sent = operator.post(address, {"form_key": key, **row})
        assert sent.status_code == 302, sent.content.decode()
    made = LetterRequest.objects.get(person=office.neighbour)
    assert made.channel == "desk"
    assert str(made.receipt) in operator.get(sent["Location"]).content.decode()


def begin_fields(office: Office) -> dict[str, str]:
    """What an officer types on the desk's one page."""
    from pendopo.letters.queries.types import public_type

    fields = public_type(TARAJU, TYPE).content.fields
    return {name: value for one in fields for name, value in _typed(asdict(one)).items()}


def test_returned_and_completed_on_the_pages(office: Office, phone: Client, settings: Any) -> None:
    row = ask(office)
    operator = desk(office, "operator", settings)
    key = row.version.content["requirements"][0]["key"]
    refused = operator.post(f"/meja/surat/{row.pk}/kembalikan/", {"note": ""}, follow=True)
    assert "Pilih yang kurang atau keliru" in refused.content.decode()
    operator.post(f"/meja/surat/{row.pk}/kembalikan/", {"missing": [key], "note": "Foto buram"})
    page = phone.get(f"/surat/permohonan/{row.pk}/").content.decode()
    assert "Foto buram" in page
    assert "Foto buram" in phone.get("/saya/pesan/").content.decode()
    still = phone.post(f"/surat/permohonan/{row.pk}/kirim-lagi/", follow=True).content.decode()
    assert "masih belum diubah" in still and "KTP-el" in still
    phone.post(f"/surat/permohonan/{row.pk}/kirim-lagi/", {"reply": "Aslinya saya bawa."})
    row.refresh_from_db()
    assert row.state == "checking" and row.note == "Aslinya saya bawa."
    phone.post(f"/surat/permohonan/{row.pk}/batal/")
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_an_officer_acts_for_a_resident_who_is_present(office: Office, settings: Any) -> None:
    operator = desk(office, "operator", settings)
    assert operator.get(f"/surat/ajukan/{TYPE}/").status_code == 404
    from pendopo.accounts.operations import open_on_behalf
    from pendopo.accounts.queries import actor_on_behalf
    from pendopo.letters.operations.asking import answer_request, begin_request, send_request

    session = open_on_behalf(office.operator, resident=office.person, purpose="Minta surat")
    acting = actor_on_behalf(office.operator, session)
    row = begin_request(acting, village=TARAJU, key=TYPE, form_key=uuid.uuid4())
    answer_request(acting, request=row, answers=full_answers(row))
    row = send_request(acting, request=row)
    assert row.channel == "behalf" and row.asked_by == office.operator.name
    assert row.steps.get().by == office.operator.name


def test_a_death_letter_offers_the_register_what_it_knows(office: Office, settings: Any) -> None:
    operator = desk(office, "operator", settings)
    dead = {"id": str(office.neighbour.pk), "name": office.neighbour.name, "nik": ""}
    row = ask(office, key="kematian", answers={"almarhum": dead, "tanggal_meninggal": "2026-11-02"})
    page = operator.get(f"/meja/surat/{row.pk}/").content.decode()
    assert f"/meja/warga/{office.neighbour.pk}/meninggal/" in page
    fields = dict(re.findall(r'type="hidden" name="(kematian-[a-z_]+|ke)" value="([^"]*)"', page))
    assert fields["kematian-on"] == "02-11-2026"
    assert fields["kematian-cause"] == "Sakit biasa atau tua"
    assert fields["kematian-reporter"] == office.person.name
    form = operator.post(f"/meja/warga/{office.neighbour.pk}/meninggal/", fields).content.decode()
    assert 'value="02-11-2026"' in form
    operator.post(f"/meja/surat/{row.pk}/peristiwa/")
    assert "meninggal/" not in operator.get(f"/meja/surat/{row.pk}/").content.decode()


def test_a_birth_letter_opens_the_mothers_family_with_the_child(office: Office, settings: Any) -> None:
    operator = desk(office, "operator", settings)
    mother = {"id": str(office.neighbour.pk), "name": office.neighbour.name, "nik": ""}
    born = {
        "nama_bayi": "Siti Aisyah",
        "kelamin_bayi": "p",
        "tanggal_lahir_bayi": "2026-11-02",
        "ibu": mother,
    }
    row = ask(office, key="kelahiran", answers={**born, "penolong": "bidan_atau_perawat"})
    page = operator.get(f"/meja/surat/{row.pk}/").content.decode()
    address = f"/meja/keluarga/{office.neighbour.family_id}/lahir/"
    assert address in page
    fields = dict(re.findall(r'type="hidden" name="([a-z]+-[a-z_]+|ke)" value="([^"]*)"', page))
    assert fields["orangtua-mother"] == str(office.neighbour.pk)
    assert (fields["anak-sex"], fields["kelahiran-helper"], fields["kelahiran-place_kind"]) == ("2", "2", "1")
    form = operator.post(address, fields).content.decode()
    assert 'value="Siti Aisyah"' in form and "error-summary" not in form


def test_a_move_letter_opens_the_register_filled_in(office: Office, settings: Any) -> None:
    operator = desk(office, "operator", settings)
    row = ask(
        office, key="pindah", answers={"tanggal_pindah": "2026-11-02", "klasifikasi": "4", "alasan": "1"}
    )
    page = operator.get(f"/meja/surat/{row.pk}/").content.decode()
    fields = dict(re.findall(r'type="hidden" name="(kepindahan-[a-z_]+|ke)" value="([^"]*)"', page))
    address = f"/meja/warga/{office.person.pk}/pindah/"
    assert address in page and fields["kepindahan-move_class"] == "4"
    form = operator.post(address, fields).content.decode()
    assert 'value="02-11-2026"' in form


def test_a_signed_letter_can_be_voided_with_ground_and_reason(office: Office, settings: Any) -> None:
    row = sign_request(office.head, case=seen(office))
    head = desk(office, "head", settings)
    bad = head.post(f"/meja/surat/{row.pk}/batalkan/", {"batal-ground": "", "batal-reason": ""})
    assert bad.status_code == 422
    head.post(
        f"/meja/surat/{row.pk}/batalkan/", {"batal-ground": "wrong_content", "batal-reason": "Nama keliru"}
    )
    row.refresh_from_db()
    assert row.state == "void"
    assert "Batal: Nama keliru" in head.get("/meja/surat/agenda/").content.decode()


def test_the_first_visit_of_a_question_is_light(phone: Client) -> None:
    row = begin(phone)
    page = phone.get(f"/surat/permohonan/{row.pk}/isi/keperluan/", HTTP_ACCEPT_ENCODING="gzip")
    assert len(page.content) < 12_000


def test_waiting_letters_show_who_is_barred(office: Office, settings: Any) -> None:
    from pendopo.accounts.operations import identify_officer
    from pendopo.letters.tests.office import SETUP

    identify_officer(SETUP, area=TARAJU, officer=office.users["head"], person=office.person)
    row = verified(office)
    head = desk(office, "head", settings)
    page = head.get("/meja/surat/tanda-tangan/").content.decode()
    assert "urusan Anda sendiri" in page and f"/tanda-tangan/{row.pk}/lihat/" not in page
