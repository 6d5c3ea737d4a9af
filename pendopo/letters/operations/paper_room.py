"""Where the files of letters' papers lie, and whether a paper still names one."""

from typing import Final

from pendopo.cases.operations import sweep_files
from pendopo.letters.models import RequestPaper

ROOM: Final = "letters"


def is_held(digest: str) -> bool:
    """Say whether a paper that was not taken back names this file."""
    return RequestPaper.objects.filter(digest=digest, removed_at__isnull=True).exists()


def sweep() -> int:
    """Delete the files that no paper names; answer how many."""
    return sweep_files(ROOM, is_held)
