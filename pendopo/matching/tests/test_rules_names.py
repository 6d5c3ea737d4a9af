"""Indonesian names: what meets, what stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.rules.names import relate
from pendopo.matching.rules.normalise import grown_from, read_name, sound
from pendopo.matching.rules.similarity import distance, jaro_winkler

WORDS = st.text(alphabet="ABCDEIKLMNORSTU", min_size=1, max_size=12)
SAME = ("identical", "same_sound")
NEAR = (*SAME, "spelling", "words_missing", "cut", "call_name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hj. Siti Aminah, S.Pd", "SITI AMINAH"),
        ("Drs. H. Tjetjep Rahmat, M.Si", "CECEP RAHMAT"),
        ("Moch. Ridwan", "MUHAMMAD RIDWAN"),
        ("M. Ridwan", "MUHAMAD RIDWAN"),
        ("St. Khodijah binti Karta", "SITI KHODIJAH"),
        ("Abd. Rochman", "ABDUL ROHMAN"),
        ("ABDURROHMAN", "ABDUL ROHMAN"),
        ("Noer Hajati", "NUR HAJATI"),
        ("NURHALIMAH", "NUR HALIMAH"),
        ("Soekarno", "SUKARNO"),
        ("Zaenal Arifin", "ARIPIN JAENAL"),
        ("Sri Wahyuni", "SRIWAHYUNI"),
        ("Ikin Sodikin", "SODIKIN"),
        ("SUKARN0", "SUKARNO"),
        ("ALMH. EUIS KARTIKA", "EUIS KARTIKA"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert relate(one, other) in SAME
    assert relate(other, one) in SAME


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("SAEPULLOH", "SYAIFULLAH", "spelling"),
        ("ASEP SUPRIYADI", "ASEP SUPIRYADI", "spelling"),
        ("SITI NURHASANAH LESTARI", "LESTARI SITI", "words_missing"),
        ("MUHAMMAD RIZKY RAMADHAN", "MUHAMMAD RIZKY RA", "cut"),
        ("HERMAWAN", "WAWAN", "call_name"),
        ("SITI KHODIJAH", "IJAH", "call_name"),
        ("ASEP SUPRIADI", "ASEP SUHERMAN", "one_word"),
        ("SITI AMINAH", "SITI AISYAH", "other"),
        ("MUHAMMAD YUSUF", "MUHAMMAD TAUFIK", "other"),
        ("UDIN", "ENTIN", "other"),
        ("", "UDIN", "missing"),
    ],
)
def test_names_stand_on_a_scale(one: str, other: str, level: str) -> None:
    assert relate(one, other) == level
    assert relate(other, one) == level


def test_a_common_first_word_alone_is_no_agreement() -> None:
    assert read_name("SITI AMINAH").core == ("AMINA",)
    assert relate("NUR AISYAH", "NUR KHASANAH") not in NEAR


def test_a_name_of_a_common_word_alone_keeps_it() -> None:
    assert read_name("SITI").core
    assert read_name("Muhamad").core
    assert read_name("H. ABDUL").core


@pytest.mark.parametrize(("short", "full"), [("WAWAN", "HERMAWAN"), ("IKIN", "SODIKIN"), ("DANI", "RAMDANI")])
def test_a_call_name_grows_out_of_the_end(short: str, full: str) -> None:
    assert grown_from(short, full)
    assert not grown_from(full, short)


def test_a_name_without_letters_is_missing() -> None:
    assert read_name("- 123 .").words == ()


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    name = read_name(text)
    assert len(name.core) + len(name.weak) == len(name.words)
    assert relate(text, text) in ("identical", "missing")


@given(st.text(alphabet="ABDIKLMNRU", min_size=1, max_size=12))
def test_the_spelling_before_1972_sounds_like_todays(word: str) -> None:
    assert sound(word.replace("U", "OE")) == sound(word)
    assert sound("DJ" + word) == sound("J" + word)
    assert sound("TJ" + word) == sound("C" + word)


@given(WORDS, WORDS)
def test_likeness_is_symmetric(one: str, other: str) -> None:
    assert distance(one, other, 20) == distance(other, one, 20)
    assert 0.0 <= jaro_winkler(one, other) <= 1.0
    assert (distance(one, other, 20) == 0) is (one == other)


@given(WORDS, WORDS)
def test_the_scale_is_symmetric(one: str, other: str) -> None:
    assert relate(one, other) == relate(other, one)


def test_the_measure_of_jaro_and_winkler_gives_the_published_values() -> None:
    assert round(jaro_winkler("MARTHA", "MARHTA"), 4) == 0.9611
    assert round(jaro_winkler("DIXON", "DICKSONX"), 4) == 0.8133
    assert round(jaro_winkler("DWAYNE", "DUANE"), 4) == 0.84
