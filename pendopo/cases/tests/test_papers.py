"""Photographs that are empty, of eighty megapixels, of an iPhone: refused in words, or read in bounded memory."""

import io

import pytest
from PIL import Image

from pendopo.cases.formats.papers import LONGEST_SIDE, PaperTrouble, prepare, read_picture
from pendopo.cases.formats.scan import BadScan, as_pdf

WIDE = (10_400, 7_800)  # 81 megapixels


def saved(kind: str, size: tuple[int, int] = WIDE, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 200).save(out, kind, **more)
    return out.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # the telephone was held upright
    return saved("JPEG", (400, 200), exif=exif.tobytes())


def test_a_photograph_of_eighty_megapixels_is_decoded_at_a_fraction() -> None:
    content = saved("JPEG")
    picture = read_picture(content, (LONGEST_SIDE, LONGEST_SIDE))
    assert picture.width * picture.height < 6_000_000
    assert max(Image.open(io.BytesIO(prepare(content).content)).size) == LONGEST_SIDE
    assert b"/Width 2500" in as_pdf(content)


@pytest.mark.parametrize(
    "content", [saved("JPEG", progressive=True), saved("PNG")], ids=["progressive", "png"]
)
def test_what_would_be_held_whole_is_refused_before_it_is_decoded(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_args: pytest.fail("decoded"))
    with pytest.raises(PaperTrouble, match="too_many_pixels"):
        prepare(content)
    with pytest.raises(BadScan, match="scan_pixels"):
        as_pdf(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic" + bytes(300), "heic"),
        (b"\0\0\0\x18ftypmif1" + bytes(9), "heic"),
    ],
)
def test_empty_and_unreadable_files_have_words_of_their_own(content: bytes, code: str) -> None:
    with pytest.raises(PaperTrouble, match=code):
        prepare(content)


def test_a_photograph_stands_upright_as_a_paper_and_as_a_scan() -> None:
    assert read_picture(turned(), (400, 400)).size == (200, 400)
    pdf = as_pdf(turned())
    assert b"/Width 200" in pdf and b"/Height 400" in pdf
