"""UUIDv7: sorts by time, carries version and variant (RFC 9562 section 5.7)."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pendopo.kernel.ids import uuid7


def test_each_id_is_larger_than_the_one_before() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_version_and_variant_bits() -> None:
    for made in (uuid7() for _ in range(2_000)):
        assert made.version == 7
        assert made.variant == "specified in RFC 4122"
        assert (made.int >> 76) & 0xF == 7
        assert (made.int >> 62) & 0b11 == 0b10


def test_the_first_48_bits_are_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    # other tests travel in time, and ids never go back
    monkeypatch.setattr("pendopo.kernel.ids._last", 0)
    before = time.time_ns() // 1_000_000
    stamp = uuid7().int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000


def test_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [uuid7() for _ in range(2_000)], range(8)))
    assert all(batch == sorted(batch) for batch in batches)
    assert len({made for batch in batches for made in batch}) == 16_000


def test_a_clock_that_was_set_back_is_believed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = time.time_ns() + 3 * 24 * 3600 * 10**9
    monkeypatch.setattr("pendopo.kernel.ids.time.time_ns", lambda: ahead)
    uuid7()
    monkeypatch.undo()
    assert uuid7().int >> 80 <= time.time_ns() // 1_000_000 + 50
