"""What stands on a printed page, apart from how it is drawn."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Letterhead:
    """The office that writes: its lines from the highest tier down, its address, its emblem."""

    lines: tuple[str, ...]
    address: str = ""
    emblem: bytes | None = None
    emblem_type: str = "image/png"


@dataclass(frozen=True)
class Signatory:
    """Who signs: the lines above the name (authority and position), the name, and how it is signed."""

    lines: tuple[str, ...]
    name: str
    nip: str = ""
    mark: str = ""  # what stands where ink would be; empty leaves room for ink and stamp


@dataclass(frozen=True)
class Attachment:
    """A further page under its own title."""

    title: str
    body_template: str


@dataclass(frozen=True)
class Page:
    """Everything that stands on a page; a draft says across itself that it is one."""

    title: str
    body_template: str
    values: dict[str, object]
    letterhead: Letterhead | None
    signatory: Signatory
    place_date: str
    issued_on: date
    number: str = ""
    qr_url: str = ""
    code: str = ""
    scan: str = ""  # what stands below the QR code; empty says that it verifies
    paper: str = "f4"
    footer: str = ""
    language: str = "id"
    author: str = ""
    attachments: tuple[Attachment, ...] = ()
    draft: bool = False
