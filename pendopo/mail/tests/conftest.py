"""What every test of mail may ask for."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pendopo.mail.tests.office import Office


@pytest.fixture
def office(db: None) -> "Office":
    """A village with an operator and a head."""
    from pendopo.mail.tests.office import open_office

    return open_office()
