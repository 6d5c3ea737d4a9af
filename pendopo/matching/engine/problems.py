"""What goes wrong with files and tools, in words that say the next step."""

import contextlib
import importlib


class MatchingFailed(Exception):
    """Matching cannot start or go on; the text is for the person at the screen."""


def missing_tools() -> MatchingFailed:
    """Say what to type when the optional packages are not installed."""
    return MatchingFailed('Pemadanan memerlukan paket tambahan. Ketik: pip install "pendopo[match]"')


def import_duckdb() -> object:
    """Import DuckDB, or say what to type."""
    try:
        import duckdb
    except ImportError:
        raise missing_tools() from None
    return duckdb


def warm_up() -> None:
    """Import Splink beside other work; whoever needs it next finds it loaded, or says what is missing."""
    with contextlib.suppress(ImportError):
        importlib.import_module("splink")
