"""Letter types as data: content, values, words, and the form of a type's own questions."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.letters.formats.type_files import digest_of, filled, shipped_types
from pendopo.letters.rules.content import BadContent, parse_content
from pendopo.letters.rules.samples import OTHER, SAMPLE
from pendopo.letters.rules.types import TypeContent
from pendopo.letters.rules.values import Party, Place, Request, head_title, letter_values, words_of
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import DESA, default_labels
from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.questions.rules.asked import asked
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.samples import OTHER_ID, sample_answers
from pendopo.questions.rules.values import answer_rows

ON = date(2026, 11, 21)
TARAJU = Place("Taraju", DESA, "Taraju", "Kabupaten Tasikmalaya", "Jawa Barat")

# Content


def content(**parts: Any) -> TypeContent:
    return parse_content(
        {"key": "uji", "name": "Uji", "title": "Surat Uji", "purpose": "Uji.", "template": "x", **parts}
    )


@pytest.mark.parametrize("key", sorted(shipped_types()))
def test_content_survives_json_and_keeps_its_fingerprint(key: str) -> None:
    one = shipped_types()[key]
    again = parse_content(one.as_dict())
    assert again == one
    assert digest_of(again) == digest_of(one)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    st.sampled_from(
        ["fields", "requirements", "standard", "signers", "steps", "fee", "name", "group", "paper"]
    ),
)
def test_any_nonsense_is_either_content_or_says_what_is_wrong(nonsense: Any, part: str) -> None:
    try:
        assert content(**{part: nonsense}).key == "uji"
    except BadContent as error:
        assert error.problems
        assert str(error)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadContent) as bad:
        content(name="", key="TIDAK", fields=[{"key": "nik", "label": "NIK"}, {"key": "b", "label": ""}])
    assert {problem.where for problem in bad.value.problems} == {
        "key",
        "name",
        "fields.0.key",
        "fields.1.label",
    }


def test_a_shared_question_can_be_changed_in_parts() -> None:
    shared = {
        "papers": {"ktp": {"name": "KTP"}},
        "questions": {"keperluan": {"label": "Untuk apa?", "hint": "Contoh."}},
        "standard": {"legal_basis": ["UU"], "product": "Surat."},
    }
    own = {
        "requirements": ["ktp"],
        "fields": [{"use": "keperluan", "hint": "Lain."}],
        "standard": {"product": "X"},
    }
    whole = filled({**own}, shared)
    assert whole["fields"] == [{"key": "keperluan", "label": "Untuk apa?", "hint": "Lain."}]
    assert whole["requirements"] == [{"key": "ktp", "name": "KTP"}]
    assert whole["standard"] == {"legal_basis": ["UU"], "product": "X"}


# Values


@pytest.mark.parametrize(
    ("kind", "code", "regency", "name", "title"),
    [
        (VillageKind.DESA, "32.06.13.2001", "Kabupaten Tasikmalaya", "Taraju", "Kepala Desa Taraju"),
        (VillageKind.KELURAHAN, "32.73.25.1002", "Kota Bandung", "Cipadung", "Lurah Cipadung"),
        (VillageKind.DESA, "13.06.01.2001", "Kabupaten Agam", "Koto", "Wali Nagari Koto"),
        (VillageKind.DESA, "11.06.01.2001", "Kabupaten Aceh Besar", "Lampulo", "Keuchik Gampong Lampulo"),
        (VillageKind.DESA, "51.04.01.2001", "Kabupaten Gianyar", "Ubud", "Perbekel Desa Ubud"),
        (VillageKind.DESA_ADAT, "91.03.01.3001", "Kabupaten Jayapura", "Yoboi", "Kepala Desa Yoboi"),
    ],
)
def test_the_head_is_named_as_the_village_calls_it(
    kind: VillageKind, code: str, regency: str, name: str, title: str
) -> None:
    labels = default_labels(kind, code, regency)
    found = head_title(Place(name, labels))
    assert found == title if kind is not VillageKind.DESA_ADAT else found.startswith("Kepala Desa")


def test_every_value_exists_even_when_nothing_was_answered() -> None:
    for one in shipped_types().values():
        values = letter_values(one, Request(Party(), {}, ON), TARAJU)
        for word in words_of(one):
            first, _dot, second = word.removeprefix("v.").partition(".")
            assert first in values, word
            assert not second or second in values[first], word


def test_values_are_ready_to_print() -> None:
    one = content(
        fields=[
            {"key": "hari", "label": "Kapan?", "kind": "date"},
            {"key": "gaji", "label": "Berapa?", "kind": "money"},
            {"key": "anak", "label": "Berapa anak?", "kind": "number", "unit": "orang"},
            {"key": "berat", "label": "Berat?", "kind": "number", "unit": "gram"},
            {"key": "jam", "label": "Jam?", "kind": "time"},
            {"key": "pilih", "label": "Mana?", "kind": "choice", "choices": [["a", "Yang pertama"], ["b", "B"]]},
            {"key": "siapa", "label": "Siapa?", "kind": "resident"},
            {"key": "lain", "label": "Siapa?", "kind": "resident"},
            {"key": "waris", "label": "Waris?", "kind": "group",
             "fields": [{"key": "lahir", "label": "L", "kind": "date"}]},
        ]
    )  # fmt: skip
    answers = {
        "hari": "2026-11-20", "gaji": 1_250_000, "anak": 3, "berat": 3200, "jam": "09:30", "pilih": "a",
        "siapa": {"id": OTHER_ID, "name": "x", "nik": ""},
        "lain": {"id": "", "name": "Ujang", "nik": "3206131202830000"},
        "waris": [{"lahir": "2000-02-29"}],
    }  # fmt: skip
    v = letter_values(one, Request(SAMPLE, answers, ON, date(2027, 1, 1), {OTHER_ID: OTHER}), TARAJU)
    assert (v["hari"], v["hari_hari"], v["hari_iso"]) == ("20 November 2026", "Jumat", "2026-11-20")
    assert v["gaji"] == "Rp1.250.000,00 (satu juta dua ratus lima puluh ribu rupiah)"
    assert (v["anak"], v["berat"], v["jam"]) == ("3 (tiga) orang", "3.200 gram", "09.30")
    assert (v["pilih"], v["pilih_kode"]) == ("Yang pertama", "a")
    assert (v["siapa"]["nama"], v["siapa"]["ttl"]) == (OTHER.name, "Garut, 12 Februari 1983")
    assert (v["lain"]["nama"], v["lain"]["nik"], v["lain"]["ttl"]) == ("Ujang", "3206131202830000", "")
    assert v["waris"][0]["lahir"] == "29 Februari 2000"
    assert (v["umur"], v["berlaku_sampai"], v["desa"]) == ("41 tahun", "1 Januari 2027", "Desa Taraju")
    assert v["pejabat"] == "Kepala Desa Taraju"


def test_answers_are_shown_with_identity_numbers_masked() -> None:
    one = content(
        fields=[
            {"key": "siapa", "label": "Siapa?", "kind": "resident"},
            {"key": "nomor_induk", "label": "NIK?", "digits": 16},
            {"key": "waris", "label": "Waris?", "kind": "group", "fields": [
                {"key": "nama", "label": "N"}, {"key": "nik", "label": "NIK", "digits": 16}]},
        ]
    )  # fmt: skip
    nik = "3206131202830000"
    answers = {
        "siapa": {"id": "", "name": "Ujang", "nik": nik},
        "nomor_induk": nik,
        "waris": [{"nama": "Euis", "nik": nik}, {"nama": "Asep", "nik": ""}],
    }
    rows = answer_rows(one.fields, answers)
    assert nik not in str(rows)
    assert rows[0]["value"] == "Ujang, 32••••••••••••00"
    assert rows[2]["value"] == "1. Euis, 32••••••••••••00; 2. Asep"


# Forms

STRANGER = {
    "birth": "Garut, 12 Februari 1983",
    "religion": "Islam",
    "occupation": "Petani",
    "address": "Kp. Lain",
}


def as_sent(one: Field, answer: Any) -> dict[str, str]:
    """What a browser sends for a stored answer."""
    if one.kind == "group":
        return {
            f"{one.key}-{row}-{name}": text
            for row, parts in enumerate(answer)
            for part in one.fields
            for name, text in as_sent(part, parts[part.key]).items()
        }
    if one.kind == "resident":
        return {f"{one.key}-0-{part}": text for part, text in answer.items() if part != "id"}
    return {one.key: str(answer)}


@pytest.mark.parametrize("key", sorted(shipped_types()))
def test_the_form_of_every_type_takes_the_sample_answers_back_unchanged(key: str) -> None:
    one = shipped_types()[key]
    answers = sample_answers(one.fields, date.today())
    for field in one.fields:
        if field.kind == "resident":
            answers[field.key] = {"id": "", "name": OTHER.name, "nik": OTHER.nik, **STRANGER}
    sent: dict[str, str] = {}
    for field in one.fields:
        sent |= as_sent(field, answers[field.key])
    form = build_form(one.fields)(sent)
    assert form.is_valid(), form.errors
    assert answers_of(form) == answers
    shown = str(build_form(one.fields)(initial=answers))
    assert OTHER.name in shown or not any(field.kind == "resident" for field in one.fields)


@pytest.mark.parametrize("key", sorted(shipped_types()))
def test_every_question_left_empty_says_so_beside_itself(key: str) -> None:
    one = shipped_types()[key]
    form = build_form(one.fields)({})
    assert not form.is_valid()
    assert set(form.errors) == {field.key for field in asked(one.fields, {}) if field.required}


def test_only_the_asked_questions_stand_on_a_page() -> None:
    form = build_form(shipped_types()["kelahiran"].fields, ("nama_bayi", "jam_lahir"))(
        {"nama_bayi": "A", "jam_lahir": "4"}
    )
    assert list(form.fields) == ["nama_bayi", "jam_lahir"]
    assert form.is_valid()
    assert answers_of(form) == {"nama_bayi": "A", "jam_lahir": "04:00"}


def test_bad_answers_say_the_next_step_and_lose_nothing() -> None:
    one = shipped_types()["ahli-waris"]
    sent = {
        "ahli_waris-0-nama": "Euis",
        "ahli_waris-0-nik": "123",
        "saksi-0-nama": "Satu saja",
        "saksi-0-alamat": "x",
        "tanggal_meninggal": "31-02-2026",
    }
    form = build_form(one.fields)(sent)
    assert not form.is_valid()
    page = str(form)
    assert "Harus 16 angka, yang Anda tulis 3" in page
    assert "Baru 1 baris terisi, perlu sedikitnya 2" in page
    assert "Tanggal ini tidak dikenal" in page
    assert 'value="Euis"' in page
    assert 'value="Satu saja"' in page


def test_one_more_row_can_be_asked_for_without_javascript() -> None:
    one = shipped_types()["ahli-waris"]
    sent = {f"ahli_waris-{row}-nama": f"Ahli {row}" for row in range(3)}
    form = build_form(one.fields)({**sent, "tambah": "ahli_waris"})
    assert not form.is_valid()
    assert not form.errors
    page = str(form)
    assert 'name="ahli_waris-3-nama"' in page
    assert 'value="Ahli 2"' in page


def test_ten_thousand_rows_and_characters_are_refused_calmly() -> None:
    one = shipped_types()["keterangan-umum"]
    form = build_form(one.fields)({"isi_keterangan": "a" * 10_000, "keperluan": "b" * 10_000})
    assert "Terlalu panjang: 10000 huruf. Paling banyak 600." in str(form.errors)
    heirs = build_form(shipped_types()["ahli-waris"].fields)
    many = heirs({f"ahli_waris-{row}-nama": "x" for row in range(10_000)})
    assert str(many).count('-nama" value="x"') <= 40


def test_a_chosen_family_member_is_kept_by_id_and_nobody_else_can_be_named_by_id() -> None:
    one = shipped_types()["kematian"]
    people = [("11111111-1111-1111-1111-111111111111", "Asep")]
    form_class = build_form(one.fields, ("almarhum",), people=people)
    form = form_class({"almarhum-0-id": people[0][0], "almarhum-0-name": "lain"})
    assert form.is_valid()
    assert answers_of(form) == {"almarhum": {"id": people[0][0], "name": "Asep", "nik": ""}}
    forged = form_class({"almarhum-0-id": "22222222-2222-2222-2222-222222222222", "almarhum-0-name": "x"})
    assert not forged.is_valid()


def test_a_person_outside_the_register_is_printed_with_what_was_typed() -> None:
    one = shipped_types()["nikah-n1"]
    answers = {"ayah": {"id": "", "name": "Ujang", "nik": "", **STRANGER}}
    father = letter_values(one, Request(SAMPLE, answers, ON), TARAJU)["ayah"]
    assert (father["ttl"], father["pekerjaan"], father["alamat"]) == (
        "Garut, 12 Februari 1983",
        "Petani",
        "Kp. Lain",
    )
    assert (
        answer_rows(one.fields, answers)[0]["value"]
        == "Ujang, Garut, 12 Februari 1983, Islam, Petani, Kp. Lain"
    )


def test_dates_that_must_come_or_must_have_been_are_checked() -> None:
    crowd = build_form(shipped_types()["izin-keramaian"].fields, ("tanggal_acara",))
    assert not crowd({"tanggal_acara": "01-01-2020"}).is_valid()
    birth = build_form(shipped_types()["kelahiran"].fields, ("tanggal_lahir_bayi",))
    assert not birth({"tanggal_lahir_bayi": "01-01-2199"}).is_valid()


def test_a_sample_answer_is_the_whole_example_of_its_hint() -> None:
    answers = sample_answers(shipped_types()["usaha"].fields, ON)
    assert answers["alamat_usaha"] == "Kp. Babakan RT 002 RW 004"
    assert answers["usaha_sejak"] == "2018"
