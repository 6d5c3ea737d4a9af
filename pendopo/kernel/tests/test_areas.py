"""Area codes nest with their separator."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.areas import Tier, chain_of, contains, tier_of, village_of

PART = st.text("0123456789", min_size=1, max_size=4)
CODES = st.lists(PART, max_size=7).map(".".join)


def test_a_code_contains_its_parts_and_not_its_lookalikes() -> None:
    assert contains("32.06", "32.06.13.2001")
    assert contains("32.06", "32.06")
    assert contains("", "32.061")
    assert not contains("32.06", "32.061")
    assert not contains("32.06", "32.061.13")
    assert not contains("32.06.13.2001", "32.06")
    assert not contains("32.06", "")


@given(a=CODES, b=CODES, c=CODES)
def test_containment_is_a_partial_order(a: str, b: str, c: str) -> None:
    assert contains(a, a)
    assert not (contains(a, b) and contains(b, a)) or a == b
    assert not (contains(a, b) and contains(b, c)) or contains(a, c)


@given(outer=CODES, rest=PART)
def test_longer_by_a_part_is_inside_and_longer_by_a_digit_is_not(outer: str, rest: str) -> None:
    assert contains(outer, f"{outer}.{rest}" if outer else rest)
    assert not outer or not contains(outer, outer + rest)


@given(code=CODES)
def test_the_chain_runs_from_the_province_to_the_code(code: str) -> None:
    chain = chain_of(code)
    assert all(contains(above, below) for above, below in pairwise(chain))
    assert (chain[-1] if chain else "") == code
    assert contains(village_of(code), code)


@pytest.mark.parametrize(
    ("code", "tier"),
    [
        ("", Tier.NATION),
        ("32", Tier.PROVINCE),
        ("32.06", Tier.REGENCY),
        ("32.06.13", Tier.DISTRICT),
        ("32.06.13.2001", Tier.VILLAGE),
        ("32.06.13.2001.01", Tier.HAMLET),
        ("32.06.13.2001.01.004", Tier.RW),
        ("32.06.13.2001.01.004.002", Tier.RT),
    ],
)
def test_the_tier_is_the_number_of_parts(code: str, tier: Tier) -> None:
    assert tier_of(code) is tier


def test_an_eighth_part_is_no_area() -> None:
    with pytest.raises(ValueError, match="seven"):
        tier_of("32.06.13.2001.01.004.002.1")
