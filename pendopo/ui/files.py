"""Files with data of people: made beside the database, counted and hashed, and handed over only with an entry."""

import hashlib
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Final, Literal, Protocol

from django.http import FileResponse, HttpRequest

from pendopo.kernel.access import actor_of
from pendopo.kernel.actor import Actor
from pendopo.ui.tables import Table, write_csv, write_workbook

Kind = Literal["xlsx", "csv", "html"]  # the last is a page for the printer
MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
PURPOSE_LENGTH: Final = 120
# Up to this size a file stays in memory; a larger one goes to a file without a name.
_IN_MEMORY: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class MadeFile:
    """A finished file that nobody has seen yet: what it is in words, of which area, how many lines, its hash."""

    content: IO[bytes]
    name: str
    media_type: str
    area: str
    count: int
    digest: bytes
    what: str


class Log(Protocol):
    """An operation that writes down that a file of an area was handed out."""

    def __call__(self, actor: Actor, /, *, area: str, reason: str, evidence: tuple[bytes, ...]) -> object:
        """Refuse if the actor may not, or write one entry."""


def make_file(
    *tables: Table, kind: Kind, name: str, area: str, what: str, count: int | None = None
) -> MadeFile:
    """Write tables into a file; while it is written, its sheets lie in a folder that only this program can read.

    `count` is how many lines are about somebody, if that is not every line.
    """
    content = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed on open
    with tempfile.TemporaryDirectory(prefix="pendopo-file-") as folder:
        if kind == "csv":
            lines = write_csv(content, tables[0])
        else:
            lines = write_workbook(content, *tables, folder=Path(folder))
    return finish(
        content, kind=kind, name=name, area=area, what=what, count=lines if count is None else count
    )


def finish(
    content: "tempfile.SpooledTemporaryFile[bytes] | BytesIO",
    *,
    kind: Kind,
    name: str,
    area: str,
    what: str,
    count: int,
) -> MadeFile:
    """Call what was written a finished file, with the hash of it."""
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").digest()
    content.seek(0)
    return MadeFile(content, f"{name}.{kind}", MEDIA[kind], area, count, digest, what)


def handed_out(purpose: str, made: MadeFile) -> str:
    """Put purpose, kind of file and number of lines into the one sentence that the journal keeps (design.md 4)."""
    return f"{' '.join(purpose.split())[:PURPOSE_LENGTH]} · {made.what} · {made.count} baris"


def hand_over(request: HttpRequest, file: MadeFile, purpose: str, log: Log) -> FileResponse:
    """Write down who gets which file and what for, then answer it; no browser and no proxy keeps a copy."""
    log(actor_of(request), area=file.area, reason=handed_out(purpose, file), evidence=(file.digest,))
    shown = file.media_type == MEDIA["html"]
    answer = FileResponse(
        file.content, as_attachment=not shown, filename=file.name, content_type=file.media_type
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
