"""Nobody decides his own matter or that of near kin: each operation on somebody's matter asks, or is an exception."""

from dataclasses import replace

from pendopo.kernel.operation import REGISTRY
from tests.architecture import recusal
from tests.architecture.registry import registered


def test_every_operation_on_somebodys_matter_asks_or_says_why_not() -> None:
    assert recusal.unasked(registered()) == []


def test_no_exception_outlives_its_reason() -> None:
    assert recusal.needless(registered()) == []


def test_an_operation_that_stops_asking_is_found() -> None:
    registered()
    for name in (
        "people.person.correct",
        "letters.request.sign",
        "matching.pair.merge",
        "letters.document.scan",
    ):
        planted = replace(REGISTRY[name], recuse=())
        (found,) = recusal.unasked([planted])
        assert found.startswith(f"{name}: takes ")
