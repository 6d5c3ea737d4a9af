"""CSV files as offices write them: UTF-8, Windows-1252 or both in one file, commas or semicolons."""

import codecs
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_SIGNS: Final = (",", ";", "\t", "|")


def readable_copy(path: Path, work: Path) -> Path:
    """Return the file itself when it is UTF-8; else a copy in which each line is UTF-8."""
    if _is_utf8(path):
        return path
    copy = work / f"{path.stem}.utf8.csv"
    wide = _wide_encoding(path)
    with copy.open("w", encoding="utf-8", newline="") as target:
        if wide:
            with path.open(encoding=wide, newline="", errors="replace") as source:
                for line in source:
                    target.write(line)
            return copy
        with path.open("rb") as source:
            for raw in source:
                target.write(_line(raw))
    return copy


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                if b"\0" in chunk:
                    return False
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(path: Path) -> str:
    with path.open("rb") as source:
        start = source.read(4)
    return "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace").replace("\0", "")


def delimiter_of(path: Path) -> str:
    """Find the sign between columns in the first line."""
    with path.open(encoding="utf-8-sig", errors="replace") as source:
        first = source.readline()
    return max(_SIGNS, key=first.count)
