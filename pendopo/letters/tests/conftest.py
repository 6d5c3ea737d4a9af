"""What tests of letters share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, tmp_path: Path) -> None:
    """Papers and letters of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def office(db: None) -> Any:
    """A village with its officials and two families."""
    from pendopo.letters.tests.office import open_office

    return open_office()
