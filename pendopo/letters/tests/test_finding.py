"""A letter is found by what people type on a telephone, slips of the finger and all."""

from collections import Counter
from collections.abc import Iterator

import pytest

from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.rules.finding import fitting
from pendopo.letters.rules.types import INTERNAL, TypeContent

OFFERED = [one for one in shipped_types().values() if one.group != INTERNAL]
FIRST = 3


def found(text: str) -> list[str]:
    return [one.name for one in fitting(OFFERED, text, lambda one: one)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("usha", "Keterangan usaha (SKU)"),
        ("usaha", "Keterangan usaha (SKU)"),
        ("domsili", "Keterangan domisili"),
        ("kematin", "Keterangan kematian"),
        ("skkc", "Pengantar SKCK"),
        ("kelahirna", "Keterangan kelahiran"),
        ("izinkeluarga", "Izin keluarga untuk bekerja"),
        ("surat domsili", "Keterangan domisili"),
    ],
)
def test_a_typo_is_forgiven(typed: str, meant: str) -> None:
    assert found(typed)[0] == meant


def test_what_nobody_means_finds_nothing_and_what_is_short_is_meant_as_it_stands() -> None:
    assert found("xyzzy") == found("qq") == found("usaha xyzzy") == []
    assert len(found("")) == len(found(" ")) == len(OFFERED)
    assert all("KK" in name or "pindah" in name for name in found("kk"))


def test_what_fits_as_typed_stands_before_what_is_near() -> None:
    names = found("usaha")
    assert names[:2] == ["Keterangan usaha (SKU)", "Keterangan domisili usaha"]
    nikah = found("nikah")
    assert len(nikah) >= FIRST and "Keterangan belum menikah" not in nikah


def _slips() -> Iterator[tuple[TypeContent, str]]:
    """Every letter with each single letter left out of each word by which its name can be told from most others."""
    shared = Counter(word for one in OFFERED for word in set(one.name.lower().split()))
    for one in OFFERED:
        for word in one.name.lower().split():
            if shared[word] <= FIRST and len(word) > FIRST:
                yield from ((one, word[:at] + word[at + 1 :]) for at in range(len(word)))


def test_with_any_one_letter_left_out_nearly_every_letter_is_among_the_first_three() -> None:
    tried = list(_slips())
    missed = [(text, one.name) for one, text in tried if one.name not in found(text)[:FIRST]]
    assert len(tried) > 500 and {one.key for one, _text in tried} >= {"usaha", "domisili", "kematian"}
    assert 1 - len(missed) / len(tried) >= 0.95, missed


def test_with_any_one_letter_left_out_of_the_whole_name_the_letter_comes_first_or_nearly() -> None:
    for one in OFFERED[::4]:
        for at in range(len(one.name)):
            assert one.name in found(one.name[:at] + one.name[at + 1 :])[:FIRST]
