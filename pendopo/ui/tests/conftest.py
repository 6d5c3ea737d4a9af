"""The design system is tested without the domains above it: its own addresses are the whole site."""

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="pendopo.ui.urls"):
        yield
