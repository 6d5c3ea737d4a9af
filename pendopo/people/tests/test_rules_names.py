"""Names: kept as written, found under other spellings."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.names import check_name, clean_name, fold, fold_tokens, fold_variants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moch Ikhsan", "Muhammad Ihsan"),
        ("M. Ikhsan", "Muhamad Ichsan"),
        ("Mochamad Yusuf", "Mohammad Yusup"),
        ("H. Moh. Yusuf, S.Pd.", "Muhammad Yusuf"),
        ("Hj. Siti Aminah", "siti amina"),
        ("Achmad Fauzi", "Ahmad Pauji"),
        ("Soekarno", "Sukarno"),
        ("Djadjang", "Jajang"),
        ("Tjetjep", "Cecep"),
        ("Njoman Sjarif", "Nyoman Syarif"),
        ("Rd. Asep Sutisna S.Pd.I", "asep sutisna"),
        ("Nur'aini", "Nuraini"),
        ("Nur’aini", "Nuraini"),
        ("Saefullah, SE, M.Si", "Saipulah"),
        ("Zaenal Arifin", "Jaenal Aripin"),
        ("Khoerul Anwar", "Choirul Anwar"),
        ("Qomariah", "Komariyah"),
        ("Siti Chotimah", "Siti Khotimah"),
        ("Thoriq", "Torik"),
        ("José", "Jose"),
        ("Drs. H. Budi Santoso", "Budi Santoso"),
        ("Abd. Rohman", "Abdul Rohman"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: Any, other: Any) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aminah", "Aisah"),
        ("Dedi", "Dadi"),
        ("Ujang", "Unang"),
        ("Siti", "Sita"),
        ("Jajang", "Cecep"),
        ("Budi", "Rudi"),
    ],
)
def test_different_names_keep_different_keys(one: Any, other: Any) -> None:
    assert fold(one) != fold(other)


def test_old_single_j_is_an_extra_key_only() -> None:
    assert fold("Yahya") in fold_variants("Jahja")
    assert fold("Jahja") != fold("Yahya")


def test_a_half_typed_sign_still_finds() -> None:
    assert any(fold("Ikhsan").startswith(key) for key in fold_variants("Ik"))


@pytest.mark.parametrize("name", ["H", "Hj", "Dr", "R"])
def test_a_name_that_is_only_a_title_keeps_it(name: Any) -> None:
    assert fold_tokens(name) != ()


def test_storing_never_changes_the_spelling() -> None:
    assert clean_name("  Djoe  M'ba,  S.H. ") == "Djoe M'ba, S.H."


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Suharto", []),
        ("Nur'aini", []),
        ("Budi, S.Pd.", []),
        ("Budi 2", ["name_has_digits"]),
        ("Budi @ Rumah", ["name_has_signs"]),
        ("...", ["name_without_letters"]),
        ("A" * 61, ["name_too_long"]),
        ("A" * 60, []),
    ],
)
def test_names_are_warned_about_and_never_refused(name: Any, codes: Any) -> None:
    problems = check_name(name)
    assert [problem.code for problem in problems] == codes
    assert not any(problem.is_error for problem in problems)


@given(st.text(max_size=80))
def test_folding_takes_any_text_and_ignores_case_and_spaces(name: Any) -> None:
    key = fold(name)
    assert key == " ".join(fold_tokens(name))
    assert key == key.strip()
    assert fold(f"  {name} ") == key
    assert fold(clean_name(name)) == key


_WORD = st.text(alphabet="abdeghiklmnoprstuw", min_size=1, max_size=10)


@given(st.lists(_WORD, min_size=1, max_size=4))
def test_folding_ignores_letter_case(words: Any) -> None:
    name = " ".join(words)
    assert fold(name.upper()) == fold(name) == fold(name.title())


def test_a_hundred_thousand_names_fold_in_seconds() -> None:
    names = [f"{first} {second}" for first in ("Asep", "Moch", "Siti") for second in map(str, range(5_000))]
    start = time.process_time()
    for name in names * 7:
        fold(name)
    assert time.process_time() - start < 5
