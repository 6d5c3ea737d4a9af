"""No identity number reaches the log, neither from an address nor from a traceback, and no stranger fills it."""

import logging
from typing import Any

import pytest

from pendopo.site.logs import MaskingFormatter, ShortRefusals

NIK = "3206131708850001"


def _line(message: str, *, trouble: BaseException | None = None) -> str:
    found = (type(trouble), trouble, None) if trouble else None
    record = logging.LogRecord("pendopo", logging.ERROR, __file__, 1, message, (), found)
    return MaskingFormatter().format(record)


def test_an_identity_number_in_an_address_is_masked() -> None:
    assert _line(f"Not Found: /meja/warga/{NIK}/") == "Not Found: /meja/warga/32************01/"


def test_an_identity_number_in_a_traceback_is_masked() -> None:
    assert NIK not in _line("broken", trouble=ValueError(f"duplicate key {NIK}"))


def test_other_numbers_stay() -> None:
    assert _line("01a1ffc7-dc06-70d3-aafd-d0352960bf21 20261121 12345678901234567").endswith(
        "12345678901234567"
    )


def test_the_site_writes_its_log_this_way() -> None:
    from django.conf import settings

    logging_: dict[str, Any] = settings.LOGGING
    assert {handler["formatter"] for handler in logging_["handlers"].values()} == {"masked"}
    assert logging_["formatters"]["masked"]["()"] == "pendopo.site.logs.MaskingFormatter"


def _refused(message: str, status: int) -> logging.LogRecord:
    record = logging.LogRecord("django", logging.ERROR, __file__, 1, message, (), None)
    record.status_code = status
    record.exc_info = (ValueError, ValueError("x"), None)
    return record


def test_what_a_client_did_wrong_is_one_short_line_and_a_fault_of_ours_stays_whole() -> None:
    short, whole = _refused(f"{'a' * 190}/{NIK}" + "b" * 500, 400), _refused("c" * 500, 500)
    chosen = ShortRefusals()
    assert chosen.filter(short) and chosen.filter(whole)
    assert len(short.getMessage()) == 200 and short.exc_info is None
    assert NIK[:9] not in short.getMessage()
    assert len(whole.getMessage()) == 500 and whole.exc_info is not None


def test_a_flood_of_refusals_does_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    chosen = ShortRefusals()
    assert sum(chosen.filter(_refused("x", 404)) for _each in range(1000)) == 60
    clock[0] = 61
    last = _refused("y", 404)
    assert chosen.filter(last)
    assert last.getMessage() == "y (dan 940 penolakan lain)"
