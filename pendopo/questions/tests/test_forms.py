"""The form of questions: bounds in words, dependence on one page, what the register knows."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from pendopo.questions.forms.fields import answers_of, build_form
from pendopo.questions.rules.prefill import prefilled
from pendopo.questions.tests.test_rules import SURVEY

GOOD = {"nama": "Euis", "punya": "sewa", "luas": "1.400", "sewa": "Rp 250.000", "sejak": "1-2-2020"}


def test_all_questions_stand_on_one_page_and_only_the_asked_ones_are_kept() -> None:
    form = build_form(SURVEY.fields)(GOOD)
    assert form.is_valid(), form.errors
    assert answers_of(form) == {
        **{"nama": "Euis", "punya": "sewa", "luas": 1400, "sewa": 250_000, "sejak": "2020-02-01"},
        **{"tanaman": [], "pesan": ""},
    }
    changed = build_form(SURVEY.fields)({**GOOD, "punya": "tidak", "luas": "bukan angka"})
    assert changed.is_valid(), changed.errors
    assert answers_of(changed) == {"nama": "Euis", "punya": "tidak", "tanaman": [], "pesan": ""}


def test_a_question_that_is_called_up_must_be_answered() -> None:
    form = build_form(SURVEY.fields)({"nama": "Euis", "punya": "sewa"})
    assert form.errors == {
        "luas": ["Belum diisi. Tulis angkanya, contoh: 25."],
        "sewa": ["Belum diisi. Tulis jumlahnya, contoh: 1.500.000."],
    }


def test_the_page_says_without_javascript_when_a_question_is_to_be_answered() -> None:
    page = str(build_form(SURVEY.fields)())
    assert "Isi hanya bila “Punya kebun?” dijawab: Ya, Sewa." in page
    assert "Isi hanya bila “Berapa luasnya?” dijawab." in page
    assert not re.search(r"<input[^>]*\srequired", page)
    # Alone on a page it is there because it is asked.
    alone = build_form(SURVEY.fields, ("luas",))
    assert "Isi hanya" not in str(alone())
    assert alone({}).errors
    sent = alone({"luas": "10"})
    assert sent.is_valid()
    assert answers_of(sent) == {"luas": 10}


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("luas", "9", "Terlalu kecil. Paling sedikit 10."),
        ("luas", "90.001", "Terlalu besar. Paling banyak 90.000."),
        ("sewa", "9.999", "Terlalu kecil. Paling sedikit Rp10.000."),
        ("sejak", "16-08-1945", "Terlalu awal. Paling awal 17 Agustus 1945."),
        ("nama", "Al", "Terlalu pendek: 2 huruf. Paling sedikit 3."),
    ],
)
def test_an_answer_outside_its_bounds_says_the_bound_as_people_write_it(
    key: str, typed: str, said: str
) -> None:
    form = build_form(SURVEY.fields)({**GOOD, key: typed})
    assert form.errors == {key: [said]}


def test_what_the_register_knows_is_shown_to_be_put_right() -> None:
    person = SimpleNamespace(
        **{"name": "Euis Contoh", "birth_place": "", "birth_date": date(1985, 8, 17), "religion": None},
        **{"marital_status": None, "education": None, "occupation": None, "father_name": "Asep"},
        **{"mother_name": "", "family": None},
    )
    known = prefilled(SURVEY.fields, person)
    assert known == {"nama": "Euis Contoh"}
    page = str(build_form(SURVEY.fields, known=known)())
    assert 'value="Euis Contoh"' in page
    assert page.count("Diambil dari data penduduk. Ubah bila keliru.") == 1
    sent = build_form(SURVEY.fields, known=known)({**GOOD, "nama": "Euis Benar"})
    assert sent.is_valid()
    assert answers_of(sent)["nama"] == "Euis Benar"
