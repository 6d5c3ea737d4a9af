"""Where an uploaded file waits: sealed, beside the database, under the batch's id and never under its own name."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pendopo.kernel.errors import DamagedContent, NotFound
from pendopo.kernel.sealed_files import read_sealed, write_sealed


def keep(batch_id: UUID, content: bytes) -> None:
    """Write the sealed content to disk, whole or not at all."""
    write_sealed(_path(batch_id), content, batch_id.bytes)


def fetch(batch_id: UUID) -> bytes:
    """Read a kept content again; raise NotFound when it is gone."""
    return read_sealed(_path(batch_id), batch_id.bytes)


def discard(batch_id: UUID) -> None:
    """Delete a kept content, if it is there."""
    _path(batch_id).unlink(missing_ok=True)


def is_kept(batch_id: UUID) -> bool:
    """Say whether the content is still there."""
    return _path(batch_id).exists()


def damaged() -> Iterator[str]:
    """Name each kept content that is not as it was sealed, for `pendopo verify`."""
    for path in sorted((Path(settings.MEDIA_ROOT) / "imports").glob("*.sealed")):
        try:
            fetch(UUID(path.stem))
        except (ValueError, DamagedContent, NotFound):
            yield f"the waiting file imports/{path.name} was altered"


def _path(batch_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{batch_id}.sealed"
