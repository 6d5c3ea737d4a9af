"""The scan of a letter signed in ink: a photograph becomes a PDF, a PDF is taken as it is if it holds no commands."""

import io

from pendopo.cases.formats.papers import PaperTrouble, read_picture

LARGEST = 15_000_000
WIDEST = 2_500  # pixels: A4 at 300 dots an inch
_COMMANDS = (
    b"/JavaScript",
    b"/JS ",
    b"/JS(",
    b"/Launch",
    b"/EmbeddedFile",
    b"/OpenAction",
    b"/RichMedia",
    b"/XFA",
)


class BadScan(ValueError):
    """A file that cannot be kept; `code` says why."""

    def __init__(self, code: str, **details: int) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def as_pdf(content: bytes) -> bytes:
    """Return the scan as PDF; a picture is drawn anew, so that nothing but its dots remains."""
    if len(content) > LARGEST:
        raise BadScan("scan_size", megabytes=LARGEST // 1_000_000)
    if content.startswith(b"%PDF-"):
        return _checked(content)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")):
        raise BadScan("scan_kind")
    return _drawn_anew(content)


def _drawn_anew(content: bytes) -> bytes:
    try:
        picture = read_picture(content, (WIDEST, WIDEST * 2), ("JPEG", "PNG"))
    except PaperTrouble as trouble:
        raise BadScan("scan_pixels" if str(trouble) == "too_many_pixels" else "scan_broken") from None
    picture.thumbnail((WIDEST, WIDEST * 2))
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=300.0, quality=80)
    return out.getvalue()


def _checked(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise BadScan("scan_broken")
    if any(command in content for command in _COMMANDS):
        raise BadScan("scan_unsafe")
    return content
