"""Only possible answers: every question of every letter type has its kind and its bounds."""

from dataclasses import replace
from datetime import date

import pytest

from pendopo.letters.formats.type_files import shipped_types
from pendopo.questions.forms.editing import QuestionForm
from pendopo.questions.forms.fields import build_form
from pendopo.questions.rules.fields import Field, walk

QUESTIONS = [(key, one) for key, content in sorted(shipped_types().items()) for one in walk(content.fields)]
# What is called a name and names no person, or may name a firm.
NO_PERSON = {"nama_usaha", "nama_barang", "pemilik_tempat"}


def lacking(one: Field) -> str:
    """Say what a question lacks by which an impossible answer is known."""
    if one.kind in ("number", "money") and not (one.lowest and one.highest):
        return "least and most"
    if one.kind == "date" and not (
        (one.lowest or one.when == "future") and (one.highest or one.when == "past")
    ):
        return "first and last day"
    if one.digits == 4 and not (one.lowest and one.highest):
        return "first and last year"
    called = f"{one.key} {one.label}".lower().replace("_", " ").split()
    if one.kind == "text" and "nama" in called and one.key not in NO_PERSON and not one.person_name:
        return "that it is a person's name"
    return ""


def test_no_question_of_any_letter_takes_an_impossible_answer() -> None:
    assert [(key, one.key, lacking(one)) for key, one in QUESTIONS if lacking(one)] == []


@pytest.mark.parametrize(
    ("key", "without"), [("desil", "highest"), ("tanggal_pindah", "lowest"), ("nama_bayi", "name")]
)
def test_a_question_without_its_bounds_is_found(key: str, without: str) -> None:
    one = next(found for _type, found in QUESTIONS if found.key == key)
    bare = replace(one, person_name=False) if without == "name" else replace(one, **{without: ""})  # type: ignore[arg-type]
    assert not lacking(one)
    assert lacking(bare)


def said(key: str, typed: str, **more: str) -> str:
    """Answer one question as somebody born in 1980, and return what the page says against it."""
    one = next(found for _type, found in QUESTIONS if found.key == key)
    form = build_form([one], born=date(1980, 5, 1))({key: typed, **more})
    return "" if form.is_valid() else " ".join(str(one) for one in form.errors[key])


@pytest.mark.parametrize(
    ("key", "typed", "part"),
    [
        ("desil", "11", "Paling banyak 10"),
        ("desil", "0", "Paling sedikit 1"),
        ("tanggungan", "-3", "tidak bisa kurang dari nol. Tulis tanpa tanda minus, contoh: "),
        ("tanggungan", "banyak", "“banyak” belum berupa angka. Tulis angkanya saja, contoh: "),
        ("penghasilan", "secukupnya", "750 ribu, atau 1,5 juta"),
        ("usaha_sejak", "1979", "Paling awal 1980"),
        ("usaha_sejak", "2999", "Paling akhir"),
        ("tanggal_hilang", "01-01-1975", "Paling awal 1 Mei 1980"),
        ("tanggal_pindah", "01-01-2099", "Paling akhir"),
        ("nama_bayi", "Asep 2", "tanpa angka"),
        ("nama_bayi", "123", "tanpa angka"),
        ("nama_bayi", "محمد", "Tanda “م”"),
        ("nama_usaha", "Warung 😀", "Tanda “😀”"),
    ],
)
def test_what_cannot_be_is_said_in_the_words_of_its_question(key: str, typed: str, part: str) -> None:
    assert part in said(key, typed)


@pytest.mark.parametrize("typed", ["1,5 juta", "Rp 1.500.000,-", "1500rb", "1.500 ribu"])
def test_money_as_people_write_it(typed: str) -> None:
    assert (said("penghasilan", typed) == "") == (typed != "1.500 ribu")  # two readings: it is asked


def test_what_is_seldom_true_is_asked_once_and_confirmed_for_this_very_answer() -> None:
    assert "Rp15,00? Jarang" in said("penghasilan", "15")
    assert said("penghasilan", "15", **{"penghasilan--betul": "15"}) == ""
    assert "Rp16,00? Jarang" in said("penghasilan", "16", **{"penghasilan--betul": "15"})
    assert said("penghasilan", "0") == ""


@pytest.mark.parametrize("who", ["ayah", "ibu"])
def test_the_n1_says_nine_things_of_each_parent(who: str) -> None:
    template = shipped_types()["nikah-n1"].template
    (line,) = [line for line in template.splitlines() if f"v.{who}.nama)" in line]
    said = [
        "nama",
        "nama_ayah",
        "nik",
        "ttl",
        "kewarganegaraan",
        "agama",
        "pekerjaan",
        "status_perkawinan",
        "alamat",
    ]
    assert [part for part in said if f"v.{who}.{part})" in line] == said


def test_the_page_offers_the_tick_below_the_question() -> None:
    one = next(found for _type, found in QUESTIONS if found.key == "penghasilan")
    form = build_form([one])({"penghasilan": "15"})
    assert not form.is_valid()
    assert 'name="penghasilan--betul"' in str(form)
    assert "Betul, Rp15,00" in str(form)
    assert "--betul" not in str(build_form([one])({"penghasilan": "1500000"}))


@pytest.mark.parametrize("key", ["penghasilan", "bin_binti"])
def test_an_editor_of_the_question_loses_no_bound(key: str) -> None:
    one = next(found for _type, found in QUESTIONS if found.key == key)
    form = QuestionForm(QuestionForm.values(one, []))
    assert form.is_valid(), form.errors
    assert form.question(one) == one
