"""No identity number reaches the log: neither from an address nor from a traceback."""

import logging
from typing import Any

from pendopo.site.logs import MaskingFormatter

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
