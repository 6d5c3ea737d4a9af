"""What tests of the kiosk share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> Any:
    """A village with its officials and two families."""
    from pendopo.letters.tests.office import open_office

    settings.MEDIA_ROOT = tmp_path / "uploads"
    return open_office()
