"""The editor of letter types: drafts, versions, faults named by line, and who may do what."""

import contextlib
import io
import re
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel.actor import ANONYMOUS, Actor, Power, system_actor
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted
from pendopo.kernel.history import history_of
from pendopo.kernel.tests.test_queue import file_database, together
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.models import LetterType, LetterTypeVersion
from pendopo.letters.operations import type_drafts, types
from pendopo.letters.operations.type_refusals import LetterTypeRefused
from pendopo.letters.queries.types import public_archive_code, public_letter_types, public_type
from pendopo.places import operations as places

TARAJU, CIKUBANG = "32.06.13.2001", "32.06.13.2002"
SYSTEM = system_actor("tests")
EDIT = "letters.types.edit"
DESK = "/meja/surat/jenis/"
GOOD = "Saya menerangkan bahwa #v.nama benar.\n"

__all__ = ["file_database"]

SignIn = Callable[[Actor], Client]


def editor(area: str = TARAJU, name: str = "Bu Ai") -> Actor:
    return Actor(kind="officer", id=uuid.uuid4(), name=name, powers=frozenset({Power(EDIT, area)}))


def edit(actor: Actor, key: str = "domisili", **changes: Any) -> LetterTypeVersion:
    held = LetterTypeVersion.objects.filter(letter_type__key=key, state="draft").first()
    seen = held.last_entry if held else None
    return type_drafts.save_draft(actor, village=TARAJU, key=key, changes=changes, seen=seen)


def enact(actor: Actor, key: str = "domisili", reason: str = "uji") -> LetterTypeVersion:
    seen = LetterTypeVersion.objects.get(letter_type__key=key, state="draft").last_entry
    return type_drafts.enact_draft(actor, village=TARAJU, key=key, reason=reason, seen=seen)


def said(page: Any) -> str:
    return " ".join(page.content.decode().split())


# A shipped type before and at its first use


def test_a_village_offers_every_shipped_type_without_any_set_up(taraju: str) -> None:
    offered = {one.key for one in public_letter_types(taraju, internal=True)}
    assert offered == set(shipped_types())
    assert not LetterType.objects.exists()
    assert "perjalanan-dinas" not in {one.key for one in public_letter_types(taraju)}


def test_the_first_use_makes_the_rows_once(taraju: str) -> None:
    first = types.adopt_type(ANONYMOUS, village=taraju, key="domisili")
    again = types.adopt_type(ANONYMOUS, village=taraju, key="domisili")
    assert first.pk == again.pk
    assert (first.number, first.state, first.origin) == (1, "live", "shipped")
    assert public_type(taraju, "domisili").version == first


def test_an_unknown_type_is_refused(taraju: str) -> None:
    with pytest.raises(LetterTypeRefused) as refused:
        types.adopt_type(ANONYMOUS, village=taraju, key="tidak-ada")
    assert refused.value.code == "type_unknown"
    with pytest.raises(NotFound):
        public_type(taraju, "tidak-ada")


def test_an_update_of_pendopo_makes_a_new_version_and_leaves_the_old_one(
    taraju: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    before = types.adopt_type(ANONYMOUS, village=taraju, key="domisili")
    newer = replace(shipped_types()["domisili"], template="Kalimat baru untuk #v.nama.")
    updated = {**shipped_types(), "domisili": newer}
    for module in ("operations.type_rows", "queries.types"):
        monkeypatch.setattr(f"pendopo.letters.{module}.public_shipped_types", lambda _: updated)
    assert public_type(taraju, "domisili").version is None
    after = types.adopt_type(ANONYMOUS, village=taraju, key="domisili")
    before.refresh_from_db()
    assert (after.number, after.content["template"]) == (2, "Kalimat baru untuk #v.nama.")
    assert before.state == "former"
    assert before.content["template"] == shipped_types()["domisili"].template


def test_a_village_that_changed_a_type_keeps_its_own_over_an_update(
    taraju: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = editor()
    edit(actor, template=GOOD)
    enact(actor)
    monkeypatch.setattr("pendopo.letters.operations.type_rows.public_shipped_types", lambda _: {})
    assert types.adopt_type(ANONYMOUS, village=taraju, key="domisili").content["template"] == GOOD


def test_a_village_can_go_back_to_what_pendopo_ships_and_follows_updates_again(
    taraju: str, as_actor: SignIn
) -> None:
    actor = editor()
    edit(actor, template=GOOD)
    enact(actor)
    client = as_actor(actor)
    assert "Salin bawaan Pendopo menjadi rancangan" in said(client.get(f"{DESK}domisili/"))
    assert client.post(f"{DESK}domisili/versi/0/pulihkan/").status_code == 302
    now = enact(actor, reason="kembali ke bawaan")
    assert (now.origin, now.content["template"]) == ("shipped", shipped_types()["domisili"].template)
    assert not public_type(taraju, "domisili").own
    assert "Salin bawaan Pendopo" not in said(client.get(f"{DESK}domisili/"))


# Drafts and versions


def test_a_draft_changes_nothing_until_it_is_put_into_force(taraju: str) -> None:
    actor = editor()
    live = types.adopt_type(actor, village=taraju, key="domisili")
    draft = edit(actor, template=GOOD, name="Keterangan tempat tinggal")
    assert draft.state == "draft"
    assert public_type(taraju, "domisili").version == live
    enact(actor, reason="kalimat lebih pendek")
    now = public_type(taraju, "domisili")
    assert now.content.template == GOOD
    assert now.content.name == LetterType.objects.get(key="domisili").name == "Keterangan tempat tinggal"
    assert now.version is not None
    assert (now.version.number, now.version.note, now.version.made_by) == (2, "kalimat lebih pendek", "Bu Ai")


def test_an_old_version_stays_as_it_was(taraju: str) -> None:
    actor = editor()
    first = types.adopt_type(actor, village=taraju, key="domisili")
    kept, digest = dict(first.content), first.digest
    for wording in (GOOD, GOOD + "Lagi.\n"):
        edit(actor, template=wording)
        enact(actor)
    type_drafts.restore_version(actor, village=taraju, key="domisili", number=1)
    first.refresh_from_db()
    assert (first.content, first.digest, first.state) == (kept, digest, "former")
    assert [row.state for row in LetterTypeVersion.objects.order_by("number")] == [
        "former",
        "former",
        "live",
        "draft",
    ]
    enact(actor, reason="kembali ke semula")
    assert public_type(taraju, "domisili").content.template == kept["template"]


def test_every_edit_stands_in_the_journal_with_its_officer(taraju: str) -> None:
    actor = editor(name="Pak Dadan")
    draft = edit(actor, template=GOOD)
    enact(actor, reason="uji jurnal")
    items = history_of(draft.pk)
    assert {item.operation for item in items} == {"letters.type.edit", "letters.type.enact"}
    assert {item.actor for item in items} == {"Pak Dadan"}
    assert items[0].reason == "uji jurnal"
    assert items[-1].changes["content"][1]["template"] == GOOD


def test_a_draft_that_is_gone_meanwhile_is_said_on_the_page(taraju: str, as_actor: SignIn) -> None:
    client, here = as_actor(editor()), f"{DESK}domisili/"
    for address, words in (("buang/", "Tidak ada rancangan"), ("versi/99/pulihkan/", "Versi ini tidak ada")):
        page = client.post(f"{here}{address}", follow=True)
        assert page.redirect_chain == [(here, 302)]
        assert words in said(page)


def test_a_discarded_draft_is_gone_and_its_content_stays_in_the_journal(taraju: str) -> None:
    actor = editor()
    draft = edit(actor, template=GOOD)
    type_drafts.discard_draft(actor, village=taraju, key="domisili")
    assert not LetterTypeVersion.objects.filter(pk=draft.pk).exists()
    assert any(item.changes.get("content") for item in history_of(draft.pk))


def test_two_editors_notice_each_other(taraju: str) -> None:
    mine = edit(editor(), template=GOOD)
    type_drafts.save_draft(
        editor(name="Pak Ujang"),
        village=taraju,
        key="domisili",
        changes={"template": "Lain.\n"},
        seen=mine.last_entry,
    )
    for stale in (mine.last_entry, None):
        with pytest.raises(Conflict):
            type_drafts.save_draft(
                editor(), village=taraju, key="domisili", changes={"template": GOOD}, seen=stale
            )
    assert LetterTypeVersion.objects.get(state="draft").content["template"] == "Lain.\n"


def test_nothing_comes_into_force_that_says_the_same(taraju: str) -> None:
    actor = editor()
    edit(actor, template=GOOD)
    edit(actor, template=shipped_types()["domisili"].template)
    with pytest.raises(LetterTypeRefused) as refused:
        enact(actor)
    assert refused.value.code == "nothing_changed"


# Faults


def test_a_wording_with_a_fault_is_kept_as_a_draft_and_its_line_is_named(
    taraju: str, as_actor: SignIn
) -> None:
    actor = editor()
    client = as_actor(actor)
    faulty = "Baris pertama.\n\n#orang(v\n"
    answer = client.post(f"{DESK}domisili/kalimat/", {"template": faulty, "seen": ""})
    assert answer.status_code == 302
    assert LetterTypeVersion.objects.get(state="draft").content["template"] == faulty
    page = said(client.get(f"{DESK}domisili/"))
    assert "Baris 3: Ada kurung atau tanda yang belum ditutup." in page
    assert "berlakukan/" not in page
    with pytest.raises(LetterTypeRefused) as refused:
        enact(actor)
    assert [problem.line for problem in refused.value.details["problems"]] == [3]
    assert public_type(taraju, "domisili").content.template == shipped_types()["domisili"].template


@pytest.mark.parametrize(
    "wording",
    ['#read("/etc/passwd")\n', '#include "/etc/passwd"\n', "#v.tidak_ada\n", '#import "@preview/x:0.1.0"\n'],
)
def test_a_wording_that_reaches_outside_or_names_nothing_never_comes_into_force(
    taraju: str, wording: str
) -> None:
    actor = editor()
    edit(actor, template=wording)
    with pytest.raises(LetterTypeRefused) as refused:
        enact(actor)
    assert refused.value.code == "wording_faulty"


def test_a_wording_that_breaks_only_when_an_answer_is_missing_is_found(taraju: str) -> None:
    actor = editor()
    edit(actor, template='#if v.alamat_domisili == "" [ #v.lupa ]\n')
    with pytest.raises(LetterTypeRefused) as refused:
        enact(actor)
    assert refused.value.code == "wording_faulty"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"signers": []},
        {"signers": ["camat"]},
        {"fee": -1},
        {"fields": [{"key": "nama", "label": "Nama"}]},
        {"fields": [{"key": "Buruk Sekali", "label": "x"}]},
        {"fields": [{"key": "a", "label": "x"}, {"key": "a", "label": "y"}]},
        {"fields": [{"key": "a", "label": "x", "kind": "choice", "choices": ["satu"]}]},
        {"fields": [{"key": "a", "label": "x", "kind": "group", "fields": []}]},
        {"fields": [{"key": "a", "label": "x", "wat": 1}]},
        {"fields": "bukan daftar"},
        {"template": "x" * 20_001},
        {"requirements": [{"key": "a"}]},
    ],
)
def test_content_that_is_no_letter_type_is_refused_and_nothing_is_kept(
    taraju: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(LetterTypeRefused) as refused:
        edit(editor(), **changes)
    assert refused.value.code == "content_faulty"
    assert refused.value.details["problems"]
    assert not LetterTypeVersion.objects.filter(state="draft").exists()


def test_while_the_press_is_missing_nothing_comes_into_force_and_the_page_says_why(
    taraju: str, as_actor: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pendopo.letters.formats.type_check.available", lambda: False)
    actor = editor()
    edit(actor, template=GOOD + "Tanpa mesin cetak.\n")
    with pytest.raises(LetterTypeRefused):
        enact(actor)
    assert "Bagian surat masih dipasang. Coba lagi sebentar." in said(as_actor(actor).get(f"{DESK}domisili/"))


def test_a_wording_without_end_is_stopped_and_said(taraju: str, as_actor: SignIn) -> None:
    actor = editor()
    edit(actor, template="#while true { [lagi] }\n")
    with pytest.raises(LetterTypeRefused) as refused:
        enact(actor)
    assert refused.value.code == "wording_faulty"
    assert LetterTypeVersion.objects.get(state="draft").content["template"].startswith("#while")


# Word files


def word(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_is_tried_before_it_is_kept(taraju: str) -> None:
    actor = editor()
    file = word("Menerangkan bahwa {{ nama }} benar.")
    draft = type_drafts.set_word_file(actor, village=taraju, key="domisili", name="surat.docx", file=file)
    assert (draft.docx_name, bytes(draft.docx or b"")) == ("surat.docx", file)
    enact(actor)
    live = public_type(taraju, "domisili").version
    assert live is not None
    assert live.docx_digest == draft.docx_digest != ""
    back = type_drafts.set_word_file(actor, village=taraju, key="domisili", name="", file=b"")
    assert (back.docx, back.docx_name) == (None, "")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"%PDF-1.7 bukan word", "docx_unknown"),
        (b"PK" + b"0" * 3_000_000, "docx_too_big"),
        (b"PK rusak", "docx_faulty"),
    ],
)
def test_a_bad_word_file_is_refused_with_the_reason(taraju: str, file: bytes, code: str) -> None:
    with pytest.raises(LetterTypeRefused) as refused:
        type_drafts.set_word_file(editor(), village=taraju, key="domisili", name="x.docx", file=file)
    assert refused.value.code == code
    assert not LetterTypeVersion.objects.filter(state="draft").exists()


def test_a_zip_that_unpacks_to_gigabytes_is_refused(taraju: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("word/document.xml", b" " * 40_000_000)
    with pytest.raises(LetterTypeRefused) as refused:
        type_drafts.set_word_file(
            editor(), village=taraju, key="domisili", name="x.docx", file=out.getvalue()
        )
    assert refused.value.code == "docx_faulty"


# Who may


def test_another_village_sees_and_changes_nothing(taraju: str, as_actor: SignIn) -> None:
    edit(editor(), template=GOOD)
    stranger = editor(CIKUBANG)
    for act in (
        lambda: type_drafts.save_draft(stranger, village=taraju, key="usaha", changes={"name": "x"}),
        lambda: type_drafts.enact_draft(stranger, village=taraju, key="domisili", reason="x"),
        lambda: type_drafts.discard_draft(stranger, village=taraju, key="domisili"),
        lambda: types.switch_type(stranger, village=taraju, key="usaha", active=False, reason="x"),
        lambda: type_drafts.restore_version(stranger, village=taraju, key="domisili", number=1),
    ):
        with pytest.raises(NotPermitted):
            act()
    client = as_actor(stranger)
    for path in ("", "domisili/", "domisili/kalimat/", "domisili/versi/1/", "domisili/contoh/"):
        assert client.get(DESK + path).status_code == 404


def test_a_resident_and_a_visitor_get_nowhere_near_the_editor(taraju: str, as_actor: SignIn) -> None:
    resident = Actor(kind="resident", id=uuid.uuid4(), name="Warga", resident_id=uuid.uuid4())
    assert as_actor(resident).get(DESK).status_code == 404
    assert as_actor(ANONYMOUS).get(DESK).status_code == 302
    assert as_actor(resident).post(f"{DESK}domisili/kalimat/", {"template": "x"}).status_code == 404


def test_a_type_switched_off_leaves_the_list_and_comes_back(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    assert client.post(f"{DESK}usaha/layanan/", {"reason": "dialihkan"}).status_code == 302
    assert "usaha" not in {one.key for one in public_letter_types(taraju)}
    with pytest.raises(LetterTypeRefused):
        types.adopt_type(ANONYMOUS, village=taraju, key="usaha")
    assert client.get("/surat/usaha/").status_code == 404
    assert client.post(f"{DESK}usaha/layanan/", {"reason": "dibuka lagi"}).status_code == 302
    assert client.get("/surat/usaha/").status_code == 200


# A village's own type


def test_a_village_adds_its_own_type_and_offers_it(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    answer = client.post(f"{DESK}baru/", {"name": "Keterangan Panen Raya", "like": "usaha"})
    assert answer["Location"] == f"{DESK}keterangan-panen-raya/"
    assert "keterangan-panen-raya" not in {one.key for one in public_letter_types(taraju)}
    assert client.get(answer["Location"]).status_code == 200
    edit(editor(), "keterangan-panen-raya", purpose="Menerangkan hasil panen.")
    enact(editor(), "keterangan-panen-raya")
    types.switch_type(editor(), village=taraju, key="keterangan-panen-raya", active=True, reason="mulai")
    assert public_type(taraju, "keterangan-panen-raya").content.title == "KETERANGAN PANEN RAYA"
    again = client.post(f"{DESK}baru/", {"name": "Keterangan panen raya", "like": "usaha"})
    assert again.status_code == 422
    assert public_archive_code(taraju, public_type(taraju, "keterangan-panen-raya").content) == "400.10.2.2"


# Pages


def test_questions_are_added_changed_moved_and_left_out(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())

    def seen() -> str:
        draft = LetterTypeVersion.objects.filter(state="draft").first()
        return str(draft.last_entry) if draft else ""

    def keys() -> list[str]:
        return [one["key"] for one in LetterTypeVersion.objects.get(state="draft").content["fields"]]

    form = {"label": "Berapa kamar?", "kind": "choice", "choices": "Satu\nDua", "seen": seen()}
    assert client.post(f"{DESK}domisili/isian/baru/", form).status_code == 302
    assert keys() == ["alamat_domisili", "tinggal_sejak", "keperluan", "berapa_kamar"]
    move = f"{DESK}domisili/isian/berapa_kamar/pindah/"
    assert client.post(move, {"ke": "atas", "seen": seen()}).status_code == 302
    assert keys()[2] == "berapa_kamar"
    form = {"label": "Jumlah kamar", "kind": "choice", "choices": "Dua\nTiga", "seen": seen()}
    assert client.post(f"{DESK}domisili/isian/berapa_kamar/", form).status_code == 302
    one = LetterTypeVersion.objects.get(state="draft").content["fields"][2]
    assert (one["key"], one["label"], one["choices"]) == (
        "berapa_kamar",
        "Jumlah kamar",
        [["dua", "Dua"], ["tiga", "Tiga"]],
    )
    assert client.post(move, {"ke": "hapus", "seen": seen()}).status_code == 302
    assert "berapa_kamar" not in keys()


def test_bounds_and_dependence_of_a_question_stay_through_an_edit(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    address = f"{DESK}domisili-usaha/isian/jumlah_pekerja/"

    def send(**parts: str) -> Any:
        draft = LetterTypeVersion.objects.filter(state="draft").first()
        form = {"label": "Berapa pekerjanya?", "kind": "number", "unit": "orang", **parts}
        return client.post(address, {**form, "seen": str(draft.last_entry) if draft else ""})

    said_of = said(send(lowest="9", highest="1", asked_if="bentuk_usaha", asked_when="Warung"))
    assert "Batas bawah lebih besar daripada batas atas." in said_of
    assert "Pilihan ini tidak dikenal." in said_of
    assert "Pertanyaan yang dirujuk belum ditanyakan." in said(send(asked_if="jabatan_usaha"))
    whole = {"lowest": "1", "highest": "500", "asked_if": "bentuk_usaha", "asked_when": "PT\nKoperasi"}
    assert send(**whole).status_code == 302
    shown = said(client.get(address))
    assert "PT Koperasi</textarea>" in shown
    assert '<option value="bentuk_usaha" selected>' in shown
    content = LetterTypeVersion.objects.get(state="draft").content
    held = next(one for one in content["fields"] if one["key"] == "jumlah_pekerja")
    assert (held["lowest"], held["highest"]) == ("1", "500")
    assert (held["asked_if"], held["asked_when"]) == ("bentuk_usaha", ["pt", "koperasi"])


def test_a_question_that_the_wording_forgets_is_named(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    assert "belum dipakai dalam kalimat surat" not in said(client.get(f"{DESK}domisili/kalimat/"))
    edit(editor(), template="Untuk #v.nama, keperluan #v.keperluan.\n")
    page = said(client.get(f"{DESK}domisili/kalimat/"))
    assert "belum dipakai dalam kalimat surat" in page
    assert "<li>Sejak kapan Anda tinggal di sini?</li>" in page
    assert "<li>Untuk keperluan apa surat ini?</li>" not in page


def test_one_more_row_is_shown_and_nothing_is_saved_or_lost(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    sent = {"requirements-0-name": "KTP-el", "requirements-0-supplier": "Anda", "tambah": "requirements"}
    page = said(client.post(f"{DESK}domisili/syarat/", sent))
    assert 'name="requirements-1-name"' in page
    assert 'value="KTP-el"' in page
    assert not LetterTypeVersion.objects.exists()
    del sent["tambah"]
    assert client.post(f"{DESK}domisili/syarat/", sent).status_code == 302
    assert LetterTypeVersion.objects.get(state="draft").content["requirements"] == [
        {"key": "ktp_el", "name": "KTP-el", "supplier": "Anda", "required": True}
    ]


def test_general_and_standard_are_saved_and_wrong_input_keeps_what_was_typed(
    taraju: str, as_actor: SignIn
) -> None:
    client = as_actor(editor())
    page = client.get(f"{DESK}domisili/umum/").content.decode()
    assert "Surat Keterangan Domisili" in page
    wrong = client.post(f"{DESK}domisili/umum/", {"name": "Nama baru", "validity_count": "banyak"})
    assert wrong.status_code == 422
    assert "Nama baru" in said(wrong)
    form = {
        "name": "Keterangan domisili", "title": "Surat Keterangan Domisili", "purpose": "Alamat.",
        "group": "tinggal", "validity_count": "3", "validity_unit": "month", "days": "2", "fee": "0",
        "signers": ["head"], "steps": ["check"], "online": "on", "paper": "A4", "archive_code": "470",
    }  # fmt: skip
    assert client.post(f"{DESK}domisili/umum/", form).status_code == 302
    content = LetterTypeVersion.objects.get(state="draft").content
    assert (content["paper"], content["signers"], content["archive_code"]) == ("A4", ["head"], "470")
    assert content["fields"], "what this form does not show stays"


def test_the_preview_is_a_letter_of_the_draft(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    edit(editor(), template=GOOD)
    pdf = client.get(f"{DESK}domisili/contoh/")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    picture = client.get(f"{DESK}domisili/contoh/gambar/")
    assert picture.content.startswith(b"<svg")
    edit(editor(), template="#orang(v\n")
    assert "Baris 1" in said(client.get(f"{DESK}domisili/contoh/"))
    assert client.get(f"{DESK}domisili/contoh/gambar/").status_code == 404


def test_the_public_list_finds_by_everyday_words_and_the_sheet_shows_fourteen_components(
    taraju: str, as_actor: SignIn
) -> None:
    client = as_actor(ANONYMOUS)
    whole = client.get("/surat/").content.decode()
    assert whole.count('href="/surat/') >= 43
    assert "Keterangan usaha" in said(client.get("/surat/?q=kredit warung"))
    assert "belum ada di daftar" in said(client.get("/surat/?q=xyzzy"))
    assert "Penduduk" not in said(client.get("/surat/?q=sktm"))
    sheet = said(client.get("/surat/kelahiran/"))
    for number in range(1, 15):
        assert f"<dt>{number}. " in sheet
    assert "Surat keterangan lahir dari bidan" in sheet


def test_the_list_at_the_desk_can_be_searched(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(editor())
    assert client.get(DESK).content.decode().count('<th scope="row">') == len(shipped_types())
    found = client.get(f"{DESK}?q=kua wali").content.decode()
    assert "Pengantar wali hakim" in found
    assert "SKCK" not in found
    assert client.get(f"{DESK}?q={'x' * 100}").status_code == 200


def test_a_version_shows_what_it_changed(taraju: str, as_actor: SignIn) -> None:
    actor = editor()
    edit(actor, template=shipped_types()["domisili"].template.replace("Demikian", "Demikianlah"), fee=5000)
    page = as_actor(actor).get(f"{DESK}domisili/versi/2/").content.decode()
    assert "Perubahan dari versi 1" in page
    assert "<ins>Demikianlah surat" in page
    assert "<del>Demikian surat" in page
    assert re.search(r"Biaya \(rupiah\)</th>\s*<td[^>]*>0</td>\s*<td[^>]*>5000</td>", page)
    assert "Tidak ada yang berubah" not in page


def test_an_internal_letter_is_not_for_the_public(taraju: str, as_actor: SignIn) -> None:
    client = as_actor(ANONYMOUS)
    assert client.get("/surat/perjalanan-dinas/").status_code == 404
    assert "perjalanan-dinas" not in client.get("/surat/").content.decode()


def test_the_words_of_a_kelurahan_stand_in_the_editor(db: None, as_actor: SignIn) -> None:
    places.set_up_village(SYSTEM, code="32.73.25.1002")
    page = said(as_actor(editor("32.73.25.1002")).get(f"{DESK}domisili/umum/"))
    assert "Sekretaris Kelurahan, atas nama Lurah" in page


def test_the_pages_need_few_queries_however_many_types_were_used(
    taraju: str, as_actor: SignIn, django_assert_max_num_queries: Any
) -> None:
    for key in shipped_types():
        types.adopt_type(ANONYMOUS, village=taraju, key=key)
    client = as_actor(ANONYMOUS)
    with django_assert_max_num_queries(4):
        assert client.get("/surat/").status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get("/surat/domisili/").status_code == 200
    client = as_actor(editor())
    with django_assert_max_num_queries(8):
        assert client.get(DESK).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(f"{DESK}domisili/").status_code == 200


# At the same moment


def test_first_uses_at_the_same_moment_make_one_row(file_database: None) -> None:
    places.set_up_village(SYSTEM, code=TARAJU)
    found: list[Any] = []

    def use(_number: int) -> None:
        found.append(types.adopt_type(SYSTEM, village=TARAJU, key="domisili").pk)

    assert together(use) == []
    assert len(set(found)) == 1
    assert LetterTypeVersion.objects.count() == 1


def test_two_officers_who_begin_a_draft_at_the_same_moment_make_one(file_database: None) -> None:
    places.set_up_village(SYSTEM, code=TARAJU)

    def begin(number: int) -> None:
        changes = {"search": f"kata {number}"}
        with contextlib.suppress(Conflict):
            type_drafts.save_draft(editor(), village=TARAJU, key="domisili", changes=changes, seen=None)

    assert together(begin) == []
    assert LetterTypeVersion.objects.filter(state="draft").count() == 1
    assert LetterTypeVersion.objects.count() == 2
