"""Photographs and scans of papers: any picture becomes a bounded JPEG without its metadata; PDF stays as it is."""

import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 20 * 1024 * 1024
MOST_PDF_BYTES = 5 * 1024 * 1024
# A4 at some 200 dpi is enough to read a card or a letter.
LONGEST_SIDE = 1800
# A JPEG is decoded at a fraction of its size; of other kinds, and of a progressive JPEG, every pixel has to be held.
MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000}
MOST_OTHER_PIXELS = 30_000_000
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITY = 78
# Of a picture that is all but one colour the hash would say nothing: any two of them would be alike.
_FLAT = 16
# How the pictures of an iPhone begin; no reader of them is among the packages of this program.
_HEIC = re.compile(rb".{4}ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """A paper ready to be kept."""

    content: bytes
    media_type: str
    digest: str
    gist: str = ""  # of a picture: what stays the same when it is saved anew (rules/pictures.py)


class PaperTrouble(Exception):
    """A file that cannot be taken; the text is a code for the form's words."""


def prepare(content: bytes) -> Paper:
    """Make a paper of a file, or raise PaperTrouble with the code of the reason."""
    if not content:
        raise PaperTrouble("empty")
    if len(content) > MOST_BYTES:
        raise PaperTrouble("too_big")
    if content[:1024].lstrip()[:5] == b"%PDF-":
        return _pdf(content)
    if _HEIC.match(content):
        raise PaperTrouble("heic")
    jpeg, gist = _as_jpeg(content)
    return Paper(jpeg, "image/jpeg", hashlib.sha256(jpeg).hexdigest(), gist)


def _pdf(content: bytes) -> Paper:
    if len(content) > MOST_PDF_BYTES:
        raise PaperTrouble("pdf_too_big")
    if b"%%EOF" not in content[-2048:]:
        raise PaperTrouble("pdf_cut")
    if b"/Encrypt" in content and _locked(content):
        raise PaperTrouble("pdf_locked")
    return _paper(content, "application/pdf")


def _locked(content: bytes) -> bool:
    """Say whether a PDF asks for a password before it shows anything; one that only forbids printing does not."""
    try:
        from pyhanko.pdf_utils.crypt import AuthStatus
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        raise PaperTrouble("not_installed") from None
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        return bool(reader.encrypted) and reader.decrypt("").status == AuthStatus.FAILED
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to its reader, nobody here can open it
        return True


def _as_jpeg(content: bytes) -> tuple[bytes, str]:
    picture = read_picture(content, (LONGEST_SIDE, LONGEST_SIDE))
    gist = _gist(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    # Only the pixels go on: where and with what the picture was taken stays with its owner.
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), gist


def read_picture(content: bytes, side: tuple[int, int], kinds: tuple[str, ...] = KINDS) -> "Image.Image":
    """Decode a picture upright on white, a JPEG no larger than `side` needs; PaperTrouble before memory runs out."""
    try:
        # Pictures are read by a package that a new site installs after its first page.
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError:
        raise PaperTrouble("not_installed") from None
    try:
        with Image.open(io.BytesIO(content), formats=kinds) as held:
            if held.width * held.height > _most_pixels(held):
                raise PaperTrouble("too_many_pixels")
            held.draft("RGB", side)
            return _on_white(ImageOps.exif_transpose(held))
    except Image.DecompressionBombError:
        raise PaperTrouble("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise PaperTrouble("no_picture") from None


def _most_pixels(held: "Image.Image") -> int:
    whole = held.info.get("progressive") or held.info.get("progression")
    return MOST_OTHER_PIXELS if whole else MOST_PIXELS.get(str(held.format), MOST_OTHER_PIXELS)


def _gist(picture: "Image.Image") -> str:
    """The difference hash of a picture, 16 hexadecimal digits; nothing for one of a single colour."""
    small = list(picture.convert("L").resize((9, 8)).tobytes())
    rows = [small[at : at + 9] for at in range(0, 72, 9)]
    bits = "".join(
        "1" if left > right else "0" for row in rows for left, right in zip(row, row[1:], strict=False)
    )
    return f"{int(bits, 2):016x}" if max(small) - min(small) > _FLAT else ""


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    if picture.mode not in ("RGBA", "LA", "P", "PA"):
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _paper(content: bytes, media_type: str) -> Paper:
    return Paper(content, media_type, hashlib.sha256(content).hexdigest())
