"""Tests of accounts compute PINs with a quick hash; those about the slow one ask for `slow_hasher`."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from pendopo.accounts.rules import pin


@pytest.fixture(autouse=True)
def _quick_pin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if "slow_hasher" not in request.fixturenames:
        monkeypatch.setattr(pin, "slow_hash", lambda secret, salt: pin.keyed(salt, "test", secret.hex()))
    yield


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Allauth counts tries in the cache, which outlives a test."""
    cache.clear()
