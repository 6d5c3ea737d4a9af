"""What goes wrong with files and tools, in words that say the next step."""

import contextlib
import importlib


class MatchingFailed(Exception):
    """Matching cannot start or go on; the text is for the person at the screen."""


def missing_tools() -> MatchingFailed:
    """Say what to type when the optional packages are not installed."""
    return MatchingFailed('Pemadanan memerlukan paket tambahan. Ketik: pip install "pendopo[match]"')


def scarce(trouble: BaseException) -> MatchingFailed | None:
    """Word a lack of memory or disk, after which the run may go on; None for any other trouble."""
    said = f"{type(trouble).__name__} {trouble}".lower()
    if "outofmemory" in said or "out of memory" in said or isinstance(trouble, MemoryError):
        return MatchingFailed("Memori tidak cukup. Beri --memory lebih besar, lalu ulangi dengan --resume.")
    if "no space left" in said or "disk is full" in said:
        return MatchingFailed("Disk penuh. Kosongkan ruang, lalu ulangi dengan --resume.")
    return None


def warm_up() -> None:
    """Import Splink beside other work; whoever needs it next finds it loaded, or says what is missing."""
    with contextlib.suppress(ImportError):
        importlib.import_module("splink")
        importlib.import_module("sqlglot.dialects.duckdb")
