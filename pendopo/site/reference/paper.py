"""How a generated page is written: a heading, a warning that it is generated, tables that git can compare."""

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Made by `pendopo reference`. Do not edit: the next run overwrites it. -->"


def page(title: str, *parts: str) -> str:
    """Return a whole page."""
    return "\n\n".join([f"# {title}", GENERATED, *(part for part in parts if part)]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells may hold any text."""
    lines = [_row(headings), "|" + "---|" * len(headings)]
    return "\n".join([*lines, *(_row([_cell(cell) for cell in row]) for row in rows)])


def code(text: str) -> str:
    """Return a name as code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Return names as code, in order, separated by commas."""
    return ", ".join(code(text) for text in sorted(texts))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
