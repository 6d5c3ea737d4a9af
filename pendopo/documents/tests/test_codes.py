"""Codes are read as people type them, and made of signs that nobody mixes up."""

import pytest

from pendopo.documents.rules import SIGNS, new_code, read_code, same_code


def test_the_signs_are_crockfords() -> None:
    assert len(SIGNS) == 32 and not set("ILOU") & set(SIGNS)
    assert {len(new_code(length)) for length in (6, 8, 12)} == {6, 8, 12}
    assert set("".join(new_code(12) for _ in range(500))) == set(SIGNS)


@pytest.mark.parametrize("typed", ["A0B1C1", "aobicl", " a0b-1c1 ", "AO–BI—CL", "a o b i c l"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "A0B1C1"
    assert same_code("A0B1C1", typed) and same_code("A0B-1C1", typed)


@pytest.mark.parametrize(
    ("held", "typed"), [("A0B1C1", "A0B1C"), ("A0B1C1", ""), ("", ""), (None, ""), (None, "-"), ("A", "é")]
)
def test_what_is_not_the_same_is_not_the_same(held: str | None, typed: str) -> None:
    assert not same_code(held, typed)
